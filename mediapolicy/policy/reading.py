"""The policy table in words: what pages, papers and the command line say of each step, and what keeps each clause."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Choices, Model

from mediapolicy.clauses import Clause
from mediapolicy.permissions import ANYONE, BY_THE_CLOCK
from mediapolicy.policy.tables import all_guards, all_powers, all_settings, all_transitions, tables
from mediapolicy.roles import who_may
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the policy table, in words."""

    room: str
    verb: str
    begins: tuple[str, ...]  # empty: it makes the record
    ends: str  # "": it stays where it is
    who: str
    power: str
    clause: str
    requires: tuple[str, ...]
    only: tuple[str, ...]

    @property
    def title(self) -> str:
        """The verb as a heading."""
        return self.verb[:1].upper() + self.verb[1:]


@dataclass(frozen=True, slots=True)
class Kept:
    """One clause and everything in the product that keeps it."""

    clause: Clause
    steps: tuple[Step, ...]
    guards: tuple[str, ...]
    settings: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return self.clause.id.lower()

    @property
    def is_open(self) -> bool:
        """Whether the product owes it something that isn't there yet."""
        return self.clause.is_owed and not (self.steps or self.guards)


def room_of(model: type[Model]) -> str:
    """The room a record lives in, as the policy table names it."""
    return model.__module__.removesuffix(".models").removeprefix("mediapolicy.")


def room_words(room: str) -> str:
    """A room as people call it: what its table says it is the table of."""
    first = (tables()[room].__doc__ or room).splitlines()[0]
    return first.partition(":")[0].removeprefix("The policy table of ").rstrip(".")


@cache
def states_of(room: str) -> dict[str, str]:
    """Each state of a room's records and the words for it, in the order of the table."""
    declared = [one for one in vars(tables()[room]).values() if isinstance(one, type) and issubclass(one, Choices)]
    return {str(value): str(label) for one in declared for value, label in one.choices}


def state_label(room: str, state: str) -> str:
    """Where a record is, in words."""
    return states_of(room).get(state, state.capitalize()) if room in tables() else state.capitalize()


def who_takes(permission: str) -> str:
    """Who may take a step that asks for this permission."""
    if permission == ANYONE:
        return "Everyone who works here"
    if permission == BY_THE_CLOCK:
        return "The clock, by itself"
    return who_may(permission) or "Nobody yet"


def first_lines(rules: Iterable[Callable[..., Any]]) -> tuple[str, ...]:
    """What each rule says it is, in its own first line."""
    return tuple((inspect.getdoc(rule) or rule.__name__.replace("_", " ")).splitlines()[0] for rule in rules)


def step_of(room: str, transition: Transition) -> Step:
    """One row of the table, read out."""
    known = states_of(room)
    return Step(
        room=room_words(room),
        verb=transition.verb,
        begins=tuple(label for state, label in known.items() if state in transition.sources),
        ends="" if transition.target is None else state_label(room, transition.target),
        who=who_takes(transition.permission),
        power=all_powers().get(transition.permission, ""),
        clause=transition.clause.id,
        requires=first_lines(transition.requires),
        only=first_lines(transition.only),
    )


@cache
def all_steps() -> tuple[Step, ...]:
    """The whole table, lowest rung first."""
    return tuple(step_of(room, transition) for room, transition in all_transitions())


@cache
def everything_kept() -> tuple[Kept, ...]:
    """Every clause in the policy's order, with what keeps it."""
    guards = all_guards()
    return tuple(
        Kept(
            clause,
            tuple(step for step in all_steps() if step.clause == clause.id),
            guards.get(clause.id, ()),
            tuple(f"{one.words} ({one.unit})" for one in all_settings().values() if one.clause is clause),
        )
        for clause in Clause
    )


def by_section() -> list[tuple[str, list[Kept]]]:
    """The clauses under the policy's own headings, each heading once."""
    found: dict[str, list[Kept]] = {}
    for row in everything_kept():
        found.setdefault(row.clause.section, []).append(row)
    return list(found.items())
