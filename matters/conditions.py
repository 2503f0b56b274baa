"""What an ongoing matter still needs before anything it holds may leave: asked by the rooms above, answered in words."""

from __future__ import annotations

from matters.locking import matters_of
from matters.models import Matter
from matters.states import who_responds
from matters.vocabulary import Candour, LegalLimit
from mediapolicy.records import PolicyRecord


def what_its_matter_needs(record: PolicyRecord) -> str:
    """Who responds is agreed (V-O-03), whoever must be told was told (V-O-02), and legal advice is on file (7.4)."""
    if not record.is_locked:
        return ""
    return " ".join(words for matter in matters_of(record) for words in _lacks(matter) if words)


def _lacks(matter: Matter) -> list[str]:
    needed = [who_responds(matter), _candour(matter)]
    if {LegalLimit.CONTEMPT, LegalLimit.DEFAMATION} & set(matter.legal_limits) and not matter.legal_reference:
        needed.append("Legal advice is needed first. Write its reference on the matter.")
    return needed


def _candour(matter: Matter) -> str:
    if matter.candour == Candour.NOT_KNOWN:
        return "Decide on the matter whether the duty of candour applies."
    if matter.candour == Candour.YES and matter.person_told_on is None:
        return "The duty of candour applies: the person, or whoever acts for them, must be told before anything is released."
    return ""
