"""Who keeps the list of people who may be shown: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from consent.people import states
from consent.people.models import Person
from consent.people.states import BeingState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent.builders_people import a_person

# CF-1, SM-26: whoever takes consent at the home keeps its list; the Data Protection Lead keeps every list.
KEEPERS = ("carer", "manager", "data protection")

MAY: dict[str, Open] = {
    "add person": wherever([NEW], *KEEPERS),
    "change person": wherever(S, *KEEPERS),
    "move person": wherever([S.HERE], *KEEPERS),
    "record that they left": wherever([S.HERE], *KEEPERS),
    "record that they are back": wherever([S.LEFT], *KEEPERS),
    "record their death": wherever([S.HERE, S.LEFT], *KEEPERS),
    # Nobody decides that somebody turned 16, or that a colleague no longer works here.
    "come of age": wherever([S.HERE, S.LEFT], "clock"),
    # 3.8.4: from the thirteenth birthday a child agrees beside their parent.
    "agree as well": wherever([S.HERE, S.LEFT], "clock"),
    "leave with their account": wherever([S.HERE], "clock"),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def person(world: World) -> Person:
    return a_person(by=world["carer"], home=world.home)


@pytest.fixture
def records(world: World, person: Person) -> dict[str, Person]:
    return builders.in_each_state(person, S, new=Person(name="New", home=world.home, subject_type="resident"))


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("SM-26")
@pytest.mark.clause("CF-1")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, Person], verb: str
) -> None:
    assert world.open_to(BY_VERB[verb], records) == MAY[verb]


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", sorted(set(MAY) - {"come of age", "agree as well", "leave with their account"}))
def test_nobody_but_who_handles_matters_touches_a_locked_person(
    world: World, records: dict[str, Person], verb: str
) -> None:
    for record in records.values():
        record.is_locked = True
    assert world.open_to(BY_VERB[verb], records) == set()  # the COO sees the answer and keeps no list


def test_the_other_manager_keeps_the_list_of_their_own_home(world: World) -> None:
    theirs = Person(name="New", home=world.other_home, subject_type="resident")
    assert world.open_to(states.ADD_PERSON, {NEW: theirs}) == wherever([NEW], "other manager", "data protection")
