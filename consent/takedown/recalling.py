"""A record of ours that showed people is taken back, or another took its place: what it showed ends, or is asked back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from consent.takedown import states
from consent.takedown.models import Because, Showing, TakedownTask, TaskOutcome
from consent.takedown.owing import Look, call_off, owe, takedown_of_showing
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.records import PolicyRecord
from mediapolicy.transitions import making


def showings_of(record: PolicyRecord) -> list[Showing]:
    """What this record shows people in, and is still out there; by key, as they are locked."""
    found = Showing.objects.out_there().filter(record_type=record._meta.label_lower, record_id=record.pk)
    return list(found.select_related("home", "owner", "asset").order_by("pk"))


@transaction.atomic
def end_ours(record: PolicyRecord) -> int:
    """What stood on pages of ours is gone with the record itself (SM-26); how many there were."""
    clock, ours = User.objects.the_clock(), [one for one in showings_of(record) if one.is_ours]
    for showing in ours:
        with making(states.END_WITH_RECORD, showing, by=clock, note=record.reference):
            showing.ended_at = timezone.now()
        for task in TakedownTask.objects.open().filter(showing=showing):
            call_off(task, TaskOutcome.REMOVED)
    return len(ours)


@transaction.atomic
def recall(record: PolicyRecord) -> list[TakedownTask]:
    """Taken back: ours is gone, and whoever else shows it is asked to take it down, by somebody and by a day (W-4)."""
    end_ours(record)
    look = Look(Because.CHANGED)
    owed = []
    for showing in showings_of(record):
        if TakedownTask.objects.open().filter(showing=showing, subject=None).exists():
            continue
        what = f"{showing.called}, {showing.get_channel_display()}"[:200]
        kind, owner = takedown_of_showing(showing), look.duty.owner_of(showing)
        owed.append(owe(look, kind, what, home=showing.home, subject=None, showing=showing, owner=owner))
    clock = User.objects.the_clock()
    for task in owed:
        tell([task.owner], "takedown_owed", task, by=clock)
    return owed
