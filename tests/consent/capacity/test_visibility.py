"""Who can learn of a finding: those who need it at the home and the two Leads; never those who publish, by any address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consent.capacity.models import CapacityAssessment
from consent.capacity.on_person import on_person
from consent.capacity.waiting import waiting_for
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
READ = ("manager", "assessor", "safeguarding", "data_protection", "auditor")
MAY_NOT = ("carer", "marketing", "director", "coo", "other_manager", "other_assessor", "administrator", "stranger")
SECRETS = ("Alzheimer", "could not say what a post is", "who the people on the phone are", "CAP-", "BID-", "REP-")


@pytest.fixture
def other_assessor(appoint: Any, other_home: Home) -> User:
    return appoint("Una Firth", Role.CAPACITY_ASSESSOR, other_home)


@pytest.fixture
def on_file(
    joan: Person, carer: User, assessor: User, manager: User, safeguarding: User, data_protection: User
) -> dict[str, Any]:
    """One of everything about Joan."""
    unable = build.found(joan, by=assessor, manager=manager, scope=build.a_scope(build.FAMILY, build.DISPLAY))
    wish = build.speaking.keep_wish(joan, wish="no_social", words="Not on the computer.", able_then="yes", by=carer)
    asked = build.speaking.ask_for_advocate(joan, reason="None.", asked_of="Council", kind="care_act", by=manager)
    return {
        "assessment": unable,
        "decision": build.decided(unable, manager=manager, second=safeguarding),
        "representative": build.checked(joan, by=data_protection),
        "wish": wish,
        "advocate": asked,
    }


def addresses(joan: Person, on_file: dict[str, Any]) -> list[str]:
    """Every address of the three folders, the one for writing a wish down apart."""
    assessment, decision, who = on_file["assessment"].pk, on_file["decision"].pk, on_file["representative"].pk
    return [
        reverse("consent:capacity", args=[joan.pk]),
        reverse("consent:assess", args=[joan.pk]),
        reverse("consent:prepare_decision", args=[joan.pk]),
        reverse("consent:record_representative", args=[joan.pk]),
        reverse("consent:ask_for_advocate", args=[joan.pk]),
        reverse("consent:assessment", args=[assessment]),
        *(reverse("consent:assessment_part", args=[assessment, one]) for one in ("help", "cause", "outcome")),
        *(reverse("consent:assessment_step", args=[assessment, one]) for one in ("countersign", "declare-void")),
        reverse("consent:decision", args=[decision]),
        *(reverse("consent:decision_part", args=[decision, one]) for one in ("them", "decision")),
        *(reverse("consent:decision_step", args=[decision, one]) for one in ("second-signature", "end")),
        reverse("consent:representative", args=[who]),
        *(reverse("consent:representative_step", args=[who, one]) for one in ("papers", "check", "end")),
        reverse("consent:take_wish_back", args=[on_file["wish"].pk]),
        reverse("consent:note_advocate", args=[on_file["advocate"].pk]),
    ]


@pytest.mark.parametrize("who", MAY_NOT)
def test_there_is_nothing_at_any_address_for_whoever_may_not_know(
    who: str, joan: Person, on_file: dict[str, Any], signed_in: Callable[[User], Client], request: Any
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for address in addresses(joan, on_file):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"note": "x"}).status_code == 404, address


@pytest.mark.parametrize("who", READ)
def test_whoever_needs_it_reads_it(
    who: str, joan: Person, on_file: dict[str, Any], signed_in: Callable[[User], Client], request: Any
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for name in ("assessment", "decision", "representative"):
        assert client.get(on_file[name].get_absolute_url()).status_code == 200
    page = client.get(reverse("consent:capacity", args=[joan.pk]))
    assert page.status_code == 200
    for words in (
        on_file["assessment"].reference,
        on_file["decision"].reference,
        "Carol Ashby",
        "Not on the computer.",
    ):
        assert words in page.content.decode()


@pytest.mark.parametrize("who", MAY_NOT)
@pytest.mark.parametrize(
    "model", [CapacityAssessment, BestInterestsDecision, Representative, AdvanceStatement, AdvocacyRequest]
)
def test_no_list_holds_one(who: str, model: Any, on_file: dict[str, Any], request: Any) -> None:
    assert not model.objects.visible_to(request.getfixturevalue(who)).exists()


@pytest.mark.parametrize("who", MAY_NOT)
def test_a_persons_page_and_my_work_say_nothing(who: str, joan: Person, on_file: dict[str, Any], request: Any) -> None:
    user = request.getfixturevalue(who)
    shown = on_person(joan, user)
    assert shown == ({"reads": False} if who == "carer" else None)
    assert waiting_for(user) == []


@pytest.mark.parametrize("who", [name for name in MAY_NOT if name != "administrator"])
def test_neither_does_history(
    who: str, on_file: dict[str, Any], signed_in: Callable[[User], Client], request: Any
) -> None:
    client = signed_in(request.getfixturevalue(who))
    page = client.get("/history/")
    assert page.status_code == 404


def test_an_administrator_sees_in_history_that_something_changed_and_no_word_of_it(
    joan: Person, on_file: dict[str, Any], administrator: User, auditor: User, signed_in: Callable[[User], Client]
) -> None:
    page = signed_in(administrator).get("/history/").content.decode()
    for secret in ("Alzheimer", "could not say what a post is", "Joan Ashby", "Not on the computer"):
        assert secret not in page
    assert "Alzheimer" in signed_in(auditor).get("/history/?kind=capacityassessment").content.decode()


def test_a_carer_writes_a_wish_down_and_reads_none(
    joan: Person, on_file: dict[str, Any], carer: User, signed_in: Callable[[User], Client]
) -> None:
    page = signed_in(carer).get(reverse("consent:keep_wish", args=[joan.pk]))
    assert page.status_code == 200
    for secret in (*SECRETS, "Not on the computer"):
        assert secret not in page.content.decode()


def test_what_is_kept_from_the_home_is_kept_from_those_who_hold_a_role_there(
    on_file: dict[str, Any], manager: User, safeguarding: User
) -> None:
    CapacityAssessment.objects.filter(pk=on_file["assessment"].pk).update(kept_from_home=True)
    assert not CapacityAssessment.objects.visible_to(manager).exists()
    assert CapacityAssessment.objects.visible_to(safeguarding).exists()


def test_nothing_of_a_matter_shows(on_file: dict[str, Any], manager: User, safeguarding: User) -> None:
    for record in on_file.values():
        type(record).objects.filter(pk=record.pk).update(is_locked=True)
        assert not type(record).objects.visible_to(manager).exists()
        assert not type(record).objects.visible_to(safeguarding).exists()
