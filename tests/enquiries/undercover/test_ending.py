"""How a worry ends, and what becomes of it: a matter, a letter of allegations, a note that was one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from enquiries import actions as enquiries
from enquiries.models import Enquiry, Note
from enquiries.undercover import actions, looking, tasks
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import WorryState as W
from matters import actions as matters
from matters.models import Matter
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from mediapolicy.roles import Role
from tests import builders
from tests.enquiries.undercover.conftest import Send
from tests.enquiries.undercover.test_actions import REASONS

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-5b")]


def with_the_coo(report: UndercoverReport, coo: User) -> UndercoverReport:
    looking.take(report, by=coo)
    return report


@pytest.mark.clause("IR-5")
def test_it_does_not_end_before_the_question_of_care_is_answered_and_followed_up(
    send: Send, carer: User, coo: User
) -> None:
    report = with_the_coo(send(), coo)
    with pytest.raises(Missing, match="whether there is a care concern"):
        looking.close(report, "genuine", "A cousin.", by=coo)
    actions.say_if_care(report, True, by=carer)
    with pytest.raises(Missing, match="whom in safeguarding"):
        looking.close(report, "genuine", "A cousin.", by=coo)
    looking.follow_up_care(report, "Told Bea Norwood; CQC need not know.", by=coo)
    looking.close(report, "genuine", "A cousin.", by=coo)
    report.refresh_from_db()
    assert (report.state, report.outcome) == (W.CLOSED, "genuine")


@pytest.mark.clause("IR-5")
def test_nothing_goes_to_hr_before_the_law_was_considered_with_reasons(send: Send, carer: User, coo: User) -> None:
    report = with_the_coo(send(), coo)
    actions.say_if_care(report, False, by=carer)
    with pytest.raises(Missing, match="consider whether the law protects"):
        looking.close(report, "hr", "On to HR.", by=coo)
    with pytest.raises(Missing, match="at least 30 letters"):
        looking.consider_protection(report, "no", reasons="No.", legal_reference="", by=coo)
    looking.consider_protection(report, "yes", reasons=REASONS, legal_reference="", by=coo)
    with pytest.raises(Missing, match="Take legal advice first"):
        looking.close(report, "hr", "On to HR.", by=coo)
    looking.consider_protection(report, "no", reasons=REASONS, legal_reference="", by=coo)
    looking.close(report, "hr", "On to HR.", by=coo)
    assert report.state == W.CLOSED


def test_the_database_keeps_both(send: Send, carer: User, coo: User) -> None:
    report = with_the_coo(send(), coo)
    for values in ({"state": "closed", "outcome": "genuine"}, {"outcome": "hr"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UndercoverReport.objects.filter(pk=report.pk).update(**values)


def test_a_letter_of_allegations_is_an_enquiry_and_may_come_after_it_was_closed(
    send: Send, carer: User, coo: User, marketing: User
) -> None:
    report = with_the_coo(send(), coo)
    actions.say_if_care(report, False, by=carer)
    looking.close(report, "unclear", "Nobody knows.", by=coo)
    letter = builders.an_approach(by=marketing, home=None)
    looking.receive_letter(report, letter.reference.lower(), by=coo)
    report.refresh_from_db()
    assert (report.state, report.letter) == (W.LETTER, letter.reference)


def test_the_coo_names_a_colleague_and_closes_it_to_them_again(
    send: Send, safeguarding: User, newcomer: User, manager: User, coo: User, marketing: User
) -> None:
    report = send(cover="new_starter", about=newcomer, told=marketing)
    for person in (newcomer, manager):
        with pytest.raises(Missing, match="cannot be named on this"):
            looking.name(report, person, "Because.", by=coo)
    with pytest.raises(Missing, match="Write why"):
        looking.name(report, safeguarding, " ", by=coo)
    looking.name(report, safeguarding, "Leads on safeguarding.", by=coo)
    assert report in UndercoverReport.objects.visible_to(safeguarding)
    looking.end_name(report, safeguarding, by=coo)
    assert report not in UndercoverReport.objects.visible_to(safeguarding)


# A matter, and a note ----------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-1a")
def test_a_matter_opened_from_it_takes_it_from_everybody_else(
    send: Send, carer: User, manager: User, coo: User, home: Home
) -> None:
    report = with_the_coo(send(), coo)
    matter = looking.open_a_matter(report, kind="undercover", called="The lounge", about="A camera.", by=coo)
    report.refresh_from_db()
    assert (report.is_locked, matter.follows, matter.home) == (True, report.reference, home)
    for person in (carer, manager):
        assert not UndercoverReport.objects.visible_to(person).exists()


@pytest.mark.clause("CC-1a")
def test_a_word_that_a_matter_watches_for_takes_it_before_anybody_is_told(send: Send, coo: User, manager: User) -> None:
    matters.open_matter(kind="complaint", called="It", about="It.", words=["Larchwood"], by=coo)
    report = send(saw="She asked about the Larchwood supper.")
    report.refresh_from_db()
    assert report.is_locked
    assert not Notice.objects.filter(record_id=report.pk, recipient=manager).exists()
    assert tasks.alert_the_coo() == 0
    assert Matter.objects.get().touches.get().record_id == report.pk


@pytest.mark.clause("CC-1a")
def test_a_matter_finds_what_was_sent_before(send: Send, coo: User, carer: User) -> None:
    report = send()
    actions.add_to_it(report, saw="She asked about the Larchwood supper.", by=carer)
    matters.open_matter(kind="complaint", called="It", about="It.", words=["Larchwood"], by=coo)
    report.refresh_from_db()
    assert report.is_locked


def test_a_note_becomes_a_worry_and_the_enquiry_no_longer_has_it(
    carer: User, manager: User, marketing: User, coo: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    enquiries.add_note(enquiry, "I think that it was the new cleaner.", by=manager)
    told = Dispatch.objects.count()
    report = actions.move_note(Note.objects.get(), cover="contractor", told=marketing, by=manager)
    assert "I think that it was the new cleaner." in report.saw
    assert "Moira Teasdale" in report.saw
    assert not Note.objects.exists()
    assert Dispatch.objects.count() == told + 2  # of the worry alone: nobody is told of the enquiry
    assert builders.verbs(Enquiry.objects.get(pk=enquiry.pk))[-1] == "move a note to a worry"


@pytest.mark.clause("CC-1a")
def test_a_note_of_an_enquiry_that_a_matter_holds_stays_under_it(
    carer: User, manager: User, marketing: User, coo: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home, question="What happened at the Larchwood supper?")
    enquiries.add_note(enquiry, "It was the new cleaner.", by=manager)
    matters.open_matter(kind="complaint", called="It", about="It.", words=["Larchwood"], by=coo)
    report = actions.move_note(Note.objects.get(), cover="contractor", told=marketing, by=coo)
    assert UndercoverReport.objects.get(pk=report.pk).is_locked
    assert not UndercoverReport.objects.visible_to(marketing).exists()


def test_a_note_is_moved_with_the_worry_or_not_at_all(carer: User, manager: User, auditor: User, home: Home) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    enquiries.add_note(enquiry, "It was the new cleaner.", by=manager)
    with pytest.raises(Missing):
        actions.move_note(Note.objects.get(), cover="contractor", told=auditor, by=manager)
    assert Note.objects.count() == 1


def test_somebody_who_works_for_all_homes_tells_whom_they_like(
    appoint: Callable[..., User], marketing: User, director: User, coo: User
) -> None:
    lead = appoint("Ines Vale", Role.DATA_PROTECTION_LEAD)
    report = actions.send(cover="online_persona", told=director, by=lead)
    assert report.home is None
