"""Who stops somebody from being shown, and who lifts it: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from consent.people.models import Person
from consent.stops import states
from consent.stops.models import Stop
from consent.stops.states import PLACINGS, StopKind
from consent.stops.states import StopState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent.builders_people import a_person

LEADS = ("data protection", "safeguarding")
AT_THE_HOME = ("carer", "manager")
# W-1, W-2: an objection is written down by whoever hears it, also where pictures are published.
WHOEVER_HEARS_IT = (*AT_THE_HOME, *LEADS, "marketing", "director", "second director", "coo")
# D3, D17, V-M-03: a doubt is raised by whoever cares for somebody or guards them.
WHOEVER_CARES = (*AT_THE_HOME, *LEADS)
WHOEVER_DECIDES = ("manager", *LEADS)

# Kind of stop -> who places it, who lifts it.
MAY: dict[StopKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    StopKind.RESTRICTION: (WHOEVER_DECIDES, WHOEVER_DECIDES),
    StopKind.WHEREABOUTS: (WHOEVER_CARES, ("safeguarding",)),
    StopKind.OBJECTION: (WHOEVER_HEARS_IT, WHOEVER_DECIDES),
    StopKind.UNDUE_INFLUENCE: (WHOEVER_CARES, ("safeguarding",)),
    StopKind.CAPACITY_DOUBT: (WHOEVER_CARES, ("manager",)),
    StopKind.DISPUTE: (WHOEVER_CARES, WHOEVER_DECIDES),
    StopKind.PRIOR_REFUSAL: (AT_THE_HOME, ("manager",)),
    StopKind.SAFEGUARDING: (WHOEVER_CARES, ("safeguarding",)),
    # CC-2: a matter is the COO's, and nobody else learns of it.
    StopKind.MATTER: (("coo",), ("coo",)),
}
BY_THE_CLOCK: dict[str, Open] = {
    "stop, by what was found": wherever([NEW], "clock"),
    "lift, by what was found": wherever([S.IN_FORCE], "clock"),
    "go with them to another home": wherever(S, "clock"),
}

# V-M-03, D17: what safeguarding looks into is looked at by nobody else.
FOR_SAFEGUARDING = {StopKind.WHEREABOUTS, StopKind.UNDUE_INFLUENCE, StopKind.SAFEGUARDING}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def person(world: World) -> Person:
    return a_person(by=world["carer"], home=world.home)


def records(person: Person, kind: StopKind) -> dict[str, Stop]:
    """One in each state, as it is made: a matter is locked from the first moment."""
    locked = kind is StopKind.MATTER
    made = {
        str(state): Stop(
            subject=person, home_id=person.home_id, kind=kind, words="Seen.", is_locked=locked, state=state
        )
        for state in S
    }
    return {NEW: Stop(subject=person, home_id=person.home_id, kind=kind, words="Seen.", is_locked=locked), **made}


def test_every_kind_and_every_step_is_one_of_the_policy() -> None:
    assert set(PLACINGS) == set(StopKind) == set(MAY)
    rows = {row.verb for placing in PLACINGS.values() for row in (placing.place, placing.lift)}
    assert {row.verb for row in states.TRANSITIONS} == rows | set(BY_THE_CLOCK) | {"look at it: it stays"}


@pytest.mark.clause("IR-6")
@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("kind", StopKind)
def test_a_stop_is_placed_and_lifted_by_whom_the_policy_says(world: World, person: Person, kind: StopKind) -> None:
    places, lifts = MAY[kind]
    found, unsaved = records(person, kind), {NEW: records(person, kind)[NEW]}
    assert world.open_to(PLACINGS[kind].place, unsaved) == wherever([NEW], *places)
    in_force = {state: stop for state, stop in found.items() if state != NEW}
    assert world.open_to(PLACINGS[kind].lift, in_force) == wherever([S.IN_FORCE], *lifts)


@pytest.mark.parametrize("verb", sorted(BY_THE_CLOCK))
def test_what_follows_from_another_record_is_the_clocks(world: World, person: Person, verb: str) -> None:
    row = next(row for row in states.TRANSITIONS if row.verb == verb)
    found = records(person, StopKind.CAPACITY_DOUBT)
    assert (
        world.open_to(row, {name: one for name, one in found.items() if row.sources or name == NEW})
        == BY_THE_CLOCK[verb]
    )


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize("kind", StopKind)
def test_only_the_safeguarding_lead_looks_and_lets_it_stay(world: World, person: Person, kind: StopKind) -> None:
    in_force = {state: stop for state, stop in records(person, kind).items() if state != NEW}
    who = () if kind is StopKind.MATTER else ("safeguarding",)
    assert world.open_to(states.KEEP, in_force) == wherever([S.IN_FORCE], *who)
    assert (not states.is_for_safeguarding(in_force[S.IN_FORCE])) is (kind in FOR_SAFEGUARDING)
