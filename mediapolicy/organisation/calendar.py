"""Working time: when something is due, and how much working time is left, by a home's hours and bank holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from mediapolicy.organisation.models import BankHoliday
from mediapolicy.organisation.states import Kept
from mediapolicy.people.models import Home

LONDON = ZoneInfo("Europe/London")
Changed = list[tuple[date, bool]]  # the day, and whether it is worked
LONGEST = 400  # days looked ahead or back: past that something is wrong with the question


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which hours are worked: the home's own, or 9 to 5 in England for the organisation as a whole."""

    opens_at: time
    closes_at: time
    nation: str
    added: frozenset[date]
    worked: frozenset[date]

    @classmethod
    def of(cls, home: Home | None, changed: Changed | None = None) -> WorkingCalendar:
        """The calendar of this home; one statement for the days that administrators changed, unless they are known."""
        nation = home.nation if home else "ENG"
        if changed is None:
            changed = list(BankHoliday.objects.filter(nation=nation, state=Kept.KEPT).values_list("day", "is_worked"))
        return cls(
            opens_at=_as_time(home.opens_at) if home else time(9),
            closes_at=_as_time(home.closes_at) if home else time(17),
            nation=nation,
            added=frozenset(day for day, is_worked in changed if not is_worked),
            worked=frozenset(day for day, is_worked in changed if is_worked),
        )

    def is_worked(self, day: date) -> bool:
        """Whether this is a working day: the editable table wins over the calendar's own list."""
        if day in self.worked:
            return True
        if day.weekday() >= 5 or day in self.added:
            return False
        return day not in _listed(self.nation, day.year)

    def is_open_at(self, instant: datetime) -> bool:
        """Whether this instant lies in working hours."""
        local = instant.astimezone(LONDON)
        return self.is_worked(local.date()) and self.opens_at <= local.time() < self.closes_at

    def due(self, start: datetime, working: timedelta) -> datetime:
        """The instant (UTC) by which this much working time has passed since `start`."""
        for opens, closes in self._stretches(start):
            if working <= closes - opens:
                return opens + working
            working -= closes - opens
        raise ValueError("No working time within a year: look at the home's hours and bank holidays.")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants (negative when `end` has passed)."""
        if end < start:
            return -self.between(end, start)
        total = timedelta()
        for opens, closes in self._stretches(start):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def _stretches(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Each worked stretch from `start` on, in UTC: clock changes fall outside arithmetic that way."""
        day = start.astimezone(LONDON).date()
        for _ in range(LONGEST):
            if self.is_worked(day):
                opens = datetime.combine(day, self.opens_at, LONDON).astimezone(UTC)
                closes = datetime.combine(day, self.closes_at, LONDON).astimezone(UTC)
                if closes > start:
                    yield max(opens, start.astimezone(UTC)), closes
            day += timedelta(days=1)


@lru_cache(maxsize=64)
def _listed(nation: str, year: int) -> frozenset[date]:
    """The bank holidays that the calendar's own list knows for this nation and year."""
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=year))


def _as_time(value: time | str) -> time:
    return time.fromisoformat(value) if isinstance(value, str) else value
