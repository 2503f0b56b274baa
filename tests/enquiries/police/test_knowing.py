"""Who knows of a request of the police: those whose duty it is, whoever wrote it down, and nobody else (PO-2, CC-1a)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from consent.people.models import Person
from enquiries.models import Enquiry
from enquiries.police import actions, agreeing, circle, tasks
from enquiries.police.models import PoliceRequest
from enquiries.police.telling.models import ToldOfPolice
from enquiries.police.vocabulary import Role
from matters import actions as matters
from matters import locking
from matters.models import Matter, Touch
from mediapolicy.history.openings import Opening
from mediapolicy.notices.models import Notice
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Refused
from mediapolicy.roles import Role as Held
from tests import builders
from tests.conftest import Appoint
from tests.enquiries.police import building
from tests.enquiries.police.conftest import LogIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-2"), pytest.mark.clause("CC-1a")]
People = dict[str, User]
KNOW = {"manager", "data protection", "safeguarding", "coo"}


def who_knows(request: PoliceRequest, everybody: People) -> set[str]:
    again = {who: User.objects.get(pk=person.pk) for who, person in everybody.items()}
    return {
        who for who, person in again.items() if PoliceRequest.objects.visible_to(person).filter(pk=request.pk).exists()
    }


def test_a_request_is_known_to_those_whose_duty_it_is(log_it: LogIt, everybody: People) -> None:
    assert who_knows(log_it(), everybody) == KNOW
    assert who_knows(log_it(by=everybody["carer"]), everybody) == KNOW | {"carer"}


@pytest.mark.parametrize("concerns", ["crime", "safeguarding", "missing"])
def test_a_crime_opens_a_matter_by_itself_and_nothing_else_does(
    log_it: LogIt, everybody: People, concerns: str
) -> None:
    request = log_it(concerns=concerns)
    assert Matter.objects.exists() == (concerns == "crime")
    if concerns == "crime":
        matter = Matter.objects.get()
        assert (matter.kind, matter.follows, matter.opened_by.is_system) == ("criminal", request.reference, True)
        assert matter.touches.get().record_id == request.pk
        assert not matter.clearances.exists()
    assert who_knows(request, everybody) == KNOW, "the same few, with a matter and without one"


def test_what_names_somebody_in_it_comes_to_the_coo(
    log_it: LogIt, everybody: People, home: Home, resident: Person
) -> None:
    request = log_it()
    actions.say_who_is_in_it(request, person=resident, role=Role.VICTIM, by=everybody["manager"])
    asked = builders.an_approach(by=everybody["marketing"], home=home, question="Was Walter Dunmore robbed?")
    other = builders.an_approach(by=everybody["marketing"], home=home, question="When is the summer fair?")
    actions.say_who_is_in_it(request, name="Rob Tallow", role=Role.SUSPECT, by=everybody["manager"])
    named = builders.an_approach(by=everybody["marketing"], home=home, question="Do you know a Rob Tallow?")
    assert Enquiry.objects.get(pk=asked.pk).is_locked
    assert Enquiry.objects.get(pk=named.pk).is_locked
    assert not Enquiry.objects.get(pk=other.pk).is_locked


def test_those_who_know_of_the_request_do_not_know_of_the_matter_or_of_what_it_holds(
    log_it: LogIt, everybody: People, home: Home, resident: Person
) -> None:
    request = log_it(person=resident)
    asked = builders.an_approach(by=everybody["marketing"], home=home, question=f"What of {resident.name}?")
    for who in ("manager", "data protection", "safeguarding"):
        assert not Matter.objects.visible_to(everybody[who]).exists(), who
        assert not Enquiry.objects.visible_to(everybody[who]).filter(pk=asked.pk).exists(), who
    assert Touch.objects.filter(record_id=request.pk).exists()


def test_it_stays_for_few_when_the_matter_is_closed(log_it: LogIt, everybody: People) -> None:
    request, matter = log_it(), Matter.objects.get()
    matters.close_matter(matter, "It is over.", give_back=True, by=everybody["coo"])
    request.refresh_from_db()
    assert request.is_locked
    assert who_knows(request, everybody) == KNOW


def test_whom_the_coo_names_on_the_matter_knows_for_as_long(log_it: LogIt, everybody: People) -> None:
    request, matter = log_it(), Matter.objects.get()
    coo, until = everybody["coo"], timezone.now() + timedelta(days=3)
    named = [
        matters.name_on_it(matter, everybody[who], level="read", because="To help.", until=until, by=coo)
        for who in ("director", "safeguarding")
    ]
    assert who_knows(request, everybody) == KNOW | {"director"}
    with pytest.raises(Refused):
        actions.add_note(request, "Named to read, not to write.", by=everybody["director"])
    circle.share(request)
    assert who_knows(request, everybody) == KNOW | {"director"}
    for clearance in named:
        matters.end_naming(clearance, by=coo)
    assert who_knows(request, everybody) == KNOW, "the Safeguarding Lead has it by their own duty"


def test_who_comes_to_the_work_knows_and_who_leaves_it_does_not(
    log_it: LogIt, everybody: People, home: Home, appoint: Appoint, founder: User
) -> None:
    request = log_it()
    new = appoint("Nell Ashby", Held.HOME_MANAGER, home)
    assert not PoliceRequest.objects.visible_to(new).exists()
    assert tasks.keep_those_who_know() == 1
    assert PoliceRequest.objects.visible_to(User.objects.get(pk=new.pk)).exists()
    people.end_appointment(everybody["safeguarding"].appointments.get(), by=founder)
    assert who_knows(request, everybody) == KNOW - {"safeguarding"}


def test_what_is_about_the_home_manager_is_kept_from_them(log_it: LogIt, everybody: People) -> None:
    request = log_it(by=everybody["carer"], about_manager=True)
    assert who_knows(request, everybody) == (KNOW | {"carer"}) - {"manager"}


@pytest.mark.clause("CC-2")
def test_the_coo_keeps_it_from_the_home(log_it: LogIt, everybody: People) -> None:
    request = log_it(by=everybody["carer"])
    with pytest.raises(Refused):
        agreeing.keep_from_home(request, note="Because.", by=everybody["safeguarding"])
    with pytest.raises(ValidationError):
        agreeing.keep_from_home(request, note=" ", by=everybody["coo"])
    agreeing.keep_from_home(request, note="A colleague there is suspected.", by=everybody["coo"])
    assert who_knows(request, everybody) == {"data protection", "safeguarding", "coo"}


def test_everybody_is_told_who_must_act_and_nobody_else(log_it: LogIt, everybody: People) -> None:
    request = log_it(by=everybody["carer"])
    found = Notice.objects.filter(record_id=request.pk, kind="police_logged").values_list("recipient__name", flat=True)
    assert sorted(found) == ["Bea Norwood", "Helen Strand", "Moira Teasdale", "Owen Castell"]
    for notice in Notice.objects.filter(record_id=request.pk):
        assert "robbed" not in notice.words
        assert "Quillan" not in notice.words


@pytest.mark.clause("CC-2")
def test_directors_learn_that_not_what(log_it: LogIt, everybody: People, second_director: User) -> None:
    request = log_it()
    told = agreeing.tell_directors(request, [everybody["director"]], by=everybody["coo"])
    director = everybody["director"]
    assert ToldOfPolice.objects.visible_to(director).get() == told
    assert not ToldOfPolice.objects.visible_to(second_director).exists()
    assert not ToldOfPolice.objects.visible_to(everybody["auditor"]).exists()
    browser = Client()
    browser.force_login(director, backend="django.contrib.auth.backends.ModelBackend")
    shown = browser.get(told.get_absolute_url()).content.decode()
    assert "The police asked us for something" in shown
    for word in (request.reference, "robbed", "Brindle", "victim", "Quillan"):
        assert word not in shown, word
    assert request.reference not in Notice.objects.get(record_id=told.pk).words
    assert browser.get(request.get_absolute_url()).status_code == 404


@pytest.mark.clause("CRM-2")
def test_every_look_at_it_is_kept(log_it: LogIt, everybody: People) -> None:
    request = log_it()
    for who in ("manager", "coo"):
        browser = Client()
        browser.force_login(everybody[who], backend="django.contrib.auth.backends.ModelBackend")
        assert browser.get(request.get_absolute_url()).status_code == 200
    kept = Opening.objects.filter(record_id=request.pk).order_by("id").values_list("kind", "person__name", "as_role")
    assert list(kept) == [("policerequest", "Moira Teasdale", "home_manager"), ("policerequest", "Helen Strand", "coo")]


def test_a_request_that_a_matter_gave_back_is_not_taken_again_by_it(log_it: LogIt, everybody: People) -> None:
    request, touch = log_it(), Touch.objects.get()
    locking.set_aside(touch, "Not part of it.", by=everybody["coo"])
    actions.add_note(request, "They rang again.", by=everybody["manager"])
    touch.refresh_from_db()
    assert touch.state == "set aside"


def test_the_logging_of_a_crime_is_one_transaction(
    everybody: People, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = builders.everything_kept()

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the wire broke")

    monkeypatch.setattr("enquiries.police.actions.tell", breaks)
    with pytest.raises(RuntimeError):
        building.logged(home=home, by=everybody["manager"])
    assert builders.everything_kept() == before
