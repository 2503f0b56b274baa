"""What the pages ask of the database: little, and no more with more rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consent.capacity.on_person import on_person
from consent.capacity.waiting import waiting_for
from consent.people.models import Person
from mediapolicy.people.models import User
from tests.consent import builders_capacity as build

pytestmark = pytest.mark.django_db
CEILING = {"consent:capacity": 12, "consent:assessment": 12, "consent:decision": 12, "consent:representative": 12}


@pytest.fixture
def asked(
    joan: Person,
    assessor: User,
    manager: User,
    safeguarding: User,
    signed_in: Callable[[User], Client],
    queries: Callable[[], Any],
) -> Callable[[str, Any], int]:
    """How many statements a page takes."""
    client = signed_in(manager)

    def count(name: str, key: Any) -> int:
        with queries() as asked:
            assert client.get(reverse(name, args=[key])).status_code == 200
        return len(asked.statements)

    return count


@pytest.fixture
def records(joan: Person, assessor: User, manager: User, safeguarding: User) -> dict[str, Any]:
    unable = build.found(joan, by=assessor, manager=manager, scope=build.a_scope(build.FAMILY, build.DISPLAY))
    return {
        "consent:capacity": joan,
        "consent:assessment": unable,
        "consent:decision": build.decided(unable, manager=manager, second=safeguarding),
        "consent:representative": build.somebody_speaks(joan, by=manager),
    }


@pytest.mark.parametrize("name", sorted(CEILING))
def test_a_page_asks_little_and_no_more_with_more_rows(
    asked: Any, records: dict[str, Any], name: str, joan: Person, assessor: User, manager: User, carer: User
) -> None:
    before = asked(name, records[name].pk)
    assert before <= CEILING[name]
    for number in range(4):
        build.somebody_speaks(joan, by=manager, name=f"Friend {number}")
        build.begun(joan, by=assessor)
        build.speaking.keep_wish(joan, wish="happy", words="Likes it.", by=carer)
        build.interests.prepare(records["consent:assessment"], (build.FAMILY,), by=manager)
    assert asked(name, records[name].pk) <= before


def test_my_work_and_the_persons_page_do_not_grow(
    joan: Person, assessor: User, manager: User, queries: Callable[[], Any]
) -> None:
    def count() -> tuple[int, int]:
        with queries() as work:
            waiting_for(manager)
        with queries() as page:
            on_person(joan, manager)
        return len(work.statements), len(page.statements)

    build.finished(joan, by=assessor)
    manager.standing_cache = None
    before = count()
    assert before <= (4, 1)
    for _ in range(3):
        build.finished(joan, by=assessor)
    assert count() <= before
