"""The first start of an empty product: who holds the set-up key names the organisation and its first administrator."""

from __future__ import annotations

import hmac
from base64 import b32encode
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.crypto import salted_hmac

from mediapolicy.organisation import actions as organisation
from mediapolicy.organisation.models import Organisation
from mediapolicy.people import actions
from mediapolicy.people.models import SYSTEM_EMAIL, User
from mediapolicy.policy import actions as policy


def set_up_key() -> str:
    """The key of this installation, out of its SECRET_KEY: nothing is stored, and only who runs the server can print it."""
    letters = b32encode(salted_hmac("mediapolicy.first-run", "set-up key", algorithm="sha256").digest()[:15]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def is_the_key(given: str) -> bool:
    """Whether this is the set-up key, however it was typed; takes the same time for a near miss."""
    typed = "".join(given.upper().replace("-", " ").split())
    return hmac.compare_digest(typed.encode(), set_up_key().replace("-", "").encode())


def is_set_up() -> bool:
    """Whether somebody has set the product up, or a demonstration has been loaded."""
    return Organisation.objects.exists() or User.objects.filter(is_system=False).exists()


@transaction.atomic
def set_up(given: dict[str, Any]) -> User:
    """Found the organisation: its name, its first administrator, and the policy version in force. Works once."""
    User.objects.select_for_update().get(email=SYSTEM_EMAIL)  # two at the same moment stand in line here
    if is_set_up():
        raise Http404
    organisation.name_organisation(given["organisation"], by=User.objects.the_clock())
    person = actions.found(email=given["email"], name=given["name"], raw=given["password"])
    version = policy.load_version(
        number=given["number"],
        effective_on=given["effective_on"],
        approved_by=given["approved_by"],
        approved_on=given["approved_on"],
        next_review_on=given["next_review_on"],
        by=person,
    )
    policy.bring_into_force(version, by=person)
    return person


def a_year_from(today: date) -> date:
    """The same day next year (the day before, for 29 February)."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return today.replace(year=today.year + 1, day=28)
