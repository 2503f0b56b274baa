"""Who may sign what, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from approvals import states
from approvals.models import Approval
from approvals.states import STAGES
from approvals.states import ApprovalState as S
from mediapolicy.transitions import Transition
from tests import builders
from tests.builders import NEW, Open, World, wherever

VERDICTS = ("sign off", "ask for changes", "refuse")
DIRECTORS = ("director", "second director")
WHO_WRITES = ("marketing", *DIRECTORS, "coo")

MAY: dict[str, Open] = {
    # MS-2: whoever writes statements asks; while nobody has answered, the request is taken back.
    "ask for sign-off": wherever([NEW], *WHO_WRITES),
    # PO-3: what the table of another kind of record lets somebody put forward, the clock asks for.
    "ask for sign-off by itself": wherever([NEW], "clock"),
    "take back": wherever([S.WAITING], *WHO_WRITES),
    # SOD-5: nobody decides that a signature falls, the change itself does.
    # CC-1a: a sign-off goes where the record goes that it is of.
    "come under senior review": wherever(S, "clock"),
    "give back from senior review": wherever(S, "clock"),
    "void": wherever([S.WAITING, S.SIGNED], "clock"),
}
# MS-2: a Director, and no other, gives one answer, once. CC-2: on an ongoing matter the COO, and no other.
# PR-4a: a press release is approved by the Marketing Manager or a Director (here marketing wrote what is asked for).
MAY_ANSWER: dict[str, Open] = {
    "director": wherever([S.WAITING], *DIRECTORS),
    "release": wherever([S.WAITING], *DIRECTORS),
    # IR-3: the same, of a visit by the media.
    "visit": wherever([S.WAITING], *DIRECTORS),
    "coo": wherever([S.WAITING], "coo"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def approval(world: World) -> Approval:
    """Written and sent by marketing."""
    return builders.sent_for_sign_off(builders.an_approach(by=world["carer"], home=world.home), by=world["marketing"])


@pytest.fixture
def records(world: World, approval: Approval) -> dict[str, Approval]:
    new = Approval(home=world.home, stage="director", authors=[], asked_by=world["marketing"])
    return builders.in_each_state(approval, S, new=new)


def rows(stage: str) -> dict[str, Transition]:
    return {row.verb: row for row in STAGES[stage].verdicts.values()}


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert {step.verb for step in states.TRANSITIONS} == {*MAY, *VERDICTS}
    assert set(STAGES) == set(MAY_ANSWER)
    for stage in STAGES:
        assert set(rows(stage)) == set(VERDICTS)
        assert set(rows(stage).values()) <= set(states.TRANSITIONS)


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, Approval], verb: str
) -> None:
    step = next(step for step in states.TRANSITIONS if step.verb == verb)
    assert world.open_to(step, records) == MAY[verb]


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", VERDICTS)
@pytest.mark.parametrize("stage", sorted(MAY_ANSWER))
def test_a_stage_is_answered_by_whose_it_is_once(
    world: World, records: dict[str, Approval], stage: str, verb: str
) -> None:
    assert world.open_to(rows(stage)[verb], records) == MAY_ANSWER[stage]


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("verb", VERDICTS)
@pytest.mark.parametrize("author", DIRECTORS)
def test_nobody_answers_for_words_they_wrote(
    world: World, records: dict[str, Approval], author: str, verb: str
) -> None:
    for record in records.values():
        record.authors = [world["marketing"].pk, world[author].pk]
    found = world.open_to(rows("director")[verb], records)
    assert found == MAY_ANSWER["director"] - {(S.WAITING, author)}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", ["ask for sign-off", "take back"])
def test_on_an_ongoing_matter_only_the_coo_moves_the_request(
    world: World, records: dict[str, Approval], verb: str
) -> None:
    for record in records.values():
        record.is_locked = True
    step = next(step for step in states.TRANSITIONS if step.verb == verb)
    assert {who for _, who in world.open_to(step, records)} == {"coo"}


def test_every_other_role_holds_neither_signature(world: World) -> None:
    """The people that a signature is asked of are those of the table."""
    for stage, found in MAY_ANSWER.items():
        may = {who for who, person in world.people.items() if rows(stage)["sign off"].permission in _held(person)}
        wrote_it = {"marketing"} if stage == "release" else set()  # may approve what somebody else wrote
        assert may == {who for _, who in found} | wrote_it


def _held(person: Any) -> set[str]:
    from mediapolicy.people.standing import standing_of

    return {grant.permission for grant in standing_of(person).grants}


@pytest.mark.clause("IR-3")
@pytest.mark.parametrize(
    ("row", "states_of_it"), [(STAGES["visit"].ask, [NEW]), (STAGES["visit"].take_back, [S.WAITING])]
)
def test_whoever_prepares_a_visit_asks_for_its_approval(
    world: World, records: dict[str, Approval], row: Transition, states_of_it: list[Any]
) -> None:
    assert world.open_to(row, records) == wherever(states_of_it, "manager", *WHO_WRITES)
