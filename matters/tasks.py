"""What time does to matters."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from matters import actions, locking
from matters.delegation.actions import end_stand_in
from matters.delegation.states import DelegationState
from matters.glass.actions import close_glass
from matters.glass.states import GlassState
from matters.models import BrokenGlass, Clearance, Delegation, Matter
from matters.states import ClearanceState
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, WrongState
from mediapolicy.sweeping import swept

# A record that was made in the very moment in which a matter was opened or widened saw nothing of it, and it nothing of
# the record: for this long the matter looks again.
LOOKS_AGAIN_FOR = timedelta(minutes=10)


@swept
def end_namings_with_time() -> int:
    """End what had an end, and what was somebody's who has left."""
    ended, now = 0, timezone.now()
    over = Q(until__lte=now) | Q(person__is_active=False)
    for clearance in Clearance.objects.filter(over, state=ClearanceState.NAMED).select_related("matter", "person")[
        :200
    ]:
        try:
            actions.end_naming(clearance, by=User.objects.the_clock())
            ended += 1
        except (WrongState, Missing):  # the COO was quicker
            continue
    return ended


@swept
def end_stand_ins_with_time() -> int:
    """End every standing in whose time is over, or whose person has left."""
    ended, over = 0, Q(until__lte=timezone.now()) | Q(person__is_active=False)
    for delegation in Delegation.objects.filter(over, state=DelegationState.HELD).select_related("person"):
        try:
            end_stand_in(delegation, by=User.objects.the_clock())
            ended += 1
        except (WrongState, Missing):
            continue
    return ended


@swept
def close_glass_again() -> int:
    """Close what an administrator opened for an hour."""
    closed = 0
    for glass in BrokenGlass.objects.filter(until__lte=timezone.now(), state=GlassState.OPEN).select_related("by"):
        try:
            close_glass(glass)
            closed += 1
        except (WrongState, Missing):
            continue
    return closed


@swept
def look_again_at_new_reach() -> int:
    """Look once more for what was made while a matter was opened or widened."""
    lately = timezone.now() - LOOKS_AGAIN_FOR
    return sum(locking.reach_out(matter) for matter in Matter.objects.holding().filter(reach_changed_at__gte=lately))
