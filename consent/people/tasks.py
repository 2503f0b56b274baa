"""What time does to people: they turn 13 and 16, and colleagues leave."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from consent.people import actions
from consent.people.models import ALONE_WITH_PARENT, OF_AGE, Person
from consent.people.states import BeingState
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept

log = logging.getLogger(__name__)
AT_ONCE = 200


@swept
def let_come_of_age() -> int:
    """Everybody who turned 16 decides for themselves from now on."""
    return _on_birthdays(OF_AGE, Q(came_of_age_on=None), actions.come_of_age)


@swept
def let_agree_too() -> int:
    """Every child who turned 13 agrees beside their parent from now on."""
    return _on_birthdays(ALONE_WITH_PARENT, Q(agrees_too_since=None, came_of_age_on=None), actions.begin_to_agree_too)


def _on_birthdays(years: int, still_to_do: Q, act: Callable[[Person], None]) -> int:
    today, done = timezone.localdate(), 0
    # A few days wide, for the leap years between; the exact day is looked at one by one.
    latest = today.replace(day=min(today.day, 28), year=today.year - years) + timedelta(days=3)
    grown = Person.objects.filter(still_to_do, born_on__isnull=False, born_on__lte=latest)
    for person in grown.exclude(state=BeingState.DIED)[:AT_ONCE]:
        if actions.turned(person.born_on, years) is not None:
            act(person)
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
