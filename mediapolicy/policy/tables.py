"""The policy table of the whole product: every transition, permission and setting that our apps' states.py declare."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from django.conf import settings

from mediapolicy.policy.deciding import DecisionTable

if TYPE_CHECKING:
    from mediapolicy.organisation.declaring import Declared
    from mediapolicy.transitions import Transition


@cache
def tables() -> dict[str, ModuleType]:
    """Each states.py by the name of its room, lowest rung first ("people", "approvals", "enquiries")."""
    found: dict[str, ModuleType] = {}
    for room in settings.ROOMS:
        for name in _states_modules(room):
            found[name.removesuffix(".states").removeprefix("mediapolicy.")] = importlib.import_module(name)
    return found


def _states_modules(room: str) -> Iterator[str]:
    """The names of a room's tables: its own, and one for each kind of record it holds."""
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, prefix=f"{room}."):
        if module.name.endswith(".states"):
            yield module.name


def all_transitions() -> list[tuple[str, Transition]]:
    """Every row of the policy table with the room it stands in."""
    return [(room, transition) for room, table in tables().items() for transition in table.TRANSITIONS]


@cache
def verbs_for_few() -> tuple[str, ...]:
    """The steps of which history tells to those alone who handle matters (CC-1a)."""
    return tuple(sorted({transition.verb for _, transition in all_transitions() if transition.for_few}))


def all_powers() -> dict[str, str]:
    """Every permission there is, with what it lets a person do."""
    return {code: words for table in tables().values() for code, words in getattr(table, "POWERS", {}).items()}


def all_settings() -> dict[str, Declared]:
    """Every setting that an administrator can change."""
    return {one.key: one for table in tables().values() for one in getattr(table, "SETTINGS", ())}


def all_decision_tables() -> list[DecisionTable]:
    """Every table that decides from the facts of a case, to be printed beside the steps."""
    return [one for table in tables().values() for one in getattr(table, "DECISIONS", ())]


def all_guards() -> dict[str, tuple[str, ...]]:
    """Clauses that something other than a transition keeps: where, by clause ("what keeps it", in words)."""
    kept: dict[str, tuple[str, ...]] = {}
    for table in tables().values():
        for clause, words in getattr(table, "GUARDS", {}).items():
            kept[clause.id] = (*kept.get(clause.id, ()), words)
    return kept
