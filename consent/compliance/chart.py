"""The bars of a chart, measured out: our own SVG, drawn by the template, with the same numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent.compliance.months import Month

WIDTH, HEIGHT, LEFT, FLOOR, TOP = 660, 260, 8, 224, 30
SHARE_OF_BAR = 0.62


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, its number above it and its month below."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose title says the finding."""

    title: str
    about: str
    bars: list[Bar]
    months: Sequence[Month]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = FLOOR


def chart_of(months: Sequence[Month]) -> Chart:
    """The bars of these months."""
    most = max([month.decisions for month in months], default=0) or 1
    step = (WIDTH - LEFT) / len(months)
    bars = []
    for number, month in enumerate(months):
        height = round((FLOOR - TOP) * month.decisions / most)
        left = LEFT + step * (number + (1 - SHARE_OF_BAR) / 2)
        middle = round(LEFT + step * (number + 0.5))
        bars.append(
            Bar(round(left), FLOOR - height, round(step * SHARE_OF_BAR), height, middle, month.decisions, month.short)
        )
    return Chart(_finding(months), "Decisions recorded each month, Yes and No alike", bars, months)


def _finding(months: Sequence[Month]) -> str:
    total = sum(month.decisions for month in months)
    if not total:
        return "No decision was recorded in the last 12 months"
    best = max(months, key=lambda month: month.decisions)
    noun = "decision was" if total == 1 else "decisions were"
    return f"{total:,} {noun} recorded in 12 months, most in {best.first_day:%B}"
