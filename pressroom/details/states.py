"""The policy table of what stands under every press release: about us, and whom the press may ask (PR-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from pressroom.details.models import PressDetails


class DetailsState(TextChoices):
    """They are simply kept."""

    KEPT = "kept", "Kept"


POWERS = {"keep_press_details": "Change what stands under every press release: about us, and the press contact"}


def somebody_to_ask(details: PressDetails) -> str:
    """A journalist can reach somebody."""
    ways = [str(details.would_be(name)).strip() for name in ("contact_phone", "contact_email")]
    if str(details.would_be("contact_name")).strip() and any(ways):
        return ""
    return "Enter whom the press may ask, with a phone number or an email address."


WRITE = Transition(
    verb="write the press details",
    sources=frozenset(),
    target=DetailsState.KEPT,
    permission="keep_press_details",
    clause=Clause.PR_4A,
    label="Save",
    requires=(somebody_to_ask,),
)
CHANGE = Transition(
    verb="change the press details",
    sources=frozenset({DetailsState.KEPT}),
    target=None,
    permission="keep_press_details",
    clause=Clause.PR_4A,
    label="Save",
    requires=(somebody_to_ask,),
    edits=True,
)

TRANSITIONS = (WRITE, CHANGE)
