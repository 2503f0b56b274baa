"""Those who assess and decide, and somebody it is about."""

from __future__ import annotations

from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests import builders
from tests.consent import builders_capacity as build
from tests.stage import kept


@kept
def assessor(founder: User, home: Home) -> User:
    return builders.somebody_with_a_role(founder, "Nia Okafor", Role.CAPACITY_ASSESSOR, home)


@kept
def joan(home: Home, carer: User) -> Person:
    return build.a_resident(home, by=carer)
