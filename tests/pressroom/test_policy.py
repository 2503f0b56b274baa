"""Who may take which step of a statement, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pressroom import states
from pressroom.models import Statement
from pressroom.states import StatementState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever

DIRECTORS = ("director", "second director")
WHO_WRITES = ("marketing", *DIRECTORS, "coo")
CAN_STILL_CHANGE = (S.DRAFTING, S.AWAITING_SIGN_OFF, S.CHANGES_ASKED, S.REFUSED, S.SIGNED)

MAY: dict[str, Open] = {
    # MS-1, MS-2: the Marketing Manager, a Director or the COO writes and changes, asks, takes back and gives up.
    "draft statement": wherever([NEW], *WHO_WRITES),
    "change the words": wherever(CAN_STILL_CHANGE, *WHO_WRITES),
    # CRM-3b: the enquirer asked for another way; whoever wrote that down has not written the statement.
    "follow the chosen way": wherever(CAN_STILL_CHANGE, "clock"),
    # SM-26: who writes says who is in it; the clock follows when the gate's answer about somebody changes.
    "name somebody": wherever(CAN_STILL_CHANGE, *WHO_WRITES),
    "take somebody out": wherever(CAN_STILL_CHANGE, *WHO_WRITES),
    "say it is somebody else": wherever(CAN_STILL_CHANGE, *WHO_WRITES),
    "stop: somebody in it may not be named any more": wherever([S.AWAITING_SIGN_OFF, S.SIGNED], "clock"),
    "send for sign-off": wherever([S.DRAFTING], *WHO_WRITES),
    "take back": wherever([S.AWAITING_SIGN_OFF], *WHO_WRITES),
    "withdraw": wherever(CAN_STILL_CHANGE, *WHO_WRITES),
    # MS-2, CC-2: what a Director, or the COO on an ongoing matter, answered is noted.
    "note sign-off": wherever([S.AWAITING_SIGN_OFF], *DIRECTORS, "coo"),
    "note changes asked for": wherever([S.AWAITING_SIGN_OFF], *DIRECTORS, "coo"),
    "note refusal": wherever([S.AWAITING_SIGN_OFF], *DIRECTORS, "coo"),
    # CC-1a, CC-2: an ongoing matter takes it wherever it stands; what was under way stops.
    "stop for senior review": wherever([S.AWAITING_SIGN_OFF, S.SIGNED], "clock"),
    "come under senior review": wherever(S, "clock"),
    "give back from senior review": wherever(S, "clock"),
    # The approval matrix: the Marketing Manager or a Director releases, and only what has been signed.
    "release": wherever([S.SIGNED], "marketing", *DIRECTORS),
    # The answer to an enquiry is let go by whoever may be responsible for one.
    "release as the answer": wherever([S.SIGNED], *WHO_WRITES),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def statement(world: World) -> Statement:
    return builders.drafted(builders.an_approach(by=world["carer"], home=world.home), by=world["marketing"])


@pytest.fixture
def records(world: World, statement: Statement) -> dict[str, Statement]:
    return builders.in_each_state(statement, S, new=Statement(home=world.home, written_by=world["marketing"]))


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("MS-1")
@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, Statement], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], records)
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", ["release", "release as the answer", "withdraw", "take back", "send for sign-off"])
def test_on_an_ongoing_matter_only_the_coo_lets_it_go(world: World, records: dict[str, Statement], verb: str) -> None:
    for record in records.values():
        record.is_locked = True
    assert {who for _, who in world.open_to(BY_VERB[verb], records)} == {"coo"}
