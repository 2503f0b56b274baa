"""What the gate knows of each person, read for all of them at once: the same few statements, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any

from django.db.models import Subquery
from django.utils import timezone

from consent.agreement.choices import GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.agreement.states import IN_FORCE, LIVE, SAID_NO, ConsentState
from consent.capacity.models import CapacityAssessment, Outcome, covers
from consent.capacity.states import AssessmentState
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.speaking.states import RepresentativeState
from consent.stops.models import Stop
from consent.stops.states import StopKind
from consent.vocabulary import is_public
from mediapolicy.organisation.actions import settings_now
from mediapolicy.organisation.models import OrganisationSetting
from mediapolicy.policy.tables import all_settings

KEYS = ("incapacitated_publicity", "public_exception", "reconfirm_within", "after_capacity_loss", "staff_interests")
# What is looked at: what holds or is on hold, and what was said before, for a No stays a No when ability is lost (D14).
REMEMBERED = LIVE | SAID_NO | {ConsentState.EXPIRED, ConsentState.SUPERSEDED}


class Ability(Enum):
    """Whether somebody can decide this, now. Never more than the assessments say, and never about everything."""

    PRESUMED = "presumed"
    HAS = "has"
    IN_DOUBT = "in doubt"
    COMES_AND_GOES = "comes and goes"
    LACKS = "lacks"


class Shared:
    """What is read only if a row of the table asks for it, and then once for everybody."""

    def __init__(self, keys: list[Any], assessed: dict[Any, list[CapacityAssessment]]) -> None:
        self.keys = keys
        self._assessed = assessed

    @cached_property
    def settings(self) -> dict[str, int]:
        """The points of law on which the organisation chooses. They come with the assessments, where there are any."""
        row = next((one for some in self._assessed.values() for one in some), None)
        if row is None:
            return settings_now(*KEYS)
        chosen = {key: getattr(row, f"chosen_{key}") for key in KEYS}
        return {key: all_settings()[key].default if value is None else value for key, value in chosen.items()}

    @cached_property
    def decisions(self) -> dict[Any, list[BestInterestsDecision]]:
        """Best-interests decisions in force, by person: they carry nothing that anyone may see, the exception apart."""
        return _by_person(BestInterestsDecision.objects.filter(subject__in=self.keys, state=DecisionState.IN_FORCE))


@dataclass(slots=True)
class Facts:
    """Everything on file about one person that decides whether they may be shown."""

    person: Person
    at: datetime
    shared: Shared
    consents: list[MediaConsent] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    assessments: list[CapacityAssessment] = field(default_factory=list)
    representatives: list[Representative] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, int]:
        """The points of law on which the organisation chooses."""
        return self.shared.settings

    @property
    def decisions(self) -> list[BestInterestsDecision]:
        """The best-interests decisions about them that are in force."""
        return self.shared.decisions.get(self.person.pk, [])

    def stopped_by(self, kind: StopKind, purpose: str) -> Stop | None:
        """The stop of this kind that reaches a use for this purpose, if one holds."""
        return next((stop for stop in self.stops if stop.kind == kind and stop.reaches(purpose)), None)

    @property
    def day(self) -> date:
        """The day asked about."""
        return timezone.localdate(self.at)

    def in_force(self) -> list[MediaConsent]:
        """Consents that hold at the instant asked about, newest first."""
        return [one for one in self.consents if one.state in IN_FORCE and self.within_its_time(one)]

    def held_because(self, *reasons: Hold) -> list[MediaConsent]:
        """Consents that hold, or that are on hold for one of these reasons and nothing else."""
        return [
            one
            for one in self.consents
            if (one.state in IN_FORCE or (one.state == ConsentState.SUSPENDED and one.on_hold_because in reasons))
            and self.within_its_time(one)
        ]

    def within_its_time(self, consent: MediaConsent) -> bool:
        """Whether the day asked about lies between its beginning and its end."""
        begins, ends = consent.valid_from, consent.expires_on
        return ends is not None and ends >= self.day and (begins is None or begins <= self.day)

    def assessment_for(self, use: Use) -> CapacityAssessment | None:
        """The newest countersigned assessment whose scope covers the use."""
        return next((one for one in self.assessments if covers(one.scope, use.scope)), None)

    def ability(self, use: Use) -> Ability:
        """Presumed, unless an assessment says otherwise or a doubt is raised (MCA s1(2), V-M-06, V-M-07).

        A finding of inability about something like it, but about less, leaves this use in doubt until it is assessed; one
        about something else says nothing (V-M-05).
        """
        found = self.assessment_for(use)
        if self.stopped_by(StopKind.CAPACITY_DOUBT, use.purpose) is not None:
            return Ability.IN_DOUBT
        if found is None:
            return Ability.IN_DOUBT if any(_casts_doubt(one, use) for one in self.assessments) else Ability.PRESUMED
        if self._is_past_review(found):
            return Ability.IN_DOUBT if found.outcome in (Outcome.LACKS, Outcome.FLUCTUATES) else Ability.PRESUMED
        return {
            Outcome.HAS: Ability.HAS,
            Outcome.LACKS: Ability.LACKS,
            Outcome.FLUCTUATES: Ability.COMES_AND_GOES,
        }.get(Outcome(found.outcome), Ability.PRESUMED)

    def _is_past_review(self, found: CapacityAssessment) -> bool:
        return found.review_due is not None and found.review_due < self.day

    def last_own_answer(self) -> MediaConsent | None:
        """The newest answer that the person gave themselves; a Yes for one event answers for that event alone.

        A No was said when the form ended. A Yes was said when it was signed off, or, where some of it was taken back, when
        the version without that began: that an older form ends because of a newer one makes it no newer an answer.
        """
        own = [
            one
            for one in self.consents
            if one.given_by == GivenBy.SELF and (not one.one_off_event or one.state in SAID_NO)
        ]
        return max(own, key=_said_at, default=None)

    def said_no_to(self, purpose: str) -> bool:
        """Whether their own last answer was No, to this or to everything: what nobody answered is a No too (V-C-06)."""
        last = self.last_own_answer()
        if last is None:
            return False
        return last.state in SAID_NO or last.says_yes_to(purpose) is None


def _said_at(answer: MediaConsent) -> datetime:
    """When somebody gave this answer."""
    if answer.state in SAID_NO and answer.ended_at is not None:
        return answer.ended_at
    return max(answer.signed_off_at or answer.created_at, answer.created_at)


def _casts_doubt(found: CapacityAssessment, use: Use) -> bool:
    """Whether a finding that doesn't cover the use is near enough to it to make somebody look."""
    if found.outcome not in (Outcome.LACKS, Outcome.FLUCTUATES):
        return False
    about = found.scope.get("purposes", ())
    return use.purpose in about or (use.is_public and any(is_public(purpose) for purpose in about))


