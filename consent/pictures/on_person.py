"""The pictures that somebody is in, for their own page."""

from __future__ import annotations

from typing import Any

from consent.people.models import Person
from consent.pictures.models import Asset
from consent.pictures.showing import may_look_up
from mediapolicy.people.models import User
from mediapolicy.permissions import may

MOST = 12


def on_person(person: Person, user: User) -> dict[str, Any] | None:
    """What `_on_person.html` shows, in one statement; None for whoever sees no pictures, or not this person."""
    if not may(user, "see_answer") or not may_look_up(person, user):
        return None
    found = list(Asset.objects.visible_to(user).with_somebody(person).order_by("-created_at", "-id")[: MOST + 1])
    return {"assets": found[:MOST], "has_more": len(found) > MOST, "reference": person.reference}
