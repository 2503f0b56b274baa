"""Who may take which step of an enquiry, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from enquiries import states
from enquiries.models import Advice, Enquiry
from enquiries.states import EnquiryState as S
from mediapolicy.people.models import User
from tests import builders
from tests.builders import CAST, NEW, Open, World, wherever

EVERYBODY = tuple(CAST)
# The Marketing Manager or a Director answers (ME-1, ME-2); the COO is where an approach ends that nobody took up.
THE_DESK = ("marketing", "director", "second director", "coo")
NOBODY_HAS_IT = (S.LOGGED, S.WITH_HOME_MANAGER, S.ESCALATED)
SOMEBODY_HAS_IT = (S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED)
NOT_ANSWERED_YET = (*NOBODY_HAS_IT, *SOMEBODY_HAS_IT)
OVER = (S.CLOSED, S.NO_ANSWER_NEEDED, S.DECLINED, S.MERGED)

# In this world marketing is responsible for the enquiry of one home, and safeguarding was asked for advice.
MAY: dict[str, Open] = {
    # ME-1: any member of staff who is approached, wherever they work and whatever they are.
    "log": wherever([NEW], *EVERYBODY),
    # ME-1b: whoever logged it passes it to the Home Manager at once, or past them (ruling 7).
    "pass to the Home Manager": wherever([S.LOGGED], *EVERYBODY),
    "pass to the on-call Director": wherever([S.LOGGED], *EVERYBODY),
    # ME-1c: the Home Manager of this home passes it on, and nobody else; when time runs out, the clock does.
    "pass on": wherever([S.LOGGED, S.WITH_HOME_MANAGER], "manager"),
    "pass up when time runs out": wherever(NOBODY_HAS_IT, "clock"),
    # ME-2: one named person is responsible; another may take over, as long as something is left to do.
    "take up": wherever(NOBODY_HAS_IT, *THE_DESK),
    "hand over": wherever([*SOMEBODY_HAS_IT, S.ANSWERED], *THE_DESK),
    # ME-2: when they left or lost their role, the clock gives it to another at once.
    "stand in for whoever is gone": wherever([*NOT_ANSWERED_YET, S.ANSWERED], "clock"),
    "pass up from whoever is gone": wherever([S.WITH_HOME_MANAGER], "clock"),
    # ME-2: that person judges what advice is needed; whoever was asked may write down what they said.
    "ask for advice": wherever([S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED], "marketing"),
    "write down advice": wherever([S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING], "marketing", "safeguarding"),
    "have all advice": wherever([S.ADVICE_SOUGHT], "clock"),
    "need no advice": wherever([S.TAKEN_UP], "marketing"),
    # MS-1, MS-2: the statement is written after the judgement; what happens to it is noted here.
    "draft the statement": wherever([S.ADVISED], "marketing"),
    "note sent for sign-off": wherever([S.DRAFTING], *THE_DESK),
    "note back to drafting": wherever([S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED], "clock"),
    "note signed": wherever([S.AWAITING_SIGN_OFF], "director", "second director", "coo"),
    "note statement withdrawn": wherever([S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED], "clock"),
    # CRM-3b: words go out from the one responsible person; the enquirer's wish is written down by whoever hears it,
    # as long as an answer is still to come.
    "acknowledge": wherever(SOMEBODY_HAS_IT, "marketing"),
    "change the chosen way": wherever(NOT_ANSWERED_YET, "manager", *THE_DESK),
    "answer": wherever([S.SIGNED], "marketing"),
    "decline": wherever([S.ADVISED, S.DRAFTING], "marketing"),
    "record that no answer is needed": wherever([S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING], "marketing"),
    "close": wherever([S.ANSWERED], "marketing"),
    # CRM-3a: the record is kept together and kept right.
    "merge": wherever([*NOBODY_HAS_IT, S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING], *THE_DESK),
    "open again": wherever([S.ANSWERED, *OVER], *THE_DESK),
    "add a note": wherever(S, "manager", *THE_DESK),
    "add a file": wherever([*NOT_ANSWERED_YET, S.ANSWERED], "manager", *THE_DESK),
    "link to the CRM": wherever(S, *THE_DESK),
    # CC-1a, CC-2: an ongoing matter takes it wherever it stands.
    "come under senior review": wherever(S, "clock"),
    "come to the COO": wherever([*NOT_ANSWERED_YET, S.ANSWERED], "clock"),
    "go back to whose it was": wherever([*NOT_ANSWERED_YET, S.ANSWERED], "clock"),
    "give back from senior review": wherever(S, "clock"),
    "change the facts": wherever([*NOT_ANSWERED_YET, S.ANSWERED], *THE_DESK),
}
ONLY_THE_RESPONSIBLE_PERSON = (
    "ask for advice",
    "need no advice",
    "draft the statement",
    "acknowledge",
    "answer",
    "decline",
    "record that no answer is needed",
    "close",
)
BY_VERB = {step.verb: step for step in states.TRANSITIONS}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def enquiry(world: World) -> Enquiry:
    """Logged by a carer, taken up by marketing, with safeguarding's advice still out."""
    enquiry = builders.taken_up(builders.an_approach(by=world["carer"], home=world.home), by=world["marketing"])
    Advice.objects.create(
        enquiry=enquiry,
        source="safeguarding",
        question="?",
        asked_of=world["safeguarding"],
        asked_by=world["marketing"],
    )
    return enquiry


