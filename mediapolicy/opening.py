"""Opening a record: found among what one may see, noted as seen, and its notices are read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mediapolicy.history.openings import note_opening
from mediapolicy.requests import SignedIn


def opened_or_404(request: SignedIn, records: QuerySet[Any], **which: Any) -> Any:
    """The record, with its opening kept; a form that is sent back comes from a page that was opened (CRM-2)."""
    record = get_object_or_404(records, **which)
    if request.method != "POST":
        note_opening(record, by=request.user)
    return record
