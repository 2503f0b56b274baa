"""What stops do when something happens to their person."""

from typing import Any

from django.dispatch import receiver

from consent.people.models import Person
from consent.signals import person_moved
from consent.stops import actions


@receiver(person_moved, dispatch_uid="consent.stops.go_with")
def go_with(sender: Any, *, person: Person, **kwargs: Any) -> None:
    """They go along to the new home."""
    actions.go_with(person)
