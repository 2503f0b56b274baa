"""Which clauses the product keeps and which tests prove it: read from the policy table and the tests themselves."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mediapolicy.clauses import Clause
from mediapolicy.policy.reading import Kept, everything_kept


@dataclass(frozen=True, slots=True)
class Row:
    """One clause, what cites it, and the tests marked with it."""

    kept: Kept
    tests: tuple[str, ...]

    @property
    def id(self) -> str:
        """The clause, as the register writes it."""
        return self.kept.clause.id

    @property
    def is_cited(self) -> bool:
        """Whether a transition, guard or setting of the rooms present names it."""
        return bool(self.kept.steps or self.kept.guards or self.kept.settings)

    @property
    def is_proven(self) -> bool:
        """Whether something keeps it and a test proves that."""
        return bool(self.kept.steps or self.kept.guards) and bool(self.tests)


class Coverage:
    """The clauses owed, owned and proven."""

    def __init__(self, marks: dict[str, list[str]]) -> None:
        self.rows = [Row(kept, tuple(marks.get(kept.clause.id, ()))) for kept in everything_kept()]
        self.unknown = sorted(set(marks) - {clause.id for clause in Clause})

    @property
    def owed(self) -> list[Row]:
        """Every clause that something must keep and a test must prove."""
        return [row for row in self.rows if row.kept.clause.is_owed]

    @property
    def owned(self) -> list[Row]:
        """Those of them that the rooms present take on."""
        return [row for row in self.owed if row.is_cited]

    @property
    def not_owned(self) -> list[Row]:
        """Those that no room has taken on yet, neither whole nor through all of their parts."""
        return [row for row in self.owed if not row.is_cited and not self.is_proven(row)]

    def parts(self, row: Row) -> list[Row]:
        """The lettered duties of a sentence, those that are owed."""
        return [part for part in self.owed if part.kept.clause.parent is row.kept.clause]

    def is_proven(self, row: Row) -> bool:
        """A clause by what keeps it and a test; a whole sentence also by all of its parts."""
        parts = self.parts(row)
        return row.is_proven or (bool(parts) and all(part.is_proven for part in parts))

    def unproven(self, rows: Iterable[Row]) -> list[Row]:
        """Those of these that still lack a step or a test."""
        return [row for row in rows if not self.is_proven(row)]


def marks_in(folder: Path) -> dict[str, list[str]]:
    """The tests marked with each clause (`@pytest.mark.clause("MS-2")`), by clause."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
        for name, clauses in _tests(tree, _module_marks(tree.body)):
            for clause in clauses:
                found[clause].append(f"{file.relative_to(folder).as_posix()}::{name}")
    return dict(found)


def _tests(tree: ast.Module | ast.ClassDef, above: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Each test with the clauses marked on it, on its class and on its file."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            around = above | _clauses(*node.decorator_list) | _module_marks(node.body)
            yield from ((f"{node.name}::{name}", clauses) for name, clauses in _tests(node, around))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield node.name, sorted(above | _clauses(*node.decorator_list))


def _module_marks(body: list[ast.stmt]) -> frozenset[str]:
    """The clauses of `pytestmark = …`, alone or in a list, of a file or a class."""
    marks = [
        node.value
        for node in body
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)
    ]
    return _clauses(*marks)


def _clauses(*marks: ast.expr) -> frozenset[str]:
    """The ids inside every `….mark.clause("…")` of these, also inside a parametrisation's own marks."""
    calls = (node for mark in marks for node in ast.walk(mark) if isinstance(node, ast.Call))
    return frozenset(
        str(argument.value)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "clause"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    )
