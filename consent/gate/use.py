"""One use of one person: what of them, for which purpose, where, how plainly. What the publish gate is asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from consent.vocabulary import CATEGORY_OF, Channel, ContentType, IdentLevel, Purpose, UseCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What is to be done with a person's picture, voice, words or name.

    `third_parties` are the names of other organisations it goes to. `nobody_can_tell` needs two people who agree (I0).
    `shown_since` is set for something already shown, which some rows of the table treat more mildly than a new use.
    """

    purpose: str
    channels: frozenset[str]
    content_type: str
    ident: str = IdentLevel.NO_NAME
    mentions_health: bool = False
    uses_age: bool = False
    uses_home_name: bool = False
    uses_family: bool = False
    is_tagged: bool = False
    third_parties: frozenset[str] = frozenset()
    item: str = ""
    nobody_can_tell: bool = False
    previewed: bool = False
    shown_since: datetime | None = None

    @property
    def category(self) -> UseCategory:
        """How far it reaches."""
        return CATEGORY_OF[self.purpose]

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it."""
        return self.category is UseCategory.PUBLIC

    @property
    def scope(self) -> dict[str, Any]:
        """The use as a scope that an assessment may cover (V-M-01)."""
        return {"purposes": [self.purpose], "contents": [self.content_type], "most_ident": self.ident}

    @property
    def words(self) -> str:
        """The use in a few words: "Photos, first name, on Facebook"."""
        where = ", ".join(Channel(one).label for one in sorted(self.channels)) or Purpose(self.purpose).label
        return f"{ContentType(self.content_type).label}, {IdentLevel(self.ident).label.lower()}, {where}"

    def as_plainly_as(self, ident: str) -> Use:
        """The same use, of somebody told more or less plainly."""
        return replace(self, ident=ident)
