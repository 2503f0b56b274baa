"""The approach, the passing of it, and the clock that passes it up (ME-1)."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from enquiries import actions
from enquiries.models import Enquiry
from enquiries.states import EnquiryState as S
from enquiries.tasks import pass_up_overdue
from mediapolicy.organisation import actions as organisation
from mediapolicy.refusals import Missing, Refused, WrongState
from tests import builders
from tests.builders import World, last_row, told_of, verbs
from tests.enquiries.on_their_way import (
    A_TUESDAY_MORNING,
    answer,
    holder,
    logged,
    signed,
    sweep_at,
)

pytestmark = pytest.mark.django_db


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
