"""The link on the slip: in effect at once, changes nothing when opened, tells nobody anything, and can't be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as C
from consent.knocking import SLIP, Knock, forget_old
from consent.people.models import Person
from consent.takedown import slip
from consent.takedown.models import MadeBy, Withdrawal
from tests import builders
from tests.builders import World
from tests.consent import builders_takedown as make

pytestmark = pytest.mark.django_db
ALL = {"what": "everything"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


@pytest.fixture
def elsie(world: World) -> Person:
    return make.a_person(by=world["carer"], home=world.home)


@pytest.fixture
def consent(world: World, elsie: Person) -> MediaConsent:
    return make.agreed(elsie, by=world["carer"], manager=world["manager"])


def path_of(urn: str, token: str = "") -> str:
    return f"/consent/stop/{urn}/{token or slip.token_of(urn)}/"


def without_chance(page: bytes, urn: str) -> str:
    """A page without what differs by chance: one-time keys, tokens, the number that was asked for."""
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", page.decode())
    return re.sub(r'nonce="[^"]*"', "", text).replace(urn, "NUMBER")


@pytest.mark.clause("SM-26")
def test_w_1_everything_stops_at_once_and_the_home_hears_of_it(
    world: World, elsie: Person, consent: MediaConsent
) -> None:
    answer = Client().post(path_of(consent.urn), ALL)
    assert answer.status_code == 200
    consent.refresh_from_db()
    noted = Withdrawal.objects.get(subject=elsie)
    assert (consent.state, noted.how, noted.made_by, noted.received_by.is_system) == (
        C.WITHDRAWN,
        "link",
        MadeBy.SELF,
        True,
    )
    assert ("consent_withdrawn", "manager") in builders.told_of(noted)


def test_w_1_some_of_it_leaves_the_rest(elsie: Person, consent: MediaConsent) -> None:
    client = Client()
    assert client.post(path_of(consent.urn), {"what": "some"}).status_code == 422
    assert client.post(path_of(consent.urn), {"what": "some", "purposes": ["P07", "P08"]}).status_code == 200
    newer = MediaConsent.objects.get(supersedes=consent)
    assert (newer.state, newer.purposes) == (C.ACTIVE, {"P05", "P06"})
    # The same slip goes on working for the newer version: it carries the same number.
    assert client.post(path_of(consent.urn), ALL).status_code == 200
    newer.refresh_from_db()
    assert newer.state == C.WITHDRAWN


def test_opening_the_page_changes_nothing_and_asks_nothing(consent: MediaConsent, queries: Any) -> None:
    before = builders.everything_kept()
    for method in ("get", "head"):
        getattr(Client(), method)(path_of(consent.urn))
    with queries() as asked:
        Client().get(path_of(consent.urn))
    assert builders.everything_kept() == before
    assert not [one for one in asked.statements if "consent_" in one]


def test_a_wrong_link_looks_the_same_and_does_nothing(elsie: Person, consent: MediaConsent) -> None:
    token = slip.token_of(consent.urn)
    wrong = [
        (consent.urn, "a" * 26),
        (consent.urn, token[:-1] + ("b" if token.endswith("a") else "a")),
        (consent.urn, slip.token_of(consent.urn).upper()),
        (consent.urn, slip.token_of("MC-OTHER2")),
        ("MC-NONE22", slip.token_of(consent.urn)),
    ]
    before = builders.everything_kept()
    opened = without_chance(Client().get(path_of(consent.urn)).content, consent.urn)
    told = []
    for urn, token in wrong:
        assert without_chance(Client().get(path_of(urn, token)).content, urn) == opened
        answer = Client().post(path_of(urn, token), ALL)
        told.append((answer.status_code, without_chance(answer.content, urn)))
    after = builders.everything_kept()
    assert {key: after[key] - before[key] for key in after if after[key] != before[key]} == {
        "consent.Knock": len(wrong)
    }
    right = Client().post(path_of(consent.urn), ALL)
    assert set(told) == {(right.status_code, without_chance(right.content, consent.urn))}


def test_a_number_that_nobody_has_with_its_own_right_token_does_nothing() -> None:
    assert Client().post(path_of("MC-NONE22"), ALL).status_code == 200
    assert not Withdrawal.objects.exists()


def test_the_page_names_nobody(elsie: Person, consent: MediaConsent, world: World) -> None:
    for answer in (Client().get(path_of(consent.urn)), Client().post(path_of(consent.urn), ALL)):
        text = answer.content.decode()
        for word in (elsie.name, "Elsie", world.home.name, elsie.reference, str(elsie.pk), "resident"):
            assert word not in text
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_sent_twice_it_counts_once(elsie: Person, consent: MediaConsent) -> None:
    for _ in range(3):
        assert Client().post(path_of(consent.urn), ALL).status_code == 200
    assert Withdrawal.objects.filter(subject=elsie).count() == 1


def test_other_ways_of_asking_are_refused(consent: MediaConsent) -> None:
    for method in ("put", "delete", "patch", "options"):
        assert getattr(Client(), method)(path_of(consent.urn)).status_code == 405
    assert Client().get("/consent/stop/a_b/abc/").status_code == 404


def test_wrong_links_end_after_a_while_and_a_right_one_never_does(consent: MediaConsent) -> None:
    client = Client()
    codes = [client.post(path_of(consent.urn, "b" * 26), ALL).status_code for _ in range(SLIP.wrong_an_hour + 2)]
    assert codes == [200] * SLIP.wrong_an_hour + [429, 429]
    assert client.post(path_of(consent.urn), ALL).status_code == 200
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN
    assert {len(who) for who in Knock.objects.values_list("came_from", flat=True)} == {64}
    Knock.objects.update(at=timezone.now() - timedelta(days=2))
    assert client.post(path_of(consent.urn, "b" * 26), ALL).status_code == 200
    assert forget_old() == SLIP.wrong_an_hour
    assert Knock.objects.count() == 1


def test_a_slip_on_paper_outlives_a_change_of_our_key(consent: MediaConsent) -> None:
    printed = path_of(consent.urn)
    with override_settings(SECRET_KEY="another-key-that-is-long-enough-for-this", SECRET_KEY_FALLBACKS=[]):
        assert not slip.is_token_of(consent.urn, slip.token_of(consent.urn, "yet-another-key"))
        Client().post(printed, ALL)
        assert not Withdrawal.objects.exists()
    with override_settings(
        SECRET_KEY="another-key-that-is-long-enough-for-this", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]
    ):
        Client().post(printed, ALL)
    assert Withdrawal.objects.count() == 1


def test_the_address_on_the_slip_can_be_printed_again(consent: MediaConsent) -> None:
    assert slip.slip_url(consent.urn) == slip.slip_url(consent.urn)
    assert slip.slip_url(consent.urn) == f"{settings.SITE_URL}{path_of(consent.urn)}"
    assert len(slip.token_of(consent.urn)) == slip.LENGTH


@pytest.mark.clause("CC-2")
def test_somebody_of_an_ongoing_matter_is_heard_too(elsie: Person, consent: MediaConsent) -> None:
    Person.objects.filter(pk=elsie.pk).update(is_locked=True)
    MediaConsent.objects.filter(pk=consent.pk).update(is_locked=True)
    Client().post(path_of(consent.urn), ALL)
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN
    assert Withdrawal.objects.get().is_locked
