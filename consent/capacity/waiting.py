"""What waits for somebody about deciding: doubts, countersignatures, second signatures, exceptions, papers to check again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from consent.capacity.models import CapacityAssessment
from consent.capacity.states import COUNTERSIGN, SAVE_OUTCOME, START_ASSESSMENT, AssessmentState
from consent.interests.models import BestInterestsDecision, Decided
from consent.interests.states import ALLOW_EXCEPTION, SECOND, DecisionState
from consent.speaking.models import DECIDERS, Representative
from consent.speaking.states import VERIFY, RepresentativeState
from consent.stops.models import Stop
from consent.stops.states import KEEP, StopKind
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.transitions import Transition

MOST = 50
UNDER_WAY = frozenset({AssessmentState.ABILITIES, AssessmentState.CAUSE, AssessmentState.AWAITING_COUNTERSIGNATURE})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what to do, and where."""

    title: str
    url: str
    about: str
    clause: str
    since: datetime


def waiting_for(user: User) -> list[Waiting]:
    """Everything of this kind that this person can move on; one statement for each duty they hold."""
    return [
        *_doubts(user),
        *_safeguarding(user),
        *_rows(user, COUNTERSIGN, "Countersign the assessment of", _to_countersign(user)),
        *_rows(user, SAVE_OUTCOME, "Finish the assessment of", _to_finish(user)),
        *_rows(user, SECOND, "Sign second: what is best for", _to_second(user)),
        *_rows(user, ALLOW_EXCEPTION, "Decide on one item for", _to_allow(user)),
        *_rows(user, VERIFY, "Check the papers of", _to_check(user)),
    ]


def _rows(user: User, step: Transition, verb: str, found: Any) -> list[Waiting]:
    if not standing_of(user).holds_anywhere(step.permission):
        return []
    rows = found.select_related("home", "subject").order_by("created_at")[:MOST]
    return [_waiting(one, verb, step) for one in rows if step.is_open_to(user, one)]


def _waiting(one: Any, verb: str, step: Transition) -> Waiting:
    whom = one.name if isinstance(one, Representative) else one.subject.name
    where = f"{one.CALLED.capitalize()} {one.reference}, {one.home or 'all homes'}."
    return Waiting(f"{verb} {whom}", one.get_absolute_url(), where, step.clause.id, one.created_at)


def _doubts(user: User) -> list[Waiting]:
    """Doubts that nobody has begun to look into: until somebody does, the person is shown nowhere."""
    if not (homes := standing_of(user).homes_with(START_ASSESSMENT.permission)):
        return []
    begun = CapacityAssessment.objects.filter(subject=OuterRef("subject"), state__in=sorted(UNDER_WAY))
    doubts = Stop.objects.visible_to(user).holding().filter(kind=StopKind.CAPACITY_DOUBT, home__in=homes)
    found = doubts.filter(~Exists(begun)).select_related("home", "subject").order_by("created_at")[:MOST]
    return [
        Waiting(
            f"Assess whether this person can decide: {stop.subject.name}",
            reverse("consent:capacity", args=[stop.subject_id]),
            f"A doubt was raised, {stop.home}.",
            START_ASSESSMENT.clause.id,
            stop.created_at,
        )
        for stop in found
    ]


def _safeguarding(user: User) -> list[Waiting]:
    """What only the Safeguarding Lead settles: until somebody looks, the person is shown nowhere in public."""
    if not standing_of(user).holds_everywhere(KEEP.permission):
        return []
    found = Stop.objects.visible_to(user).to_be_looked_at().select_related("home", "subject").order_by("created_at")
    return [
        Waiting(
            f"Look at it for safeguarding: {stop.subject.name}",
            stop.get_absolute_url(),
            f"{stop.get_kind_display()}, {stop.home or 'no home'}.",
            KEEP.clause.id,
            stop.created_at,
        )
        for stop in found[:MOST]
    ]


def _to_countersign(user: User) -> Any:
    waits = CapacityAssessment.objects.visible_to(user).filter(state=AssessmentState.AWAITING_COUNTERSIGNATURE)
    return waits.exclude(assessor=user)


def _to_finish(user: User) -> Any:
    being_written = [AssessmentState.ABILITIES, AssessmentState.CAUSE]
    return CapacityAssessment.objects.visible_to(user).filter(state__in=being_written, assessor=user)


def _to_second(user: User) -> Any:
    waits = BestInterestsDecision.objects.visible_to(user).filter(state=DecisionState.AWAITING_SECOND)
    return waits.exclude(decision_maker=user)


def _to_allow(user: User) -> Any:
    signed = BestInterestsDecision.objects.visible_to(user).filter(state=DecisionState.IN_FORCE)
    return signed.filter(decided=Decided.ONE_ITEM, allowed_by_coo=None)


def _to_check(user: User) -> Any:
    """Those whose papers were checked before and are due again: whoever was only ever recorded waits for nobody."""
    due = Representative.objects.visible_to(user).filter(state=RepresentativeState.RECORDED, kind__in=sorted(DECIDERS))
    return due.exclude(verified_on=None)
