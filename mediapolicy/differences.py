"""Word by word: what was added and what was taken out between two texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# A word with the space after it, or a line end by itself: paragraphs stay paragraphs.
PIECES = re.compile(r"\n|(?:[^\s.,;:!?]|[.,;:!?](?=\w))+[^\S\n]*|[.,;:!?]+[^\S\n]*|[^\S\n]+")
TOO_MANY = 6_000

Part = tuple[str, str]


def difference(before: str, after: str) -> list[Part]:
    """The text as a list of ("same" | "removed" | "added", words)."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) + len(new) > TOO_MANY:
        return [("removed", before), ("added", after)] if before != after else [("same", after)]
    parts: list[Part] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            parts.append(("removed", "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(("added", "".join(new[j1:j2])))
    return parts


def in_words(parts: list[Part], since: str) -> str:
    """ "4 words added, 3 taken out since version 2"; says so when nothing changed."""
    added = sum(len(text.split()) for kind, text in parts if kind == "added")
    removed = sum(len(text.split()) for kind, text in parts if kind == "removed")
    if not added and not removed:
        return f"The same words as {since}"
    said = [f"{added} {'word' if added == 1 else 'words'} added"] if added else []
    said += (
        [f"{removed} taken out" if added else f"{removed} {'word' if removed == 1 else 'words'} taken out"]
        if removed
        else []
    )
    return f"{', '.join(said)} since {since}"
