"""Taking records under a matter and giving them back.

Order of locks, as everywhere: the sign-offs of a record, then the record; a statement, then its enquiry; several by key.
"""

from __future__ import annotations

from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from approvals import actions as approvals
from matters import states
from matters.changing import change
from matters.models import Clearance, Matter, Touch
from matters.states import ClearanceState, TouchState
from matters.touching import matters_that_touch, records_touched_by
from matters.vocabulary import Level, Why
from mediapolicy.locking import came_under, given_back
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.records import PolicyRecord
from mediapolicy.transitions import Transition, making, part_of_form, starting


def look_at(record: PolicyRecord, *, also: str = "") -> bool:
    """Take this record under every open matter that touches it; whether any did (CC-1a)."""
    found = matters_that_touch(record, also=also)
    for matter, why in found:
        take(record, matter, why)
    return bool(found)


def reach_out(matter: Matter) -> int:
    """Take everything under this matter that it touches by now; how many records came under it (CC-1a)."""
    known = set(matter.touches.values_list("record_id", flat=True))
    return sum(take(record, matter, why) for record, why in records_touched_by(matter) if record.pk not in known)


def go_with(record: PolicyRecord, other: PolicyRecord) -> None:
    """A new record that belongs to another is under every matter that holds the other, and goes back with it (CC-1a)."""
    for matter in matters_of(other):
        if not take(record, matter, Why.WITH, came_with=other):  # its own words brought it there a moment ago
            touch = matter.touches.get(record_id=record.pk)
            with making(states.BELONG, touch, by=User.objects.the_clock()):
                touch.came_with = other.pk


@transaction.atomic
def take(record: PolicyRecord, matter: Matter, why: Why, *, came_with: PolicyRecord | None = None) -> bool:
    """One record comes under the matter: out of sight for all but those named on it, its signatures void (CC-1a, CC-2).

    What belongs to it comes with it. False when the matter holds it already, or once gave it back.
    """
    if matter.touches.filter(record_id=record.pk).exists():
        return False
    _take_new(_touch_of(record, matter, why, came_with=came_with), states.TOUCH, record, by=User.objects.the_clock())
    return True


@transaction.atomic
def take_by_hand(record: PolicyRecord, matter: Matter, because: str, *, by: User) -> None:
    """The COO puts it there, also where the matter once gave it back (CC-1a)."""
    before = matter.touches.filter(record_id=record.pk).first()
    if before is None:
        _take_new(_touch_of(record, matter, Why.BY_HAND, because=because), states.BRING_UNDER, record, by=by)
        return
    approvals.hold(record)
    with making(states.BRING_UNDER_AGAIN, before, by=by, note=f"{before.reference}: {because.strip()}"):
        before.why, before.because, before.came_with = Why.BY_HAND, because.strip(), None
    _put_under(record, matter)


def _touch_of(
    record: PolicyRecord, matter: Matter, why: Why, *, because: str = "", came_with: PolicyRecord | None = None
) -> Touch:
    if record.UNDER_A_MATTER is None:
        raise TypeError(f"No matter can take a {record.CALLED}.")
    return Touch(
        matter=matter,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        reference=record.reference,
        why=why,
        because=because.strip(),
        came_with=came_with.pk if came_with else None,
    )


def _take_new(touch: Touch, row: Transition, record: PolicyRecord, *, by: User) -> None:
    with part_of_form(f"{touch.matter_id}{record.pk}"):
        starting(row, touch, by=by, note=touch.reference)
    for other in record.comes_with():
        take(other, touch.matter, Why.WITH, came_with=record)
    approvals.hold(record)
    _put_under(record, touch.matter)


def _put_under(record: PolicyRecord, matter: Matter) -> None:
    clock = User.objects.the_clock()
    assert record.UNDER_A_MATTER is not None
    if not record.is_locked:
        with making(record.UNDER_A_MATTER.come_under, record, by=clock):
            record.is_locked = True
        approvals.follow_the_lock(record)
        came_under.send(sender=type(record), record=record, matter=matter)
    for clearance in matter.clearances.filter(state=ClearanceState.NAMED).select_related("person"):
        share(record, clearance)
    tell(User.objects.who_may("handle_matter"), "came_under_matter", record, by=clock)


