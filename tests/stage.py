"""What many tests begin with is made once, by the product's own actions, and stays on the stage between them.

A transaction is left open around the tests. In it, one savepoint above the other, stand the people and records that the
fixtures marked `kept` made; each test begins above them, is undone as ever, and is given copies of the objects. The next
test keeps what it wants too, and what it doesn't want is rolled back first: nobody meets people they didn't ask for.

A test that really commits, or whose module has a transaction of its own, has the stage cleared before it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pytest
from django.db import connection, transaction

Make = Callable[..., Any]
NOTHING = "db"  # the fixture that says no more than: there is a database


def kept(make: Make) -> Any:
    """A fixture whose value stays on the stage. It takes only `db` and other kept ones; its value can be copied."""

    def fixture(**given: Any) -> Any:
        return STAGE.copies[make] if make in STAGE.copies else make(**given)

    fixture.__name__, fixture.__doc__, fixture.__module__ = make.__name__, make.__doc__, make.__module__
    fixture.__signature__ = inspect.signature(make)  # type: ignore[attr-defined]  # pytest reads what it needs from it
    fixture.kept = make  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kept fixture as one test sees it: another module may have put its own in place of one that this needs."""

    make: Make
    needs: tuple[tuple[str, Wanted], ...]

    def place(self) -> tuple[int, str, int]:
        """After what it needs; then as they stand in their files."""
        code = self.make.__code__
        return self.height, code.co_filename, code.co_firstlineno

    @property
    def height(self) -> int:
        """How many stand below it at least."""
        return max((need.height + 1 for _, need in self.needs), default=0)


@dataclass(slots=True)
class Standing:
    """Something on the stage, the savepoint below it, and all the objects as they were when it had been made."""

    what: Wanted
    below: transaction.Atomic
    objects: dict[Wanted, Any] = field(default_factory=dict)


class Stage:
    """What stands between the tests of this process."""

    def __init__(self) -> None:
        self.made: list[Standing] = []
        self.module = ""
        self.is_lent = False  # to a module that works above it in a transaction of its own
        self.copies: dict[Make, Any] = {}  # what the test that runs now is given

    def clear(self) -> None:
        """Take everything back."""
        self._keep_only(0)

    def is_in_the_way_of(self, item: pytest.Item) -> bool:
        """Whether this test, or what outlives it, works on the database as committed.

        Nor is a transaction left idle while another module works without a database: the server would end it.
        """
        if self.is_lent:
            return False
        uses_it = item.get_closest_marker("django_db") or "_django_db_helper" in _closure_of(item)
        idle = not uses_it and _module_of(item) != self.module
        return bool(idle or really_commits(item) or _outlives_the_test(item))

    @contextmanager
    def lent(self, make: Make) -> Iterator[Any]:
        """For a module: what `make` makes stands alone, and whatever is made above it is undone at the end."""
        what = Wanted(make, ())
        self._keep_only(1 if self.made and self.made[0].what == what else 0)
        if not self.made:
            self._make(what)
        self.is_lent = True
        try:
            with transaction.atomic():
                yield self._objects()[what]
                transaction.set_rollback(True)
        finally:
            self.is_lent = False

    def set_for(self, item: pytest.Item) -> None:
        """Let stand what this test wants, and make what it lacks."""
        self.copies, self.module = {}, _module_of(item)
        wanted = wanted_by(item)
        if self.is_lent or (not self.made and connection.in_atomic_block):
            return  # the module has a transaction of its own, and our people would come above it
        if self.made and (connection.closed_in_transaction or not connection.in_atomic_block):
            self.clear()  # a test closed the connection
        allowed = set(wanted)
        self._keep_only(next((n for n, one in enumerate(self.made) if one.what not in allowed), len(self.made)))
        standing = {one.what for one in self.made}
        for one in wanted:
            if one not in standing:
                self._make(one)
        self.copies = {what.make: value for what, value in self._objects().items()}

    def _make(self, one: Wanted) -> None:
        objects = self._objects()
        below = transaction.atomic()
        below._from_testcase = True  # type: ignore[attr-defined]  # as Django marks the transaction of a test
        below.__enter__()
        self.made.append(Standing(one, below))
        needs = dict.fromkeys(_names(one.make)) | {name: objects[what] for name, what in one.needs}
        try:
            objects[one] = one.make(**needs)
        except BaseException:
            self._keep_only(len(self.made) - 1)
            raise
        self.made[-1].objects = objects

    def _objects(self) -> dict[Wanted, Any]:
        """Copies, all at once, so that what is one object stays one. What a person may do never changes: it is shared."""
        found = self.made[-1].objects if self.made else {}
        known = [getattr(one, "standing_cache", None) for one in found.values()]
        memo: dict[int, Any] = {id(standing): standing for standing in known if standing is not None}
        return {what: deepcopy(value, memo) for what, value in found.items()}

    def _keep_only(self, number: int) -> None:
        while len(self.made) > number:
            gone = self.made.pop()
            if connection.in_atomic_block:
                transaction.set_rollback(True)
            gone.below.__exit__(None, None, None)


