"""Those who assess and decide, and somebody it is about."""

from __future__ import annotations

import pytest

from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent import builders_capacity as build


@pytest.fixture
def assessor(appoint: Appoint, home: Home) -> User:
    return appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home)


@pytest.fixture
def joan(home: Home, carer: User) -> Person:
    return build.a_resident(home, by=carer)
