"""The publish gate: may this person be shown, in exactly this way, at this moment? One function, asked every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils import timezone

from consent.gate.authorities import CODES, LOOK_UP, Found
from consent.gate.cases import Case
from consent.gate.facts import Facts, gather
from consent.gate.table import Authority, Row, row_for
from consent.gate.use import Use
from consent.people.models import Person
from consent.stops.states import StopKind
from consent.vocabulary import IdentLevel


class Verdict(Enum):
    """The gate's three answers."""

    ALLOW = "may show"
    BLOCK = "don't show"
    ROUTE_COO = "the COO decides"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer about one person and one use.

    `words`, `told` and `conditions` are for everybody who posts: they never say why, and somebody who said No, or whom
    something keeps from being shown, answers in the same words. `lacking` is for those who read forms; `code` and `row`
    are for the record and for those who may read capacity records (telling.py).
    """

    person: Person
    use: Use
    verdict: Verdict
    code: str
    row: str
    rests_on: str = ""
    lacking: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    agreed: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What anybody may know of what is missing: a detail of something agreed to, never that it was not agreed to."""
        return self.lacking if self.agreed else ()

    @property
    def is_allowed(self) -> bool:
        """Whether it may be shown without anybody else's word."""
        return self.verdict is Verdict.ALLOW

    @property
    def words(self) -> str:
        """The answer in a sentence that says what to do next, and never why."""
        name = self.person.first_name
        if self.verdict is Verdict.ALLOW:
            return f"You may show {name}."
        if self.verdict is Verdict.ROUTE_COO:
            # Said of a thing, never of a person: it names nobody, and appeals by the police say it too.
            return "The Chief Operating Officer has to agree before this goes out."
        if self.told:
            return f"Don’t show {name} this way. {'. '.join(self.told)}."
        return f"Don’t show {name} this way. Ask the home if you think this should change."


def evaluate(person: Person, use: Use, at: datetime | None = None) -> Decision:
    """The answer about one person, at this moment or at the moment something is planned for."""
    return evaluate_each([(person, use)], at)[0]


def evaluate_each(asked: Sequence[tuple[Person, Use]], at: datetime | None = None) -> list[Decision]:
    """The answers about several people, each in their own use, in the order asked: however many, the same few statements.

    A group is shown only if every answer allows it: the strictest person wins.
    """
    when = at or timezone.now()
    facts = gather([person for person, _ in asked], when)
    return [_decide(Case(facts[person.pk], use)) for person, use in asked]


def evaluate_uses(person: Person, uses: Iterable[Use], at: datetime | None = None) -> list[Decision]:
    """The answers about one person in several uses, from one reading of the facts."""
    facts = gather([person], at or timezone.now())[person.pk]
    return [_decide(Case(facts, use)) for use in uses]


def decide_from(facts: Facts, use: Use) -> Decision:
    """The answer from facts that were gathered already."""
    return _decide(Case(facts, use))


def stand_in_the_way(decisions: Iterable[Decision]) -> list[str]:
    """What keeps these people from being shown, in words; empty when everybody may be."""
    return [decision.words for decision in decisions if not decision.is_allowed]


def without_the_matter(decision: Decision) -> Decision:
    """The same refusal, which says no more of an ongoing matter than of anything else that stands in the way (CC-2)."""
    by_a_matter = decision.verdict is Verdict.ROUTE_COO and decision.rests_on
    return replace(decision, verdict=Verdict.BLOCK, lacking=()) if by_a_matter else decision


def _decide(case: Case) -> Decision:
    if case.use.ident == IdentLevel.NOBODY and case.use.nobody_can_tell:
        return _answer(case, Verdict.ALLOW, "NON_IDENTIFIABLE", "U0", Found())
    row = row_for(case)
    authority = row.authority_for(case.use.category)
    if authority is Authority.COO:
        return _answer(case, Verdict.ROUTE_COO, row.code, row.id, Found())
    found = LOOK_UP[authority](case)
    if not found.rests_on:
        return _answer(case, Verdict.BLOCK, _code(row, authority, found), row.id, found)
    matter = case.stop(StopKind.MATTER)
    return _answer(case, Verdict.ROUTE_COO if matter else Verdict.ALLOW, found.code or CODES[authority], row.id, found)


def _code(row: Row, authority: Authority, found: Found) -> str:
    """The row's own code where it forbids; what is missing where it would have allowed."""
    forbids = authority is Authority.NOBODY or not row.code.startswith("AUTH_")
    return row.code if forbids else found.code or "NO_VALID_AUTHORITY"


def _answer(case: Case, verdict: Verdict, code: str, row: str, found: Found) -> Decision:
    tells: dict[str, Any] = {"rests_on": found.rests_on, "lacking": found.lacking, "conditions": found.conditions}
    tells["agreed"] = found.agreed
    return Decision(case.facts.person, case.use, verdict, code, row, **tells)
