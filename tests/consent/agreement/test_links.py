"""The link by which somebody signs from afar, and everything that is tried against it."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from consent import knocking
from consent.agreement import actions, links
from consent.agreement.models import MediaConsent
from consent.agreement.signature import ConsentLink
from consent.people.models import Person
from mediapolicy.outbox import actions as outbox
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Home, User
from tests import builders as everywhere
from tests.consent import builders_agreement as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-3")]

YES = {"answer": "yes", "signer": "Joan Ashby", "agrees": "on"}


@pytest.fixture
def consent(joan: Person, carer: User) -> MediaConsent:
    return builders.ready(joan, by=carer)


@pytest.fixture
def sent(consent: MediaConsent, carer: User) -> links.Sent:
    return links.send_link(consent, by=carer)


@pytest.fixture
def phone() -> Client:
    return Client(HTTP_USER_AGENT="A phone", REMOTE_ADDR="192.0.2.9", enforce_csrf_checks=True)


def token_of(link: ConsentLink) -> str:
    """The token, as the e-mail will carry it."""
    link.refresh_from_db()
    return str(signing.loads(link.sealed_token, salt=links.TOKEN_SALT))


def url(token: str) -> str:
    return f"/consent/sign/{token}/"


def opened(phone: Client, token: str, code: str) -> str:
    """The pass that the code opened."""
    page = phone.post(url(token), {"code": code})
    assert page.status_code == 200, page.status_code
    found = re.search(r'name="pass" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


# Sending ---------------------------------------------------------------------------------------------------------


def test_only_hashes_are_kept_and_the_sealed_copy_goes_with_the_email(sent: links.Sent) -> None:
    token = token_of(sent.link)
    kept = ConsentLink.objects.values_list().get()
    assert token not in repr(kept)
    assert sent.code not in repr(kept)
    assert sent.link.token_hash == links.hash_of(token)
    assert len(token) >= 43
    outbox.deliver(Dispatch.objects.get(kind="consent_link").pk)
    letter = mail.outbox[0]
    assert letter.to == ["joan@ashby.example"]
    assert url(token) in letter.body
    assert sent.code not in letter.body
    assert not any(name in f"{letter.subject}{letter.body}" for name in ("Joan", "Ashby", "consent form", "photo"))
    sent.link.refresh_from_db()
    assert sent.link.sealed_token == ""
    assert outbox.deliver(Dispatch.objects.get(kind="consent_link").pk) is False


def test_a_newer_link_ends_the_older(consent: MediaConsent, sent: links.Sent, carer: User, phone: Client) -> None:
    old = token_of(sent.link)
    newer = links.send_link(consent, by=carer)
    assert phone.post(url(old), {"code": sent.code}).status_code == 410
    opened(phone, token_of(newer.link), newer.code)


# Opening and signing ---------------------------------------------------------------------------------------------


def test_the_right_code_shows_the_form_and_the_signature_is_kept(
    consent: MediaConsent, sent: links.Sent, phone: Client, manager: User
) -> None:
    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    answer = phone.post(url(token), {**YES, "pass": pass_, "drawing": builders.STROKES})
    assert answer.status_code == 302
    assert answer["Location"] == "/consent/sign/answered/"
    consent.refresh_from_db()
    kept = consent.signature
    assert (consent.state, kept.method, kept.kept_by, kept.signer) == (
        "awaiting sign-off",
        "remote",
        None,
        "Joan Ashby",
    )
    assert (kept.device, kept.address) == ("A phone", "192.0.2.9")
    assert kept.shown_hash == consent.shown_hash
    assert everywhere.told_of(consent) >= {
        ("consent_to_sign_off", "moira teasdale"),
        ("consent_link_answered", "jo pettifer"),
    }


def test_whoever_was_sent_it_may_say_no(consent: MediaConsent, sent: links.Sent, phone: Client) -> None:
    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    assert phone.post(url(token), {"answer": "no", "pass": pass_}).status_code == 302
    consent.refresh_from_db()
    assert (consent.state, consent.signature) == ("refused", None)


def test_what_is_missing_is_said_and_nothing_is_kept(sent: links.Sent, phone: Client, consent: MediaConsent) -> None:
    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    page = phone.post(url(token), {"answer": "yes", "signer": "", "pass": pass_})
    assert page.status_code == 422
    page = phone.post(url(token), {**YES, "drawing": "<svg>", "pass": pass_})
    assert page.status_code == 422
    assert b"<svg>" not in page.content
    assert consent.signatures.count() == 0


def test_a_representative_signs_with_a_witness(joan: Person, carer: User, manager: User, phone: Client) -> None:
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan)
    builders.in_their_interests(joan, ruth, assessment, by=manager)
    consent = builders.ready(joan, by=carer, decider=str(ruth.pk))
    sent = links.send_link(consent, by=carer)
    assert sent.link.sent_to == "ruth@ashby.example"
    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    yes = {**YES, "signer": "Ruth Ashby", "pass": pass_}
    assert "needs a witness" in phone.post(url(token), yes).content.decode()
    assert phone.post(url(token), {**yes, **builders.SEEN}).status_code == 302
    consent.refresh_from_db()
    assert (consent.signature.signer_is, consent.signature.witness) == ("attorney", "Wendy Harker")


# Attacks ---------------------------------------------------------------------------------------------------------


def test_a_mail_scanner_that_opens_the_address_changes_nothing(sent: links.Sent, phone: Client) -> None:
    token = token_of(sent.link)
    before = everywhere.everything_kept()
    known, unknown = phone.get(url(token)), phone.get(url("x" * 43))
    phone.head(url(token))
    assert everywhere.everything_kept() == before
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert _plain(known) == _plain(unknown)
    assert b"Joan" not in known.content
    sent.link.refresh_from_db()
    assert sent.link.is_open
    assert sent.link.opened_at is None


def _plain(page: Any) -> bytes:
    return re.sub(rb'nonce="[^"]*"', b"", page.content)


def test_no_page_of_a_link_tells_where_it_comes_from_or_is_kept(sent: links.Sent, phone: Client) -> None:
    token = token_of(sent.link)
    pages = [
        phone.get(url(token)),
        phone.post(url(token), {"code": wrong(sent.code)}),
        phone.post(url(token), {"code": sent.code}),
        phone.post(url("x" * 43), {"code": "123456"}),
        phone.get("/consent/sign/answered/"),
    ]
    for page in pages:
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "no-store"
        assert "noindex" in page["X-Robots-Tag"]
        assert token not in page.content.decode()
        assert not re.search(r'(?:src|href)="https?://', page.content.decode())


def test_the_token_reaches_neither_log_nor_history(
    sent: links.Sent, phone: Client, consent: MediaConsent, caplog: pytest.LogCaptureFixture
) -> None:
    token = token_of(sent.link)
    with caplog.at_level(logging.DEBUG):
        phone.post(url(token), {"code": "1"})
        pass_ = opened(phone, token, sent.code)
        phone.post(url(token), {**YES, "pass": pass_})
    assert token not in caplog.text
    assert sent.code not in caplog.text
    assert not any(token in str(row.__dict__) or sent.code in row.note for row in consent.history.all())


def test_five_wrong_codes_lock_it_and_the_sender_is_told(
    sent: links.Sent, phone: Client, consent: MediaConsent
) -> None:
    token = token_of(sent.link)
    answers = [phone.post(url(token), {"code": wrong(sent.code)}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 410]
    assert phone.post(url(token), {"code": sent.code}).status_code == 410
    consent.refresh_from_db()
    assert everywhere.told_of(consent) == {("consent_link_locked", "jo pettifer")}
    assert everywhere.last_row(consent).verb == "lock the link"
    assert consent.state == "awaiting signature"


def test_a_used_link_opens_nothing(sent: links.Sent, phone: Client) -> None:
    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    assert phone.post(url(token), {**YES, "pass": pass_}).status_code == 302
    for again in ({"code": sent.code}, {**YES, "pass": pass_}, {"answer": "no", "pass": pass_}):
        assert phone.post(url(token), again).status_code == 410


def test_an_expired_link_opens_nothing(sent: links.Sent, phone: Client) -> None:
    token = token_of(sent.link)
    assert timedelta(days=13) < sent.link.expires_at - timezone.now() <= timedelta(days=14)
    sent.link.expires_at = timezone.now() - timedelta(seconds=1)
    sent.link.save()
    assert phone.post(url(token), {"code": sent.code}).status_code == 410


@pytest.mark.parametrize("end", ["taken back", "gone back", "said no", "signed here", "locked away"])
def test_a_link_ends_with_what_it_was_made_for(
    consent: MediaConsent, sent: links.Sent, phone: Client, carer: User, end: str
) -> None:
    from consent.agreement import signing as by_hand

    token = token_of(sent.link)
    pass_ = opened(phone, token, sent.code)
    {
        "taken back": lambda: links.revoke_link(consent, by=carer),
        "gone back": lambda: actions.go_back(consent, by=carer),
        "said no": lambda: actions.say_no(consent, by=carer),
        "signed here": lambda: by_hand.sign(consent, builders.drawn(), by=carer),
        "locked away": lambda: MediaConsent.objects.filter(pk=consent.pk).update(is_locked=True),
    }[end]()
    assert phone.post(url(token), {"code": sent.code}).status_code == 410
    assert phone.post(url(token), {**YES, "pass": pass_}).status_code == 410


def test_a_link_is_bound_to_exactly_what_it_shows(
    consent: MediaConsent, sent: links.Sent, phone: Client, carer: User
) -> None:
    token = token_of(sent.link)
    builders.rewind(consent, conditions="Something else")
    assert phone.post(url(token), {"code": sent.code}).status_code == 410


def test_the_pass_of_one_link_opens_no_other(sent: links.Sent, phone: Client, home: Home, carer: User) -> None:
    edna = builders.somebody(home=home, by=carer, name="Edna Moss", email="edna@moss.example")
    other = links.send_link(builders.ready(edna, by=carer), by=carer)
    mine = opened(phone, token_of(sent.link), sent.code)
    answer = phone.post(url(token_of(other.link)), {**YES, "pass": mine})
    assert answer.status_code == 422
    assert b"Edna" not in answer.content
    assert not edna.consents.get().signatures.exists()
    for forged in ("", "x", mine[:-2] + "aa"):
        answer = phone.post(url(token_of(sent.link)), {**YES, "pass": forged})
        assert b"Joan" not in answer.content


def test_a_pass_ends_after_an_hour(sent: links.Sent, phone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_ = opened(phone, token_of(sent.link), sent.code)
    monkeypatch.setattr(links, "OPEN_FOR", -1)
    assert not links.is_pass_for(sent.link, pass_)


def test_guessing_tokens_is_stopped_and_counted_in_the_database(sent: links.Sent, phone: Client) -> None:
    answers = [phone.post(url(f"guess{number}"), {"code": "123456"}).status_code for number in range(11)]
    assert answers == [410] * 10 + [429]
    assert knocking.Knock.objects.filter(was_wrong=True).count() == 10
    assert phone.post(url(token_of(sent.link)), {"code": sent.code}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.4")
    assert elsewhere.post(url(token_of(sent.link)), {"code": sent.code}).status_code == 200
    assert "192.0.2.9" not in repr(list(knocking.Knock.objects.values()))


def test_nobody_knocks_more_than_thirty_times_a_minute() -> None:
    for _ in range(30):
        assert not knocking.LINK.is_shut_to("192.0.2.9")
        knocking.LINK.note("192.0.2.9")
    assert knocking.LINK.is_shut_to("192.0.2.9")
    assert not knocking.SLIP.is_shut_to("192.0.2.9")
    assert knocking.forget_old() == 0
    knocking.Knock.objects.all().update(at=timezone.now() - timedelta(days=2))
    assert knocking.forget_old() == 30


def test_when_knocks_cannot_be_counted_nobody_is_let_in(
    sent: links.Sent, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> bool:
        raise DatabaseError

    monkeypatch.setattr(knocking.Knock.objects, "filter", away)
    page = phone.post(url(token_of(sent.link)), {"code": sent.code})
    assert page.status_code == 503
    assert "ring the home" in page.content.decode()


def test_behind_our_proxy_the_address_is_the_one_it_saw(rf: Any, settings: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5, 192.0.2.9")
    assert knocking.address_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert knocking.address_of(request) == "192.0.2.9"
