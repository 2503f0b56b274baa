"""How often one address may knock at pages that need no sign-in: counted in PostgreSQL, wherever the web runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

KEPT = timedelta(days=1)


class Knock(models.Model):
    """One knock at one of these pages. Holds no address, only its keyed hash."""

    id = models.BigAutoField(primary_key=True)
    door = models.CharField(max_length=8)
    came_from = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    was_wrong = models.BooleanField(default=False)

    class Meta:
        app_label = "consent"
        indexes = [models.Index(fields=["came_from", "door", "at"], name="knock_of_address")]

    def __str__(self) -> str:
        return f"{self.door}, {'wrong' if self.was_wrong else 'right'}"


@dataclass(frozen=True, slots=True)
class Door:
    """One kind of page, and how often an address may be wrong there in an hour, or come at all in a minute."""

    name: str
    wrong_an_hour: int
    any_a_minute: int = 0  # 0: as often as they like

    def is_shut_to(self, address: str) -> bool:
        """Whether this address was wrong too often, or knocks too often."""
        recent = Knock.objects.filter(door=self.name, came_from=_hidden(address))
        now = timezone.now()
        if recent.filter(was_wrong=True, at__gt=now - timedelta(hours=1)).count() >= self.wrong_an_hour:
            return True
        if not self.any_a_minute:
            return False
        return recent.filter(at__gt=now - timedelta(minutes=1)).count() >= self.any_a_minute

    def note(self, address: str, *, was_wrong: bool = False) -> None:
        """Keep that this address knocked."""
        Knock.objects.create(door=self.name, came_from=_hidden(address), was_wrong=was_wrong)


# A right use of a slip is never counted: taking back is as easy as giving (W-1).
LINK = Door("link", wrong_an_hour=10, any_a_minute=30)
SLIP = Door("slip", wrong_an_hour=30)


def address_of(request: HttpRequest) -> str:
    """The sender's network address: behind our own proxy the one that the proxy saw, else the connection's."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if seen:
            return seen[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def forget_old() -> int:
    """Forget knocks of more than a day ago."""
    gone, _ = Knock.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return gone


def _hidden(address: str) -> str:
    return salted_hmac("consent-knock", address, algorithm="sha256").hexdigest()
