"""What time does to people: they turn 16, and colleagues leave."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from consent.people import actions
from consent.people.models import OF_AGE, Person
from consent.people.states import BeingState
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)
AT_ONCE = 200


@swept
def let_come_of_age() -> int:
    """Everybody who turned 16 decides for themselves from now on."""
    today, done = timezone.localdate(), 0
    # A few days wide, for the leap years between; the exact day is looked at one by one.
    latest = today.replace(day=min(today.day, 28), year=today.year - OF_AGE) + timedelta(days=3)
    young = Person.objects.filter(born_on__isnull=False, came_of_age_on__isnull=True, born_on__lte=latest)
    for person in young.exclude(state=BeingState.DIED)[:AT_ONCE]:
        if actions.of_age_since(person.born_on) is not None:
            actions.come_of_age(person)
            done += 1
    return done


@swept
def let_colleagues_leave() -> int:
    """Whoever no longer works here left as somebody who is shown, too."""
    done = 0
    for person in Person.objects.here().filter(account__is_active=False)[:AT_ONCE]:
        try:
            actions.leave_with_account(person)
            done += 1
        except WrongState:
            log.info("left meanwhile", extra={"record": str(person.pk)})
    return done
