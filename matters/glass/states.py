"""The policy table of breaking the glass: an administrator's way into a locked record in an emergency, never a quiet one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from matters.glass.models import BrokenGlass

LEAST_WORDS = 30


class GlassState(TextChoices):
    """Whether the way in is open."""

    OPEN = "open", "Open for an hour"
    ENDED = "ended", "Closed again"


POWERS = {"break_glass": "Open a locked record in an emergency, with the COO told at once"}


def a_reason_that_says_something(glass: BrokenGlass) -> str:
    """Why it cannot wait for the COO."""
    if len(glass.because.strip()) >= LEAST_WORDS:
        return ""
    return f"Write in at least {LEAST_WORDS} letters why it cannot wait for the Chief Operating Officer."


def its_hour_is_over(glass: BrokenGlass) -> str:
    """Asked again under the lock."""
    return "" if glass.until <= timezone.now() else "The hour is not over."


BREAK_GLASS = Transition(
    verb="break the glass",
    sources=frozenset(),
    target=GlassState.OPEN,
    permission="break_glass",
    clause=Clause.CC_1A,
    requires=(a_reason_that_says_something,),
    label="Break the glass and tell the COO",
)
CLOSE_GLASS = Transition(
    verb="close the glass again",
    sources=frozenset({GlassState.OPEN}),
    target=GlassState.ENDED,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_1A,
    requires=(its_hour_is_over,),
)

TRANSITIONS = (BREAK_GLASS, CLOSE_GLASS)
