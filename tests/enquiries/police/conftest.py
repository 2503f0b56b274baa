"""Requests of the police, made by walking the real actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent.people.models import Person
from enquiries.police.models import PoliceRequest
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person
from tests.enquiries.police import building

LogIt = Callable[..., PoliceRequest]


@pytest.fixture
def resident(home: Home, carer: User) -> Person:
    return a_person("Walter Dunmore", by=carer, home=home)


@pytest.fixture
def everybody(
    carer: User,
    manager: User,
    other_manager: User,
    marketing: User,
    director: User,
    coo: User,
    data_protection: User,
    safeguarding: User,
    auditor: User,
    administrator: User,
) -> dict[str, User]:
    """The cast by name: made before the request, as people are in life."""
    return {
        "carer": carer,
        "manager": manager,
        "other manager": other_manager,
        "marketing": marketing,
        "director": director,
        "coo": coo,
        "data protection": data_protection,
        "safeguarding": safeguarding,
        "auditor": auditor,
        "administrator": administrator,
    }


@pytest.fixture
def log_it(everybody: dict[str, User], home: Home) -> LogIt:
    """The Home Manager writes down what the police ask."""

    def log(**facts: Any) -> PoliceRequest:
        return building.logged(home=home, **{"by": everybody["manager"], **facts})

    return log


@pytest.fixture
def missing(everybody: dict[str, User], home: Home, resident: Person) -> PoliceRequest:
    """A resident is missing at night; a carer wrote it down."""
    return building.missing(home=home, person=resident, by=everybody["carer"])
