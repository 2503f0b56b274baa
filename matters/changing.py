"""A step that only sets values: the table looks at them before they stand there."""

from __future__ import annotations

from typing import Any

from matters.models import Matter, Touch
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making


def change(transition: Transition, record: Matter | Touch, *, by: User, note: str = "", **values: Any) -> None:
    """Take this step, which gives these fields these values, if the table lets them stand."""
    record.wanted = values
    try:
        with making(transition, record, by=by, note=note):
            for name, value in values.items():
                setattr(record, name, value)
    finally:
        record.wanted = {}
