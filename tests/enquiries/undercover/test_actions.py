"""What is done with a worry: told at once, opened in time, looked into, and never used against who spoke up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enquiries import actions as enquiries
from enquiries.models import Enquiry, Note
from enquiries.undercover import actions, looking, tasks
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import WorryState as W
from enquiries.undercover.whom import colleagues_of, people_who_may_be_told
from matters import actions as matters
from matters.models import Matter
from mediapolicy.notices.actions import may_still_see
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.refusals import Missing, Refused, WrongState
from mediapolicy.roles import Role
from mediapolicy.transitions import FORM_KEY
from tests import builders
from tests.enquiries.undercover.conftest import Send

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-5b")]
REASONS = "They filmed nothing and told nobody outside; it is about time-keeping alone."


def told_now(report: UndercoverReport) -> set[tuple[str, str]]:
    return builders.told_of(report)


# Sending -----------------------------------------------------------------------------------------------------------


def test_one_of_the_three_and_the_coo_are_told_at_once(send: Send, home: Home) -> None:
    report = send()
    assert (report.state, report.home) == (W.SENT, home)
    assert told_now(report) == {("worry_told", "moira teasdale"), ("worry_sent", "helen strand")}


def test_the_notices_carry_no_words(send: Send) -> None:
    report = send(saw="A camera in the flowers")
    for notice in Notice.objects.filter(record_id=report.pk):
        assert notice.words.startswith(report.reference)
        for word in ("undercover", "reporter", "visitor", "camera", "suspect"):
            assert word not in notice.words.lower()


def test_one_is_enough_and_it_is_one_of_the_three(
    send: Send, carer: User, other_manager: User, auditor: User, coo: User
) -> None:
    """Not the manager of another home, and nobody who is none of the three."""
    for person in (other_manager, auditor, coo):
        with pytest.raises(Missing, match="cannot be told of this"):
            send(told=person)
    with pytest.raises(Missing, match="Choose who should know"):
        send(told=None)
    assert not UndercoverReport.objects.exists()


def test_whom_one_may_tell_is_by_name(
    carer: User, manager: User, marketing: User, director: User, second_director: User, other_manager: User
) -> None:
    found = [(one.person, one.as_role) for one in people_who_may_be_told(carer)]
    assert found == [
        (manager, "Home Manager"),
        (marketing, "Marketing Manager"),
        (director, "Director"),
        (second_director, "Director"),
    ]
    assert [one.person for one in people_who_may_be_told(director)] == [marketing, second_director]


def test_whom_it_is_about_and_their_line_are_left_out(
    send: Send, carer: User, manager: User, marketing: User, director: User, newcomer: User
) -> None:
    """A new colleague's line is whoever manages their home; a manager who is reported is left out as well."""
    assert [one.person for one in people_who_may_be_told(carer, newcomer)] == [marketing, director]
    assert [one.person for one in people_who_may_be_told(carer, manager)] == [marketing, director]
    assert [one.person for one in people_who_may_be_told(carer, director)] == [manager, marketing]
    with pytest.raises(Missing, match="cannot be told of this"):
        send(cover="new_starter", about=newcomer)
    report = send(cover="new_starter", about=newcomer, told=marketing)
    assert told_now(report) == {("worry_told", "priya anand"), ("worry_sent", "helen strand")}


def test_with_nobody_left_to_tell_it_goes_to_the_coo_alone(
    carer: User, manager: User, coo: User, newcomer: User
) -> None:
    """Nobody but the Home Manager works here, and she is in the line."""
    report = actions.send(cover="new_starter", told=None, about=newcomer, by=carer)
    assert (report.state, report.told, report.alert_at) == (W.WITH_COO, None, None)
    assert told_now(report) == {("worry_sent", "helen strand")}


def test_whoever_handles_worries_is_not_reported_here(send: Send, carer: User, coo: User) -> None:
    assert coo not in colleagues_of(carer)
    with pytest.raises(Missing, match="They would see this report themselves"):
        send(cover="agency", about=coo)


def test_a_carer_names_colleagues_of_their_home_alone(
    carer: User, manager: User, newcomer: User, other_manager: User, marketing: User
) -> None:
    assert set(colleagues_of(carer)) == {manager, newcomer}
    assert {other_manager, newcomer, carer} <= set(colleagues_of(marketing))


def test_a_form_that_arrives_twice_sends_one(send: Send) -> None:
    token = FORM_KEY.set("2f6d1a6e-6a3b-4c39-9f5c-6f2f8f6f3a11")
    try:
        report = send()
        assert actions.sent_by_this_form(by=report.reported_by) == report
    finally:
        FORM_KEY.reset(token)
    assert UndercoverReport.objects.count() == 1


# Opened in time ----------------------------------------------------------------------------------------------------


def test_what_is_not_opened_within_a_quarter_of_an_hour_comes_to_the_coo(send: Send, manager: User) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        report = send()
        clock.shift(14 * 60)
        assert tasks.alert_the_coo() == 0
        clock.shift(60)
        assert (tasks.alert_the_coo(), tasks.alert_the_coo()) == (1, 0)
    report.refresh_from_db()
    assert report.state == W.WITH_COO
    assert ("worry_not_opened", "helen strand") in told_now(report)
    assert builders.last_row(report).history_user.is_system


