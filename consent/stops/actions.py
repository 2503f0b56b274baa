"""What is done about stops: placed at once by whoever notices, lifted by whoever may, always with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.agreement import holding
from consent.agreement.choices import GivenBy, Hold
from consent.people.models import Person
from consent.signals import authority_changed
from consent.stops import states
from consent.stops.models import Stop
from consent.stops.states import PLACINGS, StopKind
from consent.stops.telling import tell_of
from mediapolicy.people.models import User
from mediapolicy.transitions import making, starting

# What each kind does to consents that are in force. An objection leaves the form as it is: the gate stops its use.
# A doubt puts on hold what they agreed to themselves; a dispute, what others agreed to for them (W-3).
FOR_THEM = frozenset(GivenBy.values) - {GivenBy.SELF}
HOLDS: dict[str, tuple[Hold, frozenset[str]]] = {
    StopKind.RESTRICTION: (Hold.RESTRICTION, frozenset(GivenBy.values)),
    StopKind.WHEREABOUTS: (Hold.RESTRICTION, frozenset(GivenBy.values)),
    StopKind.CAPACITY_DOUBT: (Hold.CAPACITY_DOUBT, frozenset({GivenBy.SELF})),
    StopKind.DISPUTE: (Hold.DISPUTE, FOR_THEM),
}


@transaction.atomic
def place(
    kind: StopKind,
    person: Person,
    words: str,
    *,
    purposes: Iterable[str] = (),
    reaches_inside: bool = False,
    restriction: str = "",
    said_by: str = "",
    until: date | None = None,
    by: User,
) -> Stop:
    """Keep somebody from being shown, from this moment on (IR-6, D3, D14 to D18)."""
    if kind is StopKind.RESTRICTION and not restriction:
        raise ValidationError("Say which order or law forbids it.")
    stop = _stop(kind, person, words, purposes, reaches_inside)
    stop.restriction, stop.said_by, stop.until = restriction, said_by.strip(), until
    starting(PLACINGS[kind].place, stop, by=by)
    _follow(stop, by=by)
    tell_of(stop, by=by)
    return stop


@transaction.atomic
def place_by_finding(
    kind: StopKind,
    person: Person,
    words: str,
    *,
    found_in: str,
    purposes: Iterable[str] = (),
    reaches_inside: bool = False,
    restriction: str = "",
    for_few: bool = False,
) -> Stop:
    """A stop that follows from another record: an assessment, an earlier wish, a dispute (IR-6, V-M-03, V-B-02).

    `for_few`: it follows from a record that few people may know of, so its reason is theirs alone. It holds all the same.
    """
    stop = _stop(kind, person, words, purposes, reaches_inside)
    stop.found_in, stop.restriction = found_in, restriction
    stop.is_locked = stop.is_locked or for_few
    clock = User.objects.the_clock()
    starting(states.PLACE_BY_THE_CLOCK, stop, by=clock)
    _follow(stop, by=clock)
    return stop


@transaction.atomic
def keep(stop: Stop, words: str, *, look_again_on: date, by: User) -> None:
    """The Safeguarding Lead looked into it, and it stays until it is looked at again (IR-6, V-M-03, D17)."""
    if look_again_on <= timezone.localdate():
        raise ValidationError("Choose a day that is still to come.")
    with making(states.KEEP, stop, by=by, note=words):
        stop.look_again_on = look_again_on


@transaction.atomic
def lift(stop: Stop, words: str, *, by: User) -> None:
    """It no longer stands, and why. Consents that it put on hold stay on hold until the Home Manager takes them off (IR-6)."""
    if not words.strip():
        raise ValidationError("Write why it no longer stands.")
    with making(PLACINGS[StopKind(stop.kind)].lift, stop, by=by, note=words):
        stop.lifted_words, stop.lifted_at = words.strip(), timezone.now()
    authority_changed.send(sender=Stop, people=[stop.subject_id], by=by, why="What stopped it was lifted.")


@transaction.atomic
def lift_by_finding(
    person: Person, kind: StopKind, words: str, *, which: Callable[[Stop], bool] = lambda stop: True
) -> None:
    """A new finding settles the doubt: an assessment was countersigned, a wish was taken back (IR-6, V-M-06)."""
    clock = User.objects.the_clock()
    for stop in filter(which, Stop.objects.filter(subject=person, kind=kind, state=states.StopState.IN_FORCE)):
        with making(states.LIFT_BY_THE_CLOCK, stop, by=clock, note=words):
            stop.lifted_words, stop.lifted_at = words, timezone.now()
    authority_changed.send(sender=Stop, people=[person.pk], by=clock, why="What stopped it was lifted.")


@transaction.atomic
def go_with(person: Person) -> None:
    """Somebody moved: whatever keeps them from being shown goes with them, and is lifted where they live now (IR-6)."""
    clock = User.objects.the_clock()
    for stop in Stop.objects.filter(subject=person).exclude(home_id=person.home_id):
        with making(states.GO_WITH_THEM, stop, by=clock):
            stop.home_id = person.home_id


def _stop(kind: StopKind, person: Person, words: str, purposes: Iterable[str], reaches_inside: bool) -> Stop:
    return Stop(
        home_id=person.home_id,
        # Nobody but those who handle matters may learn of one, in history neither (CC-2).
        is_locked=person.is_locked or kind is StopKind.MATTER,
        kept_from_home=person.kept_from_home,
        subject=person,
        kind=kind,
        words=words.strip(),
        purposes=sorted(purposes),
        reaches_inside=reaches_inside,
    )


def _follow(stop: Stop, *, by: User) -> None:
    if stop.kind in HOLDS:
        because, given_by = HOLDS[stop.kind]
        holding.put_on_hold(stop.subject, because, given_by=given_by)
    authority_changed.send(sender=Stop, people=[stop.subject_id], by=by, why="Whether somebody may be shown changed.")
