"""History as a file that a spreadsheet opens and cannot be made to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from mediapolicy import wording
from mediapolicy.history.changes import Told

MOST = 10_000
HEADS = (
    "When",
    "Who",
    "Role",
    "What was done",
    "Kind of record",
    "Record",
    "Home",
    "What changed",
    "Note",
    "Clause",
    "Policy version",
)
# A spreadsheet takes a cell that begins so for a formula; the wide forms are read as the narrow ones.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(RUNS) or cell.lstrip().startswith(RUNS) else cell


def as_csv(told: Iterable[Told], *, is_cut: bool) -> str:
    """All of these rows; says so when there were more. Begins with the mark by which a spreadsheet knows UTF-8."""
    paper = io.StringIO()
    paper.write("\ufeff")
    writer = csv.writer(paper)
    writer.writerow(HEADS)
    for row in told:
        writer.writerow([safe(cell) for cell in _cells(row)])
    if is_cut:
        writer.writerow([f"Cut at {MOST:,} rows. Narrow the filter to get the rest."])
    return paper.getvalue()


def _cells(row: Told) -> tuple[str, ...]:
    return (
        wording.local(row.entry.at).isoformat(sep=" ", timespec="seconds"),
        row.who,
        row.role,
        row.title,
        row.called,
        row.name,
        row.home,
        "; ".join(str(change) for change in row.changes),
        row.note,
        row.entry.clause,
        row.entry.policy_version,
    )
