"""The policy table of standing in for the COO: in writing, for a time, and only where the organisation allows it.

"Only the Chief Operating Officer" (CC-2) names no deputy; ruling 21 lets the COO appoint one, off by default.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone

from matters.states import somebody_who_works_here
from mediapolicy.clauses import Clause
from mediapolicy.organisation.actions import setting
from mediapolicy.organisation.declaring import Declared
from mediapolicy.people.standing import standing_of
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.roles import Role
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from matters.delegation.models import Delegation
    from mediapolicy.people.models import User

LONGEST = timedelta(days=31)
SETTINGS = (
    Declared(
        key="coo_delegate_allowed",
        words="May the Chief Operating Officer appoint somebody to stand in, in writing and for a time?",
        default=0,
        unit="",
        most=1,
        choices=((0, "No: only the Chief Operating Officer"), (1, "Yes, for at most 31 days")),
        clause=Clause.CC_2,
        group="Ongoing matters",
    ),
)


class DelegationState(TextChoices):
    """Whether somebody stands in."""

    HELD = "held", "Stands in"
    ENDED = "ended", "Ended"


def allowed_by_the_organisation(delegation: Delegation) -> str:
    """Off by default: the policy says "only" (CC-2, ruling 21)."""
    if setting("coo_delegate_allowed"):
        return ""
    return "The organisation does not allow a stand-in. An administrator can change that in Settings."


def in_writing(delegation: Delegation) -> str:
    """Appointed in writing: where the paper is."""
    return "" if delegation.in_writing.strip() else "Say where the written appointment is kept."


def for_a_time(delegation: Delegation) -> str:
    """From now, for at most 31 days."""
    now = timezone.now()
    if now < delegation.until <= now + LONGEST:
        return ""
    return "Choose an end within the next 31 days."


def its_time_is_over(delegation: Delegation) -> str:
    """Asked again under the lock."""
    over = delegation.until <= timezone.now() or not delegation.person.is_active
    return "" if over else "They still stand in."


def the_coo_in_person(delegation: Delegation, user: User) -> str:
    """Whoever stands in appoints nobody."""
    roles = {grant.role for grant in standing_of(user).grants}
    return "" if Role.COO.code in roles else "Only the Chief Operating Officer appoints who stands in."


def somebody_else(delegation: Delegation, user: User) -> str:
    """Nobody stands in for themselves."""
    return "You cannot stand in for yourself." if delegation.person_id == user.pk else ""


APPOINT_STAND_IN = Transition(
    verb="appoint a stand-in",
    sources=frozenset(),
    target=DelegationState.HELD,
    permission="handle_matter",
    clause=Clause.CC_2,
    requires=(allowed_by_the_organisation, somebody_who_works_here, in_writing, for_a_time),
    only=(the_coo_in_person, somebody_else),
    label="Appoint them",
)
END_STAND_IN = Transition(
    verb="end a stand-in",
    sources=frozenset({DelegationState.HELD}),
    target=DelegationState.ENDED,
    permission="handle_matter",
    clause=Clause.CC_2,
    only=(the_coo_in_person,),
    label="They no longer stand in",
)
END_STAND_IN_WITH_TIME = Transition(
    verb="end a stand-in with its time",
    sources=frozenset({DelegationState.HELD}),
    target=DelegationState.ENDED,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    requires=(its_time_is_over,),
)

TRANSITIONS = (APPOINT_STAND_IN, END_STAND_IN, END_STAND_IN_WITH_TIME)
