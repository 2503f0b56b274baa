"""A release as it is read: the layout that UK newsrooms know, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from pressroom.release.vocabulary import SOUNDS_ADVERSE

if TYPE_CHECKING:
    from pressroom.release.models import PressRelease

ENDS = "ENDS"


def as_text(release: PressRelease) -> str:
    """All of it, as an email carries it and as a signature covers it."""
    return "\n\n".join(part for part in _parts(release) if part.strip())


def _parts(release: PressRelease) -> Iterator[str]:
    if release.is_advertorial:
        yield f"{release.get_ad_label_display().upper()}. Published by {release.publisher}".strip()
    else:
        yield "PRESS RELEASE"
    yield embargo_line(release.embargo_until)
    if release.correction:
        yield f"CORRECTION: {release.correction}"
    yield release.headline
    yield release.subhead
    yield f"{dateline(release)}{release.body}"
    for quote in release.quotes:
        yield f"“{quote['words']}”\n{quote['who']}"
    yield ENDS
    yield _contact(release)
    if release.notes.strip() or release.about_us.strip():
        yield "Notes to editors"
        yield release.notes
        yield release.about_us


def embargo_line(until: datetime | None) -> str:
    """When it may be published, on top of the words."""
    if until is None:
        return "FOR IMMEDIATE RELEASE"
    here = timezone.localtime(until)
    return f"EMBARGO: not for publication or broadcast before {here:%H:%M} on {here:%A} {here.day} {here:%B %Y}"


def dateline(release: PressRelease) -> str:
    """Place and day before the first words: "Wexcombe, 3 June 2026: "."""
    day = release.dated
    parts = [release.place.strip(), f"{day.day} {day:%B %Y}" if day else ""]
    found = ", ".join(part for part in parts if part)
    return f"{found}: " if found else ""


def _contact(release: PressRelease) -> str:
    lines = [release.contact_name, release.contact_phone, release.contact_email]
    if release.out_of_hours:
        lines.append(f"Out of hours: {release.out_of_hours}")
    return "\n".join(["Press contact", *(line for line in lines if line)])


def sounds_adverse(release: PressRelease) -> list[str]:
    """Words of it that good news rarely has; they suggest a statement instead, and stop nothing (PR-1)."""
    said = " ".join([release.headline, release.subhead, release.body, *(one["words"] for one in release.quotes)])
    return list(dict.fromkeys(found.lower() for found in SOUNDS_ADVERSE.findall(said)))[:5]


def words_in(release: PressRelease) -> int:
    """How many words an editor counts: the story and its quotes."""
    return len(release.body.split()) + sum(len(one["words"].split()) for one in release.quotes)
