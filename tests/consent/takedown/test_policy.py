"""Who may take which step of a withdrawal, a showing and a takedown: written from the policy, compared both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from consent.takedown import states
from consent.takedown.models import MadeBy, Showing, TakedownTask, Withdrawal
from consent.takedown.states import ShowingState, TaskState, WithdrawalState
from consent.takedown.withdrawing import withdraw
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent import builders_takedown as make

pytestmark = pytest.mark.django_db
# W-1: any member of staff at the home, and those who read messages for the organisation.
ANYBODY = ("carer", "manager", "marketing", "director", "second director", "coo", "data protection", "safeguarding")
KEEPS = ("manager", "marketing", "coo")  # whoever keeps the list; the COO for what touches a matter (CC-2)
S, W, T = ShowingState, WithdrawalState, TaskState

MAY: dict[str, Open] = {
    "note where it is shown": wherever([NEW], *KEEPS),
    "note where it was released": wherever([NEW], "clock"),
    "take down": wherever([S.SHOWN, S.OUT_OF_REACH], *KEEPS),
    "find it out of reach": wherever([S.SHOWN], *KEEPS),
    "end with the record that showed it": wherever([S.SHOWN, S.OUT_OF_REACH], "clock"),
    "note that they changed their mind": wherever([NEW], *ANYBODY),
    "note that they changed their mind by the slip": wherever([NEW], "clock"),
    "tell them what happened": wherever([W.NOTED], *ANYBODY),
    "go with them to another home": wherever(W, "clock"),
    "owe a takedown": wherever([NEW], "clock"),
    "take on the takedown": wherever([T.OPEN], *KEEPS),
    "finish the takedown": wherever([T.OPEN], *KEEPS),
    "remind of the takedown": wherever([T.OPEN], "clock"),
    "call off the takedown": wherever([T.OPEN], "clock"),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}
OF_SHOWING = {"note where it is shown", "note where it was released", "take down", "find it out of reach"}
OF_SHOWING |= {"end with the record that showed it"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def records(world: World) -> dict[str, dict[str, Any]]:
    elsie = make.a_person(by=world["carer"], home=world.home)
    make.agreed(elsie, by=world["carer"], manager=world["manager"])
    post = make.a_post(elsie, by=world["marketing"])
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    task = noted.tasks.get(kind="remove")
    return {
        "showing": builders.in_each_state(post, S, new=Showing(home=world.home)),
        "withdrawal": builders.in_each_state(noted, W, new=Withdrawal(home=world.home)),
        "task": builders.in_each_state(task, T, new=TakedownTask(home=world.home)),
    }


def of(verb: str, records: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if verb in OF_SHOWING:
        return records["showing"]
    return records["task" if "takedown" in verb else "withdrawal"]


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], of(verb, records))
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", ["take down", "finish the takedown", "note that they changed their mind"])
def test_on_an_ongoing_matter_only_the_coo_acts(world: World, records: dict[str, dict[str, Any]], verb: str) -> None:
    mine = of(verb, records)
    for record in mine.values():
        record.is_locked = True
    try:
        assert {who for _, who in world.open_to(BY_VERB[verb], mine)} == {"coo"}
    finally:
        for record in mine.values():
            record.is_locked = False
