"""Somebody leaves, or loses a role, with enquiries open: who must take over has them and is told, in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from desk.work import needs_you
from enquiries import actions, advising, answering, standing_in
from enquiries.models import Enquiry, EnquiryUserObjectPermission
from enquiries.states import EnquiryState as S
from mediapolicy.notices.models import Notice
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests import builders
from tests.access.conftest import lock

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ME-2")]
SignedIn = Callable[[User], Client]


def told(person: User) -> list[tuple[str, str]]:
    """What this person was told of enquiries whose holder is gone."""
    found = Notice.objects.filter(recipient=person, kind="enquiry_stood_in")
    return list(found.values_list("reference", "kind").order_by("reference"))


def test_an_enquiry_in_hand_goes_to_who_answers_and_shows_in_their_work(
    carer: User, marketing: User, director: User, founder: User, home: Home, signed_in: SignedIn
) -> None:
    enquiry = builders.drafted(builders.an_approach(by=carer, home=home), by=marketing)
    enquiry = Enquiry.objects.get(statement=enquiry.pk)
    people.leave(marketing, by=founder)
    enquiry.refresh_from_db()
    assert (enquiry.responsible, enquiry.held_by, enquiry.state) == (director, director, S.DRAFTING)
    assert told(director) == [(enquiry.reference, "enquiry_stood_in")]
    assert enquiry.get_absolute_url() in [row.url for row in needs_you(director)]
    assert "whoever had it is gone" in signed_in(director).get(enquiry.get_absolute_url()).content.decode()
    row = builders.last_row(enquiry)
    assert (row.verb, row.clause, row.history_user) == (
        "stand in for whoever is gone",
        "ME-2",
        User.objects.the_clock(),
    )


def test_another_manager_of_the_home_comes_first(
    carer: User, manager: User, stranger: User, marketing: User, founder: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    before = enquiry.hand_on_by
    assert enquiry.held_by == manager
    people.appoint(stranger, Role.HOME_MANAGER, home, by=founder)
    people.end_appointment(manager.appointments.get(), by=founder)
    enquiry.refresh_from_db()
    assert (enquiry.held_by, enquiry.state, enquiry.level) == (stranger, S.WITH_HOME_MANAGER, "home_manager")
    assert before is not None
    assert enquiry.hand_on_by is not None
    assert enquiry.hand_on_by >= before, "a clock of their own"
    assert told(stranger) == [(enquiry.reference, "enquiry_stood_in")]
    assert told(marketing) == []


@pytest.mark.clause("ME-1c")
def test_without_one_it_goes_up(
    carer: User, manager: User, marketing: User, director: User, founder: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    people.leave(manager, by=founder)
    enquiry.refresh_from_db()
    assert (enquiry.held_by, enquiry.state, enquiry.level) == (marketing, S.ESCALATED, "marketing_manager")
    assert enquiry.hand_on_by is not None
    assert told(marketing) == [(enquiry.reference, "enquiry_stood_in")]
    assert builders.last_row(enquiry).clause == "ME-1c"


def test_who_can_still_do_it_keeps_it(carer: User, director: User, marketing: User, founder: User, home: Home) -> None:
    """A role ended, another by which they answer the press stays."""
    people.appoint(director, Role.MARKETING_MANAGER, by=founder)
    enquiry = builders.taken_up(builders.an_approach(by=carer, home=home), by=director)
    people.end_appointment(director.appointments.get(role="marketing_manager"), by=founder)
    enquiry.refresh_from_db()
    assert enquiry.responsible == director
    assert not Notice.objects.filter(kind="enquiry_stood_in").exists()


def test_what_is_finished_stays_as_it_was(
    carer: User, marketing: User, director: User, founder: User, home: Home
) -> None:
    enquiry = builders.answered(builders.an_approach(by=carer, home=home), by=marketing, director=director)
    answering.close(enquiry, note="Printed.", by=marketing)
    people.leave(marketing, by=founder)
    enquiry.refresh_from_db()
    assert enquiry.responsible == marketing
    assert told(director) == []


def test_several_are_given_on_and_nothing_else_is_touched(
    carer: User, marketing: User, director: User, founder: User, home: Home
) -> None:
    theirs = [builders.taken_up(builders.an_approach(by=carer, home=home), by=marketing) for _ in range(3)]
    other = builders.taken_up(builders.an_approach(by=carer, home=home), by=director)
    version = Enquiry.objects.get(pk=other.pk).version
    people.leave(marketing, by=founder)
    assert told(director) == sorted((one.reference, "enquiry_stood_in") for one in theirs)
    assert set(Enquiry.objects.values_list("responsible", flat=True)) == {director.pk}
    assert Enquiry.objects.get(pk=other.pk).version == version


def test_with_nobody_left_the_person_still_leaves(carer: User, marketing: User, founder: User, home: Home) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    people.leave(marketing, by=founder)
    enquiry.refresh_from_db()
    assert enquiry.responsible == marketing
    assert not User.objects.get(pk=marketing.pk).is_active


def _cannot(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError


def test_all_of_it_or_nothing(
    carer: User, marketing: User, director: User, founder: User, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.taken_up(builders.an_approach(by=carer, home=home), by=marketing)
    monkeypatch.setattr(standing_in, "tell", _cannot)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        people.leave(marketing, by=founder)
    assert User.objects.get(pk=marketing.pk).is_active
    assert told(director) == []


@pytest.mark.clause("CC-2")
def test_of_a_matter_only_the_coo_is_told(
    marketing: User, director: User, coo: User, founder: User, home: Home
) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    lock(enquiry)
    people.leave(marketing, by=founder)
    enquiry.refresh_from_db()
    assert enquiry.responsible == coo
    assert told(coo) == [(enquiry.reference, "enquiry_stood_in")]
    assert told(director) == []


@pytest.mark.clause("CRM-2")
def test_what_was_shared_with_a_leaver_is_shared_no_more(
    marketing: User, director: User, data_protection: User, founder: User, home: Home
) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home), by=marketing)
    advising.seek_advice(enquiry, "data_protection", "May we?", asked_of=data_protection, by=marketing)
    assert EnquiryUserObjectPermission.objects.filter(user=data_protection).exists()
    people.leave(data_protection, by=founder)
    people.join_again(data_protection, by=founder)
    assert not Enquiry.objects.visible_to(User.objects.get(pk=data_protection.pk)).exists()


def test_the_clock_finds_nothing_to_do_while_everybody_is_here(carer: User, marketing: User, home: Home) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=carer, home=home), by=marketing)
    standing_in.stand_in_for(marketing)
    enquiry.refresh_from_db()
    assert builders.verbs(enquiry)[-1] == "take up"
    actions.add_note(enquiry, "Still mine.", by=marketing)
