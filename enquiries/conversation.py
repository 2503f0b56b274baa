"""Notes and messages of one enquiry, in the order they happened, asked for in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast

from enquiries.models import Enquiry, Note, Reply
from mediapolicy.outbox.models import Dispatch
from pressroom.models import Way


@dataclass(frozen=True, slots=True)
class Turn:
    """A note (stays inside) or a message (went outside)."""

    is_note: bool
    at: datetime
    by: str
    words: str
    to: str
    way: str
    what_was_said: str
    delivery: str


DELIVERY = {
    Dispatch.State.OWED: "On its way",
    Dispatch.State.SENDING: "On its way",
    Dispatch.State.SENT: "Handed to the mail server",
    Dispatch.State.FAILED: "Could not be delivered. Check the address, or ask them for another way.",
}


def conversation(enquiry: Enquiry) -> list[Turn]:
    """Every note and message, oldest first."""
    nothing = Value("", output_field=CharField())
    notes = (
        Note.objects.filter(enquiry=enquiry)
        .order_by()
        .values_list(Value(True), F("at"), F("by__name"), F("words"), nothing, nothing, nothing, nothing)
    )
    dispatch = Dispatch.objects.filter(about=Cast(OuterRef("pk"), CharField())).values("state")[:1]
    replies = (
        Reply.objects.filter(enquiry=enquiry)
        .order_by()
        .values_list(
            Value(False),
            F("at"),
            F("by__name"),
            F("words"),
            F("to"),
            F("way"),
            F("what_was_said"),
            Subquery(dispatch, output_field=CharField()),
        )
    )
    return [_turn(*row) for row in sorted(notes.union(replies, all=True), key=lambda row: row[1])]


def _turn(
    is_note: bool, at: datetime, by: str, words: str, to: str, way: str, what_was_said: str, state: str | None
) -> Turn:
    said = (
        "" if is_note else DELIVERY.get(Dispatch.State(state), "") if state else "Said or handed over, and written down"
    )
    return Turn(is_note, at, by, words, to, Way(way).label if way else "", what_was_said, said)
