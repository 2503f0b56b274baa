"""Breaking the glass and closing it again: one function per verb."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from matters.glass import states
from matters.glass.models import BrokenGlass
from matters.locking import is_named_on_what_holds
from matters.touching import record_called
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.transitions import making, starting

LASTS = timedelta(hours=1)


@transaction.atomic
def break_glass(reference: str, because: str, *, by: User) -> Any | None:
    """Let an administrator see one locked record for an hour, and tell the COO at once, whatever was found (CC-1a).

    The record; None when there is none with this reference that a matter holds, which is told and kept all the same.
    """
    record = record_called(reference)
    found = record if record is not None and record.is_locked else None
    glass = BrokenGlass(
        is_locked=True,
        asked_for=reference.strip().upper()[:14],
        record_type=found._meta.label_lower if found else "",
        record_id=found.pk if found else None,
        because=because.strip(),
        until=timezone.now() + LASTS,
        by=by,
    )
    starting(states.BREAK_GLASS, glass, by=by)
    if found is not None:
        assign_perm(_view(found), by, found)
        forget_standing(by)
    tell(User.objects.who_may("handle_matter"), "glass_broken", glass, by=by)
    return found


@transaction.atomic
def close_glass(glass: BrokenGlass) -> None:
    """The hour is over: the record is out of sight again (CC-1a)."""
    with making(states.CLOSE_GLASS, glass, by=User.objects.the_clock()):
        pass
    if glass.record_id is not None:
        record = apps.get_model(glass.record_type)._base_manager.get(pk=glass.record_id)
        if not is_named_on_what_holds(record, glass.by):
            remove_perm(_view(record), glass.by, record)
            forget_standing(glass.by)


def _view(record: Any) -> str:
    return f"{record._meta.app_label}.view_{record._meta.model_name}"
