"""Ten thousand people cost no more statements than two, and no statement reads a large table from end to end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from consent.people.models import Person
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.consent.builders_people import UNLIMITED, a_person, an_answer, many_people

SignedIn = Callable[[User], Client]
Queries = Callable[[], Asked]
MANY, HOMES = 10_000, 40
LIST = 8
RECORD = 12  # a person's page is where every kind of record adds its own part
ONE_MORE = 1  # the homes to choose from; the two lists of one home's counts
BIG = ("consent_person", "consent_mediaconsent", "consent_historicalperson", "consent_historicalmediaconsent")


def statements(client: Client, url: str, queries: Queries) -> list[str]:
    with queries() as asked:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
    return asked.statements


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "coo", "data_protection"])
def test_the_pages_stay_within_their_ceilings_however_many_rows(
    signed_in: SignedIn, who: str, request: pytest.FixtureRequest, manager: User, home: Home, queries: Queries
) -> None:
    client = signed_in(request.getfixturevalue(who))
    ivy = a_person("Ivy Marlowe", by=manager, home=home)
    form = an_answer(ivy, by=manager, **UNLIMITED)
    ceilings = {
        "/consent/people/": LIST + ONE_MORE,
        "/consent/people/?answer=website&words=i": LIST + ONE_MORE,
        ivy.get_absolute_url(): RECORD,
    }
    if who != "carer":
        ceilings |= {"/consent/recorded/": LIST, f"/consent/recorded/{home.pk}/": LIST + ONE_MORE}
    few = {url: len(statements(client, url, queries)) for url in ceilings}
    many_people(ivy, [home], 120, form=form)
    for number in range(3):
        an_answer(ivy, by=manager, state="superseded", edition=number + 2, **UNLIMITED)
    many = {url: len(statements(client, url, queries)) for url in ceilings}
    assert many == few
    assert {url: number for url, number in few.items() if number > ceilings[url]} == {}


@pytest.fixture
def somebody_acted(transactional_db: None) -> None:
    """The database knows who acts from a transaction's start: outside of one it is asked for what was said last."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select 1")


@pytest.fixture
def ten_thousand(
    somebody_acted: None, founder: User, manager: User, marketing: User, home: Home
) -> Iterator[tuple[Person, list[Home]]]:
    """Ten thousand people with their forms, over forty homes, as a database that has been up for a while."""
    homes = [home]
    homes += [people.open_home(name=f"Home {n:02}", town="Wexcombe", nation="ENG", by=founder) for n in range(1, HOMES)]
    ivy = a_person("Zebedee Quillhaven", by=manager, home=home)
    form = an_answer(ivy, by=manager, **UNLIMITED)
    many_people(ivy, homes, MANY, form=form)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
        cursor.execute("set random_page_cost = 1.1")  # as on a disk without moving parts
    yield ivy, homes
    with connection.cursor() as cursor:
        cursor.execute("reset random_page_cost")


class Plans:
    """Explains every statement of a block as it is sent, with its own parameters."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and any(f'"{table}"' in sql for table in BIG):
            with connection.connection.cursor() as cursor:
                cursor.execute("explain " + sql, params)
                plan = "\n".join(row[0] for row in cursor.fetchall())
            whole = {table for table in re.findall(r"Seq Scan on (\w+)", plan) if table in BIG}
            if whole:
                self.found[sql[:3000] + "\n" + plan] = whole
        return execute(sql, params, many, context)


# Not among them: who was not asked yet, for all homes at once. Where nearly everybody was, that means to look at all.
URLS = (
    "/consent/people/",
    "/consent/people/?words=quillhaven",
    "/consent/people/?words=ada",
    "/consent/people/?answer=website",
    "/consent/people/?kind=staff&answer=recorded",
    "/consent/recorded/",
)


def test_ten_thousand_people_are_searched_and_counted_from_indexes(
    ten_thousand: tuple[Person, list[Home]], signed_in: SignedIn, marketing: User, manager: User
) -> None:
    ivy, homes = ten_thousand
    for who in (marketing, manager):
        client = signed_in(who)
        plans = Plans()
        with connection.execute_wrapper(plans):
            for url in (*URLS, f"/consent/people/?home={homes[0].pk}&words=ada", f"/consent/recorded/{homes[0].pk}/"):
                assert client.get(url).status_code == 200
            assert client.get(ivy.get_absolute_url()).status_code == 200
        assert plans.found == {}, "\n\n".join(plans.found)
