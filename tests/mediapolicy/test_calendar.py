"""Working time: weekends, the bank holidays of each nation, days an administrator changed, clocks put back and forward."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from enquiries.deadlines import reply_due
from mediapolicy.organisation import actions as organisation
from mediapolicy.organisation.calendar import WorkingCalendar
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)


def calendar(nation: str = "ENG", added: set[date] | None = None, worked: set[date] | None = None) -> WorkingCalendar:
    return WorkingCalendar(time(9), time(17), nation, frozenset(added or ()), frozenset(worked or ()))


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("day", "nation", "is_worked"),
    [
        ("2026-11-27", "ENG", True),  # a Friday
        ("2026-11-28", "ENG", False),  # a Saturday
        ("2026-11-29", "ENG", False),
        ("2026-11-30", "ENG", True),  # St Andrew's Day, a Monday
        ("2026-11-30", "WLS", True),
        ("2026-11-30", "NIR", True),
        ("2026-11-30", "SCT", False),
        ("2027-01-04", "SCT", False),  # 2 January falls on a Saturday
        ("2027-01-04", "ENG", True),
        ("2027-03-17", "NIR", False),  # St Patrick's Day
        ("2027-03-17", "ENG", True),
        ("2027-07-12", "NIR", False),  # the Boyne
        ("2027-03-29", "ENG", False),  # Easter Monday
        ("2027-03-29", "SCT", True),
        ("2027-12-27", "ENG", False),  # Christmas Day and Boxing Day fall on a weekend
        ("2027-12-28", "ENG", False),
        ("2028-02-29", "ENG", True),  # a Tuesday that most years don't have
    ],
)
def test_which_days_are_worked(day: str, nation: str, is_worked: bool) -> None:
    assert calendar(nation).is_worked(date.fromisoformat(day)) is is_worked


def test_the_table_of_an_administrator_wins_both_ways() -> None:
    sunday, friday, christmas = date(2026, 11, 29), date(2026, 11, 27), date(2026, 12, 25)
    changed = calendar(added={friday}, worked={sunday, christmas})
    assert not changed.is_worked(friday)
    assert changed.is_worked(sunday)
    assert changed.is_worked(christmas)


@pytest.mark.clause("BR-2")
@pytest.mark.django_db
def test_days_that_an_administrator_enters_count_for_their_nation_until_taken_out(
    home: Home, administrator: User
) -> None:
    coronation, christmas = date(2027, 5, 10), date(2026, 12, 25)
    extra = organisation.add_holiday(coronation, "ENG", "A coronation", is_worked=False, by=administrator)
    organisation.add_holiday(christmas, "ENG", "We answer at Christmas", is_worked=True, by=administrator)
    assert not WorkingCalendar.of(home).is_worked(coronation)
    assert WorkingCalendar.of(home).is_worked(christmas)
    assert calendar("SCT").is_worked(coronation)
    organisation.take_out_holiday(extra, by=administrator)
    assert WorkingCalendar.of(home).is_worked(coronation)


@pytest.mark.clause("BR-2")
@pytest.mark.django_db
def test_a_homes_own_nation_and_hours_count(home: Home, administrator: User) -> None:
    people.change_home(home, name=home.name, town="Oban", nation="SCT", hours=(time(8), time(20)), by=administrator)
    scottish = WorkingCalendar.of(Home.objects.get(pk=home.pk))
    assert not scottish.is_worked(date(2026, 11, 30))
    assert scottish.is_open_at(at("2026-11-27", "19:59"))
    assert not scottish.is_open_at(at("2026-11-27", "20:00"))
    assert not WorkingCalendar.of(None).is_open_at(at("2026-11-27", "19:59"))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at("2026-11-27", "10:00"), 3, at("2026-11-27", "13:00")),
        (at("2026-11-27", "10:00"), 7, at("2026-11-27", "17:00")),  # just fits
        (at("2026-11-27", "16:00"), 2, at("2026-11-30", "10:00")),  # over a weekend
        (at("2026-11-27", "22:00"), 1, at("2026-11-30", "10:00")),  # logged at night
        (at("2026-11-28", "12:00"), 1, at("2026-11-30", "10:00")),  # logged on a Saturday
        (at("2026-12-24", "16:00"), 2, at("2026-12-29", "10:00")),  # Boxing Day is observed on the Monday
        (at("2028-02-28", "16:00"), 2, at("2028-02-29", "10:00")),  # into a leap day
        (at("2026-10-23", "16:00"), 2, at("2026-10-26", "10:00")),  # clocks go back in between
        (at("2027-03-26", "16:00"), 2, at("2027-03-30", "10:00")),  # clocks go forward, and Easter Monday
    ],
)
def test_when_an_amount_of_working_time_has_passed(start: datetime, hours: int, due: datetime) -> None:
    nation = calendar()
    if start.date() == date(2027, 3, 26):  # Good Friday itself isn't worked: the whole of it is passed over
        due = at("2027-03-30", "11:00")
    assert nation.due(start, hours * HOUR) == due.astimezone(UTC)
    assert nation.due(start, hours * HOUR).tzinfo is UTC


@pytest.mark.parametrize(("day", "length"), [("2026-10-25", 9), ("2027-03-28", 7)], ids=["back", "forward"])
def test_a_night_shift_through_a_clock_change_is_as_long_as_it_really_was(day: str, length: int) -> None:
    sunday = date.fromisoformat(day)
    all_night = WorkingCalendar(time(0), time(8), "ENG", frozenset(), frozenset({sunday}))
    assert all_night.between(at(day, "00:00"), at(day, "08:00")) == length * HOUR


@given(
    start=some.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=some.just(UTC)),
    minutes=some.integers(min_value=1, max_value=80 * 60),
    nation=some.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
)
def test_what_is_due_and_what_lies_between_agree(start: datetime, minutes: int, nation: str) -> None:
    amount, here = timedelta(minutes=minutes), calendar(nation)
    due = here.due(start, amount)
    assert here.between(start, due) == amount
    assert here.between(due, start) == -amount
    assert here.is_worked(due.astimezone(LONDON).date())


def test_a_home_that_never_opens_is_said_to_be_wrong() -> None:
    shut = WorkingCalendar(time(9), time(9), "ENG", frozenset(), frozenset())
    with pytest.raises(ValueError, match="hours and bank holidays"):
        shut.due(at("2026-11-27"), HOUR)


# When an answer is due -------------------------------------------------------------------------------------------


@pytest.mark.clause("ME-2")
@pytest.mark.django_db
def test_we_aim_to_answer_before_a_deadline_by_our_margin(home: Home, administrator: User) -> None:
    now, deadline = at("2026-11-24", "10:00"), at("2026-11-25", "12:00")
    due = reply_due(deadline, home, now)
    assert (due.at, due.reason, due.urgency) == (deadline - HOUR, "the journalist's deadline less one hour", "ordinary")
    organisation.change_setting("reply_margin", 90, by=administrator)
    assert reply_due(deadline, home, now).at == deadline - timedelta(minutes=90)
    organisation.change_setting("reply_margin", 0, by=administrator)
    assert reply_due(deadline, home, now).at == deadline


@pytest.mark.clause("ME-2")
@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "left"), [(61, 15), (30, 15), (10, 10), (-30, -30)])
def test_a_deadline_nearer_than_the_margin_is_never_due_before_now(home: Home, minutes: int, left: int) -> None:
    now = at("2026-11-24", "10:00")
    due = reply_due(now + timedelta(minutes=minutes), home, now)
    assert due.at == now + timedelta(minutes=left)
    assert due.urgency == "urgent"


@pytest.mark.clause("ME-2")
@pytest.mark.django_db
def test_without_a_deadline_working_hours_count_by_the_homes_calendar(home: Home, administrator: User) -> None:
    friday_noon = at("2026-11-27", "12:00")
    assert reply_due(None, home, friday_noon).at == at("2026-11-30", "12:00")
    people.change_home(home, name=home.name, town="Oban", nation="SCT", by=administrator)
    assert reply_due(None, home, friday_noon).at == at("2026-12-01", "12:00")
    organisation.change_setting("reply_working_hours", 2, by=administrator)
    due = reply_due(None, home, friday_noon)
    assert (due.at, due.urgency) == (at("2026-11-27", "14:00"), "urgent")
