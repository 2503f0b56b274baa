"""Words that changed while somebody looked at them, and signatures of somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consent.agreement import actions, signing
from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.signature import Signature
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests.consent import builders_agreement as builders
from tests.consent.builders_pictures import as_file, scene

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-3")]
SignedIn = Callable[[User], Client]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def joan(home: Home, carer: User) -> Person:
    return builders.somebody(home=home, by=carer)


def page_of(browser: Client, address: str) -> dict[str, str]:
    """The page as somebody has it open: everything that it will send back."""
    return dict(HIDDEN.findall(browser.get(address).content.decode()))


def changed_meanwhile(consent: MediaConsent, by: User) -> None:
    """A colleague goes back, adds adverts, and makes it ready again."""
    actions.go_back(consent, by=by)
    actions.choose(consent, answers={"adverts": "yes"}, by=by)
    actions.make_ready(consent, by=by)


def test_nobody_signs_other_words_than_the_page_showed(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    consent, browser = builders.ready(joan, by=carer), signed_in(carer)
    address = f"/consent/forms/{consent.pk}/sign/"
    old = page_of(browser, address)
    changed_meanwhile(consent, manager)
    given = {"method": "typed", "signer": joan.name}
    for sent in (old, {**old, "shown": ""}, {name: value for name, value in old.items() if name != "shown"}):
        assert browser.post(address, {**sent, **given}).status_code == 409
    consent.refresh_from_db()
    assert (consent.state, consent.signatures.count()) == ("awaiting signature", 0)
    assert browser.post(address, {**page_of(browser, address), **given}).status_code == 302


def test_nobody_signs_off_other_words_than_the_page_showed(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    consent, browser = builders.with_papers(joan, by=carer), signed_in(manager)
    address = f"/consent/forms/{consent.pk}/steps/sign-off/"
    old = page_of(browser, address)
    actions.send_back(consent, by=manager, note="Ask about adverts.")
    actions.choose(consent, answers={"adverts": "yes"}, by=carer)
    actions.make_ready(consent, by=carer)
    signing.sign(consent, builders.drawn(joan.name), by=carer)
    actions.give_papers(consent, privacy_notice="PN 3", by=carer)
    assert browser.post(address, old).status_code == 409
    consent.refresh_from_db()
    assert consent.state == "awaiting sign-off"
    assert browser.post(address, page_of(browser, address)).status_code == 302


@pytest.mark.parametrize("signer", ["Ruth Daughter", "Ruth Ashby", "R. Ashby", "...", "Mrs", "Joan Ashby and Ruth"])
def test_v_c_10_nobody_signs_for_somebody_else(joan: Person, carer: User, signer: str) -> None:
    consent = builders.ready(joan, by=carer)
    with pytest.raises(Missing, match="Whoever agrees has to sign"):
        signing.sign(consent, builders.drawn(signer), by=carer)


@pytest.mark.parametrize("signer", ["Joan Ashby", "joan  ashby", "Mrs J. Ashby", "Joan", "Nan", "J A"])
def test_somebody_signs_with_their_own_name_however_they_write_it(
    joan: Person, carer: User, manager: User, signer: str
) -> None:
    Person.objects.filter(pk=joan.pk).update(known_as="Nan")
    consent = builders.ready(Person.objects.get(pk=joan.pk), by=carer)
    signing.sign(consent, builders.drawn(signer), by=carer)
    assert consent.state == "awaiting sign-off"


def test_a_scan_of_a_signature_that_was_refused_is_kept_nowhere(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    before = _kept()
    file: Any = SimpleUploadedFile("scan.jpg", as_file(scene(1)))
    with pytest.raises(Missing):
        signing.sign(consent, builders.drawn("Ruth Daughter", method=SignedBy.PAPER, drawing="", file=file), by=carer)
    assert _kept() == before
    file.seek(0)
    signing.sign(consent, builders.drawn(joan.name, method=SignedBy.PAPER, drawing="", file=file), by=carer)
    kept = Signature.objects.get()
    assert _kept() - before == {str(kept.pk)}
    assert kept.file.name == f"consent/{kept.pk}"


def _kept() -> set[str]:
    return set(default_storage.listdir("consent")[1]) if default_storage.exists("consent") else set()
