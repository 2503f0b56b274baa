"""Who may take which step of a media visit, and where: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from enquiries.access import states
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState as S
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.enquiries.access import builders_visits as visits

DIRECTORS = ("director", "second director")
# Rules 1.2: staff log, the Home Manager prepares; the Marketing Manager, a Director or the COO may as well.
EVERYONE = (*(who for who in builders.CAST),)
WHO_PREPARES = ("manager", "marketing", *DIRECTORS, "coo")
# On the day: the escort, a carer of the home, or whoever may prepare it there.
ON_THE_DAY = ("carer", *WHO_PREPARES)
CAN_STILL_CHANGE = (S.PREPARING, S.WITH_SAFEGUARDING, S.AWAITING_APPROVAL, S.CHANGES_ASKED, S.APPROVED)

MAY: dict[str, Open] = {
    # IR-1: any of the staff logs.
    "log a media visit": wherever([NEW], *EVERYONE),
    # IR-3, IR-4: who prepares writes down every part, until it begins.
    "prepare the visit": wherever([S.ASKED], *WHO_PREPARES),
    "say what, where and when": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "say who comes": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "say where they may go": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "name the escort": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "agree the terms": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "let somebody appear": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "keep somebody out of it": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    "take somebody off the visit": wherever(CAN_STILL_CHANGE, *WHO_PREPARES),
    # V-I-05: the Safeguarding Lead alone gives their view, when asked.
    "ask the Safeguarding Lead": wherever([S.PREPARING, S.CHANGES_ASKED], *WHO_PREPARES),
    "give the safeguarding view": wherever([S.WITH_SAFEGUARDING], "safeguarding"),
    # V-I-03.
    "send the consents on": wherever([S.PREPARING, S.CHANGES_ASKED, S.WITH_SAFEGUARDING], *WHO_PREPARES),
    # IR-3: a Director, and nobody else, approves; what they answered is noted (the COO's answer too, on a matter).
    "send for approval": wherever([S.PREPARING, S.CHANGES_ASKED], *WHO_PREPARES),
    "take the visit back": wherever([S.AWAITING_APPROVAL], *WHO_PREPARES),
    "note the approval": wherever([S.AWAITING_APPROVAL], *DIRECTORS, "coo"),
    "note changes to the visit": wherever([S.AWAITING_APPROVAL], *DIRECTORS, "coo"),
    "note that the visit is refused": wherever([S.AWAITING_APPROVAL], *DIRECTORS, "coo"),
    "refuse the visit": wherever([S.ASKED, S.PREPARING, S.CHANGES_ASKED], *DIRECTORS),
    # IR-4a: when somebody may not appear any more, no person decides it.
    "stop: somebody in it may not appear any more": wherever([S.AWAITING_APPROVAL, S.APPROVED], "clock"),
    "stop filming somebody who may not appear any more": wherever([S.UNDER_WAY], "clock"),
    # V-I-02, V-I-04: the day is the escort's.
    "ask somebody again today": wherever([S.APPROVED, S.UNDER_WAY], *ON_THE_DAY),
    "begin the visit": wherever([S.APPROVED], *ON_THE_DAY),
    "stop the visit": wherever([S.UNDER_WAY], *ON_THE_DAY),
    "end the visit": wherever([S.UNDER_WAY], *ON_THE_DAY),
    "write down how the visit went": wherever([S.STOPPED, S.DONE], *WHO_PREPARES),
    "call off the visit": wherever([S.ASKED, *CAN_STILL_CHANGE], *WHO_PREPARES),
    # CC-1a, CC-2: an ongoing matter takes it wherever it stands; an approval falls.
    "stop the visit for senior review": wherever([S.WITH_SAFEGUARDING, S.AWAITING_APPROVAL, S.APPROVED], "clock"),
    "come under senior review": wherever(S, "clock"),
    "give back from senior review": wherever(S, "clock"),
}
BY_VERB = {step.verb: step for step in states.TRANSITIONS}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def visit(world: World) -> AccessRequest:
    """A carer goes with them."""
    visit = visits.asked(by=world["carer"], home=world.home)
    return visits.prepared(visit, by=world["manager"], escort=world["carer"])


@pytest.fixture
def records(world: World, visit: AccessRequest) -> dict[str, AccessRequest]:
    new = AccessRequest(home=world.home, logged_by=world["carer"])
    return builders.in_each_state(visit, S, new=new)


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(states.TRANSITIONS)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.clause("IR-1")
@pytest.mark.clause("IR-3")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, AccessRequest], verb: str
) -> None:
    found = world.open_to(BY_VERB[verb], records)
    assert {"too much": found - MAY[verb], "too little": MAY[verb] - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize(
    "verb", ["prepare the visit", "agree the terms", "send for approval", "take the visit back", "call off the visit"]
)
def test_on_an_ongoing_matter_only_the_coo_moves_it(world: World, records: dict[str, AccessRequest], verb: str) -> None:
    for record in records.values():
        record.is_locked = True
    assert {who for _, who in world.open_to(BY_VERB[verb], records)} == {"coo"}


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_no_director_refuses_alone(world: World, records: dict[str, AccessRequest]) -> None:
    for record in records.values():
        record.is_locked = True
    assert world.open_to(states.REFUSE, records) == set()
