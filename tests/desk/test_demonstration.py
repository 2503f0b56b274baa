"""The demonstration care group: everything has something to show, and all of it came about by the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from approvals.states import ApprovalState
from desk.demonstration import telling
from desk.demonstration.people import PEOPLE
from desk.demonstration.telling import ENQUIRIES, STATEMENTS
from desk.demonstration.times import instant_of
from enquiries.models import Advice, Enquiry, Reply, ReplyKind, Source, UndercoverReport, Urgency
from enquiries.police.models import PoliceRequest
from enquiries.states import FINISHED, NOT_TAKEN_UP, OPEN, EnquiryState
from matters.models import Matter
from mediapolicy.notices.models import Notice
from mediapolicy.organisation.calendar import LONDON, WorkingCalendar
from mediapolicy.organisation.models import OnCall, Organisation
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.policy.models import PolicyVersion
from mediapolicy.roles import Role
from mediapolicy.sweeping import sweep_once
from pressroom.models import Mailing, Statement, Subscriber, Way
from pressroom.states import StatementState

pytestmark = pytest.mark.django_db


def demonstrate(*words: str) -> str:
    """Run the command; answer with what it said."""
    said = StringIO()
    call_command("demonstrate", *words, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The moment after which everything is there: loaded once for the class, and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        demonstrate()
        yield timezone.now()
        transaction.set_rollback(True)


class TestWhatIsLoaded:
    """One load, looked at from every side."""

    def test_every_enquiry_state_is_there_and_every_statement_state(self, loaded: datetime) -> None:
        assert set(Enquiry.objects.values_list("state", flat=True)) == set(EnquiryState)
        assert set(Statement.objects.values_list("state", flat=True)) == set(StatementState)
        assert set(Approval.objects.values_list("state", flat=True)) == set(ApprovalState)

    def test_press_lists_are_kept_and_a_release_is_on_its_way_to_one(self, loaded: datetime) -> None:
        assert set(Subscriber.objects.values_list("state", flat=True)) == {"welcome", "unsubscribed", "bounced"}
        assert sorted(Mailing.objects.values_list("state", flat=True)) == ["prepared", "sending"]
        [sending] = Mailing.objects.filter(state="sending")
        assert sending.numbers() | {"waiting": 4, "left_out": 1} == sending.numbers()
        assert sending.release.headline in Client().get("/press/").content.decode()

    def test_the_group_is_as_large_as_promised(self, loaded: datetime) -> None:
        assert Home.objects.count() == 6
        assert {"ENG", "SCT", "WLS"} <= set(Home.objects.values_list("nation", flat=True))
        assert 38 <= User.objects.active().count() == len(PEOPLE)
        assert Enquiry.objects.count() == len(ENQUIRIES) >= 30
        assert Statement.objects.filter(enquiry=None).count() >= len(STATEMENTS)
        policy = PolicyVersion.objects.get(state="in force")
        assert (str(policy), policy.approved_by) == ("OPSR102 V1", "Data Processing Officer")

    def test_a_matter_of_the_coo_holds_an_enquiry_that_nobody_else_sees(self, loaded: datetime) -> None:
        held = Matter.objects.get(kind="complaint").touches.get().record
        coo = User.objects.holding(Role.COO).get()
        assert held.is_locked
        for person in User.objects.active():
            assert Enquiry.objects.visible_to(person).filter(pk=held.pk).exists() == (person == coo), person

    def test_two_worries_are_known_to_few(self, loaded: datetime) -> None:
        closed, opened = UndercoverReport.objects.order_by("created_at")
        assert (closed.state, opened.state) == ("closed", "opened")
        for worry, few in ((closed, "Priya Anand"), (opened, "Moira Teasdale")):
            known = {
                person.name
                for person in User.objects.active()
                if UndercoverReport.objects.visible_to(person).filter(pk=worry.pk)
            }
            assert known == {"Jo Pettifer", few, "Helen Strand"}

    def test_the_police_asked_twice_and_one_of_it_opened_a_matter_by_itself(self, loaded: datetime) -> None:
        over, going_on = PoliceRequest.objects.order_by("created_at")
        assert (over.state, over.owes_record, going_on.state) == ("found", False, "logged")
        assert Matter.objects.get(kind="criminal").follows == going_on.reference
        assert over.shares.get().task.state == "open"

    def test_every_role_is_held_and_every_home_has_a_manager_and_carers(self, loaded: datetime) -> None:
        held = set(Appointment.objects.held().values_list("role", flat=True))
        assert held == {role.code for role in Role if not role.value.given_by_the_coo}
        for home in Home.objects.all():
            assert User.objects.holding(Role.HOME_MANAGER, home).count() == 1
            assert User.objects.holding(Role.STAFF, home).count() >= 3
        assert User.objects.holding(Role.DIRECTOR).count() == 3
        assert User.objects.holding(Role.ADMINISTRATOR).count() == 2

    def test_every_history_begins_with_the_log_and_goes_on_in_time(self, loaded: datetime) -> None:
        for enquiry in Enquiry.objects.all():
            rows = list(enquiry.history.order_by("history_id"))
            dates = [row.history_date for row in rows]
            assert rows[0].verb == "log"
            assert dates == sorted(dates)
            assert len(set(dates)) == len(dates)
            assert dates[-1] <= loaded
            assert rows[0].policy_version == "OPSR102 V1"
            assert abs(enquiry.created_at - dates[0]) < timedelta(seconds=1)

    def test_the_database_was_told_who_acted(self, loaded: datetime) -> None:
        row = Enquiry.history.filter(verb="pass on").first()
        assert row is not None
        assert row.acting == str(row.history_user_id)

    def test_what_belongs_to_an_enquiry_has_its_time_too(self, loaded: datetime) -> None:
        for advice in Advice.objects.select_related("enquiry"):
            assert advice.enquiry.created_at < advice.asked_at < (advice.answered_at or loaded)
        for reply in Reply.objects.select_related("enquiry"):
            assert reply.enquiry.created_at < reply.at <= loaded
        for statement in Statement.objects.exclude(enquiry=None).select_related("enquiry"):
            assert statement.enquiry.created_at < statement.created_at < loaded

    def test_some_are_overdue_some_at_risk_and_some_calm(self, loaded: datetime) -> None:
        levels = set()
        for enquiry in Enquiry.objects.open():
            used = (loaded - enquiry.created_at) / (enquiry.reply_due_at - enquiry.created_at)
            levels.add("overdue" if used > 1 else "risk" if used >= 0.75 else "calm")
        assert levels == {"overdue", "risk", "calm"}
        assert set(Enquiry.objects.values_list("urgency", flat=True)) == set(Urgency)

    def test_every_way_to_answer_and_every_source_of_advice_is_there(self, loaded: datetime) -> None:
        answers = Reply.objects.filter(kind=ReplyKind.ANSWER)
        assert set(answers.values_list("way", flat=True)) == set(Way)
        assert set(Reply.objects.values_list("kind", flat=True)) == set(ReplyKind)
        assert set(Advice.objects.values_list("source", flat=True)) >= set(Source) - {Source.REGULATOR}
        assert Advice.objects.filter(asked_of__name="Owen Castell", answered_at=None).exists()

    @pytest.mark.parametrize(
        "verb",
        [
            "hand over",
            "open again",
            "merge",
            "decline",
            "pass up when time runs out",
            "change the chosen way",
            "add a note",
        ],
    )
    def test_these_things_have_happened(self, loaded: datetime, verb: str) -> None:
        assert Enquiry.history.filter(verb=verb).exists()

    def test_words_changed_after_a_signature_and_were_sent_again(self, loaded: datetime) -> None:
        enquiry = Enquiry.objects.get(topic="Council visit: path and call bells")
        states = [approval.state for approval in Approval.objects.of(enquiry.statement)]
        assert states == [ApprovalState.WAITING, ApprovalState.VOIDED]

    def test_the_home_manager_away_means_a_director_has_it(self, loaded: datetime) -> None:
        away = Enquiry.objects.get(home_manager_away=True, state=EnquiryState.ESCALATED)
        assert away.held_by in User.objects.holding(Role.DIRECTOR)

    def test_the_same_journalist_asked_at_two_homes(self, loaded: datetime) -> None:
        priya = User.objects.get(name="Priya Anand")
        first, second = Enquiry.objects.filter(topic="Winter flu jabs").order_by("created_at")
        assert first.home != second.home
        assert second in first.related_to(priya)

    def test_somebody_is_on_call_on_each_of_the_coming_nights(self, loaded: datetime) -> None:
        for night in range(1, 14):
            at_ten = (loaded.astimezone(LONDON) + timedelta(days=night)).replace(hour=22)
            assert OnCall.objects.at(at_ten).count() == 1

    def test_loading_sends_nothing_old(self, loaded: datetime) -> None:
        owed = Dispatch.objects.filter(state=Dispatch.State.OWED)
        assert 0 < owed.count() < 20
        assert not owed.filter(created_at__lt=loaded - timedelta(minutes=70)).exists()
        assert 0 < Notice.objects.unread().count() < Notice.objects.count() / 2
        assert Notice.objects.unread().filter(recipient__name="Priya Anand").count() >= 3

    def test_the_first_sweep_moves_nothing_on(self, loaded: datetime) -> None:
        before = dict(Enquiry.objects.filter(state__in=NOT_TAKEN_UP).values_list("pk", "version"))
        sweep_once()
        assert dict(Enquiry.objects.filter(state__in=NOT_TAKEN_UP).values_list("pk", "version")) == before

    def test_a_second_time_changes_nothing(self, loaded: datetime) -> None:
        before = Enquiry.history.count()
        assert "Nothing was changed" in demonstrate()
        assert (Organisation.objects.count(), Enquiry.history.count()) == (1, before)

    def test_open_and_finished_are_both_well_filled(self, loaded: datetime) -> None:
        assert Enquiry.objects.filter(state__in=sorted(OPEN)).count() >= 15
        assert Enquiry.objects.filter(state__in=sorted(FINISHED)).count() >= 10


def test_it_is_refused_without_demonstration_mode(settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError):
        demonstrate()
    with pytest.raises(CommandError):
        demonstrate("--people")
    assert not Organisation.objects.exists()


def test_people_are_printed_one_to_a_line() -> None:
    lines = demonstrate("--people").splitlines()
    assert len(lines) == len(PEOPLE)
    assert [line.split("  ")[0] for line in lines if "Auditor" in line] == ["Ruth Ainsley"]
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)


def test_it_can_be_loaded_on_a_sunday_night(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 12, 27, 23, 55, tzinfo=LONDON)
    monkeypatch.setattr(telling.timezone, "now", lambda: now)
    telling.tell_everything()
    assert set(Enquiry.objects.values_list("state", flat=True)) == set(EnquiryState)
    assert not Enquiry.objects.overdue(now).exists()


def test_no_story_goes_back_in_time_or_past_the_moment_of_loading() -> None:
    calendar = WorkingCalendar(time(9), time(17), "ENG", frozenset(), frozenset())
    for hours in range(0, 366 * 24, 31):
        loaded = datetime(2026, 11, 1, 0, 20, tzinfo=UTC) + timedelta(hours=hours)
        for story in (*ENQUIRIES, *STATEMENTS):
            at = instant_of(story.when, since=loaded, loaded=loaded, calendar=calendar)
            for step in story.steps:
                if step.when:
                    then = instant_of(step.when, since=at, loaded=loaded, calendar=calendar)
                    assert at < then < loaded, (loaded, story, step)
                    at = then


def test_words_of_time_are_understood() -> None:
    loaded = datetime(2026, 11, 23, 9, 7, tzinfo=LONDON)  # a Monday
    calendar = WorkingCalendar.of(None)

    def means(words: str) -> str:
        instant = instant_of(words, since=loaded - timedelta(days=3), loaded=loaded, calendar=calendar)
        return f"{instant.astimezone(LONDON):%a %d %H:%M}"

    assert means("-1d 10:40") == "Fri 20 10:40"
    assert means("-25m") == "Mon 23 08:42"
    assert means("+25m") == "Fri 20 09:32"
    assert means("+1d 9:20") == "Mon 23 09:20"
    assert means("in 3h") == "Mon 23 12:15"
    assert means("in 2d 17:00") == "Wed 25 17:00"
    with pytest.raises(ValueError, match="yesterday"):
        means("yesterday")


def test_nothing_real_can_be_reached() -> None:
    for story in ENQUIRIES:
        assert "@" not in story.address or story.address.endswith(".example")
        if story.way == "phone":
            assert story.address.startswith(("01632 960", "07700 900"))
