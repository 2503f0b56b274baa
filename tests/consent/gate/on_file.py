"""What may be on file about one person, in memory: the table needs no database, so each row is tested by itself."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.capacity.models import CapacityAssessment
from consent.gate.facts import Facts
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.stops.models import Stop
from consent.vocabulary import CHANNELS_OF, OFFERED, ContentType, IdentLevel, Purpose

NOW = timezone.now()
TODAY = timezone.localdate()
DEFAULTS = {
    "incapacitated_publicity": 1,
    "public_exception": 0,
    "reconfirm_within": 72,
    "after_capacity_loss": 28,
    "staff_interests": 0,
}


class InMemory:
    """Settings and decisions, as the gate reads them."""

    def __init__(self, decisions: list[BestInterestsDecision], settings: dict[str, int]) -> None:
        self.settings = DEFAULTS | settings
        self._decisions = decisions

    @property
    def decisions(self) -> Any:
        decisions = self._decisions

        class Everybody:
            def get(self, _key: Any, _default: Any) -> list[BestInterestsDecision]:
                return decisions

        return Everybody()


def a_person(**facts: Any) -> Person:
    """Joan, a resident."""
    return Person(**{"name": "Joan Ashby", "subject_type": "resident", "state": "here", **facts})


def lines(*purposes: str) -> list[dict[str, Any]]:
    """Yes to these, everywhere they are offered; No to the rest."""
    return [
        {"purpose": one, "yes": one in purposes, "channels": list(CHANNELS_OF[one]) if one in purposes else []}
        for one in OFFERED
    ]


def a_consent(*purposes: str, **facts: Any) -> MediaConsent:
    """In force for a year, for photos with a first name."""
    given = {
        "state": "active",
        "given_by": "self",
        "basis": "presumed",
        "lines": lines(*(purposes or ("P01", "P03", "P06", "P07"))),
        "contents": [ContentType.PHOTO],
        "most_ident": IdentLevel.FIRST_NAME,
        "valid_from": TODAY - timedelta(days=10),
        "expires_on": TODAY + timedelta(days=200),
        "signed_off_at": NOW - timedelta(days=10),
        "created_at": NOW - timedelta(days=11),
        **facts,
    }
    return MediaConsent(**given)


def a_use(purpose: str = Purpose.SOCIAL, **facts: Any) -> Use:
    """A photo with a first name, in the first place where the purpose is seen."""
    channels = frozenset(str(one) for one in CHANNELS_OF[purpose][:1])
    given = {"purpose": purpose, "channels": channels, "content_type": "photo", "ident": "I2", **facts}
    return Use(**given)


CARE, FAMILY, PUBLIC = (a_use(purpose) for purpose in (Purpose.DISPLAY, Purpose.FAMILY_UPDATES, Purpose.SOCIAL))


def an_assessment(outcome: str, **facts: Any) -> CapacityAssessment:
    """Countersigned last week, about everything, to be looked at again in half a year."""
    given = {
        "state": "in force",
        "outcome": outcome,
        "scope": {
            "purposes": [str(one) for one in OFFERED],
            "contents": [str(one) for one in ContentType],
            "most_ident": "I4",
        },
        "happened_at": NOW - timedelta(days=7),
        "countersigned_at": NOW - timedelta(days=6),
        "unable_since": NOW - timedelta(days=6),
        "review_due": TODAY + timedelta(days=170),
        **facts,
    }
    return CapacityAssessment(**given)


def a_representative(kind: str, *, checked: bool = True, **facts: Any) -> Representative:
    """Somebody who speaks for Joan; with the power seen and checked, unless said otherwise."""
    given = {
        "kind": kind,
        "name": "Peter Ashby",
        "state": "verified" if checked else "recorded",
        "covers_media": True,
        "verify_again_on": TODAY + timedelta(days=300),
        **facts,
    }
    return Representative(**given)


def a_decision(decided: str, *purposes: str, **facts: Any) -> BestInterestsDecision:
    """In force, signed by two."""
    given = {
        "state": "in force",
        "decided": decided,
        "purposes": list(purposes) or ["P01", "P02", "P03"],
        "review_due": TODAY + timedelta(days=90),
        **facts,
    }
    return BestInterestsDecision(**given)


def a_stop(kind: str, **facts: Any) -> Stop:
    """In force, reaching everything."""
    return Stop(**{"kind": kind, "state": "in force", "words": "Seen today.", "reaches_inside": True, **facts})


def on_file(
    *things: Any,
    person: Person | None = None,
    at: datetime | None = None,
    **settings: int,
) -> Facts:
    """All of this is on file about one person."""

    def of(model: type) -> list[Any]:
        return [one for one in things if isinstance(one, model)]

    return Facts(
        person or a_person(),
        at or NOW,
        InMemory(of(BestInterestsDecision), settings),  # type: ignore[arg-type]
        of(MediaConsent),
        of(Stop),
        of(CapacityAssessment),
        of(Representative),
    )


def by_attorney(*purposes: str, kind: str = "lpa_welfare", given_by: str = "attorney", **facts: Any) -> list[Any]:
    """An attorney's form, with the attorney and their best-interests decision beside it."""
    who = a_representative(kind)
    decision = a_decision("support_public", "P01", "P03", "P06", "P07", made_by_representative=who)
    form = a_consent(*purposes, given_by=given_by, basis="assessed_lacks", **facts)
    form.representative, form.best_interests = who, decision
    return [who, form, decision]


def birthday(years: int) -> date:
    """The birthday of somebody who turned this old a month ago."""
    return date(TODAY.year - years, TODAY.month, 1) - timedelta(days=1)


def somebody() -> uuid.UUID:
    """The key of some colleague."""
    return uuid.uuid4()
