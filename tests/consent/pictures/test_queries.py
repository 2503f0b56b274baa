"""Every page of pictures has a ceiling of statements, and none grows with pictures or people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from consent.people.models import Person
from consent.pictures import actions, naming
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.consent import builders_pictures as builders
from tests.consent.pictures.test_using import a_crowd

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
Queries = Callable[[], Asked]


def cost(client: Client, url: str, queries: Queries) -> list[str]:
    with queries() as asked:
        assert client.get(url).status_code == 200
    return asked.statements


@pytest.mark.parametrize("who", ["carer", "marketing"])
def test_the_library_costs_the_same_for_one_and_for_many(
    who: str,
    home: Home,
    carer: User,
    manager: User,
    signed_in: SignedIn,
    queries: Queries,
    request: pytest.FixtureRequest,
) -> None:
    client = signed_in(request.getfixturevalue(who))
    people = a_crowd(home, carer, manager, 10)
    first = builders.a_photo(home=home, by=carer, seed=70)
    naming.name_somebody(first, marked="named", person=people[0], by=carer)
    for person in people[1:]:
        naming.name_somebody(first, marked="named", person=person, by=carer)
    url = "/consent/pictures/?tab=waiting&use=P07+facebook&allowed=&words=a"
    one = cost(client, url, queries)
    for number in range(4):
        more = builders.a_photo(home=home, by=carer, seed=80 + number)
        for person in people:
            naming.name_somebody(more, marked="named", person=person, by=carer)
    many = cost(client, url, queries)
    assert len(many) == len(one) <= 8, many
    plain = cost(client, "/consent/pictures/?tab=waiting", queries)
    assert len(plain) <= 8, plain


def test_a_pictures_page_costs_the_same_for_two_and_for_twenty(
    home: Home, carer: User, manager: User, signed_in: SignedIn, queries: Queries
) -> None:
    client, photo = signed_in(carer), builders.a_photo(home=home, by=carer)
    people = a_crowd(home, carer, manager, 20)
    for person in people:
        naming.name_somebody(photo, marked="named", person=person, by=carer)
    many = cost(client, photo.get_absolute_url(), queries)
    assert len(many) <= 10, many
    assert len(cost(client, photo.get_absolute_url() + "who/", queries)) <= 10


def test_searching_and_typing_are_cheap(
    home: Home, carer: User, elsie: Person, signed_in: SignedIn, queries: Queries
) -> None:
    client = signed_in(carer)
    assert len(cost(client, "/consent/pictures/people/?q=el", queries)) <= 5
    photo = builders.a_photo(home=home, by=carer)
    actions.count_people(photo, 0, by=carer)
    assert len(cost(client, photo.get_absolute_url() + "file/", queries)) <= 5
