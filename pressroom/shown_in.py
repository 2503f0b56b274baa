"""Somebody in what we say: named at all, how plainly, for which purpose and where; what a signature covers of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from consent.gate.answering import Decision
from consent.gate.use import Use
from consent.people.models import Person
from consent.vocabulary import Channel, IdentLevel, Purpose
from mediapolicy.people.models import User


class NamesPeople(models.Model):
    """What we say in words of our own: whose names stand in it, and who of them is not meant (SM-26)."""

    # People on our list whose names are in the words and mean somebody else: {"person": key, "name": as it was said}.
    not_them = models.JSONField(default=list, blank=True)

    in_words_only = ""  # who is in the words and nothing was said of, filled in by the action that asks

    class Meta:
        abstract = True

    @property
    def set_aside(self) -> set[str]:
        """The keys of people who are not meant, although their name is in the words."""
        return {one["person"] for one in self.not_them}

    def set_person_aside(self, person: Person) -> None:
        """The name in the words is somebody else's: inside `making()`, once for each."""
        if str(person.pk) not in self.set_aside:
            self.not_them = [*self.not_them, {"person": str(person.pk), "name": person.name}]

    @property
    def names_set_aside(self) -> list[str]:
        """The names as they were said, for whoever signs."""
        return [one["name"] for one in self.not_them]


class ShownHow(models.Model):
    """How somebody is told of in words or a picture of ours, and where it is meant to be seen."""

    ident = models.CharField(max_length=2, choices=IdentLevel)
    purpose = models.CharField(max_length=3, choices=Purpose)
    channel = models.CharField(max_length=20, choices=Channel)
    mentions_health = models.BooleanField(default=False)
    uses_age = models.BooleanField(default=False)
    uses_home_name = models.BooleanField(default=False)
    uses_family = models.BooleanField(default=False)
    # Whoever wanted to see it first has seen these words, and is happy; other words are shown to them again.
    previewed = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def use_as(self, content_type: str, item: str = "", *, goes_to: Iterable[str]) -> Use:
        """The use of this of somebody, as the publish gate is asked about it."""
        return Use(
            purpose=self.purpose,
            channels=frozenset({self.channel}),
            content_type=content_type,
            ident=self.ident,
            mentions_health=self.mentions_health,
            uses_age=self.uses_age,
            uses_home_name=self.uses_home_name,
            uses_family=self.uses_family,
            third_parties=frozenset(goes_to),
            previewed=self.previewed,
            item=item,
        )


class ShownTo(ShownHow):
    """The same, where each goes to an organisation of its own."""

    goes_to = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True

    def use_of(self, content_type: str, item: str = "") -> Use:
        """The use of this of somebody, by that organisation."""
        return self.use_as(content_type, item, goes_to=[self.goes_to] if self.goes_to else [])


def sealed(decision: Decision) -> dict[str, Any]:
    """What a signature covers of somebody: who, in which use, what the gate answered, and what that rests on."""
    return {
        "person": str(decision.person.pk),
        "name": decision.person.name,
        "use": decision.use.words,
        "answer": decision.verdict.value,
        "rests_on": decision.rests_on,
        "conditions": list(decision.conditions),
    }
