"""What a request of the police holds back: no victim is shown until they release it, and some never (V-P-04 to V-P-07)."""

from __future__ import annotations

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.models import RestrictionKind, Stop
from consent.stops.states import StopKind, StopState
from enquiries.police import ending
from enquiries.police.models import PoliceRequest
from enquiries.police.vocabulary import Role

HELD = "Do not feature. Ask the Safeguarding Lead."
FOR_LIFE = "Do not feature: the law keeps them anonymous for life. Ask the Safeguarding Lead."


def hold_who_must_be_held(request: PoliceRequest) -> None:
    """Place what is not placed yet: for victims, for whom the law protects, and for all where the police ask for silence."""
    for subject in request.subjects.select_related("person"):
        if subject.person is None:
            continue
        if ending.must_be_held(request, subject.role):
            _place(request, subject.person, RestrictionKind.POLICE_HOLD, HELD)
        if subject.role == Role.VICTIM and request.protects_for_life and subject.waived_on is None:
            _place(request, subject.person, RestrictionKind.COMPLAINANT, FOR_LIFE)


def _place(request: PoliceRequest, person: Person, restriction: str, words: str) -> None:
    """The stop is for few as the request is: others see that they may not, never why."""
    found = Stop.objects.filter(subject=person, found_in=request.reference, restriction=restriction)
    if not found.filter(state=StopState.IN_FORCE).exists():
        stops.place_by_finding(
            StopKind.RESTRICTION,
            person,
            words,
            found_in=request.reference,
            restriction=restriction,
            for_few=True,
        )


def holds(request: PoliceRequest, person: Person | None) -> bool:
    """Whether this request keeps them from being shown now."""
    theirs = Stop.objects.filter(subject=person, found_in=request.reference, state=StopState.IN_FORCE)
    return person is not None and theirs.exists()


def release(request: PoliceRequest, words: str) -> None:
    """The police released it: what they asked us to hold may be looked at again. What the law protects stays."""
    for subject in request.subjects.exclude(person=None).select_related("person"):
        _lift(request, subject.person, RestrictionKind.POLICE_HOLD, words)


def let_go_of(request: PoliceRequest, person: Person | None, words: str) -> None:
    """Somebody is not in it: nothing holds them because of it."""
    for restriction in (RestrictionKind.POLICE_HOLD, RestrictionKind.COMPLAINANT):
        _lift(request, person, restriction, words)


def lift_for_life(request: PoliceRequest, person: Person) -> None:
    """They gave up their own anonymity."""
    _lift(request, person, RestrictionKind.COMPLAINANT, "They gave up their anonymity themselves, in writing.")


def _lift(request: PoliceRequest, person: Person | None, restriction: str, words: str) -> None:
    if person is not None:
        stops.lift_by_finding(
            person,
            StopKind.RESTRICTION,
            words,
            which=lambda stop: stop.found_in == request.reference and stop.restriction == restriction,
        )
