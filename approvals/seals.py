"""A seal: the fingerprint of exactly what was signed."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any, Protocol

SCHEMA = 1


class Sealable(Protocol):
    """What can be signed: answers with everything a signature covers, and who wrote it."""

    pk: Any
    is_locked: bool

    @property
    def needs_second_hand(self) -> bool:
        """Whether somebody else signs it than whoever asks for the signature."""
        ...

    def sealed_content(self) -> dict[str, Any]:
        """Words, recipients, media hashes, channel, consent versions: whatever, if changed, needs a new signature."""
        ...

    def signing_stages(self) -> tuple[str, ...]:
        """The codes of the stages it needs, from the facts of the case."""
        ...

    def shared_with_people(self) -> list[Any]:
        """Whom it was shared with one by one: they may open its sign-offs too."""
        ...

    def authors(self) -> list[Any]:
        """The keys of everyone who wrote or edited it."""
        ...


def canonical(content: dict[str, Any]) -> str:
    """The one way to write this content down: sorted keys, composed characters, no spaces to differ in."""
    text = json.dumps({"schema": SCHEMA, **content}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def seal_of(content: dict[str, Any]) -> str:
    """The seal (SHA-256, in hex) of this content."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
