"""The bars of a chart, measured out: our own SVG, drawn by the template, with the same numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent.compliance.months import Month

WIDTH, LINE, BAR = 316, 30, 18  # as wide as a phone, so that its text is never small
LEFT, RIGHT = 46, 46  # for the month before a bar, and the number after it


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how far down and how long, its month before it and its number after it."""

    y: int
    text_y: int
    width: int
    value_x: int
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose title says the finding."""

    title: str
    about: str
    bars: list[Bar]
    months: Sequence[Month]
    height: int
    width: int = WIDTH
    left: int = LEFT
    thick: int = BAR


def chart_of(months: Sequence[Month]) -> Chart:
    """The bars of these months."""
    most = max([month.decisions for month in months], default=0) or 1
    bars = []
    for number, month in enumerate(months):
        y, width = number * LINE, round((WIDTH - LEFT - RIGHT) * month.decisions / most)
        bars.append(Bar(y + (LINE - BAR) // 2, y + 21, width, LEFT + width + 8, month.decisions, month.short))
    return Chart(_finding(months), "Decisions recorded each month, Yes and No alike", bars, months, len(months) * LINE)


def _finding(months: Sequence[Month]) -> str:
    total = sum(month.decisions for month in months)
    if not total:
        return "No decision was recorded in the last 12 months"
    best = max(months, key=lambda month: month.decisions)
    noun = "decision was" if total == 1 else "decisions were"
    return f"{total:,} {noun} recorded in 12 months, most in {best.first_day:%B}"
