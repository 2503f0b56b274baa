"""What best-interests decisions do when something else about a person changes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from consent.interests.actions import end_exceptions_after_an_objection
from consent.signals import authority_changed
from consent.stops.models import Stop


@receiver(authority_changed, sender=Stop, dispatch_uid="consent.interests.end_exceptions")
def end_exceptions(people: list[Any], **_: Any) -> None:
    """A stop was placed or lifted: an objection ends every exception for that person."""
    end_exceptions_after_an_objection(people)
