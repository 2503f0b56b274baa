"""When things happened, counted from the moment of loading: the demonstration is fresh whenever it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.utils import timezone

from mediapolicy.organisation.calendar import LONDON, WorkingCalendar
from mediapolicy.outbox import actions as outbox

WORDS = re.compile(r"(?P<way>-|\+|in )(?P<count>\d+)(?P<unit>[mhd])(?: (?P<hour>\d+):(?P<minute>\d\d))?")
QUARTER = timedelta(minutes=15)
REAL = timezone.now


class Clock:
    """Stands in for `timezone.now` while the past is told: goes on by a millisecond whenever it is asked."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        self.instant += timedelta(milliseconds=1)
        return self.instant


@contextmanager
def told_by(clock: Clock) -> Iterator[None]:
    """Whoever asks for the time asks this clock, the defaults of fields included; no worker is nudged."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(timezone, "now", clock))
        stack.enter_context(patch.object(outbox, "ring", _leave_it_to_the_sweep))
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if field.default is REAL:
                    stack.enter_context(patch.object(field, "_get_default", clock))
        yield


def _leave_it_to_the_sweep(pk: Any) -> None:
    """What is still to be sent is found by the next sweep."""


def instant_of(words: str, *, since: datetime, loaded: datetime, calendar: WorkingCalendar) -> datetime:
    """The instant these words mean.

    "-3d 10:40": three working days before the day of loading. "-25m", "-2h": that long before loading.
    "+25m": that long after `since`. "+1d 9:20": the next working day after `since`. "in 3h": from the next quarter
    of an hour after loading. "in 2d 17:00": two working days after the day of loading.
    """
    found = WORDS.fullmatch(words)
    if found is None:
        raise ValueError(f"Not a time of the demonstration: {words!r}")
    count, ahead = int(found["count"]), found["way"] != "-"
    start = since if found["way"] == "+" else loaded
    if found["unit"] == "d":
        day = working_day(start.astimezone(LONDON).date(), count if ahead else -count, calendar)
        moment = time(int(found["hour"]), int(found["minute"]))
        return datetime.combine(day, moment, LONDON).astimezone(UTC)
    length = timedelta(hours=count) if found["unit"] == "h" else timedelta(minutes=count)
    if found["way"] == "in ":
        return _next_quarter(start) + length
    return start + length if ahead else start - length


def working_day(day: date, count: int, calendar: WorkingCalendar) -> date:
    """The working day so many working days after this one, or before it; this day itself for none."""
    towards = timedelta(days=1 if count > 0 else -1)
    while count:
        day += towards
        if calendar.is_worked(day):
            count -= 1 if count > 0 else -1
    return day


def _next_quarter(instant: datetime) -> datetime:
    whole = instant.replace(minute=0, second=0, microsecond=0)
    return whole + QUARTER * -(-(instant - whole) // QUARTER)
