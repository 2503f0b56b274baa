"""History as a file that a spreadsheet opens and cannot be made to run."""

from __future__ import annotations

from collections.abc import Iterable

from mediapolicy import wording
from mediapolicy.history.changes import Told
from mediapolicy.spreadsheets import written

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


def as_csv(told: Iterable[Told], *, is_cut: bool) -> str:
    """All of these rows; says so when there were more. Begins with the mark by which a spreadsheet knows UTF-8."""
    rows: list[tuple[str, ...]] = [_cells(row) for row in told]
    if is_cut:
        rows.append((f"Cut at {MOST:,} rows. Narrow the filter to get the rest.",))
    return written(HEADS, rows)


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
