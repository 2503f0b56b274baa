"""Who may take which step of a worry, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from guardian.shortcuts import assign_perm

from enquiries.models import Enquiry
from enquiries.undercover import actions, states
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import WorryState as W
from mediapolicy.people.standing import forget_standing
from tests import builders
from tests.builders import CAST, NEW, Open, World, wherever

EVERYBODY = tuple(CAST)
GOING_ON = (W.SENT, W.OPENED, W.WITH_COO, W.LOOKED_INTO, W.LETTER)
IN_HAND = (W.WITH_COO, W.LOOKED_INTO, W.LETTER)
# The carer sent it and told the manager; safeguarding was named by the COO.
MAY: dict[str, Open] = {
    # IR-5: any member of staff, wherever they work and whatever they are.
    "send a worry": wherever([NEW], *EVERYBODY),
    # IR-5b: whoever was told opens it; if they don't, the clock brings it to the COO (rules 1.4).
    "open a worry": wherever([W.SENT], "manager"),
    "come to the COO because nobody opened it": wherever([W.SENT, W.OPENED], "clock"),
    # Rules 6.4: the form forces the question of care; who sent it adds what they remember, or the COO for them.
    "say whether there is a care concern": wherever(GOING_ON, "carer", "coo"),
    "add to a worry": wherever(GOING_ON, "carer", "coo"),
    "say which colleague it is": wherever(GOING_ON, "carer", "coo"),
    "write down what was done": wherever(GOING_ON, "carer", "manager", "safeguarding", "coo"),
    # The COO looks into it, names who must know, and ends it. Nobody else.
    "take a worry on": wherever([W.SENT, W.OPENED], "coo"),
    "name somebody on a worry": wherever(GOING_ON, "coo"),
    "end a naming on a worry": wherever(W, "coo"),
    "follow up the care concern": wherever(GOING_ON, "coo"),
    "write down what was found": wherever([W.WITH_COO, W.LOOKED_INTO], "coo"),
    "receive the letter of allegations": wherever([*IN_HAND, W.CLOSED], "coo"),
    "decide about the data": wherever(GOING_ON, "coo"),
    "warn that the time for the data runs out": wherever(GOING_ON, "clock"),
    "consider whether the law protects them": wherever(IN_HAND, "coo"),
    "open a matter from a worry": wherever(IN_HAND, "coo"),
    "close a worry": wherever(IN_HAND, "coo"),
    # CC-1a, CC-2: an ongoing matter takes it wherever it stands.
    "come under senior review": wherever(W, "clock"),
    "give back from senior review": wherever(W, "clock"),
}
OF_A_NOTE = "move a note to a worry"  # a step of the enquiry: whoever may write notes on it
BY_VERB = {step.verb: step for step in states.TRANSITIONS}

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-5"), pytest.mark.clause("IR-5b")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def report(world: World) -> UndercoverReport:
    report = actions.send(cover="agency", told=world["manager"], by=world["carer"])
    assign_perm("enquiries.view_undercoverreport", world["safeguarding"], report)
    forget_standing(world["safeguarding"])
    return report


@pytest.fixture(scope="module")
def records(world: World, report: UndercoverReport) -> dict[str, UndercoverReport]:
    return builders.in_each_state(report, W, new=UndercoverReport(reported_by=world["carer"], home=world.home))


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == {*MAY, OF_A_NOTE}


@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, UndercoverReport], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], records)
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.parametrize("verb", sorted(set(MAY) - {"send a worry"}))
def test_whom_it_is_about_takes_no_step_whatever_they_are(
    world: World, records: dict[str, UndercoverReport], verb: str
) -> None:
    """Even the one who sent it, the one who was told, the COO and whom the COO named."""
    for who in ("carer", "manager", "safeguarding", "coo"):
        for record in records.values():
            record.about = world[who]
        found = world.open_to(BY_VERB[verb], records)
        for record in records.values():
            record.about = None
        assert found == {(state, one) for state, one in MAY[verb] if one != who}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verb", sorted(set(MAY) - {"send a worry"}))
def test_under_a_matter_the_steps_of_the_home_are_nobodys_but_the_coos(
    world: World, records: dict[str, UndercoverReport], verb: str
) -> None:
    """What is left to whoever sent it or was told is unreachable: for them the record is not there (test_visibility)."""
    for record in records.values():
        record.is_locked = True
    found = world.open_to(BY_VERB[verb], records)
    for record in records.values():
        record.is_locked = False
    assert found == MAY[verb]


@pytest.mark.clause("CRM-2")
def test_a_note_is_moved_by_whoever_may_write_notes(world: World) -> None:
    enquiry = builders.an_approach(by=world["carer"], home=world.home)
    found = world.open_to(BY_VERB[OF_A_NOTE], builders.in_each_state(enquiry, ["logged", "closed"]))
    desk = ("manager", "marketing", "director", "second director", "coo")
    assert found == wherever(["logged", "closed"], *desk)
    assert isinstance(enquiry, Enquiry)
