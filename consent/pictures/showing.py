"""What a page shows of pictures: frames, names, badges, and one sentence for the whole picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consent.gate.answering import Decision, Verdict
from consent.gate.telling import seen_by
from consent.gate.use import Use
from consent.people.models import Person
from consent.pictures.models import Appearance, Asset
from consent.pictures.using import Answer, look_at
from consent.vocabulary import CHANNELS_OF, OFFERED, Channel, ContentType, IdentLevel, Purpose
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of

USUAL = f"{Purpose.WEBSITE.value} {Channel.WEBSITE.value}"
USES: list[tuple[str, list[tuple[str, str]]]] = [
    (purpose.label, [(f"{purpose.value} {channel.value}", str(channel.label)) for channel in CHANNELS_OF[purpose]])
    for purpose in OFFERED
]
KNOWN = frozenset(code for _, channels in USES for code, _ in channels)


def use_for(code: str) -> Use:
    """The use that an address asks about ("P06 website"); the website when it asks about none, or about nonsense."""
    purpose, channel = (code if code in KNOWN else USUAL).split()
    return Use(purpose=purpose, channels=frozenset({channel}), content_type=ContentType.PHOTO, ident=IdentLevel.NO_NAME)


def said_of(use: Use) -> str:
    """Where it is to be used, inside a sentence: "on our social media (Facebook)"."""
    where = Purpose(use.purpose).label
    channel = ", ".join(str(Channel(one).label) for one in use.channels)
    said = where[0].lower() + where[1:]
    return said if channel.lower() in said.lower() else f"{said} ({channel})"


@dataclass(frozen=True, slots=True)
class Face:
    """One person of a picture as a page shows them."""

    number: int
    appearance: Appearance
    name: str
    url: str
    about: str
    badge: str
    words: str
    box: tuple[int, int, int, int] | None  # x, y, w, h in points of the picture

    @property
    def waits(self) -> bool:
        """Whether a second person has to look."""
        return self.appearance.waits_for_second


def faces(answer: Answer, user: User) -> list[Face]:
    """Everybody in it, from the answer as it is seen; whom this reader may not look up stays without a name, but counts."""
    rows = answer.asset.appearances.all()
    return [_face(number, one, answer, user) for number, one in enumerate(rows, start=1)]


def _face(number: int, one: Appearance, answer: Answer, user: User) -> Face:
    box, about = _box(answer.asset, one), f"Look for: {one.clue}" if one.clue else ""
    if one.person is None:
        badge, words = ("due", "A second person has to agree") if one.waits_for_second else ("na", "Nobody can tell")
        return Face(number, one, one.get_marked_display(), "", about, badge, words, box)
    badge, words = badge_of(answer.decisions[one.pk])
    if not may_look_up(one.person, user):
        return Face(number, one, "Somebody of another home", "", "", badge, "" if badge == "yes" else "Don’t show", box)
    said = str(one.person.get_subject_type_display())
    return Face(number, one, one.person.name, one.person.get_absolute_url(), about or said, badge, words, box)


def badge_of(decision: Decision) -> tuple[str, str]:
    """The badge beside a person, from the answer as it is seen, for this use: its kind, and its words. Never why."""
    if decision.verdict is Verdict.ALLOW:
        if decision.conditions:
            return "part", "May show. " + ". ".join(decision.conditions)
        return "yes", "May show"
    if decision.verdict is Verdict.ROUTE_COO:
        return "due", "The COO decides"
    return "no", ". ".join(["Don’t show", *decision.lacking])


def may_look_up(person: Person, user: User) -> bool:
    """Whether this person's name is for this reader: the same as `Person.visible_to`, without asking the database."""
    standing = standing_of(user)
    if person.is_locked and not standing.holds_anywhere("handle_matter"):
        return False
    if standing.holds_everywhere("see_answer"):
        return True
    return person.home_id in standing.homes_with("see_answer") and not person.kept_from_home


def _box(asset: Asset, one: Appearance) -> tuple[int, int, int, int] | None:
    if not one.where or not asset.has_picture:
        return None
    across, down = asset.width / 100, asset.height / 100
    where = one.where
    return (
        round(where["x"] * across),
        round(where["y"] * down),
        round(where["w"] * across),
        round(where["h"] * down),
    )


def as_seen(answer: Answer, reader: User) -> Answer:
    """The answer as this reader may know it (4.9, CC-2)."""
    return replace(answer, decisions={key: seen_by(one, reader) for key, one in answer.decisions.items()})


def sentence(answer: Answer) -> str:
    """One sentence for the whole picture, from the answer as it is seen: the strictest person decides."""
    where = said_of(answer.use)
    if answer.is_allowed:
        return f"May be used {where}."
    if answer.lacking:
        return f"Not to be used yet. {answer.lacking[0]}"
    if any(one.verdict is Verdict.BLOCK for one in answer.decisions.values()):
        return f"Not to be used {where}. Ask the home."
    return f"The Chief Operating Officer decides whether it is used {where}."


def badge_for_all(answer: Answer) -> tuple[str, str]:
    """The badge of a whole picture, short enough for a tile, from the answer as it is seen."""
    if answer.is_allowed:
        return "yes", "May be used"
    if answer.lacking:
        return "due", "Not complete"
    return (
        ("no", "Don’t use")
        if any(d.verdict is Verdict.BLOCK for d in answer.decisions.values())
        else ("due", "The COO decides")
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of the library."""

    asset: Asset
    badge: str
    words: str
    is_allowed: bool


def tiles(assets: Iterable[Asset], use: Use, reader: User) -> list[Tile]:
    """One page of the library with its badges, in a constant number of statements."""
    found = list(assets)
    answers = {key: as_seen(answer, reader) for key, answer in look_at(found, use).items()}
    return [Tile(one, *badge_for_all(answers[one.pk]), answers[one.pk].is_allowed) for one in found]
