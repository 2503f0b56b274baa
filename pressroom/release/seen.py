"""Who is in a release, as one reader may know it: each with one badge, the strictest of all the places it is seen in."""

from __future__ import annotations

from dataclasses import dataclass

from consent.gate.answering import Decision, Verdict
from consent.gate.telling import seen_by
from consent.pictures.showing import as_seen as picture_as_seen
from consent.pictures.showing import badge_for_all
from consent.pictures.using import Answer
from mediapolicy.people.models import User
from pressroom.release.looking import LookedUp, look_up
from pressroom.release.models import PressRelease
from pressroom.release.parts import Featured, ReleasePicture

STRICTNESS = (Verdict.ALLOW, Verdict.ROUTE_COO, Verdict.BLOCK)


@dataclass(frozen=True, slots=True)
class Person:
    """One person in it."""

    row: Featured
    decision: Decision
    badge: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in it."""

    row: ReleasePicture
    badge: str
    words: str


@dataclass(frozen=True, slots=True)
class InIt:
    """Everybody and everything in it."""

    people: list[Person]
    pictures: list[Picture]

    @property
    def stands_in_the_way(self) -> bool:
        """Whether somebody in it may not be shown."""
        return "no" in [*(one.badge for one in self.people), *(one.badge for one in self.pictures)]


def in_it(release: PressRelease, reader: User) -> InIt:
    """Everybody in it with the gate's answer at this moment: however many, the same few statements."""
    people, pictures = release.people(), release.pictures()
    found = look_up(people, pictures)
    return InIt(
        [_person(one, found, reader) for one in people],
        [Picture(one, *_picture(found.pictures[one.pk], reader)) for one in pictures],
    )


def _person(row: Featured, found: LookedUp, reader: User) -> Person:
    answers = [seen_by(one, reader) for one in found.people[row.pk]]
    strictest = max(answers, key=lambda one: STRICTNESS.index(one.verdict))
    if strictest.verdict is Verdict.BLOCK:
        return Person(row, strictest, "no", strictest.words)
    if strictest.verdict is Verdict.ROUTE_COO:
        return Person(row, strictest, "due", "The COO decides")
    conditions = list(dict.fromkeys(words for one in answers for words in one.conditions))
    return Person(row, strictest, "part" if conditions else "yes", ". ".join(["May be shown", *conditions]))


def _picture(answers: tuple[Answer, ...], reader: User) -> tuple[str, str]:
    badges = [badge_for_all(picture_as_seen(one, reader)) for one in answers]
    order = {"yes": 0, "due": 1, "no": 2}
    return max(badges, key=lambda one: order[one[0]])
