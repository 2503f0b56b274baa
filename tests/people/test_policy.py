"""Who adds people, homes, roles, settings and policy versions: written from the policy, compared both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mediapolicy.organisation import actions as organisation
from mediapolicy.organisation import states as organisation_states
from mediapolicy.organisation.models import BankHoliday, OnCall, Organisation, OrganisationSetting
from mediapolicy.organisation.states import Kept
from mediapolicy.people import states
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.people.states import AppointmentState, HomeState, PersonState
from mediapolicy.policy import actions as policy
from mediapolicy.policy import states as policy_states
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.policy.states import VersionState
from mediapolicy.roles import Role
from tests import builders
from tests.builders import NEW, Open, World, wherever

ADMINISTRATOR = "administrator"
HERE, OPEN, HELD, KEPT = PersonState.HERE, HomeState.OPEN, AppointmentState.HELD, Kept.KEPT
DRAFT, IN_FORCE = VersionState.DRAFT, VersionState.IN_FORCE

# About whom or what -> verb -> where and to whom it is open. The person and the appointment are the carer's.
MAY: dict[str, dict[str, Open]] = {
    "person": {
        # CRM-1: only people who are authorised; an administrator adds them and records that they left.
        "join": wherever([NEW], ADMINISTRATOR),
        "change details": wherever([HERE], ADMINISTRATOR),
        "invite": wherever([HERE], ADMINISTRATOR),
        "leave": wherever([HERE], ADMINISTRATOR),
        "join again": wherever([PersonState.LEFT], ADMINISTRATOR),
        # SM-7: a password is its owner's and nobody else's, not even an administrator's.
        "change password": wherever([HERE], "carer"),
        "send a new link": wherever([HERE], "clock"),
        "found": wherever([NEW], "clock"),
    },
    "home": {
        "open home": wherever([NEW], ADMINISTRATOR),
        "change home": wherever([OPEN], ADMINISTRATOR),
        "close home": wherever([OPEN], ADMINISTRATOR),
    },
    "appointment": {
        "appoint": wherever([NEW], ADMINISTRATOR),
        "end appointment": wherever([HELD], ADMINISTRATOR),
        "appoint the first administrator": wherever([NEW], "clock"),
    },
    "organisation": {
        "name organisation": wherever([NEW], "clock"),
        "rename organisation": wherever([KEPT], ADMINISTRATOR),
    },
    "setting": {"set": wherever([NEW], ADMINISTRATOR), "change setting": wherever([KEPT], ADMINISTRATOR)},
    "turn on call": {"put on call": wherever([NEW], ADMINISTRATOR), "take off call": wherever([KEPT], ADMINISTRATOR)},
    "bank holiday": {
        "add bank holiday": wherever([NEW], ADMINISTRATOR),
        "take out bank holiday": wherever([KEPT], ADMINISTRATOR),
    },
    "policy version": {
        "load policy version": wherever([NEW], ADMINISTRATOR),
        "bring into force": wherever([DRAFT], ADMINISTRATOR),
        "replace": wherever([IN_FORCE], ADMINISTRATOR),
        # MS-2: words that go out are signed or part of an approved version; once in force they stand as approved.
        "change the words to say": wherever([DRAFT], ADMINISTRATOR),
    },
}
CASES = [(about, verb) for about, verbs in MAY.items() for verb in verbs]
BY_VERB = {step.verb: step for table in (states, organisation_states, policy_states) for step in table.TRANSITIONS}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def records(world: World) -> dict[str, dict[str, Any]]:
    """One record of each kind in each of its states."""
    by, carer = world[ADMINISTRATOR], world["carer"]
    organisation.change_setting("reply_margin", 45, by=by)
    begins, ends = datetime(2026, 11, 23, 17, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)
    turn = {"person": world["director"], "starts_at": begins, "ends_at": ends}
    day = {"day": date(2027, 3, 1), "nation": "WLS", "name": "St David's Day", "is_worked": False}
    dates = dict.fromkeys(("effective_on", "approved_on", "next_review_on"), date(2026, 11, 16))
    version = policy.load_version(number="V9", approved_by="Data Processing Officer", by=by, **dates)
    each = builders.in_each_state
    return {
        "person": each(carer, PersonState, new=User(name="New", email="new@larkfield.example")),
        "home": each(world.home, HomeState, new=Home(name="New")),
        "appointment": each(
            Appointment.objects.get(person=carer), AppointmentState, new=Appointment(person=carer, role="director")
        ),
        "organisation": each(Organisation.objects.get(), Kept, new=Organisation(name="New")),
        "setting": each(OrganisationSetting.objects.get(), Kept, new=OrganisationSetting(key="x", value=1)),
        "turn on call": each(organisation.put_on_call(by=by, **turn), Kept, new=OnCall(**turn)),
        "bank holiday": each(organisation.add_holiday(by=by, **day), Kept, new=BankHoliday(**day)),
        "policy version": each(version, VersionState, new=PolicyVersion()),
    }


def test_every_step_of_the_tables_is_one_of_the_policy() -> None:
    assert set(BY_VERB) == {verb for _, verb in CASES}
    assert len(BY_VERB) == len(CASES)


@pytest.mark.clause("CRM-1")
@pytest.mark.clause("BR-2")
@pytest.mark.clause("DC-1")
@pytest.mark.parametrize(("about", "verb"), CASES)
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], about: str, verb: str
) -> None:
    assert world.open_to(BY_VERB[verb], records[about]) == MAY[about][verb]


@pytest.mark.clause("SM-7")
def test_everybody_changes_their_own_password_and_no_other(world: World) -> None:
    for who, person in world.people.items():
        open_to = {other for other, user in world.people.items() if states.CHANGE_PASSWORD.is_open_to(user, person)}
        assert open_to == ({who} - {"clock"})


@pytest.mark.clause("CRM-1")
def test_nobody_gives_or_takes_a_role_of_their_own_or_records_their_own_leaving(world: World) -> None:
    administrator, other = world[ADMINISTRATOR], world.founder
    own = Appointment(person=administrator, role=Role.DIRECTOR.code)
    assert not states.APPOINT.is_open_to(administrator, own)
    assert states.APPOINT.is_open_to(other, own)
    held = Appointment.objects.get(person=administrator)
    assert not states.END_APPOINTMENT.is_open_to(administrator, held)
    assert states.END_APPOINTMENT.is_open_to(other, held)
    assert not states.LEAVE.is_open_to(administrator, administrator)
    assert states.LEAVE.is_open_to(other, administrator)