def gather(people: Iterable[Person], at: datetime) -> dict[Any, Facts]:
    """The facts of all these people, by key. Representatives are asked for only where somebody was ever assessed."""
    by_key = {person.pk: person for person in people}
    keys = list(by_key)
    consents = _by_person(
        MediaConsent.objects.filter(subject__in=keys, state__in=sorted(REMEMBERED))
        .select_related("representative", "best_interests")
        .order_by("-created_at", "-id")
    )
    stops = _by_person(Stop.objects.holding().filter(subject__in=keys))
    assessments = _by_person(
        CapacityAssessment.objects.filter(subject__in=keys, state=AssessmentState.IN_FORCE)
        .annotate(**{f"chosen_{key}": _chosen(key) for key in KEYS})
        .order_by("-happened_at", "-created_at")
    )
    speaking = Representative.objects.filter(subject__in=list(assessments)).exclude(state=RepresentativeState.ENDED)
    representatives = _by_person(speaking) if assessments else {}
    shared = Shared(keys, assessments)
    return {
        key: Facts(
            person,
            at,
            shared,
            consents.get(key, []),
            stops.get(key, []),
            assessments.get(key, []),
            representatives.get(key, []),
        )
        for key, person in by_key.items()
    }


def _chosen(key: str) -> Subquery:
    """What an administrator chose for this setting: only somebody who was assessed is judged by it."""
    return Subquery(OrganisationSetting.objects.filter(key=key).values("value")[:1])


def _by_person(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(row)
    return dict(found)
