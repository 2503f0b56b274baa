"""What a letter says: the release in plain text, with its embargo on top and the way out at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressroom.release.printing import as_text, embargo_line

if TYPE_CHECKING:
    from pressroom.release.models import PressRelease

RULE = "-" * 40


@dataclass(frozen=True, slots=True)
class Written:
    """A subject and a text."""

    subject: str
    words: str


def written(release: PressRelease, *, kind: str, under_embargo: bool) -> Written:
    """The text that goes out, without what only one reader gets."""
    if kind == "withdrawal":
        return _withdrawn(release)
    is_held = under_embargo and release.embargo_until is not None
    corrects = kind == "correction"
    parts = [
        embargo_line(release.embargo_until) if is_held else "",
        "This corrects what we sent you before. Please use these words." if corrects else "",
        as_text(release),
    ]
    lead = ("EMBARGOED: " if is_held else "") + ("CORRECTION: " if corrects else "")
    return Written(f"{lead}{release.headline}"[:200], "\n\n".join(part for part in parts if part))


def _withdrawn(release: PressRelease) -> Written:
    words = (
        f"We have withdrawn our press release “{release.headline}” ({release.reference}).\n\n"
        "Please do not use it. If you have published it, please take it down, pictures too, and tell us that you have."
    )
    return Written(f"WITHDRAWN: {release.headline}"[:200], words)


def way_out(link: str, organisation: str) -> str:
    """What stands under every letter: why it came, and how to get no more."""
    return (
        f"\n\n{RULE}\nYou get this because you are on a press list of {organisation}.\nTo get no more of them: {link}\n"
    )
