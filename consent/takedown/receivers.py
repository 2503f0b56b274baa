"""What happens in a life, and every change of authority, reaches what is shown: in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.dispatch import receiver

from consent import signals
from consent.people.models import Person
from consent.takedown import life
from consent.takedown.models import Because
from consent.takedown.owing import LOOKING_LATER, look_again
from consent.vocabulary import WORKERS


@receiver(signals.authority_changed, dispatch_uid="takedown.authority_changed")
def look_at_what_is_shown(*, people: Collection[Any], **_: Any) -> None:
    """Whoever is shown already is asked about again (W-4)."""
    if not LOOKING_LATER.get():
        look_again(people, Because.CHANGED)


@receiver(signals.person_left, dispatch_uid="takedown.person_left")
def end_or_hold(*, person: Person, was: str = "", **_: Any) -> None:
    """With a job ends the consent; a former resident's is on hold (3.6, 3.8.2)."""
    if (was or person.subject_type) in WORKERS:
        life.worker_left(person)
    else:
        life.moved_away(person)


@receiver(signals.person_moved, dispatch_uid="takedown.person_moved")
def hold_after_a_move(*, person: Person, **_: Any) -> None:
    """Another home asks again, and has what they said so far (3.6)."""
    life.moved_away(person)
    life.go_with(person)


@receiver(signals.person_died, dispatch_uid="takedown.person_died")
def hold_after_death(*, person: Person, **_: Any) -> None:
    """Nothing new, and everything old is looked at (3.8.5)."""
    life.died(person)


@receiver(signals.came_of_age, dispatch_uid="takedown.came_of_age")
def end_the_parents_word(*, person: Person, **_: Any) -> None:
    """They decide themselves (3.8.4)."""
    life.parents_word_ends(person)


@receiver(signals.agrees_too, dispatch_uid="takedown.agrees_too")
def ask_the_child_too(*, person: Person, **_: Any) -> None:
    """They agree beside their parent (3.8.4)."""
    life.child_is_asked_too(person)


@receiver(signals.capacity_lost, dispatch_uid="takedown.capacity_lost")
def weigh_after_lost_capacity(
    *, person: Person, purposes: Collection[str] = (), decide_by: date | None = None, **_: Any
) -> None:
    """What is shown already waits for a decision, with an owner and a day (D13)."""
    life.capacity_lost(person, purposes, decide_by)
