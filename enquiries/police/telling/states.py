"""The policy table of telling the Directors: the COO tells them that the police asked, never what (rules 5.7)."""

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.transitions import Transition


class ToldState(TextChoices):
    """They were told."""

    TOLD = "told", "Told"


TELL = Transition(
    verb="tell that the police asked",
    sources=frozenset(),
    target=ToldState.TOLD,
    permission="agree_police_response",
    clause=Clause.CC_2,
    label="They were told",
)

TRANSITIONS = (TELL,)
