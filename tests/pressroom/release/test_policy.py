"""Who may take which step of a press release, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pressroom.release import states
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.pressroom.release import made

DIRECTORS = ("director", "second director")
# PR-4a: compiled, edited and released by a Director or the Marketing Manager only. Not by the COO, but on a matter (CC-2).
PRESS = ("marketing", *DIRECTORS)
BEFORE_IT_IS_OUT = (S.DRAFTING, S.AWAITING_APPROVAL, S.CHANGES_ASKED, S.REFUSED, S.APPROVED, S.SCHEDULED)

MAY: dict[str, Open] = {
    "start a press release": wherever([NEW], *PRESS),
    "start a correction": wherever([NEW], *PRESS),
    "change the release": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "feature somebody": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "say it is somebody else in it": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "take somebody out of the release": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "add a picture": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "take a picture out": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "send for approval": wherever([S.DRAFTING], *PRESS),
    "take back from approval": wherever([S.AWAITING_APPROVAL], *PRESS),
    # The approval matrix: the Marketing Manager or a Director; on a matter the COO answers, which is noted too.
    "note approval": wherever([S.AWAITING_APPROVAL], *PRESS, "coo"),
    "note changes asked for": wherever([S.AWAITING_APPROVAL], *PRESS, "coo"),
    "note refused approval": wherever([S.AWAITING_APPROVAL], *PRESS, "coo"),
    "set a time": wherever([S.APPROVED], *PRESS),
    "take the time off": wherever([S.SCHEDULED], *PRESS),
    "release the release": wherever([S.APPROVED], *PRESS),
    # SM-26, V-O-05: what is out leaves our pages by itself, and comes back only when somebody says so.
    "take it off our pages: somebody in it may not be shown": wherever([S.RELEASED], "clock"),
    "take it off our pages for senior review": wherever([S.RELEASED], "clock"),
    "put it back on our pages": wherever([S.RELEASED], *PRESS),
    "release at its time": wherever([S.SCHEDULED], "clock"),
    "hold back at its time": wherever([S.SCHEDULED], "clock"),
    # SM-26: an approval covers what lets each person in it be shown.
    "stop: somebody in it may not be shown any more": wherever([S.AWAITING_APPROVAL, S.APPROVED, S.SCHEDULED], "clock"),
    "stop the release for senior review": wherever([S.AWAITING_APPROVAL, S.APPROVED, S.SCHEDULED], "clock"),
    "warn that the embargo ends": wherever([S.APPROVED, S.SCHEDULED, S.RELEASED], "clock"),
    "lift the embargo early": wherever([S.RELEASED], *PRESS),
    "give way to a correction": wherever([S.RELEASED], "clock"),
    "take the release back": wherever([S.RELEASED], *PRESS),
    "give up the release": wherever(BEFORE_IT_IS_OUT, *PRESS),
    "come under senior review": wherever(S, "clock"),
    "give back from senior review": wherever(S, "clock"),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}
ONLY_THE_COO = ("change the release", "send for approval", "set a time", "release the release", "take the release back")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def release(world: World) -> PressRelease:
    return made.a_draft(by=world["marketing"], home=world.home)


@pytest.fixture
def records(world: World, release: PressRelease) -> dict[str, PressRelease]:
    return builders.in_each_state(release, S, new=PressRelease(home=world.home, written_by=world["marketing"]))


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("PR-4")
@pytest.mark.clause("PR-4a")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, PressRelease], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], records)
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", ONLY_THE_COO)
def test_on_an_ongoing_matter_the_coo_alone_writes_and_lets_it_go(
    world: World, records: dict[str, PressRelease], verb: str
) -> None:
    for record in records.values():
        record.is_locked = True
    assert {who for _, who in world.open_to(BY_VERB[verb], records)} == {"coo"}


@pytest.mark.clause("PR-3")
@pytest.mark.parametrize("verb", ["start a press release", "change the release", "release the release"])
def test_an_advertorial_is_the_same_peoples_work(world: World, records: dict[str, PressRelease], verb: str) -> None:
    for record in records.values():
        record.kind = "advertorial"
    assert world.open_to(BY_VERB[verb], records) == MAY[verb]
