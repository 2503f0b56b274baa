"""Each verb of an enquiry: allowed, refused, all or nothing; and the rules that no single row of the table shows."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from guardian.shortcuts import assign_perm

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import actions, advising, answering, states
from enquiries.models import Advice, Enquiry, Note, Reply
from enquiries.states import EnquiryState as S
from enquiries.tasks import pass_up_overdue
from mediapolicy.notices.models import Notice
from mediapolicy.organisation import actions as organisation
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.refusals import AlreadyDone, Missing, Refused, StaleCopy, WrongState
from mediapolicy.transitions import FORM_KEY
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.builders import World, last_row, told_of, verbs

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
A_TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


# Enquiries on their way ------------------------------------------------------------------------------------------


def logged(world: World, **facts: Any) -> Enquiry:
    return builders.an_approach(by=world["carer"], home=world.home, **facts)


def taken_up(world: World) -> Enquiry:
    return builders.taken_up(logged(world), by=world["marketing"])


def advised(world: World) -> Enquiry:
    return builders.advised(logged(world), by=world["marketing"])


def signed(world: World, **facts: Any) -> Enquiry:
    return builders.signed(logged(world, **facts), by=world["marketing"], director=world["director"])


def answered(world: World) -> Enquiry:
    return builders.answered(logged(world), by=world["marketing"], director=world["director"])


def seal_to_answer_with(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return str(Approval.objects.of(enquiry.statement).get(state=ApprovalState.SIGNED).seal)


def answer(enquiry: Enquiry, by: User, way: str = "email") -> Reply:
    return answering.answer(enquiry, way=way, seal=seal_to_answer_with(enquiry), by=by)


def change_facts(enquiry: Enquiry, by: User) -> None:
    actions.change_facts(enquiry, topic="The visit", enquirer="T. Rudd", outlet="Courier", deadline=None, by=by)


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: the enquiry before it, how it is taken, and everything that must be so after."""

    before: Callable[[World], Enquiry]
    act: Callable[[Enquiry, World, User], Any]
    by: str
    role: str
    clause: str
    after: str
    told: frozenset[tuple[str, str]] = frozenset()
    wrong_state: str = S.CLOSED


