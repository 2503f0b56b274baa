"""What these tests share."""

from __future__ import annotations

from consent.people.models import Person
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders
from tests.stage import kept


@kept
def joan(home: Home, carer: User) -> Person:
    """A resident of Brindle Court, with an e-mail address of her own."""
    return builders.somebody(home=home, by=carer, email="joan@ashby.example")