@pytest.fixture(scope="module")
def records(world: World, enquiry: Enquiry) -> dict[str, Enquiry]:
    return builders.in_each_state(enquiry, S, new=Enquiry(home=world.home, logged_by=world["carer"]))


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("ME-1")
@pytest.mark.clause("ME-1c")
@pytest.mark.clause("ME-2")
@pytest.mark.clause("CRM-1")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, Enquiry], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], records)
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("ME-2")
@pytest.mark.parametrize("verb", ONLY_THE_RESPONSIBLE_PERSON)
def test_with_another_responsible_person_the_step_is_theirs(
    world: World, records: dict[str, Enquiry], verb: str
) -> None:
    director = world["director"]
    for record in records.values():
        record.responsible = director
    try:
        found = world.open_to(BY_VERB[verb], records)
    finally:
        for record in records.values():
            record.responsible = world["marketing"]
    assert found == {(state, "director") for state, _ in MAY[verb]}


@pytest.mark.clause("CRM-2")
@pytest.mark.parametrize("verb", sorted(set(MAY) - {"log"}))
def test_at_another_home_the_two_managers_change_places(world: World, records: dict[str, Enquiry], verb: str) -> None:
    turned = {"manager": "other manager", "other manager": "manager"}
    for record in records.values():
        record.home = world.other_home
    try:
        found = world.open_to(BY_VERB[verb], records)
    finally:
        for record in records.values():
            record.home = world.home
    at_home = world.open_to(BY_VERB[verb], records)
    managers = {(state, who) for state, who in found if "manager" in who}
    assert managers == {(state, turned[who]) for state, who in at_home if "manager" in who}


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_every_step_but_the_coos_is_gone(world: World, records: dict[str, Enquiry]) -> None:
    for record in records.values():
        record.is_locked = True
    try:
        found = {
            (verb, who)
            for verb, step in BY_VERB.items()
            if verb != "log"
            for _, who in world.open_to(step, records)
            if who not in ("coo", "clock")
        }
    finally:
        for record in records.values():
            record.is_locked = False
    # A Director's signature is needed beside the COO's (ruling 4), and their signing is noted on the enquiry; whoever
    # the COO asked for advice gives it.
    theirs = {("note signed", "director"), ("note signed", "second director"), ("write down advice", "safeguarding")}
    assert found - theirs == set()


@pytest.mark.clause("CRM-1")
def test_who_has_left_or_holds_no_role_any_more_has_no_step(world: World, records: dict[str, Enquiry]) -> None:
    gone = User.objects.get(pk=world["marketing"].pk)
    gone.is_active = False
    for step in states.TRANSITIONS:
        assert not any(step.is_open_to(gone, record) for record in records.values()), step.verb
