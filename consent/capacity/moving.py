"""What was found about somebody, and who speaks for them, goes with them to another home."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from consent.capacity import states as capacity
from consent.capacity.models import CapacityAssessment
from consent.interests import states as interests
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.signals import person_moved
from consent.speaking import states as speaking
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from mediapolicy.people.models import User
from mediapolicy.transitions import making

KINDS: tuple[tuple[Any, Any], ...] = (
    (CapacityAssessment, capacity.GO_WITH_THEM),
    (BestInterestsDecision, interests.GO_WITH_THEM),
    (Representative, speaking.REPRESENTATIVE_GOES_WITH_THEM),
    (AdvanceStatement, speaking.WISH_GOES_WITH_THEM),
    (AdvocacyRequest, speaking.REQUEST_GOES_WITH_THEM),
)


@receiver(person_moved, dispatch_uid="consent.capacity.go_with")
@transaction.atomic
def go_with(sender: Any, *, person: Person, **_: Any) -> None:
    """The old home no longer reads it, and the new one does (IR-6, 4.9)."""
    clock = User.objects.the_clock()
    for model, step in KINDS:
        for record in model.objects.filter(subject=person).exclude(home_id=person.home_id):
            with making(step, record, by=clock):
                record.home_id = person.home_id
