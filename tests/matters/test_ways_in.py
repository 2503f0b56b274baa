"""The two other ways to a matter: whoever stands in for the COO, and the broken glass (ruling 21, rules 7.3)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from matters import tasks
from matters.delegation import actions as delegation
from matters.delegation.models import Delegation
from matters.glass import actions as glass
from matters.models import BrokenGlass, Matter
from mediapolicy.history.openings import Opening
from mediapolicy.notices.models import Notice
from mediapolicy.organisation import actions as organisation
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.refusals import Missing, Refused
from mediapolicy.roles import Role
from pressroom import actions as pressroom
from tests import builders
from tests.matters.conftest import OpenIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1a"), pytest.mark.clause("CC-2")]
WHY = "The police wait at the door and the COO does not answer."


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


@pytest.fixture
def stand_ins_allowed(founder: User) -> None:
    organisation.change_setting("coo_delegate_allowed", 1, by=founder)


def appointed(person: User, coo: User) -> Delegation:
    until = timezone.now() + timedelta(days=14)
    return delegation.appoint_stand_in(person, in_writing="Letter of 3 June.", until=until, by=coo)


def test_nobody_stands_in_unless_the_organisation_allows_it(director: User, coo: User) -> None:
    with pytest.raises(Missing, match="does not allow a stand-in"):
        appointed(director, coo)


@pytest.mark.usefixtures("stand_ins_allowed")
def test_a_stand_in_handles_matters_until_the_day(open_it: OpenIt, director: User, coo: User) -> None:
    matter = open_it()
    held = appointed(director, coo)
    assert Matter.objects.visible_to(again(director)).get() == matter
    assert may(again(director), "sign_off_matter", matter)
    Delegation.objects.filter(pk=held.pk).update(until=timezone.now() - timedelta(minutes=1))
    assert tasks.end_stand_ins_with_time() == 1
    assert not Matter.objects.visible_to(again(director)).exists()
    assert tasks.end_stand_ins_with_time() == 0


@pytest.mark.usefixtures("stand_ins_allowed")
def test_it_is_in_writing_for_a_time_and_by_the_coo_in_person(
    director: User, second_director: User, coo: User, founder: User
) -> None:
    later = timezone.now() + timedelta(days=40)
    with pytest.raises(Missing, match="written appointment.*31 days"):
        delegation.appoint_stand_in(director, in_writing=" ", until=later, by=coo)
    appointed(director, coo)
    with pytest.raises(Refused, match="Only the Chief Operating Officer"):
        appointed(second_director, again(director))
    with pytest.raises(ValidationError, match="only the Chief Operating Officer appoints"):
        people.appoint(second_director, Role.COO_STAND_IN, by=founder)


@pytest.mark.usefixtures("stand_ins_allowed")
def test_a_stand_in_releases_no_more_than_the_coo(
    marketing: User, director: User, auditor: User, coo: User, home: Home
) -> None:
    """Off a matter the Marketing Manager or a Director lets a statement go, and nobody who stands in."""
    to = [{"name": "Council", "way": "post", "address": "Town Hall"}]
    statement = pressroom.draft(
        subject="The fair", trigger="article", home=home, words="A good day.", recipients=to, by=marketing
    )
    pressroom.send_for_sign_off(statement, by=marketing)
    approval = Approval.objects.of(statement).get()
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    appointed(auditor, coo)
    with pytest.raises(Refused, match="Marketing Manager or a Director"):
        pressroom.release(statement, by=again(auditor))


@pytest.mark.usefixtures("stand_ins_allowed")
def test_ended_at_once_and_with_leaving(director: User, marketing: User, coo: User, founder: User) -> None:
    held = appointed(director, coo)
    delegation.end_stand_in(held, by=coo)
    assert not may(again(director), "handle_matter")
    appointed(marketing, coo)
    people.leave(again(marketing), by=founder)
    assert tasks.end_stand_ins_with_time() == 1


# The glass ------------------------------------------------------------------------------------------------------------


def test_the_glass_shows_one_record_for_an_hour_and_tells_the_coo_at_once(
    open_it: OpenIt, home: Home, marketing: User, administrator: User, coo: User, signed_in: Any
) -> None:
    first, second = (builders.an_approach(by=marketing, home=home, question="Larchwood?") for _ in range(2))
    open_it(words=["larchwood"])
    form = {"reference": first.reference.lower(), "because": WHY, "form_key": str(uuid.uuid4())}
    browser = signed_in(administrator)
    answer = browser.post("/break-the-glass/", form)
    assert answer["Location"] == f"/enquiries/{first.pk}/"
    assert browser.get(f"/enquiries/{first.pk}/").status_code == 200
    assert browser.get(f"/enquiries/{second.pk}/").status_code == 404
    notice = Notice.objects.get(recipient=coo, kind="glass_broken")
    assert Dispatch.objects.filter(about=str(notice.pk)).exists()
    assert Opening.objects.filter(record_id=first.pk, person=administrator).exists()
    BrokenGlass.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert tasks.close_glass_again() == 1
    assert signed_in(administrator).get(f"/enquiries/{first.pk}/").status_code == 404


@pytest.mark.parametrize("reference", ["ENQ-0000000", "not one"])
def test_that_somebody_tried_is_told_as_well(administrator: User, coo: User, reference: str) -> None:
    assert glass.break_glass(reference, WHY, by=administrator) is None
    assert Notice.objects.filter(recipient=coo, kind="glass_broken").exists()


def test_what_is_not_locked_needs_no_breaking(administrator: User, coo: User, home: Home, marketing: User) -> None:
    enquiry = builders.an_approach(by=marketing, home=home)
    assert glass.break_glass(enquiry.reference, WHY, by=administrator) is None
    assert not type(enquiry).objects.visible_to(again(administrator)).exists()


def test_it_says_why(administrator: User, coo: User) -> None:
    with pytest.raises(Missing, match="at least 30 letters"):
        glass.break_glass("ENQ-7K4M2", "Because.", by=administrator)
