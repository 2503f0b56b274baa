"""What an ongoing matter takes, who may still know of it, and how it lets go (CC-1, CC-2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from enquiries import actions as enquiries
from matters import actions, tasks
from matters.conditions import what_its_matter_needs
from matters.models import Clearance
from matters.vocabulary import Why
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.refusals import Missing, Refused
from pressroom import actions as pressroom
from pressroom import naming
from pressroom.models import Statement
from tests import builders
from tests.consent import builders_agreement as forms
from tests.matters.conftest import OpenIt

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1"), pytest.mark.clause("CC-2")]
TO = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]


def a_statement(home: Home, by: User, words: str = "We are sorry about the fall.") -> Statement:
    return pressroom.draft(subject="Reply", trigger="incident", home=home, words=words, recipients=TO, by=by)


def is_seen(record: Any, by: User) -> bool:
    return bool(type(record).objects.visible_to(User.objects.get(pk=by.pk)).filter(pk=record.pk).exists())


# What it takes --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-1a")
def test_a_watched_word_takes_what_is_there_and_what_comes(
    open_it: OpenIt, home: Home, marketing: User, director: User, coo: User
) -> None:
    before = builders.an_approach(by=marketing, home=home, question="What happened at the Larchwood supper?")
    other = builders.an_approach(by=marketing, home=home)
    open_it(words=["larchwood supper"])
    after = builders.an_approach(by=marketing, home=home, question="The LARCHWOOD suppers, please.")
    for enquiry, is_taken in ((before, True), (other, False), (after, True)):
        enquiry.refresh_from_db()
        assert enquiry.is_locked is is_taken
        assert is_seen(enquiry, marketing) is not is_taken
        assert is_seen(enquiry, director) is not is_taken
        assert is_seen(enquiry, coo)


@pytest.mark.clause("CC-1a")
def test_accents_do_not_hide_a_word(open_it: OpenIt, home: Home, marketing: User) -> None:
    open_it(words=["Zoë Ardenne"])
    enquiry = builders.an_approach(by=marketing, home=home, question="Is Zoe Ardenne there?")
    assert enquiry.is_locked


def test_a_word_that_stands_in_every_text_is_refused(open_it: OpenIt) -> None:
    with pytest.raises(ValidationError, match="rarer word"):
        open_it(words=["the"])


@pytest.mark.clause("CC-1a")
def test_a_home_is_taken_only_where_the_coo_says_so(
    open_it: OpenIt, home: Home, other_home: Home, marketing: User
) -> None:
    here, there = (builders.an_approach(by=marketing, home=one) for one in (home, other_home))
    matter = open_it(home=home)
    here.refresh_from_db()
    assert not here.is_locked
    actions.change_reach(matter, home=home, reaches_home=True, words=[], by=matter.opened_by)
    for enquiry, is_taken in ((here, True), (there, False)):
        enquiry.refresh_from_db()
        assert enquiry.is_locked is is_taken


@pytest.mark.clause("CC-1a")
def test_naming_somebody_of_a_matter_takes_the_draft_from_whoever_wrote_it(
    open_it: OpenIt, home: Home, marketing: User, carer: User, manager: User, resident: Person
) -> None:
    open_it(people=[resident])
    statement = a_statement(home, marketing, words="A good day.")
    courier = {"third_parties": [{"name": "Wexcombe Courier", "role": "newspaper"}]}
    yes = {"photos": "yes", "words": "yes", "local_paper": "yes"}
    forms.in_force(resident, by=carer, manager=manager, answers=yes, chosen=courier)
    naming.name_person(
        statement, resident, by=marketing, content_type="quote", ident="I2", purpose="P10", channel="local_press"
    )
    statement.refresh_from_db()
    assert statement.is_locked
    assert not is_seen(statement, marketing)


def test_a_statement_and_its_enquiry_go_together(open_it: OpenIt, home: Home, marketing: User) -> None:
    by_question = builders.an_approach(by=marketing, home=home, question="About Larchwood.")
    by_words = builders.an_approach(by=marketing, home=home)
    first = builders.drafted(by_question, by=marketing)
    second = builders.drafted(by_words, by=marketing, words="At Larchwood all is well.")
    matter = open_it(words=["larchwood"])
    for record in (by_question, by_words, first, second):
        record.refresh_from_db()
        assert record.is_locked, record
    assert set(matter.touches.values_list("record_id", "why")) == {
        (by_question.pk, Why.WORDS),
        (first.pk, Why.WITH),
        (by_words.pk, Why.WITH),
        (second.pk, Why.WORDS),
    }


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_note_that_holds_a_watched_word_takes_its_enquiry(
    open_it: OpenIt, home: Home, marketing: User, when: str
) -> None:
    enquiry = builders.an_approach(by=marketing, home=home)
    if when == "after":
        open_it(words=["larchwood"])
    enquiries.add_note(enquiry, "She means Larchwood.", by=marketing)
    if when == "before":
        open_it(words=["larchwood"])
    enquiry.refresh_from_db()
    assert enquiry.is_locked


@pytest.mark.clause("CC-1b")
def test_a_statement_begun_on_a_locked_enquiry_is_under_the_same_matter(
    open_it: OpenIt, home: Home, marketing: User, manager: User, coo: User
) -> None:
    """Else nothing would ask what the matter still needs, and nobody named on it would see the statement."""
    enquiry = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    until = timezone.now() + timedelta(days=3)
    actions.name_on_it(matter, manager, level="read", because="Knows the family.", until=until, by=coo)
    enquiry.refresh_from_db()
    statement = builders.drafted(enquiry, by=coo)
    assert matter.touches.get(record_id=statement.pk).came_with == enquiry.pk
    assert "who responds" in what_its_matter_needs(statement)
    assert is_seen(statement, manager)


# What stops -----------------------------------------------------------------------------------------------------------


def test_signatures_fall_and_the_coo_must_agree_as_well(
    open_it: OpenIt, home: Home, marketing: User, director: User, coo: User
) -> None:
    statement = a_statement(home, marketing)
    pressroom.send_for_sign_off(statement, by=marketing)
    approval = Approval.objects.of(statement).get()
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    open_it(words=["fall"])
    statement.refresh_from_db()
    approval.refresh_from_db()
    assert (statement.state, approval.state, approval.is_locked) == ("drafting", "voided", True)
    assert statement.signing_stages() == ("director", "coo")
    assert not statement.sign_off_holds
    assert not is_seen(approval, director)


def test_an_enquiry_in_hand_comes_to_the_coo(open_it: OpenIt, home: Home, marketing: User, coo: User) -> None:
    enquiry = builders.taken_up(builders.an_approach(by=marketing, home=home, question="Larchwood?"), by=marketing)
    open_it(words=["larchwood"])
    enquiry.refresh_from_db()
    assert (enquiry.responsible, enquiry.held_by) == (coo, coo)
    assert not may(User.objects.get(pk=marketing.pk), "answer_enquiry", enquiry)


def test_an_approach_that_a_matter_touches_goes_to_the_coo_and_to_no_manager(
    open_it: OpenIt, home: Home, carer: User, manager: User, coo: User
) -> None:
    open_it(words=["larchwood"])
    enquiry = builders.an_approach(by=carer, home=home, question="What of Larchwood?")
    assert (enquiry.held_by, enquiry.is_locked) == (coo, True)
    assert not Notice.objects.filter(recipient=manager).exists()
    assert Notice.objects.filter(recipient=coo, kind="came_under_matter", record_id=enquiry.pk).exists()


@pytest.mark.clause("CC-1b")
@pytest.mark.clause("MS-2")
def test_what_is_said_on_a_matter_needs_a_director_and_the_coo_and_what_the_matter_needs(
    open_it: OpenIt, home: Home, director: User, coo: User
) -> None:
    """V-O-01, V-O-02, V-O-03."""
    statement = a_statement(home, coo)
    matter = open_it(words=["fall"])
    until = timezone.now() + timedelta(days=7)
    actions.name_on_it(matter, director, level="read", because="Signs the statement.", until=until, by=coo)
    director = User.objects.get(pk=director.pk)
    pressroom.send_for_sign_off(statement, by=coo)
    for approval in Approval.objects.of(statement).filter(state=ApprovalState.WAITING):
        by = director if approval.stage == "director" else coo
        approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=by)
    statement.refresh_from_db()
    assert statement.state == "signed"
    with pytest.raises(Missing, match="who responds.*candour"):
        pressroom.release(statement, by=coo)
    actions.change_matter(
        matter, kind="complaint", called="The fall", about="A complaint.", agencies=["Council"], by=coo
    )
    with pytest.raises(Missing, match="Other agencies"):
        actions.agree_who_responds(matter, lead="us", agreed_with="", agreed_on=None, by=coo)
    today = timezone.localdate()
    actions.agree_who_responds(matter, lead="us", agreed_with="Jo Hale, council", agreed_on=today, by=coo)
    actions.note_candour(matter, candour="yes", told_on=None, in_writing_on=None, by=coo)
    with pytest.raises(Missing, match="must be told before"):
        pressroom.release(statement, by=coo)
    actions.note_candour(matter, candour="yes", told_on=today, in_writing_on=None, by=coo)
    with pytest.raises(Refused):
        pressroom.release(statement, by=director)
    pressroom.release(statement, by=coo)
    assert statement.state == "released"


@pytest.mark.clause("MS-2")
def test_a_sign_off_that_no_director_could_see_is_not_asked_for(
    open_it: OpenIt, home: Home, coo: User, director: User
) -> None:
    statement = a_statement(home, coo)
    open_it(words=["fall"])
    statement.refresh_from_db()
    with pytest.raises(Missing, match="Name one on the matter first"):
        pressroom.send_for_sign_off(statement, by=coo)


# Who may know ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-1a")
def test_whom_the_coo_named_sees_what_it_holds_and_comes_to_hold_until_the_day(
    open_it: OpenIt, home: Home, marketing: User, manager: User, coo: User
) -> None:
    before = builders.an_approach(by=marketing, home=home, question="Larchwood?")
    matter = open_it(words=["larchwood"])
    until = timezone.now() + timedelta(days=3)
    clearance = actions.name_on_it(
        matter, manager, level="contribute", because="Knows the family.", until=until, by=coo
    )
    after = builders.an_approach(by=marketing, home=home, question="Larchwood again?")
    for record in (matter, before, after):
        assert is_seen(record, manager), record
        assert not is_seen(record, marketing), record
    theirs = User.objects.get(pk=manager.pk)
    before.refresh_from_db()
    assert may(theirs, "note_enquiry", before)
    assert not may(theirs, "pass_on_enquiry", before)
    Clearance.objects.filter(pk=clearance.pk).update(until=timezone.now() - timedelta(minutes=1))
    assert tasks.end_namings_with_time() == 1
    assert tasks.end_namings_with_time() == 0
    for record in (matter, before, after):
        assert not is_seen(record, manager), record


def test_naming_needs_a_reason_and_an_end(open_it: OpenIt, manager: User, coo: User) -> None:
    matter = open_it()
    with pytest.raises(Missing, match="why they need to know.*until when"):
        actions.name_on_it(matter, manager, level="read", because=" ", until=None, by=coo)


@pytest.mark.parametrize("who", ["director", "marketing", "manager", "auditor", "administrator", "data_protection"])
def test_nobody_else_opens_or_sees_one(who: str, open_it: OpenIt, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(who)
    matter = open_it()
    assert not is_seen(matter, person)
    with pytest.raises(Refused):
        actions.open_matter(kind="other", called="Mine", about="All mine.", by=person)


# How it lets go -------------------------------------------------------------------------------------------------------
