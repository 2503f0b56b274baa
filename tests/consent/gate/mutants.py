"""Deliberately broken gates: a row gone or opened, a condition turned round or dropped. Each has to be caught.

What was on file at every step of the stories is kept in memory, with what the rules bear; a broken gate is asked about all
of it again, with no database.
"""

from __future__ import annotations
import __future__

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import CodeType, FunctionType
from typing import Any

from django.utils import timezone

from consent.gate import answering, authorities, cases, covering, facts, table
from consent.gate.answering import decide_from
from consent.gate.facts import Facts, gather
from consent.gate.table import Authority, Row
from consent.gate.use import Use
from tests.consent.gate.living import ANSWERS, Somebody, as_use
from tests.consent.gate.plain_rules import Answers, Ask

SOME_OF_SEVERAL = frozenset({"stop", "has", "held_because"})  # calls that name several kinds, each for a reason
OF_FACTS = (
    *("stopped_by", "in_force", "held_because", "within_its_time", "assessment_for", "ability", "_is_past_review"),
    *("last_own_answer", "said_no_to"),
)
OF_CASE = ("stop", "has", "decider")


@dataclass(frozen=True, slots=True)
class Kept:
    """One use of one person, as everything stood, and what the rules bear."""

    facts: Facts
    use: Use
    bears: Answers


class Album:
    """Everything that the stories came by."""

    def __init__(self, *, keeps_all: bool = False) -> None:
        self.keeps_all = keeps_all
        self.kept: list[Kept] = []
        self.met: set[tuple[object, ...]] = set()
        self.story = ""

    def keep(self, asked: list[tuple[Somebody, Ask, Answers]]) -> None:
        """Take what is on file now, where the rules leave one answer; what was met in the same way before teaches nothing."""
        found = gather([who.record for who, _, _ in asked], timezone.now())
        for one in found.values():
            _ = one.settings, one.decisions
        for who, ask, bears in asked:
            if len(bears) == 1:
                self._keep(Kept(found[who.record.pk], as_use(ask), bears), ask.called)

    def _keep(self, one: Kept, called: str) -> None:
        answer = decide_from(one.facts, one.use)
        stands = tuple(sorted(f"{stop.kind} {stop.purposes}" for stop in one.facts.stops))
        alike = (answer.row, answer.code, answer.lacking, called, self.story, stands, self.keeps_all and len(self.kept))
        if alike not in self.met:
            self.met.add(alike)
            self.kept.append(one)

    def catches(self) -> bool:
        """Whether the gate, as it is now, answers anything that the rules don't bear."""
        for number, one in enumerate(self.kept):
            if self._is_wrong(one):
                self.kept.insert(0, self.kept.pop(number))  # what catches one often catches the next
                return True
        return False

    @staticmethod
    def _is_wrong(one: Kept) -> bool:
        try:
            return ANSWERS[decide_from(one.facts, one.use).verdict] not in one.bears
        except Exception:  # a gate that falls over shows nobody
            return True


# Rows -------------------------------------------------------------------------------------------------------------


