"""The policy table of review rounds: once a week each home is told which decisions are to be looked at again."""

from __future__ import annotations

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition


class RoundState(TextChoices):
    """Whether the home was told."""

    TOLD = "told", "Told"


CALL_FOR_REVIEW = Transition(
    verb="call for reviews",
    sources=frozenset(),
    target=RoundState.TOLD,
    permission=BY_THE_CLOCK,
    clause=Clause.CF_1,
)

TRANSITIONS = (CALL_FOR_REVIEW,)
