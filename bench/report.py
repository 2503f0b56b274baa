"""The closing table, and what it condemns."""

from __future__ import annotations

from bench.measure import Measured
from bench.operations import Operation
from bench.plans import Asked

TOLERANCE = 1.10  # a clock on a machine that others use too is believed to a tenth
AS_PAGE_ONE = 1.5
SLACK = 50  # pages: below that a factor says nothing
Plans = list[tuple[Operation, Asked]]
HEAD = ("operation", "ours p50", "floor p50", "ratio", "budget", "req/s ×", "statements", "ceiling", "pages", "plan")
WIDTHS = (24, 9, 9, 6, 6, 7, 10, 7, 7, 4)


def table(plans: Plans, measured: dict[str, Measured]) -> str:
    """One row for each operation."""
    lines = [_line(HEAD), _line(tuple("-" * width for width in WIDTHS))]
    for operation, asked in plans:
        found = measured.get(operation.name)
        clock = ("", "", "", "", "")
        if found:
            ours, floor = sorted(found.ours)[len(found.ours) // 2], sorted(found.floor)[len(found.floor) // 2]
            clock = (
                f"{ours:.1f} ms",
                f"{floor:.1f} ms",
                f"{found.ratio:.2f}",
                f"{operation.budget:g}" if operation.budget else "",
                f"{found.rate_ratio:.2f}",
            )
        plan = "ok" if not asked.wrong else "NO"
        counts = (str(len(asked.statements)), str(operation.ceiling), str(asked.buffers), plan)
        lines.append(_line((operation.name, *clock, *counts)))
    lines.append(
        f"\nratio: ours to the floor, the middle of the rounds, one request at a time; judged with a tolerance of "
        f"{TOLERANCE - 1:.0%}.\nreq/s ×: how many times more requests a second the floor answers, eight at a time. "
        "statements: without BEGIN, COMMIT and savepoints.\npages: shared buffers that the page's statements touch."
    )
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = (f"{cell:<{width}}" if n == 0 else f"{cell:>{width}}" for n, (cell, width) in _cells(cells))
    return "  ".join([first, *rest])


def _cells(cells: tuple[str, ...]) -> list[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(cells, WIDTHS, strict=True)))


def missed(plans: Plans, measured: dict[str, Measured]) -> list[str]:
    """Every budget that is not kept, in words."""
    found = []
    pages = {operation.name: asked.buffers for operation, asked in plans}
    for operation, asked in plans:
        name = f"{operation.name} ({operation.who.partition('.')[0]})"
        clock = measured.get(operation.name)
        if clock and operation.budget and clock.ratio > operation.budget * TOLERANCE:
            found.append(f"{name}: {clock.ratio:.2f} times the floor, {operation.budget:g} is the budget.")
        if len(asked.statements) > operation.ceiling:
            found.append(f"{name}: {len(asked.statements)} statements, {operation.ceiling} is the ceiling.")
        if operation.as_page_one and asked.buffers > pages[operation.as_page_one] * AS_PAGE_ONE + SLACK:
            found.append(f"{name}: {asked.buffers} pages, page one takes {pages[operation.as_page_one]}.")
        found += [f"{name}: {words}." for words in dict.fromkeys(asked.wrong)]
    return found


def details(plans: Plans, everything: bool) -> str:
    """How the statements walk: each page's heaviest one, or all of them."""
    lines = ["\nThe heaviest statement of each page:" if not everything else "\nEvery statement:"]
    for operation, asked in plans:
        heavy = sorted(asked.plans, key=lambda plan: -plan.buffers)
        for plan in asked.plans if everything else heavy[:1]:
            walks = "; ".join(plan.walks) or "no table"
            lines.append(f"{operation.name}: {plan.milliseconds:.1f} ms, {plan.buffers} pages: {walks}")
            lines += [f"  ✗ {words}" for words in plan.wrong]
    return "\n".join(lines)


def plans(found: Plans) -> str:
    """Every statement with its whole plan."""
    return "\n\n".join(
        f"== {operation.name}\n{plan.sql}\n{plan.text}" for operation, asked in found for plan in asked.plans
    )
