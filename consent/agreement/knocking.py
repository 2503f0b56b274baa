"""How often one address may knock at links: counted in PostgreSQL, and when it can't be counted nobody is let in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from consent.agreement.signature import Knock

MOST_A_MINUTE = 30
MOST_WRONG_AN_HOUR = 10
KEPT = timedelta(days=1)


def address_of(request: HttpRequest) -> str:
    """The sender's network address: behind our own proxy the one that the proxy saw, else the connection's."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if seen:
            return seen[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def may_knock(address: str) -> bool:
    """Note one knock; False when this address knocks too often, or was wrong too often."""
    came_from, now = _hidden(address), timezone.now()
    recent = Knock.objects.filter(came_from=came_from)
    if recent.filter(was_wrong=True, at__gt=now - timedelta(hours=1)).count() >= MOST_WRONG_AN_HOUR:
        return False
    if recent.filter(at__gt=now - timedelta(minutes=1)).count() >= MOST_A_MINUTE:
        return False
    Knock.objects.create(came_from=came_from, at=now)
    return True


def was_wrong(address: str) -> None:
    """Note that the token or the code was wrong."""
    Knock.objects.create(came_from=_hidden(address), was_wrong=True)


def forget_old() -> int:
    """Forget knocks of more than a day ago."""
    gone, _ = Knock.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return gone


def _hidden(address: str) -> str:
    return salted_hmac("consent-knock", address, algorithm="sha256").hexdigest()
