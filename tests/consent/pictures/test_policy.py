"""Who may do what with pictures, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from consent.pictures import naming, states
from consent.pictures.models import Asset, Marked
from consent.pictures.states import AssetState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent import builders_pictures

KEEP = ("carer", "manager", "marketing")  # SM-26: whoever takes pictures at the home, and who posts them
RELEASE = ("manager", "marketing")
OPEN = (S.WAITING, S.READY)

MAY: dict[str, Open] = {
    "add picture": wherever([NEW], *KEEP),
    "describe picture": wherever(OPEN, *KEEP),
    "count the people": wherever(OPEN, *KEEP),
    "name somebody in it": wherever(OPEN, *KEEP),
    "take a name off it": wherever(OPEN, *KEEP),
    # I0: the carer said that nobody can tell who it is; somebody else has to agree.
    "confirm that nobody can be told": wherever([S.WAITING], *RELEASE),
    "release picture": wherever([S.WAITING], *RELEASE),
    "put away": wherever(OPEN, *KEEP),
    "put away when consent ends": wherever(OPEN, "clock"),
    "bring back": wherever([S.QUARANTINED], *RELEASE),
    "erase": wherever([S.QUARANTINED], "clock"),
}

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def asset(world: World) -> Asset:
    """Added by the carer, who says of a figure in the background that nobody can tell who it is."""
    asset = builders_pictures.a_photo(home=world.home, by=world["carer"])
    naming.name_somebody(asset, marked=Marked.NOT_TELLABLE, by=world["carer"])
    return asset


@pytest.fixture
def records(world: World, asset: Asset) -> dict[str, Asset]:
    new = Asset(home=world.home, content_type="photo", called="New", added_by=world["carer"])
    return builders.in_each_state(asset, S, new=new)


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert {step.verb for step in states.TRANSITIONS} == set(MAY)


@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, Asset], verb: str
) -> None:
    step = next(step for step in states.TRANSITIONS if step.verb == verb)
    assert world.open_to(step, records) == MAY[verb]


@pytest.mark.parametrize("verb", sorted(set(MAY) - {"put away when consent ends", "erase"}))
def test_a_picture_of_the_whole_organisation_is_for_those_who_hold_it_everywhere(
    world: World, records: dict[str, Asset], verb: str
) -> None:
    for record in records.values():
        record.home = None
    step = next(step for step in states.TRANSITIONS if step.verb == verb)
    assert world.open_to(step, records) == {(state, who) for state, who in MAY[verb] if who == "marketing"}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", sorted(set(MAY) - {"put away when consent ends", "erase"}))
def test_nobody_moves_a_picture_of_an_ongoing_matter(world: World, records: dict[str, Asset], verb: str) -> None:
    for record in records.values():
        record.is_locked = True
    step = next(step for step in states.TRANSITIONS if step.verb == verb)
    assert world.open_to(step, records) == set()