STAGE = Stage()


def wanted_by(item: pytest.Item) -> list[Wanted]:
    """The kept fixtures of this test, each after those that it needs and otherwise in the same order for every test."""
    found: dict[str, Wanted | None] = {}
    if "made_anew" in _closure_of(item):
        return []
    for name in _closure_of(item):
        _look(name, item, found)
    return sorted((one for one in found.values() if one is not None), key=Wanted.place)


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Random as they come, but with as few changes of the stage as can be.

    First the long ones (nobody should wait for one at the end), then the modules that share a world, then the others;
    within a module or class those that begin alike together, and those that really commit last.
    """
    found: list[pytest.Item] = []
    modules = [list(module) for _, module in groupby(items, key=_module_of)]
    for module in sorted(
        modules, key=lambda module: (not any(map(_is_long, module)), not any(map(_has_world, module)))
    ):
        for _, several in groupby(module, key=lambda item: item.parent):
            found += sorted(several, key=lambda item: (really_commits(item), [one.place() for one in wanted_by(item)]))
    return found


LONG = ("tests/journeys/", "tests/faults/", "tests/desk/", "tests/operations/", "tests/access/", "_races.py")


def _has_world(item: pytest.Item) -> bool:
    return "world" in _closure_of(item)


def _is_long(item: pytest.Item) -> bool:
    return any(part in _module_of(item) for part in LONG)


def _look(name: str, item: pytest.Item, found: dict[str, Wanted | None]) -> Wanted | None:
    if name in found:
        return found[name]
    definitions = item._fixtureinfo.name2fixturedefs.get(name, ())  # type: ignore[attr-defined]
    make = getattr(definitions[-1].func, "kept", None) if definitions else None
    if make is None:
        return None
    needs = [(need, _look(need, item, found)) for need in _names(make) if need != NOTHING]
    whole = all(what is not None for _, what in needs)
    found[name] = Wanted(make, tuple((need, what) for need, what in needs if what)) if whole else None
    return found[name]


def _names(make: Make) -> list[str]:
    return list(inspect.signature(make).parameters)


def _closure_of(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


def really_commits(item: pytest.Item) -> bool:
    """Whether this test has no transaction around it."""
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and bool(marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    return marked or bool({"transactional_db", "live_server"} & set(_closure_of(item)))


def _module_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _outlives_the_test(item: pytest.Item) -> bool:
    """Whether a fixture of its module works in the database."""
    definitions = [one for several in item._fixtureinfo.name2fixturedefs.values() for one in several]  # type: ignore[attr-defined]
    ours = [one for one in definitions if not one.func.__module__.startswith("pytest_django.")]
    # A world stands on the stage itself, below its module's transaction.
    lasting = [one for one in ours if one.scope not in ("function", "session") and one.argname != "world"]
    return any({"django_db_blocker", "make_database"} & set(one.argnames) for one in lasting)
