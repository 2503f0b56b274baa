"""Opening a record: found among what one may see, noted as seen, and what one was told of it is read."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mediapolicy.history.openings import SLOT
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord
from mediapolicy.requests import SignedIn

# One statement, for it is part of every page of a record. A second look in the same quarter of an hour adds no row.
OPEN = """
with read as (
    update mediapolicy_notice set read_at = %(now)s
    where recipient_id = %(person)s and record_id = %(record)s and read_at is null and not is_hidden
)
insert into mediapolicy_opening (kind, record_id, person_id, as_role, at, slot)
values (%(kind)s, %(record)s, %(person)s, %(role)s, %(now)s, %(slot)s) on conflict do nothing
"""


def opened_or_404(request: SignedIn, records: QuerySet[Any], **which: Any) -> Any:
    """The record, with its opening kept (CRM-2). A form that is sent back comes from a page that was opened."""
    record = get_object_or_404(records, **which)
    if request.method != "POST":
        note_opening(record, by=request.user)
    return record


def note_opening(record: PolicyRecord, *, by: User) -> None:
    """Keep that this person looks at this record now, and mark as read what they were told of it (CRM-2)."""
    now = timezone.now()
    given = {
        "kind": record._meta.model_name,
        "record": record.pk,
        "person": by.pk,
        "role": standing_of(by).role_for(record.OPENED_WITH, record.home_id),
        "now": now,
        "slot": int(now.timestamp()) // SLOT,
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, given)
