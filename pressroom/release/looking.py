"""May everybody in a release be shown as it shows them? Asked of the gate about all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from consent.gate.answering import Decision, decide_from, stand_in_the_way
from consent.gate.facts import Facts, gather
from consent.gate.use import Use
from consent.pictures.using import Answer, answer_from, sealed_from
from consent.vocabulary import Channel, Purpose
from pressroom.shown_in import ShownTo, sealed

if TYPE_CHECKING:
    from pressroom.release.parts import Featured, ReleasePicture


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the gate says of everybody in a release: one answer for each place that it will be seen in."""

    people: dict[UUID, tuple[Decision, ...]] = field(default_factory=dict)  # by the key of the row
    pictures: dict[UUID, tuple[Answer, ...]] = field(default_factory=dict)

    @property
    def decisions(self) -> Iterator[Decision]:
        """All of them, one by one."""
        for answers in self.people.values():
            yield from answers
        for seen in self.pictures.values():
            for answer in seen:
                yield from answer.decisions.values()

    @property
    def stands_in_the_way(self) -> list[str]:
        """What keeps it from going out, each said once; what the COO decides is the COO's to sign."""
        refused = [one for one in self.decisions if one.verdict.value == "don't show"]
        return list(dict.fromkeys([*self.lacking, *stand_in_the_way(refused)]))

    @property
    def lacking(self) -> list[str]:
        """What its pictures lack by themselves: put away, not everybody named, a licence that ended."""
        first = [seen[0] for seen in self.pictures.values()]
        return [f"{one.asset.called}: {words}" for one in first for words in one.lacking]

    @property
    def needs_coo(self) -> bool:
        """Whether the COO decides about somebody in it."""
        return any(one.verdict.value == "the COO decides" for one in self.decisions)

    @property
    def seals(self) -> dict[str, Any]:
        """What a signature covers of them: who, as what, and what each part rests on; pictures by their bytes."""
        people = [sealed(one) for answers in self.people.values() for one in answers]
        return {
            "people": people,
            "lacking": self.lacking,
            "pictures": [sealed_from(one) for seen in self.pictures.values() for one in seen],
            "consents": sorted({one.rests_on for one in self.decisions if one.rests_on}),
        }


def uses_of(how: ShownTo, content_type: str, item: str = "") -> tuple[Use, ...]:
    """Where it will be seen: where it was put in for, and on our website, where every release can be read."""
    chosen = how.use_of(content_type, item)
    if how.purpose == Purpose.WEBSITE:
        return (chosen,)
    ours = replace(chosen, purpose=Purpose.WEBSITE, channels=frozenset({Channel.WEBSITE}), third_parties=frozenset())
    return (chosen, ours)


def look_up(people: list[Featured], pictures: list[ReleasePicture], at: datetime | None = None) -> LookedUp:
    """The answers about all of them, from one reading of the facts."""
    named = [one.person for one in people]
    seen = [mark.person for one in pictures for mark in one.asset.appearances.all() if mark.person is not None]
    everybody = [*named, *seen]
    facts = gather(everybody, at or timezone.now()) if everybody else {}
    return LookedUp({one.pk: _of_person(one, facts) for one in people}, {one.pk: _seen(one, facts) for one in pictures})


def _of_person(featured: Featured, facts: dict[UUID, Facts]) -> tuple[Decision, ...]:
    uses = uses_of(featured, featured.content_type)
    return tuple(decide_from(facts[featured.person_id], use) for use in uses)


def _seen(picture: ReleasePicture, facts: dict[UUID, Facts]) -> tuple[Answer, ...]:
    uses = uses_of(picture, picture.asset.content_type, picture.asset.reference)
    return tuple(answer_from(picture.asset, use, facts) for use in uses)
