"""How a room declares a setting that an administrator may change: plain data beside its policy table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mediapolicy.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One setting: its key, what it means, the safe default, its unit and bounds, and the clause it serves.

    `choices` makes it a choice between a few answers, each a number with its words. `affects` answers with what would no
    longer be allowed under another value, a line for each thing: it is shown before the change is saved.
    """

    key: str
    words: str
    default: int
    unit: str = "minutes"
    least: int = 0
    most: int = 100_000
    clause: Clause
    group: str = ""
    choices: tuple[tuple[int, str], ...] = ()
    affects: Callable[[int], list[str]] | None = None

    def clean(self, value: Any) -> int:
        """The value as stored. Raises ValueError, in words, for one out of bounds."""
        number = int(value)
        if self.choices and number not in dict(self.choices):
            raise ValueError("Choose one of the answers.")
        if not self.least <= number <= self.most:
            raise ValueError(f"Enter a number between {self.least} and {self.most}.")
        return number
