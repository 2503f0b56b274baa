"""How the question of an assessment reads: built from what exactly is to be decided, never typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from consent.vocabulary import CHANNELS_OF, Channel, ContentType, IdentLevel, Purpose

OF_ME = {
    ContentType.PHOTO: "photos of me",
    ContentType.VIDEO: "films of me",
    ContentType.AUDIO: "my voice",
    ContentType.QUOTE: "words I said",
    ContentType.STORY: "my story",
    ContentType.ARTWORK: "things I made or wrote",
    ContentType.NAME_ONLY: "only my name",
}
TOLD = {
    IdentLevel.NOBODY: "so that nobody can tell who it is",
    IdentLevel.NO_NAME: "without my name",
    IdentLevel.FIRST_NAME: "with my first name",
    IdentLevel.FULL_NAME: "with my full name",
    IdentLevel.FULL_NAME_PLUS: "with my full name and more, such as my age",
}


def scope_of(
    *, purposes: list[str], contents: list[str], most_ident: str, channels: list[str] | None = None, until: date
) -> dict[str, Any]:
    """What exactly is to be decided, as it is kept. Places that belong to none of the purposes are left out."""
    possible = {channel for purpose in purposes for channel in CHANNELS_OF[purpose]}
    return {
        "purposes": sorted(purposes),
        "contents": sorted(contents),
        "channels": sorted(set(channels or ()) & possible),
        "most_ident": most_ident,
        "until": until.isoformat(),
    }


def question_of(scope: dict[str, Any]) -> str:
    """The decision in the person's own words: "Whether to agree to photos of me being used …, until …" (4.3)."""
    until = date.fromisoformat(scope["until"])
    what = _listed([OF_ME[ContentType(one)] for one in scope["contents"]])
    where = _listed([_place(one, scope.get("channels", [])) for one in scope["purposes"]])
    told = TOLD[IdentLevel(scope["most_ident"])]
    return f"Whether to agree to {what} being used {where}, {told}, until {until:%-d %B %Y}"


def _place(purpose: str, channels: list[str]) -> str:
    words = Purpose(purpose).label.replace("their", "my")
    named = [Channel(one).label for one in CHANNELS_OF[purpose] if one in channels]
    return f"{words[0].lower()}{words[1:]}{f' ({_listed(named)})' if named else ''}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
