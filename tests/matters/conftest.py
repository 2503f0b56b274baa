"""A matter, and what it may reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent.people.models import Person
from matters import actions
from matters.models import Matter
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person

OpenIt = Callable[..., Matter]


@pytest.fixture
def resident(home: Home, carer: User) -> Person:
    return a_person("Walter Dunmore", by=carer, home=home)


@pytest.fixture
def open_it(coo: User) -> OpenIt:
    """The COO opens a matter."""

    def open_one(**facts: Any) -> Matter:
        given = {"kind": "complaint", "called": "The fall", "about": "A complaint about a fall at night.", **facts}
        return actions.open_matter(by=coo, **given)

    return open_one
