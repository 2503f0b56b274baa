"""What follows from a finding, in the transaction that makes it count: stops, consents on hold, older findings, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from consent.agreement import holding
from consent.agreement.choices import GivenBy, Hold
from consent.capacity import states
from consent.capacity.models import CapacityAssessment, Outcome, covers
from consent.capacity.states import AssessmentState
from consent.interests.actions import end_where_they_can_decide
from consent.signals import authority_changed, capacity_lost
from consent.stops.actions import lift_by_finding, place_by_finding
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.transitions import making


def in_force_of(assessment: CapacityAssessment) -> list[CapacityAssessment]:
    """The other findings about this person that are in force, newest first."""
    found = CapacityAssessment.objects.filter(subject=assessment.subject_id, state=AssessmentState.IN_FORCE)
    return list(found.exclude(pk=assessment.pk).order_by("-happened_at", "-created_at"))


def overlaps(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two decisions have a purpose in common."""
    return bool(set(one.get("purposes", ())) & set(other.get("purposes", ())))


def unable_since(assessment: CapacityAssessment) -> datetime | None:
    """Since when they are unable without a break: a new finding of the same doesn't start the 28 days again (D13)."""
    if assessment.outcome != Outcome.LACKS:
        return None
    before = [
        one.unable_since
        for one in in_force_of(assessment)
        if one.outcome == Outcome.LACKS and one.unable_since and overlaps(one.scope, assessment.scope)
    ]
    return min([*before, timezone.now()])


def follow(assessment: CapacityAssessment, *, by: User) -> None:
    """Everything that a countersigned finding brings about (V-M-03, V-M-06, D13)."""
    others = in_force_of(assessment)
    if any(_is_newer(one, assessment) and covers(one.scope, assessment.scope) for one in others):
        return  # written down late: what was found since then stands
    _replace_older(assessment, others)
    lift_by_finding(
        assessment.subject,
        StopKind.CAPACITY_DOUBT,
        f"Looked into: {assessment.reference}",
        which=lambda stop: set(stop.purposes) <= set(assessment.scope["purposes"]),
    )
    FOLLOWS[Outcome(assessment.outcome)](assessment, by)
    authority_changed.send(
        sender=CapacityAssessment, people=[assessment.subject_id], by=by, why="Whether somebody may be shown changed."
    )


def _is_newer(one: CapacityAssessment, other: CapacityAssessment) -> bool:
    return (one.happened_at, one.created_at) > (other.happened_at, other.created_at)


def _replace_older(assessment: CapacityAssessment, others: Iterable[CapacityAssessment]) -> None:
    """Ability for less never undoes inability for more; inability for less ends ability for more."""
    clock = User.objects.the_clock()
    for older in others:
        settled = covers(assessment.scope, older.scope)
        contradicted = (
            assessment.outcome != Outcome.HAS and not older.finds_inability and overlaps(assessment.scope, older.scope)
        )
        if not _is_newer(older, assessment) and (settled or contradicted):
            with making(states.REPLACE_ASSESSMENT, older, by=clock, note=f"By {assessment.reference}"):
                pass


def _can_decide(assessment: CapacityAssessment, by: User) -> None:
    """Nobody decides for them any more: decisions made for them about this end (MCA s1(2))."""
    end_where_they_can_decide(assessment)


def _cannot_decide(assessment: CapacityAssessment, by: User) -> None:
    """Their own consents to this wait, and what is shown is decided within 28 days (D13)."""
    holding.put_on_hold(
        assessment.subject,
        Hold.CAPACITY_LOST,
        given_by=[GivenBy.SELF],
        which=lambda consent: overlaps(consent.scope, assessment.scope),
    )
    since = assessment.unable_since or timezone.now()
    capacity_lost.send(
        sender=CapacityAssessment,
        person=assessment.subject,
        purposes=list(assessment.scope["purposes"]),
        decide_by=timezone.localdate(since + timedelta(days=setting("after_capacity_loss"))),
        by=by,
    )


def _comes_and_goes(assessment: CapacityAssessment, by: User) -> None:
    """Nothing is put on hold: each public use asks for their Yes to that one thing, given again within 72 hours (4.4)."""


def _no_cause_found(assessment: CapacityAssessment, by: User) -> None:
    """They keep the decision; what anyone may see waits until safeguarding has looked (V-M-03)."""
    place_by_finding(
        StopKind.SAFEGUARDING,
        assessment.subject,
        "They could not decide, and no cause was found. Somebody may press them, or they were not helped enough.",
        found_in=assessment.reference,
        purposes=assessment.scope["purposes"],
    )
    tell(User.objects.holding(Role.SAFEGUARDING_LEAD), "safeguarding_asked", assessment, by=by)


FOLLOWS = {
    Outcome.HAS: _can_decide,
    Outcome.LACKS: _cannot_decide,
    Outcome.FLUCTUATES: _comes_and_goes,
    Outcome.NOT_ESTABLISHED: _no_cause_found,
}


def object_where_they_do_not_want_it(assessment: CapacityAssessment) -> None:
    """A No said during the assessment is an objection, whatever is found: it stops new use at once (D16, W-2)."""
    if assessment.preference != "does_not" or _objects_already(assessment):
        return
    place_by_finding(
        StopKind.OBJECTION,
        assessment.subject,
        assessment.persons_words[:2000] or "They do not want it.",
        found_in=assessment.reference,
        purposes=assessment.scope["purposes"],
        reaches_inside=True,
    )


def _objects_already(assessment: CapacityAssessment) -> bool:
    stops = Stop.objects.holding().filter(subject=assessment.subject_id, kind=StopKind.OBJECTION)
    return any(not stop.purposes or set(assessment.scope["purposes"]) <= set(stop.purposes) for stop in stops)


def overtook_inability(assessment: CapacityAssessment) -> bool:
    """Whether what stood before it, and was replaced, had found them unable: without it that isn't certain any more."""
    others = CapacityAssessment.objects.filter(
        subject=assessment.subject_id, state__in=[AssessmentState.IN_FORCE, AssessmentState.REPLACED]
    )
    before = others.exclude(pk=assessment.pk).order_by("-happened_at", "-created_at")
    last = next((one for one in before if overlaps(one.scope, assessment.scope)), None)
    return last is not None and last.state == AssessmentState.REPLACED and last.finds_inability


def doubt_again(assessment: CapacityAssessment) -> None:
    """A finding that is no longer valid, of inability or after one, leaves a doubt, not certainty (V-M-06)."""
    place_by_finding(
        StopKind.CAPACITY_DOUBT,
        assessment.subject,
        "What was found before is not valid. Assess again.",
        found_in=assessment.reference,
        purposes=assessment.scope["purposes"],
        reaches_inside=True,
    )
