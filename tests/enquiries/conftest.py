"""One cast for each file of the tests of enquiries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests import builders
from tests.builders import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world
