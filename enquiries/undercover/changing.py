"""A step that only sets values: the table looks at them before they stand there."""

from __future__ import annotations

from typing import Any

from enquiries.undercover.models import UndercoverReport
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making


def change(row: Transition, report: UndercoverReport, *, by: User, note: str = "", **values: Any) -> None:
    """Take this step, which gives these fields these values, if the table lets them stand."""
    report.wanted = values
    try:
        with making(row, report, by=by, note=note):
            for name, value in values.items():
                setattr(report, name, value)
    finally:
        report.wanted = {}
