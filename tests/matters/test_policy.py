"""Every step of a matter, in every state, for every person: the Chief Operating Officer's alone (CC-1, CC-2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from matters import states
from matters.delegation import states as delegation
from matters.delegation.models import Delegation
from matters.glass import states as glass
from matters.glass.models import BrokenGlass
from matters.models import Clearance, Matter, MatterPerson, Touch
from matters.states import ClearanceState, LinkState, MatterState, TouchState
from tests import builders
from tests.builders import NEW, Open, World
from tests.consent.builders_people import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1a"), pytest.mark.clause("CC-2")]
M, L, C, T, D, G = MatterState, LinkState, ClearanceState, TouchState, delegation.DelegationState, glass.GlassState


def wherever(found: Any, *who: str) -> Open:
    """Each of these states, for each of these people."""
    return {(str(state), one) for state in found for one in who}


# By hand, from the policy: the record, the step, where it is open and to whom.
MAY: dict[tuple[str, str], Open] = {
    ("matter", "open a matter"): wherever([NEW], "coo"),
    ("matter", "open a matter by itself"): wherever([NEW], "clock"),
    ("matter", "change what it is about"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "change what it reaches"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "watch for more words by itself"): wherever([M.OPEN, M.WATCHED], "clock"),
    ("matter", "agree who responds"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "agree the response"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "write down what the law forbids"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "write down who was told"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "keep watching only"): wherever([M.OPEN], "coo"),
    ("matter", "open it up again"): wherever([M.WATCHED], "coo"),
    ("matter", "close the matter"): wherever([M.OPEN, M.WATCHED], "coo"),
    ("matter", "open the matter again"): wherever([M.CLOSED], "coo"),
    ("person", "link somebody"): wherever([NEW], "coo"),
    ("person", "link somebody by itself"): wherever([NEW], "clock"),
    ("person", "unlink somebody"): wherever([L.LINKED], "coo"),
    ("colleague", "name a colleague on it"): wherever([NEW], "coo"),
    ("colleague", "end a colleague's naming"): wherever([C.NAMED], "coo"),
    ("colleague", "end a colleague's naming with its time"): wherever([C.NAMED], "clock"),
    ("record", "come under the matter"): wherever([NEW], "clock"),
    ("record", "bring a record under the matter"): wherever([NEW], "coo"),
    ("record", "belong to a record under the matter"): wherever([T.UNDER_IT], "clock"),
    ("record", "give a record back"): wherever([T.UNDER_IT], "coo"),
    ("record", "give a record back with the matter's end"): wherever([T.UNDER_IT], "clock"),
    ("record", "go back with the record that it belongs to"): wherever([T.UNDER_IT], "clock"),
    ("record", "bring a record under the matter again"): wherever([T.SET_ASIDE, T.ENDED], "coo"),
    ("record", "take a record again"): wherever([T.SET_ASIDE, T.ENDED], "clock"),
    # Ruling 21: in person, for a time; whoever stands in appoints nobody.
    ("stand-in", "appoint a stand-in"): wherever([NEW], "coo"),
    ("stand-in", "end a stand-in"): wherever([D.HELD], "coo"),
    ("stand-in", "end a stand-in with its time"): wherever([D.HELD], "clock"),
    # Rules 7.3: the administrator's way in, never a quiet one.
    ("glass", "break the glass"): wherever([NEW], "administrator"),
    ("glass", "close the glass again"): wherever([G.OPEN], "clock"),
}
TABLES = (*states.TRANSITIONS, *delegation.TRANSITIONS, *glass.TRANSITIONS)
BY_VERB = {step.verb: step for step in TABLES}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture
def records(world: World) -> dict[str, dict[str, Any]]:
    """One record of each kind in each of its states; nothing is written, for only the table is asked."""
    coo, day = world["coo"], timezone.now() + timedelta(days=1)
    matter = Matter(kind="complaint", called="The fall", about="A fall.", is_locked=True, opened_by=coo)
    person = a_person("Walter Dunmore", by=world["carer"], home=world.home)

    def each(model: Any, found: Any, **facts: Any) -> dict[str, Any]:
        made = {NEW: model(**facts)}
        for state in found:
            record = made[str(state)] = model(**facts, state=state)
            record._state.adding = False
        return made

    return {
        "matter": each(Matter, M, kind="other", called="It", about="It.", is_locked=True, opened_by=coo),
        "person": each(MatterPerson, L, matter=matter, person=person, by=coo),
        "colleague": each(Clearance, C, matter=matter, person=world["manager"], level="read", until=day, by=coo),
        "record": each(Touch, T, matter=matter, reference="ENQ-7K4M2", why="words"),
        "stand-in": each(Delegation, D, person=world["director"], in_writing="Letter.", until=day, by=coo),
        "glass": each(
            BrokenGlass,
            G,
            is_locked=True,
            asked_for="ENQ-7K4M2",
            because="x" * 40,
            until=day,
            by=world["administrator"],
        ),
    }


def test_every_step_of_the_tables_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(TABLES)
    assert set(BY_VERB) == {verb for _, verb in MAY}


@pytest.mark.parametrize(("kind", "verb"), sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], kind: str, verb: str
) -> None:
    wanted, found = MAY[kind, verb], world.open_to(BY_VERB[verb], records[kind])
    assert {"too much": found - wanted, "too little": wanted - found} == {"too much": set(), "too little": set()}
