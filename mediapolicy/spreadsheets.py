"""Tables from and for spreadsheets: read however they were saved, written so that nothing in them can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mediapolicy.fields import HIDDEN

MOST_ROWS = 2000
LONGEST_CELL = 300
# A spreadsheet takes a cell that begins so for a formula; the wide forms are read as the narrow ones.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "\ufeff"  # by which a spreadsheet knows UTF-8


class Unreadable(Exception):
    """The file as a whole can't be used; says why in words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its headings, and each line below them."""

    headings: list[str]
    lines: list[list[str]]

    def rows(self, columns: Mapping[str, int]) -> list[dict[str, str]]:
        """Each line by the names of the columns that are used."""
        return [{name: _cell(line, at) for name, at in columns.items()} for line in self.lines]


def read_table(content: bytes) -> Table:
    """The table in a CSV file of people, however a spreadsheet saved it. Raises Unreadable, in words."""
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        lines = [
            line for line in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in line)
        ]
    except csv.Error:
        raise Unreadable(
            "This is not a table we can read. Save it from your spreadsheet as CSV and try again."
        ) from None
    if len(lines) < 2:
        raise Unreadable("There is nobody in this file. The first line holds the headings, each other line one person.")
    if len(lines) - 1 > MOST_ROWS:
        raise Unreadable(f"There are {len(lines) - 1:,} rows. Split the file: {MOST_ROWS:,} go in at once.")
    return Table(lines[0], lines[1:])


def plain(words: str) -> str:
    """A heading or a choice with only its letters, small."""
    return "".join(letter for letter in words.casefold() if letter.isalpha())


def columns_of(headings: Sequence[str], known: Mapping[str, Sequence[str]], needed: Iterable[str]) -> dict[str, int]:
    """Where each known column stands, under whichever of its names. Raises Unreadable when a needed one is missing."""
    said = [plain(cell) for cell in headings]
    found = {name: said.index(word) for name, words in known.items() for word in words if word in said}
    if lacking := [name for name in needed if name not in found]:
        raise Unreadable(f"The first line must hold headings. Missing: {' and '.join(lacking)}.")
    return found


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _cell(line: Sequence[str], at: int) -> str:
    return " ".join(HIDDEN.sub("", line[at]).split())[:LONGEST_CELL] if at < len(line) else ""


def safe(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(RUNS) or cell.lstrip().startswith(RUNS) else cell


def written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as a CSV file that a spreadsheet opens and cannot be made to run."""
    paper = io.StringIO()
    paper.write(MARK)
    writer = csv.writer(paper)
    writer.writerow(heads)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return paper.getvalue()
