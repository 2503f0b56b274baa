"""A visit as far as most tests want it, and who is in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from consent.people.models import Person
from enquiries.access.models import AccessRequest
from mediapolicy.people.models import Home, User
from tests.enquiries.access import builders_visits as visits
from tests.stage import kept


@pytest.fixture(autouse=True)
def _in_the_morning() -> Iterator[None]:
    """A visit in two hours is a visit today, whenever the tests are run."""
    with time_machine.travel("2026-11-25 09:00:00+00:00", tick=True):
        yield


@kept
def joan(home: Home, manager: User) -> Person:
    return visits.agrees_to_film("Joan Ashby", by=manager, home=home)


@pytest.fixture
def visit(home: Home, carer: User) -> AccessRequest:
    """Logged by a carer."""
    return visits.asked(by=carer, home=home)


@pytest.fixture
def ready(
    visit: AccessRequest, joan: Person, manager: User, carer: User, safeguarding: User, marketing: User
) -> AccessRequest:
    """Prepared by the Home Manager; a carer goes with them; Joan is filmed."""
    return visits.ready_to_send(visit, joan, by=manager, escort=carer, safeguarding=safeguarding, to=marketing)


@pytest.fixture
def approved(ready: AccessRequest, manager: User, director: User) -> AccessRequest:
    """Approved by a Director, with a condition."""
    visits.sent(ready, by=manager)
    return visits.approve(ready, by=director, conditions="Only in the garden.")
