"""Times in the words people use: 9:30am, noon, tomorrow, 2 hours left. UK time, never 24-hour.

The product speaks English to people in the UK, so the words are here and not in a locale file.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

# Share of the time, in per cent, after which a deadline is at risk.
AT_RISK_FROM = 75

Level = Literal["calm", "risk", "overdue"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as it is shown: words first, then how much of the time is gone (None: no known start)."""

    words: str
    level: Level
    used: int | None


def local(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("A time without a time zone cannot be put into words.")
    return instant.astimezone(LONDON)


def time_of_day(instant: datetime) -> str:
    """9:30am, 5pm, noon, midnight."""
    moment = local(instant)
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def day_in_list(day: date, today: date) -> str:
    """Today, Tomorrow, Yesterday, Tue 24 Nov; the year only when it is another one."""
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get((day - today).days)
    if near:
        return near
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def day_in_prose(day: date) -> str:
    """Tuesday 24 November 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def when(instant: datetime | date, now: datetime) -> str:
    """For lists: "Today, 9:30am", "Tue 24 Nov, 5pm"; a date has no time of day."""
    today = local(now).date()
    if not isinstance(instant, datetime):
        return day_in_list(instant, today)
    return f"{day_in_list(local(instant).date(), today)}, {time_of_day(instant)}"


def when_in_prose(instant: datetime | date, now: datetime) -> str:
    """Inside a sentence: "today at 9:30am", "on Tuesday 24 November 2026 at 5pm"."""
    day = local(instant).date() if isinstance(instant, datetime) else instant
    near = day_in_list(day, local(now).date())
    words = near.lower() if near in ("Today", "Tomorrow", "Yesterday") else f"on {day_in_prose(day)}"
    return f"{words} at {time_of_day(instant)}" if isinstance(instant, datetime) else words


def exact(instant: datetime) -> str:
    """For a title and for exports: the second and the offset from UTC."""
    return local(instant).strftime("%d/%m/%Y %H:%M:%S %z")


def time_left(due: datetime | date, now: datetime) -> str:
    """ "25 minutes over", "2 hours left", "5 days left". Never more than is really left."""
    if not isinstance(due, datetime):
        return _days_left((due - local(now).date()).days)
    gap = due - now
    after = "left" if gap >= timedelta(0) else "over"
    return f"{_longest_whole(abs(gap), _calendar_gap(due, now))} {after}"


def clock(due: datetime | date, start: datetime | None, now: datetime) -> Clock:
    """How a deadline stands. With no start it is calm until it is over."""
    words = time_left(due, now)
    end = due if isinstance(due, datetime) else end_of(due)
    if now > end:
        return Clock(words, "overdue", 100)
    if start is None:
        return Clock(words, "calm", None)
    used = _share(start, end, now)
    return Clock(words, "risk" if used >= AT_RISK_FROM else "calm", used)


def _share(start: datetime, end: datetime, now: datetime) -> int:
    whole = (end - start).total_seconds()
    if whole <= 0:
        return 100
    gone = (now - start).total_seconds()
    return max(0, min(100, int(100 * gone / whole)))


def end_of(day: date) -> datetime:
    """The last instant of a day in UK time, which is not always 24 hours after its first."""
    following = day + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=LONDON)
    return midnight - timedelta(microseconds=1)


def _calendar_gap(due: datetime, now: datetime) -> timedelta:
    """The gap on the wall clock: 5pm to 5pm is a whole number of days, also when the clocks change."""
    return abs(local(due).replace(tzinfo=None) - local(now).replace(tzinfo=None))


def _longest_whole(gap: timedelta, calendar_gap: timedelta) -> str:
    if calendar_gap >= timedelta(days=1):
        return _counted(calendar_gap.days, "day")
    minutes = int(gap.total_seconds() // 60)
    if minutes >= 60:
        return _counted(minutes // 60, "hour")
    return _counted(minutes, "minute") if minutes else "less than a minute"


def _days_left(days: int) -> str:
    if days == 0:
        return "last day"
    return f"{_counted(abs(days), 'day')} {'left' if days > 0 else 'over'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