def broken_rows() -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Each row gone, turned round, and each of its cells opened, or closed where it can allow."""
    for number, row in enumerate(table.TABLE):
        before, after = table.TABLE[:number], table.TABLE[number + 1 :]
        yield f"{row.id} gone", (*before, *after)
        yield f"{row.id} turned round", (*before, replace(row, when=_not(row.when)), *after)
        for cell in ("care", "family", "public"):
            if getattr(row, cell) is not Authority.COO:
                yield f"{row.id} {cell} opened", (*before, replace(row, **{cell: Authority.COO}), *after)
            if getattr(row, cell) is not Authority.NOBODY:
                yield f"{row.id} {cell} closed", (*before, replace(row, **{cell: Authority.NOBODY}), *after)


def _not(when: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda case: not when(case)


@contextmanager
def with_rows(rows: tuple[Row, ...]) -> Iterator[None]:
    """The gate goes by these rows."""
    kept, table.TABLE = table.TABLE, rows
    try:
        yield
    finally:
        table.TABLE = kept


# Conditions -------------------------------------------------------------------------------------------------------


def judged() -> Iterator[tuple[str, FunctionType]]:
    """Every function by which the gate judges."""
    for module in (cases, authorities, covering):
        for name, one in vars(module).items():
            if inspect.isfunction(one) and one.__module__ == module.__name__ and name != "conditions_of":
                yield f"{module.__name__.rpartition('.')[2]}.{name}", one
    for name in OF_FACTS:
        yield f"facts.{name}", vars(facts.Facts)[name]
    for name in ("_casts_doubt", "_said_at"):
        yield f"facts.{name}", vars(facts)[name]
    for name in OF_CASE:
        yield f"case.{name}", vars(cases.Case)[name]
    yield "case.court_allows", vars(cases.Case)["court_allows"].fget
    yield "answering._decide", vars(answering)["_decide"]


def broken_conditions() -> Iterator[tuple[str, FunctionType, CodeType]]:
    """Each condition dropped or turned round, one at a time."""
    for name, function in judged():
        source = textwrap.dedent(inspect.getsource(function))
        for number in range(len(list(_changes(ast.parse(source))))):
            tree = ast.parse(source)
            words, change = list(_changes(tree))[number]
            change()
            yield f"{name}: {words}", function, _code_of(tree, function)


def _code_of(tree: ast.Module, function: FunctionType) -> CodeType:
    defined = tree.body[0]
    assert isinstance(defined, ast.FunctionDef)
    defined.decorator_list = []
    flags = __future__.annotations.compiler_flag
    module = compile(ast.fix_missing_locations(tree), inspect.getfile(function), "exec", flags=flags, dont_inherit=True)
    return next(one for one in module.co_consts if isinstance(one, CodeType) and one.co_name == function.__name__)


@contextmanager
def with_code(function: FunctionType, code: CodeType) -> Iterator[None]:
    """The function does this instead, wherever it is called from."""
    kept, function.__code__ = function.__code__, code
    try:
        yield
    finally:
        function.__code__ = kept


Change = tuple[str, Callable[[], None]]


def _changes(tree: ast.AST) -> Iterator[Change]:
    for node in ast.walk(tree):
        yield from _dropped(node)
        if isinstance(node, ast.If | ast.IfExp):
            yield f"unless {ast.unparse(node.test)}", _turning(node, "test")
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield f"not {ast.unparse(node)}", _turning_comparison(node)


def _dropped(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        nothing = ast.Constant(isinstance(node.op, ast.And))
        for number, one in enumerate(node.values):
            yield f"without {ast.unparse(one)}", _putting(node.values, number, nothing)
    elif isinstance(node, ast.Call) and _names_several(node):
        for number, one in enumerate(node.args):
            yield f"without {ast.unparse(one)}", _dropping(node.args, number)
    elif isinstance(node, ast.comprehension):
        for number, one in enumerate(node.ifs):
            yield f"without if {ast.unparse(one)}", _dropping(node.ifs, number)


def _names_several(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in SOME_OF_SEVERAL and len(call.args) > 1


def _dropping(several: list[ast.expr], number: int) -> Callable[[], None]:
    def change() -> None:
        del several[number]

    return change


def _putting(several: list[ast.expr], number: int, other: ast.expr) -> Callable[[], None]:
    def change() -> None:
        several[number] = other

    return change


def _turning(node: ast.If | ast.IfExp, part: str) -> Callable[[], None]:
    def change() -> None:
        setattr(node, part, ast.UnaryOp(op=ast.Not(), operand=getattr(node, part)))

    return change


OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.Is: ast.IsNot,
    ast.In: ast.NotIn,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
}
OPPOSITES |= {after: before for before, after in OPPOSITES.items()}


def _turning_comparison(node: ast.Compare) -> Callable[[], None]:
    def change() -> None:
        node.ops = [OPPOSITES[type(node.ops[0])]()]

    return change
