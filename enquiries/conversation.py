"""Notes and messages of one enquiry, in the order they happened, asked for in one statement."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from enquiries.models import Enquiry
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
    key: uuid.UUID


DELIVERY = {
    Dispatch.State.OWED: "On its way",
    Dispatch.State.SENDING: "On its way",
    Dispatch.State.SENT: "Handed to the mail server",
    Dispatch.State.FAILED: "Could not be delivered. Check the address, or ask them for another way.",
}


SAID = """
select true, note.at, by.name, note.words, '', '', '', '', note.id
from enquiries_note note join mediapolicy_user by on by.id = note.by_id
where note.enquiry_id = %(enquiry)s
union all
select false, reply.at, by.name, reply.words, reply."to", reply.way, reply.what_was_said,
  (select state from mediapolicy_dispatch where about = reply.id::text limit 1), reply.id
from enquiries_reply reply join mediapolicy_user by on by.id = reply.by_id
where reply.enquiry_id = %(enquiry)s
order by 2"""


def conversation(enquiry: Enquiry) -> list[Turn]:
    """Every note and message, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, {"enquiry": enquiry.pk})
        return [_turn(*row) for row in cursor.fetchall()]


def _turn(
    is_note: bool,
    at: datetime,
    by: str,
    words: str,
    to: str,
    way: str,
    what_was_said: str,
    state: str | None,
    key: uuid.UUID,
) -> Turn:
    said = (
        "" if is_note else DELIVERY.get(Dispatch.State(state), "") if state else "Said or handed over, and written down"
    )
    return Turn(is_note, at, by, words, to, Way(way).label if way else "", what_was_said, said, key)
