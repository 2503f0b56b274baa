"""What time does to requests of the police."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from enquiries.police import circle, helping
from enquiries.police.models import PoliceRequest
from mediapolicy.organisation.actions import setting
from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept


@swept
def remind_of_police_records() -> int:
    """Remind, in time, of help that is still to be written down."""
    soon = timezone.now() + timedelta(hours=setting("police_record_reminder"))
    done = 0
    for request in PoliceRequest.objects.owing_a_record().filter(record_due_at__lte=soon, reminded_at=None)[:200]:
        try:
            helping.remind(request)
            done += 1
        except (WrongState, Missing):  # written down meanwhile
            continue
    return done


@swept
def tell_of_late_police_records() -> int:
    """Tell of help that was not written down in time."""
    late = PoliceRequest.objects.owing_a_record().filter(record_due_at__lte=timezone.now(), overdue_told_at=None)
    done = 0
    for request in late[:200]:
        try:
            helping.tell_it_is_late(request)
            done += 1
        except (WrongState, Missing):
            continue
    return done


@swept
def keep_those_who_know() -> int:
    """Whoever came to this work since knows of what is open; nobody else does."""
    return circle.share_all()
