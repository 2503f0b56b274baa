"""Several files at once: what can be kept is kept, and each that can't is named with the reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from consent.pictures import actions
from consent.pictures.arriving import kept_copy
from consent.pictures.models import Asset
from consent.vocabulary import ContentType
from mediapolicy.people.models import User
from mediapolicy.transitions import part_of_form
from mediapolicy.uploads import safe_stem


def add_files(given: dict[str, Any], *, by: User) -> tuple[list[Asset], list[str]]:
    """Those that were kept, and a sentence for each that wasn't."""
    kept: list[Asset] = []
    refused: list[str] = []
    facts = {name: given[name] for name in ("home", "event", "made_on", "made_by", "is_legacy")}
    many = len(given["uploads"]) > 1
    for number, file in enumerate(given["uploads"], start=1):
        called = f"{given['called']} {number}" if many else given["called"]
        try:
            with transaction.atomic(), part_of_form(f"file {number}"):
                kept.append(_add(file, called, facts, is_artwork=given["is_artwork"], by=by))
        except ValidationError as error:
            refused.append(f"{safe_stem(file.name) or 'A file'}: {' '.join(error.messages)}")
    return kept, refused


def _add(file: Any, called: str, facts: dict[str, Any], *, is_artwork: bool, by: User) -> Asset:
    found = kept_copy(file)
    kind = ContentType.ARTWORK if is_artwork and found.media_type.startswith("image/") else found.content_type
    return actions.add(called=called, kept=found, content_type=kind, by=by, **facts)
