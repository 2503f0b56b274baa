"""Every page of the benchmark, on generated rows: its ceiling of statements, and plans that stay good with more rows."""

from __future__ import annotations

import pytest

from bench import rows
from bench.operations import operations
from bench.plans import asked
from bench.rounds import signed_in

MANY = 12_000  # a table is big from 10,000 rows on (bench/plans.py)


@pytest.mark.django_db
def test_no_page_reads_a_big_table_from_end_to_end() -> None:
    """No sequential scan of what grows, no sort and no leftover above 5,000 rows, no page above its ceiling."""
    rows.generate(MANY)
    wrong = {}
    for operation in operations():
        session = signed_in(operation.who)
        asked(operation, session)  # what a process asks only once is asked by now
        found = asked(operation, session)
        if len(found.statements) > operation.ceiling:
            wrong[operation.name] = [f"{len(found.statements)} statements"]
        if found.wrong:
            wrong.setdefault(operation.name, []).extend(found.wrong)
    assert not wrong
