"""Which answers the register can be narrowed to, and the answers beside the people it lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.agreement.states import IN_FORCE, LIVE, SAID_NO
from consent.gate.badges import COMMON, Badge, badge_for
from consent.gate.facts import gather
from consent.people.models import Person, PersonQuerySet
from consent.vocabulary import IdentLevel
from mediapolicy.people.models import User

LISTED = COMMON[:2]  # the badges of a row
CHOICES = [
    ("", "Any answer"),
    ("recorded", "An answer is on record"),
    ("not_asked", "Not asked yet"),
    *((common.slug, f"May be shown: {common.label.lower()}") for common in COMMON),
]


def on_record() -> Q:
    """The condition on consents that are an answer on record today: a Yes that has not ended, or a No (CF-1).

    A Yes on hold counts no differently: what put it on hold is nobody's business here.
    """
    # The first condition is that of an index, word by word.
    any_answer = Q(state__in=[str(one) for one in sorted(LIVE | SAID_NO)])
    return any_answer & (Q(state__in=[str(one) for one in sorted(SAID_NO)]) | Q(expires_on__gte=timezone.localdate()))


def answered(found: PersonQuerySet, answer: str) -> PersonQuerySet:
    """Those with this answer. For a use it is the forms that say yes: the gate then has the last word on each."""
    theirs = MediaConsent.objects.filter(subject=OuterRef("pk"))
    if answer == "recorded":
        return found.filter(Exists(theirs.filter(on_record())))
    if answer == "not_asked":
        return found.filter(~Exists(theirs.filter(on_record())))
    common = next((one for one in COMMON if one.slug == answer), None)
    if common is None:
        return found
    agreed = [{"purpose": str(common.purpose), "yes": True}]
    in_force = theirs.filter(state__in=[str(one) for one in sorted(IN_FORCE)], expires_on__gte=timezone.localdate())
    return found.filter(Exists(in_force.filter(lines__contains=agreed)))


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the register."""

    person: Person
    badges: tuple[Badge, ...]


def listed(people: Sequence[Person], reader: User, answer: str) -> list[Listed]:
    """The rows of a page with their badges, from one reading; whoever the gate stops is no answer to a question of use."""
    facts = gather(people, timezone.now())
    wanted = next((one for one in COMMON if one.slug == answer), None)
    rows = []
    for person in people:
        if wanted and not badge_for(facts[person.pk], wanted, IdentLevel.NO_NAME, reader).shows:
            continue
        badges = (_in_a_row(facts[person.pk], common, reader) for common in LISTED)
        rows.append(Listed(person, tuple(badges)))
    return rows


def _in_a_row(facts: Any, common: Any, reader: User) -> Badge:
    """Without its details: those stand on the person's page."""
    badge = badge_for(facts, common, IdentLevel.NO_NAME, reader)
    return Badge(badge.kind, badge.words)
