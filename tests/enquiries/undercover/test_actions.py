"""What is done with a worry: told at once, opened in time, looked into, and never used against who spoke up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from enquiries.undercover import actions, looking, tasks
from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import WorryState as W
from enquiries.undercover.whom import colleagues_of, people_who_may_be_told
from mediapolicy.notices.actions import may_still_see
from mediapolicy.notices.models import Notice
from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.refusals import Missing, Refused, WrongState
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
