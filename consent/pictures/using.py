"""May this picture be used in this way? What statements, posts and visits ask before they show anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from consent.gate.answering import Decision, decide_from, stand_in_the_way
from consent.gate.facts import Facts, gather
from consent.gate.use import Use
from consent.pictures import rules
from consent.pictures.models import Appearance, Asset
from consent.pictures.states import AssetState

NOT_READY = {
    AssetState.WAITING: "Somebody has to say that it is complete.",
    AssetState.QUARANTINED: "It was put away.",
    AssetState.ERASED: "It was erased.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands about one picture and one use: each person's answer, and all that is in the way."""

    asset: Asset
    use: Use
    decisions: dict[UUID, Decision] = field(default_factory=dict)  # by the key of the appearance
    lacking: tuple[str, ...] = ()

    @property
    def stands_in_the_way(self) -> list[str]:
        """Everything that keeps it from being used so, in words; empty when it may be."""
        return [*self.lacking, *stand_in_the_way(self.decisions.values())]

    @property
    def is_allowed(self) -> bool:
        """Whether it may be used so: the strictest person decides for all."""
        return not self.lacking and all(one.is_allowed for one in self.decisions.values())


def look_at(assets: Iterable[Asset], use: Use, at: datetime | None = None) -> dict[UUID, Answer]:
    """The answers about several pictures, each in this use: however many, the same few statements.

    Ask for the assets `with_people()`. A legacy picture needs no question of its own here: whoever never agreed is
    refused by the gate (V-C-17).
    """
    when, found = at or timezone.now(), list(assets)
    people = [one.person for asset in found for one in asset.appearances.all() if one.person is not None]
    facts = gather(people, when) if people else {}
    return {asset.pk: answer_from(asset, use, facts) for asset in found}


def answer_from(asset: Asset, use: Use, facts: Mapping[UUID, Facts]) -> Answer:
    """The answer about one picture, from facts about everybody in it that were gathered already."""
    this = use_of(asset, use)
    named = [(one.pk, one.person_id) for one in asset.appearances.all()]
    decided = {key: decide_from(facts[person], this) for key, person in named if person is not None}
    return Answer(asset, this, decided, tuple(_lacking(asset)))


def use_of(asset: Asset, use: Use) -> Use:
    """The use as it is of this very thing: of what kind it is, and which item."""
    return replace(use, content_type=asset.content_type, item=use.item or asset.reference)


def _lacking(asset: Asset) -> list[str]:
    missing = [words for rule in rules.COMPLETE if (words := rule(asset))]
    if asset.state == AssetState.READY or (missing and asset.state == AssetState.WAITING):
        return missing
    return [NOT_READY[AssetState(asset.state)], *missing]


def answers(asset: Asset, use: Use, at: datetime | None = None) -> list[Decision]:
    """The gate's answer about each person who can be told in it, in the order they were named."""
    return list(_answer(asset, use, at).decisions.values())


def stands_in_the_way(asset: Asset, use: Use, at: datetime | None = None) -> list[str]:
    """Everything that keeps it from being used so, in words: complete, in date, everyone named, everyone allowed."""
    return _answer(asset, use, at).stands_in_the_way


def _answer(asset: Asset, use: Use, at: datetime | None) -> Answer:
    found = Asset.objects.with_people().get(pk=asset.pk)
    return look_at([found], use, at)[asset.pk]


def sealed(asset: Asset, use: Use, at: datetime | None = None) -> dict[str, Any]:
    """What a sign-off of something that shows it seals: the very bytes, its words, and what each person's part rests on."""
    return sealed_from(_answer(asset, use, at))


def sealed_from(answer: Answer) -> dict[str, Any]:
    """The same, from an answer."""
    kept = answer.asset
    return {
        "reference": kept.reference,
        "sha256": kept.sha256,
        "alt_text": kept.alt_text,
        "words": kept.words,
        "rights": [kept.rights, kept.rights_holder, kept.licence],
        "people": sorted(_sealed(one, answer.decisions.get(one.pk)) for one in kept.appearances.all()),
    }


def _sealed(one: Appearance, decision: Decision | None) -> list[str]:
    """One person: who, and what their part rests on; somebody whom nobody can tell: that two people agree."""
    if one.person is None or decision is None:
        return [one.marked, "", str(one.confirmed_by_id or "")]
    return [one.person.reference, decision.code, decision.rests_on]
