"""How a room declares a setting that an administrator may change: plain data beside its policy table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mediapolicy.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One setting: its key, what it means, the safe default, its unit and bounds, and the clause it serves."""

    key: str
    words: str
    default: int
    unit: str = "minutes"
    least: int = 0
    most: int = 100_000
    clause: Clause
    group: str = ""

    def clean(self, value: Any) -> int:
        """The value as stored. Raises ValueError, in words, for one out of bounds."""
        number = int(value)
        if not self.least <= number <= self.most:
            raise ValueError(f"Enter a number between {self.least} and {self.most}.")
        return number
