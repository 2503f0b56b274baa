"""A worry that a carer sent to the Home Manager, about a new colleague of the same home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from enquiries.undercover import actions
from enquiries.undercover.models import UndercoverReport
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests import builders
from tests.stage import kept

Send = Callable[..., UndercoverReport]


@kept
def newcomer(founder: User, home: Home) -> User:
    """A new colleague at Brindle Court, of whom somebody is not so sure."""
    return builders.somebody_with_a_role(founder, "Robin Fosse", Role.STAFF, home)


@pytest.fixture
def send(carer: User, manager: User, marketing: User, director: User, coo: User) -> Send:
    """The carer sends a worry, to the Home Manager unless another is named."""

    def send_one(**facts: Any) -> UndercoverReport:
        return actions.send(**{"cover": "visitor", "told": manager, "by": carer, **facts})

    return send_one
