"""What the gate knows of each person, read for all of them at once: the same few statements, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

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
from mediapolicy.organisation.models import OrganisationSetting
from mediapolicy.policy.tables import all_settings
from mediapolicy.together import read_together

KEYS = ("incapacitated_publicity", "public_exception", "reconfirm_within", "after_capacity_loss", "staff_interests")
# What is looked at: what holds or is on hold, and what was said before, for a No stays a No when ability is lost (D14).
REMEMBERED = LIVE | SAID_NO | {ConsentState.EXPIRED, ConsentState.SUPERSEDED}
# A decision still being made is of no consequence here.
NOT_DECIDED = (DecisionState.DRAFT,)


class Ability(Enum):
    """Whether somebody can decide this, now. Never more than the assessments say, and never about everything."""

    PRESUMED = "presumed"
    HAS = "has"
    IN_DOUBT = "in doubt"
    COMES_AND_GOES = "comes and goes"
    LACKS = "lacks"


@dataclass(slots=True)
class Shared:
    """What is the same for everybody asked about together, or is looked up by person only if a row asks for it."""

    settings: dict[str, int]
    decisions: dict[Any, list[BestInterestsDecision]]


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
    """The facts of all these people, by key: one statement, whatever is on file about them and however many they are.

    That nothing more is asked where more is on file is the point as well: how long an answer takes tells nothing of it.
    """
    by_key = {person.pk: person for person in people}
    keys = list(by_key)
    consents, stops, assessments, representatives, decisions, chosen = read_together(
        MediaConsent.objects.filter(subject__in=keys, state__in=sorted(REMEMBERED)).order_by("-created_at", "-id"),
        Stop.objects.holding().filter(subject__in=keys),
        CapacityAssessment.objects.filter(subject__in=keys, state=AssessmentState.IN_FORCE).order_by(
            "-happened_at", "-created_at"
        ),
        Representative.objects.filter(subject__in=keys),
        BestInterestsDecision.objects.filter(subject__in=keys).exclude(state__in=NOT_DECIDED),
        OrganisationSetting.objects.filter(key__in=KEYS),
    )
    _join(consents, representatives, decisions)
    shared = Shared(
        {key: all_settings()[key].default for key in KEYS} | {one.key: one.value for one in chosen},
        _by_person(one for one in decisions if one.state == DecisionState.IN_FORCE),
    )
    speaking = _by_person(one for one in representatives if one.state != RepresentativeState.ENDED)
    of_each = (_by_person(consents), _by_person(stops), _by_person(assessments), speaking)
    return {
        key: Facts(person, at, shared, *(found.get(key, []) for found in of_each)) for key, person in by_key.items()
    }


def _join(
    consents: list[MediaConsent], representatives: list[Representative], decisions: list[BestInterestsDecision]
) -> None:
    """Put by each form who gave it and the decision beside it: read already, about the same people."""
    who = {one.pk: one for one in representatives}
    decided = {one.pk: one for one in decisions}
    for consent in consents:
        if consent.representative_id in who:
            consent.representative = who[consent.representative_id]
        if consent.best_interests_id in decided:
            consent.best_interests = decided[consent.best_interests_id]


def _by_person(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(row)
    return dict(found)
