"""A home with people who agreed and people who didn't, and a picture of them."""

from __future__ import annotations

import pytest

from consent.people.models import Person
from consent.pictures.models import Asset
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.builders import somebody_with_a_role
from tests.consent import builders_pictures as builders
from tests.stage import kept


@kept
def second_carer(founder: User, home: Home) -> User:
    return somebody_with_a_role(founder, "Kit Marlow", Role.STAFF, home)


@kept
def elsie(home: Home, carer: User, manager: User) -> Person:
    """A resident who agreed to everything."""
    person = builders.a_person("Elsie Thorne", home=home, by=carer)
    builders.agreed(person, by=carer, signed_by=manager)
    return person


@kept
def arthur(home: Home, carer: User, manager: User) -> Person:
    """A resident who agreed to the website, without a name, and to nothing else."""
    person = builders.a_person("Arthur Penhale", home=home, by=carer)
    builders.agreed(person, by=carer, signed_by=manager, purposes=["P06"], most_ident="I1")
    return person


@kept
def grace(home: Home, carer: User) -> Person:
    """A resident whom nobody has asked."""
    return builders.a_person("Grace Okafor", home=home, by=carer)


@pytest.fixture
def photo(home: Home, carer: User) -> Asset:
    return builders.a_photo(home=home, by=carer)
