"""A table that decides from the facts of a case, as it is read out: the room that owns it declares it in its states.py."""

from __future__ import annotations

from dataclasses import dataclass

from mediapolicy.clauses import Clause


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """What it decides, under which clause, and its rows in the order in which they are tried."""

    title: str
    about: str
    clause: Clause
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def anchor(self) -> str:
        """Its place on a page."""
        return "-".join("".join(letter if letter.isalnum() else " " for letter in self.title.lower()).split())

    @property
    def named_rows(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs of heading and cell."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]