@transaction.atomic
def set_aside(touch: Touch, because: str, *, by: User) -> None:
    """It isn't part of the matter: given back with what came with it, and not taken by this matter again (CC-2)."""
    change(states.SET_ASIDE, touch, by=by, note=f"{touch.reference}: {because.strip()}", because=because.strip())
    came_with = touch.matter.touches.filter(came_with=touch.record_id, state=TouchState.UNDER_IT)
    for other in came_with.order_by("record_id"):
        with making(states.GO_BACK_WITH_ANOTHER, other, by=User.objects.the_clock(), note=other.reference):
            pass
        _let_go(other)
    _let_go(touch)


@transaction.atomic
def give_everything_back(matter: Matter) -> int:
    """The matter is closed: its records go back to those whose they were, but for what another matter holds (CC-2)."""
    clock, given = User.objects.the_clock(), 0
    for touch in matter.touches.filter(state=TouchState.UNDER_IT).order_by("record_id"):
        with making(states.GIVE_BACK_WITH_MATTER, touch, by=clock, note=touch.reference):
            pass
        given += _let_go(touch)
    return given


@transaction.atomic
def take_everything_again(matter: Matter) -> None:
    """The matter is open again: what it held when it was closed comes under it once more (CC-1a)."""
    for touch in matter.touches.filter(state=TouchState.ENDED).order_by("record_id"):
        record = touch.record
        approvals.hold(record)
        with making(states.TAKE_AGAIN, touch, by=User.objects.the_clock(), note=touch.reference):
            pass
        _put_under(record, matter)
    reach_out(matter)


def _let_go(touch: Touch) -> bool:
    """Unlock the record, unless another matter holds it; whether it was."""
    record: PolicyRecord = touch.record
    for clearance in touch.matter.clearances.filter(state=ClearanceState.NAMED).select_related("person"):
        unshare(record, clearance.person, but_for=touch.matter)
    if Touch.objects.filter(record_id=record.pk, state=TouchState.UNDER_IT).exists():
        return False
    if record.STAYS_LOCKED:
        return True
    assert record.UNDER_A_MATTER is not None
    approvals.hold(record)
    with making(record.UNDER_A_MATTER.give_back, record, by=User.objects.the_clock()):
        record.is_locked = False
    approvals.follow_the_lock(record)
    given_back.send(sender=type(record), record=record)
    return True


# Who may see it ----------------------------------------------------------------------------------------------------


def share(record: PolicyRecord, clearance: Clearance) -> None:
    """Let somebody who was named see this record, and draft on it if they may contribute (guardian, one by one)."""
    app, model = record._meta.app_label, record._meta.model_name
    assign_perm(f"{app}.view_{model}", clearance.person, record)
    if clearance.level == Level.CONTRIBUTE:
        assign_perm(f"{app}.change_{model}", clearance.person, record)
    approvals.share(record, clearance.person)
    forget_standing(clearance.person)


def unshare(record: PolicyRecord, person: User, *, but_for: Matter) -> None:
    """They no longer see this record, unless they are named on another matter that holds it, or know of it anyway."""
    if record.is_known_anyway_to(person) or is_named_on_what_holds(record, person, but_for=but_for):
        return
    app, model = record._meta.app_label, record._meta.model_name
    for verb in ("view", "change"):
        remove_perm(f"{app}.{verb}_{model}", person, record)
    approvals.unshare(record, person)
    forget_standing(person)


def is_named_on_what_holds(record: PolicyRecord, person: User, *, but_for: Matter | None = None) -> bool:
    """Whether the COO named them on a matter that holds this record."""
    held = {"touches__record_id": record.pk, "touches__state": TouchState.UNDER_IT}
    named = {"clearances__person": person, "clearances__state": ClearanceState.NAMED}
    found = Matter.objects.filter(**held).filter(**named)
    return (found.exclude(pk=but_for.pk) if but_for else found).exists()


def matters_of(record: PolicyRecord) -> list[Matter]:
    """The matters that hold this record."""
    held = {"touches__record_id": record.pk, "touches__state": TouchState.UNDER_IT}
    return list(Matter.objects.filter(**held).order_by("created_at"))
