"""Who may do what with a consent form, and when: written from the policy, compared with the table both ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consent.agreement import states
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as S
from mediapolicy.transitions import Transition
from tests import builders as everywhere
from tests.builders import NEW, Open, World, wherever
from tests.consent import builders_agreement as builders

AT_THE_HOME = ("carer", "manager")  # CF-1: staff of the home go through the form, the Home Manager as well
IN_FORCE = (S.ACTIVE, S.REVIEW_DUE)
LIVE = (*IN_FORCE, S.SUSPENDED)
BEING_MADE = (S.DRAFT, S.AWAITING_SIGNATURE, S.AWAITING_SIGN_OFF)
# SM-26: everybody who works here and may know of the person writes down a change of mind; nobody has to allow it.
HEAR_A_CHANGE_OF_MIND = (
    "carer",
    "manager",
    "marketing",
    "director",
    "second director",
    "coo",
    "data protection",
    "safeguarding",
)

MAY: dict[str, Open] = {
    "ask for consent": wherever([NEW], *AT_THE_HOME),
    "write down the choices": wherever([S.DRAFT], *AT_THE_HOME),
    "write down how it was explained": wherever([S.DRAFT], *AT_THE_HOME),
    "make ready to sign": wherever([S.DRAFT], *AT_THE_HOME),
    "go back to the choices": wherever([S.AWAITING_SIGNATURE], *AT_THE_HOME),
    "send a link to sign": wherever([S.AWAITING_SIGNATURE], *AT_THE_HOME),
    "take the link back": wherever([S.AWAITING_SIGNATURE], *AT_THE_HOME),
    "lock the link": wherever([S.AWAITING_SIGNATURE], "clock"),
    "sign": wherever([S.AWAITING_SIGNATURE], *AT_THE_HOME),
    "sign by link": wherever([S.AWAITING_SIGNATURE], "clock"),
    "say no": wherever([S.DRAFT, S.AWAITING_SIGNATURE], *AT_THE_HOME),
    "say no by link": wherever([S.AWAITING_SIGNATURE], "clock"),
    "hand over the copy and the slip": wherever([S.AWAITING_SIGN_OFF], *AT_THE_HOME),
    # CC-3: signed off, by the Home Manager (rules 1.2).
    "send back to be put right": wherever([S.AWAITING_SIGN_OFF], "manager"),
    "sign off consent": wherever([S.AWAITING_SIGN_OFF], "manager"),
    "take off hold": wherever([S.SUSPENDED], "manager"),
    "take some of it back": wherever([NEW], *HEAR_A_CHANGE_OF_MIND),
    "take some of it back by the slip": wherever([NEW], "clock"),
    "replace by a newer one": wherever(LIVE, "clock"),
    "go with them to another home": wherever(S, "clock"),
    "withdraw": wherever([*BEING_MADE, *LIVE], *HEAR_A_CHANGE_OF_MIND),
    "withdraw by the slip": wherever([*BEING_MADE, *LIVE], "clock"),
    "put on hold": wherever(IN_FORCE, "clock"),
    "declare not valid": wherever([*LIVE, S.AWAITING_SIGN_OFF], "data protection"),
    "come up for review": wherever([S.ACTIVE], "clock"),
    "end with its time": wherever(LIVE, "clock"),
    # IR-6: where ability comes and goes they are asked again on the day.
    "ask again on the day": wherever(IN_FORCE, *AT_THE_HOME),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    with everywhere.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def consent(world: World) -> MediaConsent:
    """Asked, explained and signed by hands that stand apart from everybody in the table."""
    founder = world.founder
    from mediapolicy.people import actions as people
    from mediapolicy.roles import Role

    other = people.join(email="kwame@larkfield.example", name="Kwame Lee", by=founder)
    people.appoint(other, Role.STAFF, world.home, by=founder)
    return builders.with_papers(builders.somebody(home=world.home, by=other), by=other)


@pytest.fixture
def records(world: World, consent: MediaConsent) -> dict[str, MediaConsent]:
    new = MediaConsent(home=world.home, subject=consent.subject, subject_type="resident", requested_by=world["carer"])
    return everywhere.in_each_state(consent, S, new=new)


def test_every_step_of_the_table_is_one_of_the_policy() -> None:
    assert {step.verb for step in states.TRANSITIONS} == set(MAY)
    assert len(states.TRANSITIONS) == len(MAY)


@pytest.mark.clause("CC-3")
@pytest.mark.clause("CF-1")
@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, MediaConsent], verb: str
) -> None:
    assert world.open_to(_row(verb), records) == MAY[verb]


@pytest.mark.clause("CC-3")
@pytest.mark.parametrize("part", ["explained", "witnessed", "is shown"])
def test_v_c_11_nobody_signs_off_a_form_they_had_a_part_in(
    world: World, records: dict[str, MediaConsent], part: str
) -> None:
    waiting, manager = records[S.AWAITING_SIGN_OFF], world["manager"]
    if part == "explained":
        waiting.explained_by = manager
    elif part == "is shown":
        waiting.subject.account = manager
    else:
        signature = waiting.signature
        signature.witness_user = manager
        waiting._prefetched_objects_cache = {"signatures": _Kept([signature])}
    assert not states.SIGN_OFF.is_open_to(manager, waiting)


class _Kept(list):  # type: ignore[type-arg]
    """Signatures that were fetched already."""

    def all(self) -> _Kept:
        return self


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_nobody_of_the_home_goes_on(world: World, records: dict[str, MediaConsent]) -> None:
    for record in records.values():
        record.is_locked = True
    open_now = {who for row in states.TRANSITIONS for _, who in world.open_to(row, records)}
    assert open_now - {"clock"} <= {"coo"}


def _row(verb: str) -> Transition:
    return next(step for step in states.TRANSITIONS if step.verb == verb)