STEPS: dict[str, Step] = {
    "pass on": Step(
        logged,
        lambda enquiry, world, by: actions.pass_on(enquiry, world["marketing"], by=by, note="They ring again at two."),
        "manager",
        "home_manager",
        "ME-1c",
        S.ESCALATED,
        frozenset({("enquiry_escalated", "marketing")}),
    ),
    "take up": Step(
        logged,
        lambda enquiry, world, by: actions.take_up(enquiry, by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_taken_up", "manager")}),
    ),
    "hand over": Step(
        taken_up,
        lambda enquiry, world, by: actions.hand_over(enquiry, world["director"], by=by, note="On leave from noon."),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_handed_over", "director")}),
    ),
    "ask for advice": Step(
        taken_up,
        lambda enquiry, world, by: advising.seek_advice(
            enquiry, "data_protection", "May we say how many live there?", asked_of=world["data protection"], by=by
        ),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.ADVICE_SOUGHT,
        frozenset({("advice_asked", "data protection")}),
    ),
    "need no advice": Step(
        taken_up,
        lambda enquiry, world, by: advising.need_no_advice(enquiry, "Opening hours only.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.ADVISED,
    ),
    "draft the statement": Step(
        advised,
        lambda enquiry, world, by: answering.draft_statement(enquiry, by=by),
        "marketing",
        "marketing_manager",
        "MS-1",
        S.DRAFTING,
    ),
    "acknowledge": Step(
        taken_up,
        lambda enquiry, world, by: answering.acknowledge(enquiry, way="email", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3b",
        S.TAKEN_UP,
    ),
    "change the chosen way": Step(
        taken_up,
        lambda enquiry, world, by: actions.change_way(enquiry, "phone", "01632 960001", by=by, note="She rang at ten."),
        "manager",
        "home_manager",
        "CRM-3b",
        S.TAKEN_UP,
    ),
    "answer": Step(
        signed,
        lambda enquiry, world, by: answer(enquiry, by),
        "marketing",
        "marketing_manager",
        "CRM-3b",
        S.ANSWERED,
        frozenset({("enquiry_answered", "manager")}),
    ),
    "decline": Step(
        advised,
        lambda enquiry, world, by: answering.decline(enquiry, way="email", note="Not ours to say.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.DECLINED,
    ),
    "record that no answer is needed": Step(
        taken_up,
        lambda enquiry, world, by: answering.no_answer_needed(enquiry, note="They have what they need.", by=by),
        "marketing",
        "marketing_manager",
        "ME-2",
        S.NO_ANSWER_NEEDED,
    ),
    "close": Step(
        answered,
        lambda enquiry, world, by: answering.close(enquiry, note="Printed on page four.", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.CLOSED,
        wrong_state=S.TAKEN_UP,
    ),
    "merge": Step(
        taken_up,
        lambda enquiry, world, by: actions.merge(enquiry, logged(world, enquirer="The same"), by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.MERGED,
    ),
    "open again": Step(
        answered,
        lambda enquiry, world, by: actions.reopen(enquiry, by=by, note="She asks once more."),
        "director",
        "director",
        "ME-2",
        S.TAKEN_UP,
        frozenset({("enquiry_reopened", "marketing")}),
        wrong_state=S.LOGGED,
    ),
    "add a note": Step(
        logged,
        lambda enquiry, world, by: actions.add_note(enquiry, "She was polite.", by=by),
        "manager",
        "home_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
        wrong_state="",
    ),
    "link to the CRM": Step(
        logged,
        lambda enquiry, world, by: actions.link_crm(enquiry, "F-17", "https://crm.example/17", by=by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
        wrong_state="",
    ),
    "change the facts": Step(
        logged,
        lambda enquiry, world, by: change_facts(enquiry, by),
        "marketing",
        "marketing_manager",
        "CRM-3a",
        S.WITH_HOME_MANAGER,
    ),
}
every_step = pytest.mark.parametrize("verb", sorted(STEPS))


@every_step
def test_allowed_it_is_done_signed_and_told(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    earlier = list(Notice.objects.values_list("pk", flat=True))
    step.act(enquiry, world, world[step.by])
    kept = Enquiry.objects.get(pk=enquiry.pk)
    assert kept.state == step.after
    row = last_row(kept)
    assert (row.verb, row.clause, row.history_user, row.as_role) == (verb, step.clause, world[step.by], step.role)
    assert row.policy_version == "OPSR102 V1"
    assert told_of(kept, since=earlier) == step.told
    owed = {
        str(pk) for pk in Notice.objects.filter(record_id=kept.pk).exclude(pk__in=earlier).values_list("pk", flat=True)
    }
    assert owed == set(Dispatch.objects.filter(kind="notice", about__in=owed).values_list("about", flat=True))


@every_step
@pytest.mark.parametrize("who", ["stranger", "carer", "auditor", "administrator", "other manager"])
def test_refused_to_anybody_else_under_its_clause(world: World, verb: str, who: str) -> None:
    enquiry = STEPS[verb].before(world)
    with pytest.raises(Refused) as refusal:
        STEPS[verb].act(enquiry, world, world[who])
    assert refusal.value.clause.id == STEPS[verb].clause
    assert refusal.value.who_may


@pytest.mark.parametrize("verb", sorted(verb for verb, step in STEPS.items() if step.wrong_state))
def test_refused_in_the_wrong_state(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    Enquiry.objects.filter(pk=enquiry.pk).update(state=step.wrong_state)
    with pytest.raises(WrongState):
        step.act(enquiry, world, world[step.by])
    assert Enquiry.objects.get(pk=enquiry.pk).state == step.wrong_state


@every_step
def test_all_or_nothing(world: World, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    if verb == "merge":
        into = logged(world)
        step = Step(step.before, lambda one, _, by: actions.merge(one, into, by=by), step.by, "", "", "")
    before, state = builders.everything_kept(), Enquiry.objects.get(pk=enquiry.pk).state

    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Enquiry, "save", fails)
    with pytest.raises(RuntimeError, match="disk"), builders.transaction.atomic():
        step.act(enquiry, world, world[step.by])
    assert builders.everything_kept() == before
    assert Enquiry.objects.get(pk=enquiry.pk).state == state


# ME-1: the approach, and the passing of it -----------------------------------------------------------------------


@pytest.mark.clause("ME-1")
@pytest.mark.clause("ME-1a")
@pytest.mark.clause("ME-1b")
def test_an_approach_is_passed_to_the_home_manager_in_the_same_moment(world: World) -> None:
    enquiry = logged(world, said_no_comment=True)
    assert (enquiry.state, enquiry.held_by, enquiry.said_no_comment) == (S.WITH_HOME_MANAGER, world["manager"], True)
    rows = [(row.verb, row.clause, row.history_user.name) for row in enquiry.history.order_by("history_id")]
    assert rows == [("log", "ME-1", "Carer"), ("pass to the Home Manager", "ME-1b", "Carer")]
    assert told_of(enquiry) == {("approach_logged", "manager")}


@pytest.mark.clause("ME-1")
@pytest.mark.parametrize("who", ["stranger", "auditor", "data protection", "other manager"])
def test_any_member_of_staff_logs_an_approach_about_any_home(world: World, who: str) -> None:
    enquiry = builders.an_approach(by=world[who], home=world.home)
    assert enquiry.held_by == world["manager"]


@pytest.mark.clause("ME-1b")
def test_with_the_home_manager_away_it_goes_to_whoever_is_on_call(world: World) -> None:
    now = timezone.now()
    organisation.put_on_call(
        world["second director"], now - timedelta(hours=1), now + timedelta(hours=1), by=world["administrator"]
    )
    enquiry = logged(world, home_manager="away")
    assert (enquiry.state, enquiry.held_by) == (S.ESCALATED, world["second director"])
    assert told_of(enquiry) == {("enquiry_escalated", "second director")}


@pytest.mark.clause("ME-1b")
def test_about_the_whole_organisation_it_goes_to_a_director(world: World) -> None:
    enquiry = builders.an_approach(by=world["safeguarding"], home=None)
    assert (enquiry.state, enquiry.held_by) == (S.ESCALATED, world["director"])


@pytest.mark.clause("SM-23")
def test_attention_on_social_media_is_an_approach_like_any_other(world: World) -> None:
    enquiry = logged(world, came_by="social", reach="12,000 followers")
    assert (enquiry.state, enquiry.came_by, enquiry.held_by) == (S.WITH_HOME_MANAGER, "social", world["manager"])


@pytest.mark.clause("ME-1c")
def test_what_the_desk_logs_itself_has_a_clock_too(world: World) -> None:
    enquiry = builders.an_approach(by=world["marketing"], home=world.home)
    assert enquiry.hand_on_by is not None
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        pass_up_overdue()
    enquiry.refresh_from_db()
    assert enquiry.held_by != world["marketing"]


@pytest.mark.clause("ME-1c")
@pytest.mark.parametrize(
    "to", ["coo", "carer", "other manager", "administrator", "data protection", "auditor", "stranger"]
)
def test_passed_on_only_to_the_marketing_manager_or_a_director(world: World, to: str) -> None:
    enquiry = logged(world)
    with pytest.raises(Refused) as refusal:
        actions.pass_on(enquiry, world[to], by=world["manager"])
    assert refusal.value.clause.id == "ME-1c"
    assert "pass on" not in verbs(enquiry)


@pytest.mark.clause("ME-1c")
@pytest.mark.parametrize(("to", "level"), [("marketing", "marketing_manager"), ("director", "director")])
def test_passed_on_it_is_in_their_hands_with_a_clock_of_theirs(world: World, to: str, level: str) -> None:
    enquiry = logged(world)
    actions.pass_on(enquiry, world[to], by=world["manager"])
    assert (enquiry.held_by, enquiry.level) == (world[to], level)
    assert enquiry.hand_on_by is not None
    assert enquiry.hand_on_by > timezone.now()


@pytest.mark.clause("ME-1c")
def test_the_home_manager_answers_nothing(world: World) -> None:
    enquiry = signed(world)
    Enquiry.objects.filter(pk=enquiry.pk).update(responsible=world["manager"])
    with pytest.raises(Refused):
        answer(enquiry, world["manager"])
    assert not enquiry.replies.exists()


# ME-1c: the clock ------------------------------------------------------------------------------------------------


def sweep_at(instant: datetime) -> int:
    with time_machine.travel(instant, tick=False):
        return pass_up_overdue()


def holder(enquiry: Enquiry) -> str:
    return str(Enquiry.objects.select_related("held_by").get(pk=enquiry.pk).held_by).lower()


@pytest.mark.clause("ME-1c")
def test_time_passes_it_up_one_level_at_a_time(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = logged(world)
    at, seen = A_TUESDAY_MORNING, []
    for minutes in (29, 2, 58, 3, 58, 3, 600):
        at += timedelta(minutes=minutes)
        sweep_at(at)
        seen.append(holder(enquiry))
    assert seen == ["manager", "marketing", "marketing", "director", "director", "coo", "coo"]
    row = last_row(enquiry)
    assert (row.verb, row.clause, row.history_user) == ("pass up when time runs out", "ME-1c", world["clock"])
    assert {("enquiry_overdue", "coo"), ("enquiry_overdue", "director")} <= told_of(enquiry)


@pytest.mark.clause("ME-1c")
@pytest.mark.clause("BR-2")
def test_the_times_are_what_an_administrator_chose(world: World) -> None:
    with pytest.raises(Refused):
        organisation.change_setting("home_manager_ordinary", 5, by=world["director"])
    organisation.change_setting("home_manager_ordinary", 5, by=world["administrator"])
    organisation.change_setting("marketing_manager_ordinary", 7, by=world["administrator"])
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = logged(world)
    for minute, who in ((4, "manager"), (5, "marketing"), (11, "marketing"), (12, "director")):
        sweep_at(A_TUESDAY_MORNING + timedelta(minutes=minute))
        assert holder(enquiry) == who, minute


@pytest.mark.clause("ME-1c")
def test_an_urgent_one_goes_up_sooner(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = logged(world, deadline=A_TUESDAY_MORNING + timedelta(hours=2))
    assert enquiry.urgency == "urgent"
    sweep_at(A_TUESDAY_MORNING + timedelta(minutes=16))
    assert holder(enquiry) == "marketing"


@pytest.mark.clause("ME-1c")
def test_a_tick_that_is_doubled_or_skipped_changes_nothing(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        twice, late = logged(world), logged(world)
    seen_by_two_sweeps = Enquiry.objects.get(pk=twice.pk), Enquiry.objects.get(pk=twice.pk)
    with time_machine.travel(A_TUESDAY_MORNING + timedelta(minutes=31), tick=False):
        for same in seen_by_two_sweeps:  # two schedulers found it overdue in the same second
            with contextlib.suppress(WrongState, Missing):
                actions.pass_up(same)
    assert holder(twice) == "marketing"
    assert verbs(twice).count("pass up when time runs out") == 1
    sweep_at(A_TUESDAY_MORNING + timedelta(minutes=85))  # every sweep until now was missed
    assert holder(late) == "marketing"


@pytest.mark.clause("ME-1c")
def test_the_clock_leaves_alone_what_somebody_took_up(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = logged(world)
        actions.take_up(enquiry, by=world["marketing"])
    sweep_at(A_TUESDAY_MORNING + timedelta(hours=3))
    assert holder(enquiry) == "marketing"
    with pytest.raises(WrongState):
        actions.pass_up(enquiry)


def on_call(world: World, who: str, start: datetime) -> None:
    organisation.put_on_call(world[who], start, start + timedelta(hours=14), by=world["administrator"])


@pytest.mark.clause("ME-1b")
@pytest.mark.clause("ME-1c")
def test_out_of_hours_it_goes_up_to_the_person_on_call(world: World) -> None:
    at_night = A_TUESDAY_MORNING.replace(hour=22)
    on_call(world, "second director", at_night - timedelta(hours=3))
    with time_machine.travel(at_night, tick=False):
        enquiry = logged(world)
    sweep_at(at_night + timedelta(minutes=31))
    assert holder(enquiry) == "second director"


@pytest.mark.clause("ME-1c")
def test_after_the_marketing_manager_on_call_a_director_comes_before_the_coo(world: World) -> None:
    at_night = A_TUESDAY_MORNING.replace(hour=22)
    on_call(world, "marketing", at_night - timedelta(hours=3))
    with time_machine.travel(at_night, tick=False):
        enquiry = logged(world)
    sweep_at(at_night + timedelta(minutes=31))
    assert holder(enquiry) == "marketing"
    sweep_at(at_night + timedelta(minutes=200))
    assert "director" in holder(enquiry)


# ME-2: one responsible person, and advice before the answer ------------------------------------------------------


@pytest.mark.clause("ME-2")
@pytest.mark.parametrize("who", ["director", "coo"])
def test_only_the_responsible_person_answers(world: World, who: str) -> None:
    enquiry = signed(world)
    with pytest.raises(Refused) as refusal:
        answer(enquiry, world[who])
    assert "Marketing is responsible" in refusal.value.why
    actions.hand_over(enquiry, world[who], by=world["marketing"], note="On leave.")
    answer(enquiry, world[who])
    assert Enquiry.objects.get(pk=enquiry.pk).state == S.ANSWERED


@pytest.mark.clause("ME-2")
@pytest.mark.parametrize("to", ["manager", "carer", "administrator", "auditor"])
def test_handed_over_only_to_somebody_who_may_answer(world: World, to: str) -> None:
    with pytest.raises(Refused):
        actions.hand_over(taken_up(world), world[to], by=world["marketing"], note="Away.")


@pytest.mark.clause("ME-2")
def test_no_statement_before_the_judgement_about_advice(world: World) -> None:
    enquiry = taken_up(world)
    with pytest.raises(WrongState):
        answering.draft_statement(enquiry, by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.ADVISED)
    with pytest.raises(Missing, match="judged"):
        answering.draft_statement(enquiry, by=world["marketing"])


@pytest.mark.clause("ME-2")
def test_advice_that_is_out_holds_the_answer_until_it_is_written_down(world: World) -> None:
    enquiry = taken_up(world)
    first = advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    second = advising.seek_advice(
        enquiry, "safeguarding", "Is anyone at risk?", asked_of=world["safeguarding"], by=world["marketing"]
    )
    advising.record_advice(first, "You may.", by=world["marketing"])
    enquiry.refresh_from_db()
    assert enquiry.state == S.ADVICE_SOUGHT
    assert enquiry.advice_still_out() == ["Safeguarding"]
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.SIGNED)
    with pytest.raises(Missing, match="Advice is still out"):
        answering.answer(enquiry, way="email", seal="", by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.ADVICE_SOUGHT)
    advising.record_advice(second, "Nobody is.", by=world["safeguarding"])
    enquiry.refresh_from_db()
    assert enquiry.state == S.ADVISED
    assert ("advice_given", "marketing") in told_of(enquiry)
    given = next(row for row in enquiry.history.all() if row.verb == "write down advice")
    assert (given.history_user, given.clause, given.note) == (world["safeguarding"], "ME-2", "Nobody is.")


@pytest.mark.clause("ME-2")
def test_advice_is_written_down_by_who_gave_it_or_who_is_responsible(world: World) -> None:
    enquiry = taken_up(world)
    ask = {"question": "May we?", "by": world["marketing"]}
    theirs = advising.seek_advice(enquiry, "data_protection", asked_of=world["data protection"], **ask)
    advising.seek_advice(enquiry, "safeguarding", asked_of=world["safeguarding"], **ask)
    for who in ("stranger", "director", "safeguarding"):
        with pytest.raises(Refused):
            advising.record_advice(theirs, "Yes.", by=world[who])
    advising.record_advice(theirs, "Yes.", by=world["data protection"])
    with pytest.raises((ValidationError, Refused)):
        advising.record_advice(theirs, "No.", by=world["data protection"])
    assert Advice.objects.get(pk=theirs.pk).answer == "Yes."


@pytest.mark.clause("CRM-2")
def test_whoever_is_asked_for_advice_sees_this_one_enquiry_while_their_advice_is_out(world: World) -> None:
    adviser = world["safeguarding"]
    enquiry, another = taken_up(world), taken_up(world)
    assert not Enquiry.objects.visible_to(adviser).exists()
    advice = advising.seek_advice(enquiry, "safeguarding", "Is it?", asked_of=adviser, by=world["marketing"])
    assert list(Enquiry.objects.visible_to(adviser)) == [enquiry]
    assert another not in Enquiry.objects.visible_to(adviser)
    advising.record_advice(advice, "It is.", by=adviser)
    answering.no_answer_needed(Enquiry.objects.get(pk=enquiry.pk), note="Withdrawn.", by=world["marketing"])
    assert not Enquiry.objects.visible_to(adviser).exists()


@pytest.mark.clause("ME-2")
def test_advice_that_was_out_when_it_ended_can_be_written_down_after_it_is_opened_again(world: World) -> None:
    enquiry = taken_up(world)
    advice = advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    answering.no_answer_needed(enquiry, note="They hung up.", by=world["marketing"])
    actions.reopen(enquiry, by=world["marketing"], note="They rang again.")
    advising.record_advice(advice, "You may.", by=world["marketing"])
    assert not Advice.objects.get(pk=advice.pk).is_out


@pytest.mark.clause("ME-2")
def test_what_a_person_who_left_was_responsible_for_can_still_be_finished(world: World) -> None:
    enquiry = answered(world)
    people.leave(User.objects.get(pk=world["marketing"].pk), by=world["administrator"])
    enquiry.refresh_from_db()
    director = world["director"]
    assert states.CLOSE.is_open_to(director, enquiry) or states.HAND_OVER.is_open_to(director, enquiry)


# MS-2, CRM-3b: exactly these words, to exactly this person, by exactly this way ----------------------------------


@pytest.mark.clause("CRM-3")
@pytest.mark.clause("CRM-3a")
@pytest.mark.clause("CRM-3b")
def test_the_answer_leaves_by_the_chosen_way_and_its_words_are_kept(world: World) -> None:
    enquiry = answered(world)
    reply = enquiry.replies.get()
    assert (reply.kind, reply.way, reply.address) == ("answer", "email", "t.rudd@courier.example")
    assert (reply.words, reply.by) == ("We welcome the council's report.", world["marketing"])
    assert Dispatch.objects.filter(kind="reply", about=str(reply.pk)).count() == 1
    assert enquiry.statement is not None
    assert Statement.objects.get(pk=enquiry.statement.pk).state == StatementState.RELEASED


@pytest.mark.clause("CRM-3b")
@pytest.mark.parametrize("verb", ["answer", "acknowledge", "decline"])
def test_by_any_other_way_it_is_refused(world: World, verb: str) -> None:
    enquiry = {"answer": signed, "acknowledge": taken_up, "decline": advised}[verb](world)
    attempt: dict[str, Callable[[str], Any]] = {
        "answer": lambda way: answer(enquiry, world["marketing"], way),
        "acknowledge": lambda way: answering.acknowledge(
            enquiry, way=way, what_was_said="Rang.", by=world["marketing"]
        ),
        "decline": lambda way: answering.decline(
            enquiry, way=way, note="No.", what_was_said="Rang.", by=world["marketing"]
        ),
    }
    before = builders.everything_kept()
    for way in ("phone", "post", "in_person", ""):
        with pytest.raises(Refused) as refusal, builders.transaction.atomic():
            attempt[verb](way)
        assert refusal.value.clause.id == "CRM-3b"
    assert builders.everything_kept() == before


@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_another_way_is_written_down_first_and_the_signature_falls(world: World) -> None:
    enquiry = signed(world)
    with pytest.raises(ValidationError, match="how they asked"):
        actions.change_way(enquiry, "phone", "01632 960001", by=world["marketing"], note=" ")
    actions.change_way(
        enquiry, "phone", "01632 960001", by=world["marketing"], note="She rang at ten and asked for it."
    )
    enquiry.refresh_from_db()
    row = next(row for row in enquiry.history.all() if row.verb == "change the chosen way")
    assert (row.note, row.clause, row.history_user) == (
        "She rang at ten and asked for it.",
        "CRM-3b",
        world["marketing"],
    )
    assert (enquiry.state, enquiry.chosen_way) == (S.DRAFTING, "phone")
    assert enquiry.statement is not None
    assert enquiry.statement.recipients[0]["way"] == "phone"
    approval = Approval.objects.of(enquiry.statement).get()
    assert approval.state == ApprovalState.VOIDED
    assert ("sign_off_voided", "director") in told_of(approval)


@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_a_home_manager_who_hears_of_another_way_can_write_it_down_at_any_time(world: World) -> None:
    enquiry = signed(world)
    assert states.CHANGE_WAY.is_open_to(world["manager"], enquiry)
    actions.change_way(enquiry, "phone", "01632 960001", by=world["manager"], note="She rang the home.")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.chosen_way) == (S.DRAFTING, "phone")


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_an_answer_to_somebody_else_than_was_signed_does_not_leave(world: World) -> None:
    enquiry = signed(world)
    actions.change_facts(
        enquiry,
        topic="x",
        enquirer="Somebody Else",
        outlet="The Other",
        deadline=enquiry.deadline,
        by=world["marketing"],
    )
    enquiry.refresh_from_db()
    with pytest.raises((Missing, WrongState)), builders.transaction.atomic():
        answering.answer(enquiry, way="email", seal=_any_seal(enquiry), by=world["marketing"])
    assert not enquiry.replies.exists()


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_a_statement_signed_for_another_recipient_is_no_answer(world: World) -> None:
    enquiry = logged(world)
    statement = builders.drafted(enquiry, by=world["marketing"])
    elsewhere = [{"name": "Press Association", "way": "email", "address": "news@pa.example"}]
    pressroom.change_words(
        statement,
        subject="Our reply",
        words="We welcome it.",
        recipients=elsewhere,
        read_version=statement.version,
        by=world["marketing"],
    )
    pressroom.send_for_sign_off(statement, by=world["marketing"])
    approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=world["director"])
    enquiry.refresh_from_db()
    with pytest.raises((Missing, WrongState, Refused)), builders.transaction.atomic():
        answer(enquiry, world["marketing"])
    assert not enquiry.replies.exists()


def _any_seal(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return Approval.objects.of(enquiry.statement).values_list("seal", flat=True)[0]


@pytest.mark.clause("MS-2")
def test_words_that_were_not_on_the_confirmation_page_do_not_leave(world: World) -> None:
    enquiry = signed(world)
    with pytest.raises(StaleCopy):
        answering.answer(enquiry, way="email", seal="0" * 64, by=world["marketing"])
    assert not enquiry.replies.exists()


@pytest.mark.clause("CRM-3a")
@pytest.mark.parametrize("verb", ["answer", "acknowledge", "decline"])
def test_words_given_by_phone_are_written_down(world: World, verb: str) -> None:
    by_phone = {"chosen_way": "phone", "chosen_address": "01632 960001"}
    by = world["marketing"]
    if verb == "answer":
        enquiry = signed(world, **by_phone)
        attempt = lambda: answer(enquiry, by, "phone")  # noqa: E731
    else:
        enquiry = builders.advised(logged(world, **by_phone), by=by)
        given: dict[str, Any] = {"way": "phone", "by": by} | ({"note": "No."} if verb == "decline" else {})
        attempt = lambda: getattr(answering, verb)(enquiry, **given)  # noqa: E731
    with pytest.raises(ValidationError):
        attempt()


@pytest.mark.clause("ME-2")
@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_everything_that_is_missing_is_said_at_once(world: World) -> None:
    enquiry = taken_up(world)
    advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.SIGNED, chosen_way="", chosen_address="")
    with pytest.raises(Missing) as refusal:
        answering.answer(enquiry, way="email", seal="", by=world["marketing"])
    said = " ".join(refusal.value.missing)
    assert len(refusal.value.missing) == 3
    for words in ("Advice is still out: Legal", "way they want the answer", "no signed statement"):
        assert words in said


# CRM-3a: one record ----------------------------------------------------------------------------------------------


@pytest.mark.clause("CRM-3a")
def test_two_records_of_one_enquiry_become_one(world: World) -> None:
    one, other = logged(world), logged(world, chosen_way="phone", chosen_address="01632 960001")
    actions.merge(one, other, by=world["marketing"], note="The same reporter.")
    one, other = Enquiry.objects.get(pk=one.pk), Enquiry.objects.get(pk=other.pk)
    assert (one.state, one.merged_into) == (S.MERGED, other)
    assert (other.state, other.chosen_way) == (S.WITH_HOME_MANAGER, "phone")
    # No reference: who may see the one needn't be allowed to know of the other.
    assert one.reference not in Note.objects.get(enquiry=other).words


@pytest.mark.clause("CRM-3a")
def test_merged_into_itself_or_into_what_is_over_it_is_refused(world: World) -> None:
    one, over = logged(world), taken_up(world)
    answering.no_answer_needed(over, note="Done.", by=world["marketing"])
    for into in (one, over):
        with pytest.raises(ValidationError):
            actions.merge(one, into, by=world["marketing"])
    assert Enquiry.objects.get(pk=one.pk).state == S.WITH_HOME_MANAGER


@pytest.mark.clause("CRM-3a")
def test_two_that_are_merged_into_each_other_do_not_both_vanish(world: World) -> None:
    one, other = logged(world), logged(world)
    read_before = Enquiry.objects.get(pk=one.pk)
    actions.merge(one, Enquiry.objects.get(pk=other.pk), by=world["marketing"])
    with pytest.raises((ValidationError, WrongState)):
        actions.merge(other, read_before, by=world["director"])
    assert Enquiry.objects.get(pk=other.pk).state == S.WITH_HOME_MANAGER


@pytest.mark.clause("ME-2")
@pytest.mark.clause("MS-2")
def test_opened_again_it_needs_a_new_judgement_and_a_new_signature(world: World) -> None:
    enquiry = answered(world)
    with pytest.raises(ValidationError):
        actions.reopen(enquiry, by=world["director"], note="")
    actions.reopen(enquiry, by=world["director"], note="A second question.")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.responsible, enquiry.statement) == (S.TAKEN_UP, world["director"], None)
    assert not enquiry.advice_is_judged
    assert enquiry.replies.count() == 1
    with pytest.raises(WrongState):
        answering.draft_statement(enquiry, by=world["director"])


# One form, once --------------------------------------------------------------------------------------------------


@pytest.fixture
def one_form() -> Iterator[None]:
    token = FORM_KEY.set(str(uuid.uuid4()))
    yield
    FORM_KEY.reset(token)


@pytest.mark.usefixtures("one_form")
def test_a_form_that_arrives_twice_logs_one_approach(world: World) -> None:
    first = logged(world)
    with pytest.raises(AlreadyDone) as done:
        logged(world)
    assert done.value.record.pk == first.pk
    assert Enquiry.objects.count() == 1
    assert Notice.objects.filter(kind="approach_logged").count() == 1


@pytest.mark.parametrize("verb", sorted(set(STEPS) - {"merge"}))
def test_a_form_that_arrives_twice_acts_once(world: World, verb: str) -> None:
    step = STEPS[verb]
    enquiry = step.before(world)
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        step.act(enquiry, world, world[step.by])
        after = builders.everything_kept()
        with pytest.raises(AlreadyDone), builders.transaction.atomic():
            step.act(Enquiry.objects.get(pk=enquiry.pk), world, world[step.by])
    finally:
        FORM_KEY.reset(token)
    assert builders.everything_kept() == after
    assert verbs(enquiry).count(verb) == 1


# CC-2, CRM-1, CRM-2: who knows of it -----------------------------------------------------------------------------


def lock(enquiry: Enquiry) -> Enquiry:
    """As an ongoing matter does: the enquiry, its statement and the sign-offs of that."""
    Enquiry.objects.filter(pk=enquiry.pk).update(is_locked=True)
    Statement.objects.filter(pk=enquiry.statement_id).update(is_locked=True)
    Approval.objects.filter(subject_id=enquiry.statement_id).update(is_locked=True)
    return Enquiry.objects.get(pk=enquiry.pk)


@pytest.mark.clause("CRM-1")
@pytest.mark.clause("CRM-2")
def test_an_enquiry_is_seen_by_the_desk_and_its_own_home_and_by_nobody_else(world: World) -> None:
    enquiry = logged(world)
    seen_by = {who for who, person in world.people.items() if enquiry in Enquiry.objects.visible_to(person)}
    assert seen_by == {"manager", "marketing", "director", "second director", "coo", "auditor"}


@pytest.mark.clause("CC-2")
@pytest.mark.clause("CRM-2")
def test_on_an_ongoing_matter_only_the_coo_and_who_was_named_knows_of_it(world: World) -> None:
    enquiry = lock(signed(world))
    seen_by = {who for who, person in world.people.items() if enquiry in Enquiry.objects.visible_to(person)}
    assert seen_by == {"coo"}
    assign_perm("enquiries.view_enquiry", world["data protection"], enquiry)
    forget_standing(world["data protection"])
    assert enquiry in Enquiry.objects.visible_to(world["data protection"])
    assert enquiry not in Enquiry.objects.logged_by(world["carer"])
    for who in ("manager", "marketing", "director"):
        assert not Notice.objects.inbox_of(world[who]).filter(record_id=enquiry.pk).exists()


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_nobody_but_the_coo_answers_declines_or_names_others(world: World) -> None:
    enquiry = lock(advised(world))
    with pytest.raises(Refused):
        answering.decline(enquiry, way="email", note="No.", by=world["marketing"])
    with pytest.raises(Refused):
        answering.acknowledge(enquiry, way="email", by=world["marketing"])
    with pytest.raises(Refused):
        advising.seek_advice(enquiry, "hr", "?", asked_of=world["stranger"], by=world["marketing"])
    assert enquiry not in Enquiry.objects.visible_to(world["stranger"])


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_the_clock_passes_it_straight_to_the_coo(world: World) -> None:
    with time_machine.travel(A_TUESDAY_MORNING, tick=False):
        enquiry = lock(logged(world))
    sweep_at(A_TUESDAY_MORNING + timedelta(minutes=31))
    assert holder(enquiry) == "coo"
    assert {name for kind, name in told_of(enquiry) if kind == "enquiry_overdue"} <= {"coo", "manager"}


@pytest.mark.clause("CC-2")
def test_a_signature_from_before_the_matter_does_not_let_the_answer_go(world: World) -> None:
    enquiry = lock(signed(world))
    with pytest.raises((Missing, Refused)):
        answer(enquiry, world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(responsible=world["coo"])
    with pytest.raises(Missing, match="no signed statement"):
        answer(enquiry, world["coo"])


@pytest.mark.clause("CRM-1")
def test_an_ended_appointment_closes_enquiries_at_once(world: World) -> None:
    logged(world)
    marketing = User.objects.get(pk=world["marketing"].pk)
    assert Enquiry.objects.visible_to(marketing).exists()
    people.end_appointment(Appointment.objects.get(person=marketing), by=world["administrator"])
    assert not Enquiry.objects.visible_to(User.objects.get(pk=marketing.pk)).exists()
