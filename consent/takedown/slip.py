"""The link on the slip: a token that only we can work out from the number, so that the slip can be printed again."""

from __future__ import annotations

import base64
import re

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from consent.knocking import SLIP

SALT = "consent.slip"
LENGTH = 26  # characters of base 32: 130 bits
NUMBER = re.compile(r"[A-Z0-9-]{4,14}")


def token_of(urn: str, key: str | None = None) -> str:
    """The token of this consent's number: the same each time, and not to be guessed without our key."""
    mac = salted_hmac(SALT, urn, secret=key, algorithm="sha256").digest()
    return base64.b32encode(mac).decode().lower()[:LENGTH]


def is_token_of(urn: str, token: str) -> bool:
    """Whether this token belongs to this number, by our key or one of the former: paper outlives a change of keys."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # All are compared, so that the time it takes says nothing.
    return any([constant_time_compare(token_of(urn, key), token) for key in keys])  # noqa: C419


def slip_url(urn: str) -> str:
    """The address that stands on the slip, as a link and as a QR code."""
    return f"{settings.SITE_URL}{reverse('consent:stop_by_slip', args=[urn, token_of(urn)])}"


def knocks_too_often(address: str) -> bool:
    """Note a wrong knock; whether there were too many of them from there. A right one is never counted (W-1)."""
    if SLIP.is_shut_to(address):
        return True
    SLIP.note(address, was_wrong=True)
    return False
