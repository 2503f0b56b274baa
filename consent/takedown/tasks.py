"""What time does to what is shown: looked at once a day, reminded of once a day."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from consent.takedown import actions
from consent.takedown.models import Because, Showing, Shown, TakedownTask
from consent.takedown.owing import Look, look_at, owe, takedown_of_showing
from consent.takedown.states import ShowingState
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)
MOST = 200


def begin_of_today() -> datetime:
    """Midnight, UK time."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


@swept
@transaction.atomic
def look_at_what_is_shown_today() -> int:
    """Ask the gate about everybody shown, once a day: a consent that ran out, a birthday, a power that lapsed (W-4)."""
    rows = (
        Shown.objects.filter(looked_at__lt=begin_of_today(), gone_at=None)
        .exclude(showing__state=ShowingState.TAKEN_DOWN)
        .select_related("person", "showing__home", "showing__owner", "showing__asset")
        .order_by("looked_at")
        .select_for_update(of=("self",), skip_locked=True)
    )
    found = list(rows[:MOST])
    if not found:
        return 0
    look_at(found, Look(Because.CHANGED))
    for row in found:
        row.looked_at = timezone.now()
        row.save(update_fields=["looked_at"])
    return len(found)


@swept
@transaction.atomic
def look_at_licences() -> int:
    """What is shown with somebody else's permission comes down when that has ended (SM-27)."""
    owed = TakedownTask.objects.filter(showing__isnull=False, because=Because.LICENCE).values("showing")
    over = (
        Showing.objects.filter(state=ShowingState.SHOWN, asset__licence_until__lt=timezone.localdate())
        .exclude(pk__in=owed)
        .select_related("home", "owner", "asset")
    )
    look = Look(Because.LICENCE)
    found = list(over[:MOST])
    for showing in found:
        owner = look.duty.owner_of(showing)
        what = f"{showing.called}, {showing.get_channel_display()}"[:200]
        owe(look, takedown_of_showing(showing), what, home=showing.home, subject=None, showing=showing, owner=owner)
    return len(found)


@swept
def remind_of_late_takedowns() -> int:
    """Whatever is late is called to mind once a day (W-5)."""
    yesterday = timezone.now() - timedelta(days=1)
    late = TakedownTask.objects.open().filter(due_at__lt=timezone.now())
    late = late.filter(Q(reminded_at=None) | Q(reminded_at__lt=yesterday)).select_related("home", "owner")
    done = 0
    for task in late.order_by("due_at")[:MOST]:
        try:
            actions.remind(task)
            done += 1
        except WrongState:
            log.info("done meanwhile", extra={"record": str(task.pk)})
    return done
