"""What events do to consents: put on hold, taken off, ended. Called by whatever the event is, in its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from consent.agreement import states
from consent.agreement.choices import GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.signals import authority_changed
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making


@transaction.atomic
def put_on_hold(
    person: Person,
    because: Hold,
    *,
    given_by: Iterable[str] = GivenBy.values,
    which: Callable[[MediaConsent], bool] = lambda consent: True,
) -> int:
    """Stop new uses of everything that these consents of the person allow, until it is settled; how many (3.6)."""
    clock = User.objects.the_clock()
    found = MediaConsent.objects.in_force().filter(subject=person, given_by__in=list(given_by))
    held = 0
    for consent in filter(which, found):
        with making(states.SUSPEND, consent, by=clock, note=because.label):
            consent.on_hold_because = because
        held += 1
    if held:
        authority_changed.send(sender=MediaConsent, people=[person.pk], by=clock, why="A consent was put on hold.")
    return held


@transaction.atomic
def take_off_hold(consent: MediaConsent, *, by: User, note: str) -> None:
    """It holds again: what put it on hold is settled, as the Home Manager writes (3.6)."""
    with making(states.RESUME, consent, by=by, note=note):
        consent.on_hold_because = ""
    authority_changed.send(sender=MediaConsent, people=[consent.subject_id], by=by, why="A consent holds again.")


@transaction.atomic
def end_all(person: Person, transition: Transition, *, note: str = "") -> int:
    """End every consent of this person that is live, by the clock's hand: expired or replaced; how many (3.8.2, 3.8.5)."""
    clock = User.objects.the_clock()
    ended = 0
    for consent in MediaConsent.objects.live().filter(subject=person):
        with making(transition, consent, by=clock, note=note):
            consent.ended_at = timezone.now()
        ended += 1
    if ended:
        authority_changed.send(sender=MediaConsent, people=[person.pk], by=clock, why="A consent ended.")
    return ended
