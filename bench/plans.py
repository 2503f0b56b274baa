"""What each page asks of the database: its statements counted, and each one's plan looked at. No clock involved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.operations import CSRF, Ask, Operation

BIG = 10_000  # rows from which a table must not be read from end to end
LARGEST_SORT = 5_000  # rows
LARGEST_LEFTOVER = 5_000  # rows read and thrown away in one statement
CONTROL = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)")
READS = re.compile(r"^\s*\(*(SELECT|WITH)\b", re.IGNORECASE)
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b")


@dataclass
class Plan:
    """One statement: the time and the pages it took, what it walked, and what is wrong with that."""

    sql: str
    milliseconds: float
    buffers: int
    walks: list[str]
    wrong: list[str]
    text: str


@dataclass
class Asked:
    """All statements of one page."""

    statements: list[str]
    controls: int
    plans: list[Plan] = field(default_factory=list)

    @property
    def buffers(self) -> int:
        """Shared pages touched by the whole page."""
        return sum(plan.buffers for plan in self.plans)

    @property
    def wrong(self) -> list[str]:
        """Everything wrong with its plans."""
        return [words for plan in self.plans for words in plan.wrong]


def asked(operation: Operation, session: str) -> Asked:
    """Ask our page once in this process and explain each of its statements."""
    found = statements_of(next(operation.ours), session, operation.status)
    found.plans = explained(found.statements)
    return found


def statements_of(ask: Ask, session: str, expected: int = 200) -> Asked:
    """Every statement that one request sends, with its values in it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["sessionid"], client.cookies["csrftoken"] = session, CSRF
    with CaptureQueriesContext(connection) as captured:
        if ask.form is None:
            response = client.get(ask.path)
        else:
            response = client.post(ask.path, urlencode(ask.form), "application/x-www-form-urlencoded")
    if response.status_code != expected:
        raise AssertionError(f"{ask.path} answered {response.status_code} instead of {expected}.")
    sent = [query["sql"] for query in captured.captured_queries]
    statements = [sql for sql in sent if not CONTROL.match(sql)]
    return Asked(statements, len(sent) - len(statements))


def explained(statements: list[str]) -> list[Plan]:
    """The plan of each statement; reading ones are carried out, writing ones only planned. Nothing stays."""
    sizes = _sizes()
    with transaction.atomic(), connection.cursor() as cursor:
        plans = [_explain(cursor, sql, sizes) for sql in statements if READS.match(sql) or WRITES.match(sql)]
        transaction.set_rollback(True)
    return plans


def _explain(cursor: Any, sql: str, sizes: dict[str, int]) -> Plan:
    is_read = READS.match(sql) is not None
    options = "ANALYZE, BUFFERS, FORMAT JSON" if is_read else "FORMAT JSON"
    cursor.execute(f"EXPLAIN ({options}) {sql}")
    (found,) = cursor.fetchone()
    top = (json.loads(found) if isinstance(found, str) else found)[0]
    nodes = list(_nodes(top["Plan"]))
    buffers = top["Plan"].get("Shared Hit Blocks", 0) + top["Plan"].get("Shared Read Blocks", 0)
    return Plan(
        sql,
        top.get("Execution Time", 0.0) + top.get("Planning Time", 0.0),
        buffers,
        [_walk(node) for node in nodes if "Relation Name" in node or "Index Name" in node],
        [words for node in nodes if (words := _complaint(node, sizes))],
        json.dumps(top, indent=1),
    )


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _walk(node: dict[str, Any]) -> str:
    where = node.get("Index Name") or node["Relation Name"]
    return f"{node['Node Type']} {where} ({_rows(node)} rows)"


def _rows(node: dict[str, Any]) -> int:
    return int(node.get("Actual Rows", node["Plan Rows"]) * node.get("Actual Loops", 1))


def _complaint(node: dict[str, Any], sizes: dict[str, int]) -> str:
    """What is wrong with this part of a plan; empty when nothing is."""
    table = node.get("Relation Name", "")
    if node["Node Type"] == "Seq Scan" and sizes.get(table, 0) > BIG and node.get("Actual Loops", 1):
        return f"reads all of {table}"
    if node["Node Type"] in ("Sort", "Incremental Sort") and "Plans" in node and _rows(node["Plans"][0]) > LARGEST_SORT:
        return f"sorts {_rows(node['Plans'][0])} rows"
    thrown = round(node.get("Rows Removed by Filter", 0) * node.get("Actual Loops", 1))
    return f"throws away {thrown} rows of {table}" if thrown > LARGEST_LEFTOVER else ""


def _sizes() -> dict[str, int]:
    """Rows of each table, as the planner knows them."""
    with connection.cursor() as cursor:
        cursor.execute("select relname, reltuples::bigint from pg_class where relkind = 'r'")
        return dict(cursor.fetchall())
