"""Appointing who stands in for the COO, and ending it: one function per verb."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from matters.delegation import states
from matters.delegation.models import Delegation
from mediapolicy.notices.actions import tell
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting


@transaction.atomic
def appoint_stand_in(person: User, *, in_writing: str, until: datetime, by: User) -> Delegation:
    """Let somebody stand in for the COO, appointed in writing, until a day (CC-2, ruling 21)."""
    delegation = Delegation(person=person, in_writing=in_writing.strip(), until=until, by=by)
    with in_words(f"{person} stands in already."):
        starting(states.APPOINT_STAND_IN, delegation, by=by)
    person.groups.add(group_of(Role.COO_STAND_IN))
    forget_standing(person)
    tell([person], "stands_in_for_coo", delegation, by=by)
    return delegation


@transaction.atomic
def end_stand_in(delegation: Delegation, *, by: User, note: str = "") -> None:
    """They no longer stand in; what it allowed stops with the next page they ask for (CC-2)."""
    with making(states.END_STAND_IN_WITH_TIME if by.is_system else states.END_STAND_IN, delegation, by=by, note=note):
        delegation.person.groups.remove(group_of(Role.COO_STAND_IN))
    forget_standing(delegation.person)
