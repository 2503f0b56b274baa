"""What waits for whom: takedowns by their time, and people who are still to be told."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from consent.people.models import Person
from consent.takedown.models import ShownQuerySet, TakedownTask, Withdrawal, WithdrawalQuerySet
from consent.takedown.states import TaskState, WithdrawalState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of


def tasks_of(user: User, *, done: bool = False) -> ShownQuerySet:
    """The takedowns that this person may know of."""
    state = TaskState.DONE if done else TaskState.OPEN
    found: Any = TakedownTask.objects.visible_to(user).filter(state=state)
    # Somebody of another home is no name on a list (4.9).
    known = Exists(Person.objects.visible_to(user).filter(pk=OuterRef("subject")))
    return found.select_related("home", "owner", "subject", "withdrawal").annotate(is_known=known)  # type: ignore[no-any-return]


def waiting_for(user: User) -> ShownQuerySet:
    """The takedowns that this person has to do: their own, and at their home those that nobody has."""
    standing = standing_of(user)
    found = tasks_of(user)
    if standing.holds_everywhere("keep_showing"):
        return found.filter(Q(owner=user) | Q(owner=None))
    return found.filter(Q(owner=user) | Q(owner=None, home__in=standing.homes_with("keep_showing")))


def tasks_about(user: User, **what: Any) -> list[TakedownTask]:
    """All that a change of mind, or a showing, has to be done about, soonest first; nothing of an ongoing matter."""
    found = TakedownTask.objects.all().unlocked_for(user).filter(**what)
    return list(found.select_related("owner", "showing", "subject").order_by("due_at"))


def to_be_told(user: User) -> WithdrawalQuerySet:
    """Changes of mind with nothing left to take down: the person hears of it from whoever wrote it down, or the home."""
    left = TakedownTask.objects.open().filter(withdrawal=OuterRef("pk"), is_locked=OuterRef("is_locked"))
    standing = standing_of(user)
    theirs = Q(received_by=user) | Q(home__in=standing.homes_with("sign_off_consent"))
    found: Any = Withdrawal.objects.visible_to(user).filter(theirs, ~Exists(left), state=WithdrawalState.NOTED)
    return found.select_related("home", "subject")  # type: ignore[no-any-return]
