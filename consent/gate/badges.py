"""The gate's answer as one of four badges, beside any person: may show, with conditions, don't show, not asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from consent.agreement.states import LIVE, SAID_NO
from consent.gate.answering import Decision, Verdict, decide_from
from consent.gate.facts import Facts, gather
from consent.gate.telling import seen_by
from consent.gate.use import Use
from consent.people.models import Person
from consent.vocabulary import SOCIAL, Channel, ContentType, IdentLevel, Purpose
from mediapolicy.people.models import User

C, I = Channel, IdentLevel  # noqa: E741


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands beside a person: the kind of badge, its words, where it holds or what is missing, what to keep to."""

    kind: str
    words: str
    details: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def shows(self) -> bool:
        """Whether they may be shown, with or without conditions."""
        return self.kind in ("yes", "part")


MAY_SHOW = Badge("yes", "May show")
NOT_ASKED = Badge("none", "Not asked")
# Nobody was asked, or the reader may not know what else it is (telling.py).
WITHOUT_A_REASON = frozenset({"", "NO_VALID_AUTHORITY"})


def badge_of(decision: Decision, *, is_asked: bool, reader: User) -> Badge:
    """The badge of this answer for this reader; `is_asked` says whether any answer of theirs is on record.

    Somebody who was never asked is "Not asked" in every use, whatever else stands in the way, to all but those who may
    read what does: one "Don't show" among them would tell of it (4.9).
    """
    seen = seen_by(decision, reader)
    if seen.verdict is Verdict.BLOCK and seen.code in WITHOUT_A_REASON and not is_asked:
        return NOT_ASKED
    if not seen.rests_on and not seen.is_allowed:
        return Badge("no", "Don’t show", seen.lacking)
    if seen.verdict is Verdict.ROUTE_COO:
        return Badge("part", "The COO decides", (), seen.conditions)
    return Badge("part", "With conditions", (), seen.conditions) if seen.conditions else MAY_SHOW


def is_on_record(facts: Facts) -> bool:
    """Whether an answer is on record: a Yes that has not ended, held or not, or a No (CF-1)."""
    return any(
        one.state in SAID_NO or (one.state in LIVE and one.expires_on is not None and one.expires_on >= facts.day)
        for one in facts.consents
    )


@dataclass(frozen=True, slots=True)
class Common:
    """A use that people ask about every day: its short name, what for, and where it can be seen."""

    slug: str
    label: str
    purpose: Purpose
    channels: tuple[Channel, ...]

    def use(self, channels: Iterable[Channel], ident: str, third_party: str = "") -> Use:
        """A photo, seen in these places."""
        return Use(
            purpose=self.purpose,
            channels=frozenset(channels),
            content_type=ContentType.PHOTO,
            ident=ident,
            third_parties=frozenset({third_party} if third_party else ()),
        )


COMMON = (
    Common("website", "Our website", Purpose.WEBSITE, (C.WEBSITE, C.BLOG)),
    Common("social", "Social media", Purpose.SOCIAL, SOCIAL),
    Common("newsletter", "Newsletter", Purpose.NEWSLETTER, (C.NEWSLETTER_PRINT, C.NEWSLETTER_EMAIL)),
    Common("press", "Newspapers", Purpose.PRESS, (C.LOCAL_PRESS, C.NATIONAL_PRESS, C.TRADE_PRESS)),
)
NAMING = ((I.NO_NAME, "Photo, no name"), (I.FIRST_NAME, "Photo with first name"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a person's page: a common use, and a badge for each way of naming."""

    label: str
    badges: tuple[Badge, ...]

    @property
    def is_same(self) -> bool:
        """Whether the name makes no difference."""
        return all(badge == self.badges[0] for badge in self.badges)

    @property
    def is_silent(self) -> bool:
        """Whether it is a No of which the badge may not say why."""
        return any(badge.kind == "no" and not badge.details for badge in self.badges)


def conditions_of(answers: Iterable[Answer]) -> list[str]:
    """What to keep to wherever they are shown, each said once."""
    return list(dict.fromkeys(words for one in answers for badge in one.badges for words in badge.conditions))


def answers_about(person: Person, reader: User, at: datetime | None = None) -> list[Answer]:
    """The common uses of one person, from one reading of the facts."""
    return answers_from(gather([person], at or timezone.now())[person.pk], reader)


def answers_from(facts: Facts, reader: User) -> list[Answer]:
    """The common uses, from facts that were gathered already."""
    return [
        Answer(common.label, tuple(badge_for(facts, common, ident, reader) for ident, _ in NAMING)) for common in COMMON
    ]


def badge_for(facts: Facts, common: Common, ident: str, reader: User) -> Badge:
    """One badge for a use in all its places: where only some are agreed to, it says which."""
    asked = is_on_record(facts)

    def answer(channels: Sequence[Channel], party: str) -> Badge:
        decision = decide_from(facts, common.use(channels, ident, party))
        return badge_of(decision, is_asked=asked, reader=reader)

    parties = _named_parties(facts) if common.purpose == Purpose.PRESS else [""]
    everywhere = [(party, answer(common.channels, party)) for party in parties]
    shown = [(common.channels, party, badge) for party, badge in everywhere if badge.shows]
    if not shown and _could_differ_by_place(facts, common):
        each = [((channel,), party, answer((channel,), party)) for channel in common.channels for party in parties]
        shown = [one for one in each if one[2].shows]
    if not shown:
        return everywhere[0][1]
    best = shown[0][2]
    places = list(dict.fromkeys(channel for channels, *_ in shown for channel in channels))
    details = _only(places, common.channels)
    details += tuple(f"Only for {name}" for name in dict.fromkeys(party for _, party, _ in shown if party))
    conditions = tuple(dict.fromkeys(words for *_, badge in shown for words in badge.conditions))
    if not details and not conditions:
        return best
    return replace(best, kind="part", words=_words(best), details=details, conditions=conditions)


def _could_differ_by_place(facts: Facts, common: Common) -> bool:
    """Whether a form agrees to this purpose at all: then one place may be agreed to and another not."""
    return any(one.says_yes_to(common.purpose) for one in facts.in_force())


def _words(best: Badge) -> str:
    return "With conditions" if best.kind == "yes" else best.words


def _only(shown: Sequence[Channel], channels: Sequence[Channel]) -> tuple[str, ...]:
    return () if len(shown) == len(channels) else (f"Only on: {', '.join(one.label for one in shown)}",)


def _named_parties(facts: Facts) -> list[str]:
    """The organisations that somebody was told of, by name; without one a use by the press is asked about as it is."""
    names = [str(party["name"]) for one in facts.in_force() for party in one.third_parties]
    return list(dict.fromkeys(names)) or [""]
