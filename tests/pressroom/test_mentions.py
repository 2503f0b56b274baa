"""Who stands in the words without being named: told to whoever writes and sends, as far as they may know of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from pressroom import actions, naming
from pressroom.mentions import in_the_words
from pressroom.models import Statement
from tests.consent import builders_agreement as forms

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]
TO = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]
LOOK_FIRST = "In the words, and not asked about yet"
AS_QUOTED = {"content_type": "quote", "ident": "I2", "purpose": "P10", "channel": "local_press"}


@pytest.fixture
def joan(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer)
    courier = {"third_parties": [{"name": "Wexcombe Courier", "role": "newspaper"}]}
    yes = {"photos": "yes", "words": "yes", "local_paper": "yes"}
    forms.in_force(person, by=carer, manager=manager, answers=yes, chosen=courier)
    return person


def about(words: str, home: Home, by: User) -> Statement:
    return actions.draft(subject="The fair", trigger="article", home=home, words=words, recipients=TO, by=by)


def test_a_whole_name_in_the_words_is_settled_before_it_goes_to_sign_off(
    signed_in: SignedIn, home: Home, joan: Person, marketing: User, director: User
) -> None:
    statement = about(f"{joan.name.upper()} won at the fair.", home, marketing)
    assert in_the_words(statement, marketing) == ([joan], [])
    client = signed_in(marketing)
    for url in (statement.get_absolute_url(), f"/statements/{statement.pk}/send-for-sign-off/"):
        page = client.get(url).content.decode()
        assert LOOK_FIRST in page
        assert f"/statements/{statement.pk}/people/{joan.pk}/" in page
    assert "Nobody is named, quoted or told of" not in client.get(statement.get_absolute_url()).content.decode()
    refused = client.post(f"/statements/{statement.pk}/send-for-sign-off/", {"form_key": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert "Say how they are told of, or that it is somebody else" in refused.content.decode()


def test_whoever_is_named_is_not_told_of_twice(home: Home, joan: Person, marketing: User, director: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    naming.name_person(statement, joan, **AS_QUOTED, by=marketing)
    assert in_the_words(statement, marketing) == ([], [])
    actions.send_for_sign_off(statement, by=marketing)


def test_a_namesake_is_set_aside_with_who_said_so_and_the_signer_sees_it(
    signed_in: SignedIn, home: Home, joan: Person, marketing: User, director: User
) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    answer = signed_in(marketing).post(f"/statements/{statement.pk}/people/{joan.pk}/not-them/")
    assert answer.status_code == 302
    statement.refresh_from_db()
    assert in_the_words(statement, marketing) == ([], [])
    row = statement.history.first()
    assert (row.verb, row.history_user, row.clause) == ("say it is somebody else", marketing, "SM-26")
    actions.send_for_sign_off(statement, by=marketing)
    approval = Approval.objects.of(statement).get()
    assert approval.content["not_them"] == [joan.name]
    assert "said to be somebody else" in signed_in(director).get(approval.get_absolute_url()).content.decode()


def test_to_say_so_after_the_signature_makes_it_fall(home: Home, joan: Person, marketing: User, director: User) -> None:
    statement = about("It was a good fair.", home, marketing)
    actions.send_for_sign_off(statement, by=marketing)
    approval = Approval.objects.of(statement).get()
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    naming.say_it_is_somebody_else(statement, joan, by=marketing)
    approval.refresh_from_db()
    assert approval.state == ApprovalState.VOIDED


def test_a_first_name_of_the_home_is_a_hint_and_stops_nothing(
    signed_in: SignedIn,
    home: Home,
    other_home: Home,
    carer: User,
    other_manager: User,
    joan: Person,
    marketing: User,
    director: User,
) -> None:
    rose = forms.somebody(home=home, by=carer, name="Rose Tilling")
    forms.somebody(home=other_home, by=other_manager, name="Peter Lowe")
    nan = forms.somebody(home=home, by=carer, name="Mary Ann Peel", known_as="Nan")
    statement = about("Joan’s cake and Peter’s rose won 100% of the _fair_, said Nan.", home, marketing)
    assert in_the_words(statement, marketing) == ([], [joan, nan])
    page = signed_in(marketing).get(statement.get_absolute_url()).content.decode()
    assert "Brindle Court has somebody called" in page
    assert rose.name not in page
    actions.send_for_sign_off(statement, by=marketing)


@pytest.mark.clause("CC-2")
def test_somebody_whom_a_matter_keeps_hidden_is_not_given_away(home: Home, joan: Person, marketing: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    Person._base_manager.filter(pk=joan.pk).update(is_locked=True)
    assert in_the_words(statement, marketing) == ([], [])


def test_more_people_cost_no_more_statements(home: Home, carer: User, joan: Person, marketing: User) -> None:
    statement = about(f"{joan.name} won at the fair.", home, marketing)
    with CaptureQueriesContext(connection) as few:
        in_the_words(statement, marketing)
    for number in range(5):
        forms.somebody(home=home, by=carer, name=f"Ann Other{number}")
    with CaptureQueriesContext(connection) as many:
        in_the_words(statement, marketing)
    assert len(few) == len(many) == 1
