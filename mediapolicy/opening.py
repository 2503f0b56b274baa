"""Opening a record: found among what one may see, noted as seen, and what one was told of it is read.

Whoever took part in a record that has since come under a matter is told no more than that it needs senior review; for
everybody else it isn't there.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
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
    record = found_or_404(request, records, **which)
    if request.method != "POST":
        note_opening(record, by=request.user)
    return record


def found_or_404(request: SignedIn, records: QuerySet[Any], **which: Any) -> Any:
    """The record among these; for whoever took part in one that has come under a matter since, the page that says so."""
    record = records.filter(**which).first()
    if record is None:
        stop_if_it_needs_senior_review(records.model, by=request.user, **which)
        raise Http404
    return record


class NeedsSeniorReview(Http404):
    """It was this person's to work on, and now it is the COO's: they are told so, and nothing else (CC-1a)."""


def stop_if_it_needs_senior_review(model: type[PolicyRecord], *, by: User, **which: Any) -> None:
    """Raise NeedsSeniorReview for a record in which this person took a step before a matter took it.

    One statement whatever it finds: that there is such a record must not show in their number.
    """
    if model.UNDER_A_MATTER is None:
        return
    records: Any = model._default_manager.all()
    took_part = model.history.model.objects.filter(id=OuterRef("pk"), history_user_id=by.pk)
    if records.left_to(by).filter(Exists(took_part), is_locked=True, **which).exists():
        raise NeedsSeniorReview


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
