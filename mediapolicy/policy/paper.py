"""The policy table as text: `docs/policy.md` for people, aligned columns for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from mediapolicy.policy.reading import Kept, Step, all_steps, by_section
from mediapolicy.policy.tables import all_decision_tables

HEAD = """# The policy, as this product keeps it

Written by `python manage.py policy write` from the policy table (`*/states.py`); a test fails when it is not fresh.
The rules are in our own words. The organisation's own text is a policy version that an administrator loads.
"""


def markdown() -> str:
    """The whole of `docs/policy.md`."""
    return "\n".join([HEAD, *_sections(), "## Every step\n", *_table(), "", *_decisions()])


def _sections() -> Iterator[str]:
    for section, rows in by_section():
        yield f"## {section}\n"
        for kept in rows:
            yield from _clause(kept)


def _clause(kept: Kept) -> Iterator[str]:
    yield f"**{kept.clause.id}** {kept.clause.rule}  "
    yield f"*{kept.clause.mode.words}.*"
    yield from (f"- Step: {_sentence(step)}" for step in kept.steps)
    yield from (f"- Kept by: {words}" for words in kept.guards)
    yield from (f"- Setting: {words}" for words in kept.settings)
    if kept.is_open:
        yield "- Not in the product yet."
    yield ""


def _sentence(step: Step) -> str:
    return f"{step.verb} ({step.room}): {step.who}"


def _table() -> Iterator[str]:
    yield "| Room | Step | From | To | Who | Clause | Needs | Only |"
    yield "|---|---|---|---|---|---|---|---|"
    for step in all_steps():
        yield "| " + " | ".join(_cells(step)) + " |"


def _decisions() -> Iterator[str]:
    for table in all_decision_tables():
        yield f"## {table.title} ({table.clause.id})\n"
        yield f"{table.about}\n"
        for row in (table.heads, ("---",) * len(table.heads), *table.rows):
            yield "| " + " | ".join(row) + " |"
        yield ""


def _cells(step: Step) -> tuple[str, ...]:
    return (
        step.room,
        step.verb,
        ", ".join(step.begins) or "(new)",
        step.ends or "(stays)",
        step.who,
        step.clause,
        " ".join(step.requires),
        " ".join(step.only),
    )


def aligned() -> str:
    """The table for a terminal: one step a line, one column under the other; the long last ones hang below."""
    heads = ("ROOM", "VERB", "CLAUSE", "TO", "WHO")
    rows = [(step.room, step.verb, step.clause, step.ends or "(stays)", step.who) for step in all_steps()]
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(4)]
    lines = [_line(heads, widths)]
    for step, row in zip(all_steps(), rows, strict=True):
        lines.append(_line(row, widths))
        lines.append(f"    from: {', '.join(step.begins) or '(new)'}")
        lines += [f"    requires: {words}" for words in step.requires]
        lines += [f"    only: {words}" for words in step.only]
    for table in all_decision_tables():
        lines += ["", f"{table.title.upper()} ({table.clause.id}). {table.about}"]
        for (_, name), *cells in table.named_rows:
            lines.append(f"  {name}: " + "; ".join(f"{head.lower()}: {cell}" for head, cell in cells))
    return "\n".join(lines)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
