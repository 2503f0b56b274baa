"""Times in words: the clock on the wall in the UK, never 24-hour, never more time than there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mediapolicy import wording
from mediapolicy.wording import LONDON

NOW = datetime(2026, 11, 23, 9, 55, tzinfo=LONDON)  # a Monday


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (9, 30, "9:30am"),
        (17, 0, "5pm"),
        (12, 0, "noon"),
        (0, 0, "midnight"),
        (12, 5, "12:05pm"),
        (0, 5, "12:05am"),
        (23, 59, "11:59pm"),
    ],
)
def test_the_time_of_day_is_said_as_people_say_it(hour: int, minute: int, words: str) -> None:
    assert wording.time_of_day(at(23, hour, minute)) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (at(23, 9, 30), "Today, 9:30am"),
        (at(24, 17), "Tomorrow, 5pm"),
        (at(22, 12), "Yesterday, noon"),
        (at(25, 12), "Wed 25 Nov, noon"),
        (at(4, 17, month=12), "Fri 4 Dec, 5pm"),
        (at(14, 9, month=3, year=2027), "Sun 14 Mar 2027, 9am"),
        (date(2026, 11, 28), "Sat 28 Nov"),
        (date(2026, 11, 23), "Today"),
    ],
)
def test_lists_say_today_and_tomorrow_then_a_short_date(instant: datetime | date, words: str) -> None:
    assert wording.when(instant, NOW) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (at(23, 9, 30), "today at 9:30am"),
        (at(24, 17), "tomorrow at 5pm"),
        (at(24, 17, month=12), "on Thursday 24 December 2026 at 5pm"),
        (date(2026, 11, 28), "on Saturday 28 November 2026"),
    ],
)
def test_prose_says_the_whole_date(instant: datetime | date, words: str) -> None:
    assert wording.when_in_prose(instant, NOW) == words


def test_the_day_is_the_day_in_the_uk_and_not_in_utc() -> None:
    summer_night = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert wording.when(summer_night, datetime(2026, 7, 2, 8, tzinfo=UTC)) == "Today, 12:30am"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        wording.time_of_day(datetime(2026, 11, 23, 9))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (at(23, 9, 30), "25 minutes over"),
        (at(23, 9, 54), "1 minute over"),
        (at(23, 9, 55), "less than a minute left"),
        (at(23, 10, 54), "59 minutes left"),
        (at(23, 12), "2 hours left"),
        (at(24, 9), "23 hours left"),
        (at(24, 9, 55), "1 day left"),
        (at(28, 17), "5 days left"),
        (at(21, 9), "2 days over"),
        (date(2026, 11, 28), "5 days left"),
        (date(2026, 11, 23), "last day"),
        (date(2026, 11, 22), "1 day over"),
    ],
)
def test_time_left_is_words_that_can_be_read_aloud(due: datetime | date, words: str) -> None:
    assert wording.time_left(due, NOW) == words


def test_days_are_days_on_the_wall_also_when_the_clocks_change() -> None:
    friday, monday = at(23, 17, month=10), at(26, 17, month=10)  # 73 hours apart
    assert wording.time_left(monday, friday) == "3 days left"


def test_a_deadline_is_calm_then_at_risk_from_three_quarters_then_overdue() -> None:
    start, due = at(23, 8), at(23, 12)
    levels = [wording.clock(due, start, at(23, hour, minute)) for hour, minute in ((9, 0), (11, 0), (12, 1))]
    assert [(stands.level, stands.used) for stands in levels] == [
        ("calm", 25),
        ("risk", 75),
        ("overdue", 100),
    ]


def test_a_deadline_with_no_start_has_no_bar_and_is_calm_until_it_is_over() -> None:
    assert wording.clock(at(23, 10), None, NOW) == wording.Clock("5 minutes left", "calm", None)
    assert wording.clock(at(23, 9), None, NOW).level == "overdue"


def test_a_last_day_lasts_until_midnight() -> None:
    assert wording.clock(date(2026, 11, 23), None, at(23, 23, 59)).level == "calm"
    assert wording.clock(date(2026, 11, 23), None, at(24, 0)).level == "overdue"


def test_exports_keep_the_offset() -> None:
    assert wording.exact(at(1, 9, 30, month=7)) == "01/07/2026 09:30:00 +0100"


@given(
    minutes=some.integers(-100_000, 100_000),
    length=some.integers(1, 100_000),
)
def test_no_clock_promises_more_than_there_is(minutes: int, length: int) -> None:
    due = NOW + timedelta(minutes=minutes)
    stands = wording.clock(due, due - timedelta(minutes=length), NOW)
    number = int(words[0]) if (words := stands.words.split())[0].isdigit() else 0
    unit = {"day": 1440, "hour": 60, "minute": 1}.get(words[1].rstrip("s"), 0)
    clocks_change = 60
    assert number * unit <= abs(minutes) + (clocks_change if unit == 1440 else 0)
    assert stands.words.endswith("over" if minutes < 0 else "left")
    assert (stands.level == "overdue") == (minutes < 0)
    assert stands.used is not None
    assert 0 <= stands.used <= 100
