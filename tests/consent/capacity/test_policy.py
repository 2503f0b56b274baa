"""Who may assess, decide, speak for and countersign, from which state: written from the rules, compared with the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from consent.capacity import states as capacity
from consent.capacity.models import CapacityAssessment
from consent.capacity.states import AssessmentState as A
from consent.interests import states as interests
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState as D
from consent.people.models import Person
from consent.speaking import states as speaking
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.speaking.states import AdvocacyState, KeptState, RepresentativeState
from mediapolicy.people import actions as people
from mediapolicy.roles import Role
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6"), pytest.mark.clause("CC-3")]
GUARDIANS = ("safeguarding", "data protection")
R, K, V = RepresentativeState, KeptState, AdvocacyState

# 4.2, 4.3: the assessor assesses, their own and nobody else's; the Home Manager countersigns.
ASSESSMENT: dict[str, Open] = {
    "start assessment": wherever([NEW], "assessor", "second assessor"),
    "save the abilities": wherever([A.ABILITIES], "assessor"),
    "find them unable, and look for the cause": wherever([A.ABILITIES], "assessor"),
    "go back to the abilities": wherever([A.CAUSE], "assessor"),
    "save the cause": wherever([A.CAUSE], "assessor"),
    "save what was found": wherever([A.ABILITIES, A.CAUSE], "assessor"),
    "finish assessment": wherever([A.ABILITIES, A.CAUSE], "assessor"),
    "send assessment back": wherever([A.AWAITING_COUNTERSIGNATURE], "manager"),
    "countersign assessment": wherever([A.AWAITING_COUNTERSIGNATURE], "manager"),
    "replace assessment": wherever([A.IN_FORCE], "clock"),
    "declare assessment not valid": wherever(
        [A.ABILITIES, A.CAUSE, A.AWAITING_COUNTERSIGNATURE, A.IN_FORCE], "manager"
    ),
    "go with them to another home": wherever(A, "clock"),
}
# 4.6: the Home Manager decides; the Safeguarding or Data Protection Lead signs second; the COO allows an exception.
DECISION: dict[str, Open] = {
    "prepare best-interests decision": wherever([NEW], "manager"),
    "write best-interests decision": wherever([D.DRAFT], "manager"),
    "decide in their best interests": wherever([D.DRAFT], "manager"),
    "send decision back": wherever([D.AWAITING_SECOND], *GUARDIANS),
    "give the second signature": wherever([D.AWAITING_SECOND], *GUARDIANS),
    "allow the one item": wherever([D.IN_FORCE], "coo"),
    "end best-interests decision": wherever([D.DRAFT, D.AWAITING_SECOND, D.IN_FORCE], "manager"),
    "lapse": wherever([D.DRAFT, D.AWAITING_SECOND, D.IN_FORCE], "clock"),
    "go with them to another home": wherever(D, "clock"),
}
# 4.7: papers are checked by the Home Manager or the Data Protection Lead.
CHECK = ("manager", "data protection")
LIVE = [R.RECORDED, R.VERIFIED]
REPRESENTATIVE: dict[str, Open] = {
    "record representative": wherever([NEW], *CHECK),
    "change representative": wherever(LIVE, *CHECK),
    "change how to reach them": wherever(LIVE, *CHECK),
    "check their papers": wherever(LIVE, *CHECK),
    "note what they refuse": wherever(LIVE, *CHECK),
    "end representative": wherever(LIVE, *CHECK),
    "end representative with time": wherever([R.VERIFIED], "clock"),
    "end representative with their death": wherever(LIVE, "clock"),
    "go with them to another home": wherever(R, "clock"),
}
# 4.6: anybody who takes consent writes a wish down; lifting it is the Home Manager's.
WISH: dict[str, Open] = {
    "keep what they wished": wherever([NEW], "carer", "manager"),
    "take the wish back": wherever([K.KEPT], "manager"),
    "go with them to another home": wherever(K, "clock"),
}
ADVOCATE: dict[str, Open] = {
    "ask for an advocate": wherever([NEW], "manager"),
    "note what the advocate says": wherever([V.ASKED], "manager"),
    "go with them to another home": wherever(V, "clock"),
}
ALL = {
    "assessment": (ASSESSMENT, capacity.TRANSITIONS),
    "decision": (DECISION, interests.TRANSITIONS),
    "representative": (REPRESENTATIVE, speaking.TRANSITIONS[: len(REPRESENTATIVE)]),
    "wish": (WISH, (speaking.KEEP_WISH, speaking.TAKE_WISH_BACK, speaking.WISH_GOES_WITH_THEM)),
    "advocate": (ADVOCATE, (speaking.ASK_FOR_ADVOCATE, speaking.NOTE_ADVOCATE, speaking.REQUEST_GOES_WITH_THEM)),
}
EVERY_STEP = [(kind, verb) for kind, (written, _) in ALL.items() for verb in written]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        for who, home in (
            ("assessor", world.home),
            ("second assessor", world.home),
            ("other assessor", world.other_home),
        ):
            person = people.join(email=f"{who.replace(' ', '.')}@larkfield.example", name=who.title(), by=world.founder)
            people.appoint(person, Role.CAPACITY_ASSESSOR, home, by=world.founder)
            world.people[who] = person
        yield world


@pytest.fixture(scope="module")
def records(world: World) -> dict[str, dict[str, Any]]:
    """One of each kind in every state, and a new one."""
    joan: Person = build.a_resident(world.home, by=world["carer"])
    assessment = build.found(joan, by=world["assessor"], manager=world["manager"])
    decision = build.interests.prepare(assessment, (build.SOCIAL,), by=world["manager"])
    who = build.somebody_speaks(joan, by=world["manager"])
    wish = build.speaking.keep_wish(joan, wish="happy", words="Said so.", by=world["carer"])
    asked = build.speaking.ask_for_advocate(joan, reason="x", asked_of="y", kind="care_act", by=world["manager"])
    here = {"home": world.home, "subject": joan}
    return {
        "assessment": builders.in_each_state(assessment, A, CapacityAssessment(**here, assessor=world["assessor"])),
        "decision": builders.in_each_state(decision, D, BestInterestsDecision(**here, decision_maker=world["manager"])),
        "representative": builders.in_each_state(who, R, Representative(**here)),
        "wish": builders.in_each_state(wish, K, AdvanceStatement(**here)),
        "advocate": builders.in_each_state(asked, V, AdvocacyRequest(**here)),
    }


@pytest.mark.parametrize("kind", sorted(ALL))
def test_every_step_of_the_tables_is_one_of_the_rules(kind: str) -> None:
    written, table = ALL[kind]
    assert {step.verb for step in table} == set(written)


def test_no_row_of_the_speaking_table_is_left_out() -> None:
    looked_at = {step for kind in ("representative", "wish", "advocate") for step in ALL[kind][1]}
    assert looked_at == set(speaking.TRANSITIONS)


@pytest.mark.parametrize(("kind", "verb"), EVERY_STEP)
def test_a_step_is_open_to_whom_the_rules_say_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], kind: str, verb: str
) -> None:
    written, table = ALL[kind]
    step = next(step for step in table if step.verb == verb)
    assert world.open_to(step, records[kind]) == written[verb]


@pytest.mark.parametrize("who", ["marketing", "director", "administrator", "stranger", "auditor"])
def test_whoever_publishes_or_only_watches_takes_no_step(
    world: World, records: dict[str, dict[str, Any]], who: str
) -> None:
    for kind, (_, table) in ALL.items():
        for step in table:
            assert not any(step.is_open_to(world[who], record) for record in records[kind].values()), (kind, step.verb)


@pytest.mark.parametrize(("kind", "verb"), EVERY_STEP)
def test_on_an_ongoing_matter_only_the_coo_acts(
    world: World, records: dict[str, dict[str, Any]], kind: str, verb: str
) -> None:
    step = next(step for step in ALL[kind][1] if step.verb == verb)
    locked = {state: record for state, record in records[kind].items()}
    for record in locked.values():
        record.is_locked = True
    try:
        assert {who for _, who in world.open_to(step, locked)} <= {"coo", "clock"}
    finally:
        for record in locked.values():
            record.is_locked = False
