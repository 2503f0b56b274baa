"""Links by which somebody signs from afar: one purpose, two factors, two weeks; shown to nobody, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from consent.agreement import actions, states
from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.signature import ConsentLink, Signature
from consent.agreement.signing import Given, keep
from consent.agreement.states import ConsentState
from mediapolicy.notices.actions import tell
from mediapolicy.outbox.actions import owe
from mediapolicy.people.models import User
from mediapolicy.transitions import making

LASTS = timedelta(days=14)
MOST_WRONG_CODES = 5
OPEN_FOR = 3600  # seconds between the code and the signature
TOKEN_SALT, PASS_SALT = "consent-link", "consent-link-open"


@dataclass(frozen=True, slots=True)
class Sent:
    """A link that is on its way, and the code to be told by another way: it is shown this once."""

    link: ConsentLink
    code: str


@transaction.atomic
def send_link(consent: MediaConsent, *, to: str = "", by: User) -> Sent:
    """Owe a link to whoever decides, at their own address; the code is told apart (CC-3, V-C-05).

    `to` is asked for only where nothing on file says it: a parent, or a personal representative.
    """
    code = f"{secrets.randbelow(1_000_000):06}"
    token = secrets.token_urlsafe(32)
    with making(states.SEND_LINK, consent, by=by):
        actions.end_links(consent)
        link = ConsentLink(
            consent=consent,
            token_hash=hash_of(token),
            sealed_token=signing.dumps(token, salt=TOKEN_SALT),
            sent_to=address_for(consent, to),
            sent_by=by,
            shown_hash=consent.shown_hash,
            expires_at=timezone.now() + LASTS,
        )
        link.code_hash = _hash_of_code(link, code)
        link.save(force_insert=True)
        owe("consent_link", key=f"consent_link:{link.pk}", about=str(link.pk))
    return Sent(link, code)


def address_for(consent: MediaConsent, given: str = "") -> str:
    """Where the link goes: what is on file for whoever decides, and only failing that what was typed (V-C-05)."""
    on_file = ""
    if consent.given_by == "self":
        on_file = consent.subject.email
    elif consent.representative is not None:
        on_file = consent.representative.email
    if not on_file and consent.given_by in ("parent", "personal_rep"):
        on_file = given.strip()
    if not on_file:
        raise ValidationError("Enter the email address of whoever decides.")
    validate_email(on_file)
    return on_file


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _hash_of_code(link: ConsentLink, code: str) -> str:
    # A million codes are soon tried: without SECRET_KEY, a copy of the database tells nothing of them.
    return salted_hmac(f"consent-code:{link.pk}", code, algorithm="sha256").hexdigest()


@transaction.atomic
def revoke_link(consent: MediaConsent, *, by: User) -> None:
    """Take the link back: it opens nothing any more (CC-3)."""
    with making(states.REVOKE_LINK, consent, by=by):
        if not actions.end_links(consent):
            raise ValidationError("There is no link to take back.")


def link_behind(token: str) -> ConsentLink | None:
    """The link of this address while it can be used, for exactly the form that it was made for."""
    found = (
        ConsentLink.objects.select_related("consent__subject", "consent__home", "consent__representative", "sent_by")
        .filter(token_hash=hash_of(token))
        .first()
    )
    return found if found is not None and _still_opens(found) else None


def link_behind_key(link: ConsentLink) -> ConsentLink | None:
    """The same link as it stands now, if it can still be used."""
    return ConsentLink.objects.filter(pk=link.pk, locked_at=None, used_at=None, revoked_at=None).first()


def _still_opens(link: ConsentLink) -> bool:
    return (
        link.is_open
        and link.consent.state == ConsentState.AWAITING_SIGNATURE
        and not link.consent.is_locked
        and constant_time_compare(link.shown_hash, link.consent.shown_hash)
    )


@transaction.atomic
def open_link(link: ConsentLink, code: str) -> str:
    """The code is right: a pass for one hour. Empty when it is wrong; the fifth wrong one locks the link for good."""
    link = _locked(link)
    if not link.is_open:
        return ""
    if constant_time_compare(link.code_hash, _hash_of_code(link, code.strip())):
        link.opened_at, link.wrong_codes = link.opened_at or timezone.now(), 0
        link.save(update_fields=["opened_at", "wrong_codes"])
        return signing.dumps(str(link.pk), salt=PASS_SALT)
    link.wrong_codes += 1
    if link.wrong_codes >= MOST_WRONG_CODES:
        _lock(link)
    link.save(update_fields=["wrong_codes", "locked_at", "sealed_token"])
    return ""


def _lock(link: ConsentLink) -> None:
    link.locked_at, link.sealed_token = timezone.now(), ""
    clock = User.objects.the_clock()
    with making(states.LOCK_LINK, link.consent, by=clock, note="Five wrong codes."):
        pass
    tell([link.sent_by], "consent_link_locked", link.consent, by=clock)


def is_pass_for(link: ConsentLink, given: str) -> bool:
    """Whether this is the pass that the code opened, for this link, within the hour."""
    try:
        return bool(signing.loads(given, salt=PASS_SALT, max_age=OPEN_FOR) == str(link.pk))
    except signing.BadSignature:
        return False


@transaction.atomic
def sign_by_link(link: ConsentLink, given: Given) -> Signature:
    """Whoever was sent the link signs exactly what it shows; the link is used up (CC-3, V-C-03, V-C-05)."""
    link = _held(link)
    clock = User.objects.the_clock()
    signature = keep(
        link.consent,
        replace(given, method=SignedBy.REMOTE, signed_at=None),
        transition=states.SIGN_BY_LINK,
        by=clock,
        kept_by=None,
        read=link.shown_hash,
    )
    _use_up(link)
    tell([link.sent_by], "consent_link_answered", link.consent, by=clock)
    return signature


@transaction.atomic
def say_no_by_link(link: ConsentLink) -> None:
    """Whoever was sent the link says no to everything; the link is used up (CF-1)."""
    link = _held(link)
    actions.say_no_by_link(link.consent)
    _use_up(link)


def _held(link: ConsentLink) -> ConsentLink:
    """The link, locked, if it can still be used. Raises DoesNotExist otherwise."""
    link = _locked(link)
    if not _still_opens(link):
        raise ConsentLink.DoesNotExist
    return link


def _locked(link: ConsentLink) -> ConsentLink:
    """The form first, then the link: in this order everywhere."""
    MediaConsent._base_manager.select_for_update(of=("self",)).get(pk=link.consent_id)
    links = ConsentLink.objects.select_for_update(of=("self",)).select_related("consent__subject", "sent_by")
    return links.get(pk=link.pk)


def _use_up(link: ConsentLink) -> None:
    link.used_at, link.revoked_at, link.sealed_token = timezone.now(), None, ""
    link.save(update_fields=["used_at", "revoked_at", "sealed_token"])