def test_what_was_opened_alerts_nobody(send: Send, manager: User) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        report = send()
        actions.open_it(report, by=manager)
        clock.shift(3600)
        assert tasks.alert_the_coo() == 0
        with pytest.raises(Missing, match="still has time"):
            actions.come_to_the_coo(report)
    assert ("worry_not_opened", "helen strand") not in told_now(report)


def test_two_sweeps_that_meet_alert_once(send: Send) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        report = send()
        clock.shift(3600)
        actions.come_to_the_coo(report)
        with pytest.raises(WrongState):
            actions.come_to_the_coo(report)
    assert builders.verbs(report).count("come to the COO because nobody opened it") == 1


def test_when_whoever_was_told_leaves_or_loses_the_role_the_coo_has_it(
    send: Send, manager: User, marketing: User, founder: User
) -> None:
    first, second = send(), send(told=marketing)
    people.end_appointment(Appointment.objects.held().get(person=manager), by=founder)
    first.refresh_from_db()
    assert (first.state, first.told) == (W.WITH_COO, None)
    people.leave(marketing, by=founder)
    second.refresh_from_db()
    assert (second.state, second.told) == (W.WITH_COO, None)


# Adding to it ------------------------------------------------------------------------------------------------------


def test_what_is_remembered_is_added_page_by_page(send: Send, carer: User, manager: User) -> None:
    report = send()
    actions.add_to_it(report, where="The lounge", by=carer)
    actions.add_to_it(report, cues=["hidden_device", "seeks_records"], by=carer)
    report.refresh_from_db()
    assert (report.where, len(report.cue_words)) == ("The lounge", 2)
    with pytest.raises(Refused):
        actions.add_to_it(report, where="Elsewhere", by=manager)
    with pytest.raises(ValidationError, match="cannot be added"):
        actions.add_to_it(report, state="closed", by=carer)


def test_naming_the_colleague_later_takes_it_from_their_line(
    send: Send, carer: User, manager: User, newcomer: User, safeguarding: User, coo: User
) -> None:
    report = send(cover="new_starter")
    looking.name(report, safeguarding, "Leads on safeguarding.", by=coo)
    actions.say_who(report, newcomer, by=carer)
    report.refresh_from_db()
    assert (report.state, report.told, report.about) == (W.WITH_COO, None, newcomer)
    seen = {
        one
        for one in (manager, newcomer, carer, safeguarding, coo)
        if report in UndercoverReport.objects.visible_to(one)
    }
    assert seen == {carer, safeguarding, coo}
    theirs = Notice.objects.get(record_id=report.pk, recipient=manager)
    assert not may_still_see(theirs)


def test_whom_the_coo_named_is_out_when_it_is_about_them(
    send: Send, carer: User, newcomer: User, marketing: User, coo: User
) -> None:
    report = send(cover="new_starter")
    looking.name(report, newcomer, "Saw it too.", by=coo)
    actions.say_who(report, newcomer, by=carer)
    assert not UndercoverReport.objects.visible_to(newcomer).exists()


@pytest.mark.clause("IR-5")
def test_a_care_concern_is_told_at_once(send: Send, carer: User) -> None:
    report = send()
    actions.say_if_care(report, True, by=carer)
    told = told_now(report)
    assert {("worry_with_care_concern", "helen strand"), ("worry_with_care_concern", "moira teasdale")} <= told


def test_if_data_may_be_gone_a_clock_of_72_hours_runs(send: Send, carer: User, coo: User) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        report = send()
        actions.add_to_it(report, data_taken="yes", by=carer)
        assert report.breach_due_at == timezone.now() + timedelta(hours=72)
        assert ("worry_with_data", "helen strand") in told_now(report)
        clock.shift(timedelta(hours=47, minutes=59))
        assert tasks.warn_of_data_that_may_be_gone() == 0
        clock.shift(60)
        assert (tasks.warn_of_data_that_may_be_gone(), tasks.warn_of_data_that_may_be_gone()) == (1, 0)
        assert ("worry_data_running_out", "helen strand") in told_now(report)


def test_a_decision_stops_the_clock_and_has_reasons(send: Send, carer: User, coo: User) -> None:
    report = send()
    with pytest.raises(Missing, match="Nobody has said that data"):
        looking.assess_data(report, "no_risk", reasons="An empty form.", reference="", by=coo)
    actions.add_to_it(report, data_taken="yes", by=carer)
    with pytest.raises(Missing, match="reference"):
        looking.assess_data(report, "report", reasons="A care plan is gone.", reference="", by=coo)
    looking.assess_data(report, "no_risk", reasons="An empty form.", reference="", by=coo)
    assert report.breach_warn_at is None
    actions.add_to_it(report, data_taken="no", by=carer)
    assert report.breach_due_at is None


# Ending it ---------------------------------------------------------------------------------------------------------


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
