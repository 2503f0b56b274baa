"""What the pages of a form tell of findings, of a matter and of other homes, to those who may not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import signing as seals
from django.test import Client

from consent.agreement import links
from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown.withdrawing import withdraw
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent import builders_agreement as builders

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture
def joan(home: Home, carer: User) -> Person:
    return builders.somebody(home=home, by=carer, email="joan@ashby.example")


def test_4_9_why_a_form_is_on_hold_is_for_those_who_may_read_findings(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    stops.place(StopKind.CAPACITY_DOUBT, joan, "Forgot it at once.", by=manager)
    why = "A doubt whether they can decide this now"
    for person, sees in ((carer, False), (manager, True)):
        page = signed_in(person).get(consent.get_absolute_url()).content.decode()
        assert "On hold" in page
        assert (why in page) == sees, person


@pytest.mark.parametrize("also", [Role.DIRECTOR, Role.MARKETING_MANAGER])
def test_4_9_who_may_decide_is_not_told_to_a_carer_of_another_home(
    joan: Person, other_home: Home, carer: User, founder: User, appoint: Appoint, signed_in: SignedIn, also: Role
) -> None:
    builders.an_assessment(joan, "lacks", by=carer)
    person = appoint("Two Hats", Role.STAFF, other_home)
    people.appoint(person, also, None, by=founder)
    browser = signed_in(person)
    assert browser.get(joan.get_absolute_url()).status_code == 200
    address = f"/consent/people/{joan.pk}/ask/"
    assert (browser.get(address).status_code, browser.post(address, {}).status_code) == (404, 404)
    assert signed_in(carer).get(address).status_code == 200


def test_cc_2_an_older_version_of_a_matter_is_not_beside_the_newer_one(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    first = builders.in_force(joan, by=carer, manager=manager, chosen={"conditions": "Never with Quillhaven"})
    withdraw(joan, made_by="self", purposes=["P07"], by=carer)
    newer = MediaConsent.objects.get(subject=joan, state="active")
    browser, address = signed_in(manager), newer.get_absolute_url()
    assert "What changed since version 1" in browser.get(address).content.decode()
    MediaConsent.objects.filter(pk=first.pk).update(is_locked=True)
    page = browser.get(address).content.decode()
    assert str(first.pk) not in page
    assert "What changed since version" not in page


def test_a_browser_that_says_what_nobody_can_keep_signs_all_the_same(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    sent = links.send_link(consent, by=carer)
    address = f"/consent/sign/{seals.loads(sent.link.sealed_token, salt=links.TOKEN_SALT)}/"
    browser = Client(HTTP_USER_AGENT="Tablet\x00\x1b[31m")
    given = browser.post(address, {"code": sent.code}).context["opened"]
    done = browser.post(address, {"pass": given, "signer": "Joan Ashby", "agrees": "on"})
    assert done["Location"] == "/consent/sign/answered/"
    assert consent.signatures.get().device == "Tablet[31m"
