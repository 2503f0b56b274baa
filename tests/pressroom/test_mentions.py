"""Who stands in the words without being named: told to whoever writes and sends, as far as they may know of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.people.models import Person
from mediapolicy.people.models import Home, User
from pressroom import actions, naming
from pressroom.mentions import only_in_words
from pressroom.models import Statement
from tests.consent import builders_agreement as forms

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]
TO = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]
LOOK_FIRST = "In the words, and not asked about yet"


@pytest.fixture
def joan(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer)
    courier = {"third_parties": [{"name": "Wexcombe Courier", "role": "newspaper"}]}
    yes = {"photos": "yes", "words": "yes", "local_paper": "yes"}
    forms.in_force(person, by=carer, manager=manager, answers=yes, chosen=courier)
    return person


def about(words: str, home: Home, by: User) -> Statement:
    return actions.draft(subject="The fair", trigger="article", home=home, words=words, recipients=TO, by=by)


def test_a_whole_name_in_the_words_is_told_before_it_goes_to_sign_off(
    signed_in: SignedIn, home: Home, joan: Person, marketing: User, director: User
) -> None:
    statement = about(f"{joan.name.upper()} won at the fair.", home, marketing)
    assert only_in_words(statement, marketing) == [joan]
    client = signed_in(marketing)
    for url in (statement.get_absolute_url(), f"/statements/{statement.pk}/send-for-sign-off/"):
        page = client.get(url).content.decode()
        assert LOOK_FIRST in page
        assert f"/statements/{statement.pk}/people/{joan.pk}/" in page
    assert "Nobody is named, quoted or told of" not in client.get(statement.get_absolute_url()).content.decode()


def test_whoever_is_named_is_not_told_of_twice(home: Home, joan: Person, marketing: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    naming.name_person(
        statement, joan, content_type="quote", ident="I2", purpose="P10", channel="local_press", by=marketing
    )
    assert only_in_words(statement, marketing) == []


def test_a_first_name_alone_or_nobody_on_the_list_says_nothing(
    signed_in: SignedIn, home: Home, joan: Person, marketing: User
) -> None:
    statement = about(f"{joan.first_name} and Peter 100% liked the _fair_.", home, marketing)
    assert only_in_words(statement, marketing) == []
    page = signed_in(marketing).get(statement.get_absolute_url()).content.decode()
    assert "Nobody is named, quoted or told of" in page


@pytest.mark.clause("CC-2")
def test_somebody_whom_a_matter_keeps_hidden_is_not_given_away(home: Home, joan: Person, marketing: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    Person._base_manager.filter(pk=joan.pk).update(is_locked=True)
    assert only_in_words(statement, marketing) == []


def test_more_people_cost_no_more_statements(home: Home, carer: User, joan: Person, marketing: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    with CaptureQueriesContext(
        connection,
    ) as few:
        only_in_words(statement, marketing)
    for number in range(5):
        forms.somebody(home=home, by=carer, name=f"Ann Other{number}")
    with CaptureQueriesContext(connection) as many:
        only_in_words(statement, marketing)
    assert len(few) == len(many) == 1
