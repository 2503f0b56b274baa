"""Who may decide, computed from what is on file: next of kin never, and nobody by asking for it (D1 to D13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consent.agreement.choices import Basis, GivenBy
from consent.agreement.models import MediaConsent
from consent.agreement.rules import KIND_NEEDED
from consent.capacity.models import CapacityAssessment, Outcome
from consent.capacity.states import AssessmentState
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.people.models import Person
from consent.speaking.models import Representative, RepresentativeKind
from consent.speaking.states import RepresentativeState
from consent.stops.states import StopKind

GIVEN_BY_KIND = {kind: given_by for given_by, kind in KIND_NEEDED.items()}


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may decide, on which footing, and what that rests on."""

    key: str
    words: str
    given_by: str
    basis: str
    representative: Representative | None = None
    assessment: CapacityAssessment | None = None
    best_interests: BestInterestsDecision | None = None

    def facts(self) -> dict[str, Any]:
        """What the form keeps of it."""
        return {
            "given_by": self.given_by,
            "basis": self.basis,
            "representative": self.representative,
            "assessment": self.assessment,
            "best_interests": self.best_interests,
        }


@dataclass(frozen=True, slots=True)
class Deciding:
    """Everyone who may decide; when that is nobody, why and what to do next, in words."""

    deciders: tuple[Decider, ...] = ()
    why_nobody: str = ""

    def named(self, key: str) -> Decider | None:
        """The one with this key."""
        return next((one for one in self.deciders if one.key == key), None)


def who_decides(person: Person) -> Deciding:
    """Who may decide whether this person is shown (D1 to D13, 3.8.4, 3.8.5)."""
    if person.has_died:
        return _after_death(person)
    if person.is_young:
        return Deciding((Decider("parent", "Their parent or guardian", GivenBy.PARENT, Basis.MINOR),))
    if person.stops.holding().filter(kind=StopKind.CAPACITY_DOUBT).exists():
        return Deciding(why_nobody="There is a doubt whether they can decide this now. That is settled first.")
    found = _newest_assessment(person)
    if found is None or (found.is_past_review and found.outcome not in (Outcome.LACKS, Outcome.FLUCTUATES)):
        return Deciding((_themselves(person, Basis.PRESUMED, None),))
    if found.is_past_review:
        return Deciding(why_nobody="The last assessment is too old to go by. Assess again first.")
    if found.outcome == Outcome.LACKS:
        return _for_somebody_who_cannot(person, found)
    basis = {Outcome.HAS: Basis.ASSESSED_HAS, Outcome.FLUCTUATES: Basis.ABLE_NOW}.get(Outcome(found.outcome))
    return Deciding((_themselves(person, basis or Basis.PRESUMED, found if basis else None),))


def footing_now(consent: MediaConsent) -> Decider | None:
    """The same decider as on the form, with what it rests on today; None when they may no longer decide."""
    found = who_decides(consent.subject)
    same = [one for one in found.deciders if one.given_by == consent.given_by]
    return next((one for one in same if one.representative == consent.representative), None)


def _newest_assessment(person: Person) -> CapacityAssessment | None:
    return (
        CapacityAssessment.objects.filter(subject=person, state=AssessmentState.IN_FORCE)
        .order_by("-happened_at", "-created_at")
        .first()
    )


def _themselves(person: Person, basis: str, found: CapacityAssessment | None) -> Decider:
    return Decider("self", f"{person.first_name} decides", GivenBy.SELF, basis, assessment=found)


def _for_somebody_who_cannot(person: Person, found: CapacityAssessment) -> Deciding:
    """Only a welfare attorney, a welfare deputy or whoever a court names: seen, checked, in date (D5, D8, D10)."""
    decisions = {
        one.made_by_representative_id: one
        for one in BestInterestsDecision.objects.filter(subject=person, state=DecisionState.IN_FORCE).order_by(
            "created_at"
        )
    }
    deciders = tuple(
        Decider(
            str(one.pk),
            str(one),
            GIVEN_BY_KIND[one.kind],
            Basis.ASSESSED_LACKS,
            representative=one,
            assessment=found,
            best_interests=decisions.get(one.pk),
        )
        for one in Representative.objects.filter(subject=person, state=RepresentativeState.VERIFIED).order_by("name")
        if one.may_decide
    )
    why = (
        ""
        if deciders
        else "Nobody on file may agree for them: it takes a power for health and welfare, seen and checked, or a court. "
        "Family can be asked what they would have wanted, but cannot agree for them."
    )
    return Deciding(deciders, why)


def _after_death(person: Person) -> Deciding:
    deciders = tuple(
        Decider(str(one.pk), str(one), GivenBy.PERSONAL_REP, Basis.DECEASED, representative=one)
        for one in Representative.objects.filter(subject=person, kind=RepresentativeKind.PERSONAL_REP)
        .exclude(state=RepresentativeState.ENDED)
        .order_by("name")
    )
    why = "" if deciders else "They have died. Record who is their personal representative first."
    return Deciding(deciders, why)
