"""What is done about best-interests decisions: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.capacity.models import CapacityAssessment
from consent.interests import rules, states
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.signals import authority_changed
from consent.stops.actions import place_by_finding
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting

ABOUT_THEM = frozenset(
    {
        "not_on_appearance",
        "circumstances",
        "regain_likely",
        "regain_when",
        "can_wait",
        "participation",
        "present_wishes",
        "objects_now",
        "past_wishes",
        "wished_against",
        "statement",
        "beliefs",
        "other_factors",
    }
)
ABOUT_OTHERS = frozenset({"consultees", "unbefriended", "advocacy_considered", "conflicts"})
ABOUT_OPTIONS = frozenset({"options", "less_restrictive"})
ABOUT_DECISION = frozenset(
    {
        "made_by_representative",
        "dispute",
        "dispute_route",
        "decided",
        "limits",
        "basis_note",
        "informed",
        "review_due",
        "exception_item",
        "exception_facts",
    }
)
PARTS = ABOUT_THEM | ABOUT_OTHERS | ABOUT_OPTIONS | ABOUT_DECISION


def prepare(assessment: CapacityAssessment, purposes: Sequence[str], *, by: User) -> BestInterestsDecision:
    """Begin a decision for somebody who was found unable to make this one (IR-6)."""
    decision = BestInterestsDecision(
        home_id=assessment.home_id,
        is_locked=assessment.is_locked,
        kept_from_home=assessment.kept_from_home,
        subject=assessment.subject,
        assessment=assessment,
        purposes=sorted(purposes),
        decision_maker=by,
        # What they said and seem to want is carried over, so that nobody decides without it (4.3).
        present_wishes=assessment.persons_words,
        objects_now=True if assessment.preference == "does_not" else None,
        regain_likely=assessment.likely_to_regain,
        regain_when=assessment.regain_when,
    )
    return starting(states.PREPARE_DECISION, decision, by=by)


def write(decision: BestInterestsDecision, *, by: User, **part: Any) -> None:
    """Keep a part of the checklist (IR-6). Whoever objects now is never used, also not in a draft (V-B-01)."""
    if strange := set(part) - PARTS:
        raise ValueError(f"not a part of the checklist: {sorted(strange)}")
    with making(states.CHANGE_DECISION, decision, by=by):
        for name, value in part.items():
            setattr(decision, name, value.strip() if isinstance(value, str) else value)
        if decision.decided and (words := rules.an_objection_is_kept(decision)):
            raise Missing([words], transition=states.DECIDE, record=decision)


@transaction.atomic
def decide(decision: BestInterestsDecision, *, by: User) -> None:
    """Decide, with the whole checklist answered, and ask for the second signature (IR-6, V-B-01 to V-B-05)."""
    with making(states.DECIDE, decision, by=by):
        decision.decision_maker, decision.decided_at = by, timezone.now()
    _stop_what_was_found(decision)
    guardians = [*User.objects.holding(Role.SAFEGUARDING_LEAD), *User.objects.holding(Role.DATA_PROTECTION_LEAD)]
    tell(guardians, "second_asked", decision, by=by)


def _stop_what_was_found(decision: BestInterestsDecision) -> None:
    """An objection or a dispute stops new use at once, and doesn't wait for a second signature (D15, D16)."""
    if decision.objects_now:
        _stop_once(decision, StopKind.OBJECTION, decision.present_wishes or "They object now.", inside=True)
    if decision.dispute:
        _stop_once(decision, StopKind.DISPUTE, "Those who were asked disagree. Nothing is shown until it is settled.")


def _stop_once(decision: BestInterestsDecision, kind: StopKind, words: str, *, inside: bool = False) -> None:
    holding = Stop.objects.holding().filter(subject=decision.subject_id, kind=kind)
    if any(not stop.purposes or set(decision.purposes) <= set(stop.purposes) for stop in holding):
        return
    place_by_finding(
        kind,
        decision.subject,
        words[:2000],
        found_in=decision.reference,
        purposes=decision.purposes,
        reaches_inside=inside,
    )


def take_out_consultee(decision: BestInterestsDecision, number: int, *, by: User) -> str:
    """Take somebody off the list of those who were asked, before it is decided: history keeps that they stood there (IR-6)."""
    with making(states.CHANGE_DECISION, decision, by=by):
        if number >= len(decision.consultees):
            raise ValidationError("They are not on the list any more.")
        taken = decision.consultees[number]
        decision.consultees = [one for place, one in enumerate(decision.consultees) if place != number]
    return str(taken["name"])


@transaction.atomic
def send_back(decision: BestInterestsDecision, *, by: User, note: str) -> None:
    """Give it back with what is to be looked at again (IR-6)."""
    if not note.strip():
        raise ValidationError("Write what should be looked at again.")
    with making(states.SEND_DECISION_BACK, decision, by=by, note=note):
        pass
    tell([decision.decision_maker], "assessment_sent_back", decision, by=by)


@transaction.atomic
def sign_second(decision: BestInterestsDecision, *, by: User, note: str = "") -> None:
    """The Safeguarding or Data Protection Lead signs too: from now on it counts (IR-6)."""
    with making(states.SECOND, decision, by=by, note=note):
        decision.second_by, decision.second_at = by, timezone.now()
    tell([decision.decision_maker], "decision_settled", decision, by=by)
    if decision.decided == "one_item":
        tell(User.objects.holding(Role.COO), "exception_asked", decision, by=by)
    _tell_the_rooms_above(decision, by)


@transaction.atomic
def allow_exception(decision: BestInterestsDecision, *, by: User) -> None:
    """The Chief Operating Officer allows exactly this one item (IR-6, D11-X)."""
    with making(states.ALLOW_EXCEPTION, decision, by=by):
        decision.allowed_by_coo = by
    _tell_the_rooms_above(decision, by)


@transaction.atomic
def end(decision: BestInterestsDecision, *, by: User, note: str) -> None:
    """It no longer holds, and why (IR-6)."""
    if not note.strip():
        raise ValidationError("Write why it ends.")
    with making(states.END_DECISION, decision, by=by, note=note):
        decision.ended_because = note.strip()[:300]
    _tell_the_rooms_above(decision, by)


@transaction.atomic
def lapse(decision: BestInterestsDecision, because: str) -> None:
    """It ends by itself: not looked at again in time, or the person can decide this now (V-B-05, IR-6)."""
    clock = User.objects.the_clock()
    with making(states.LAPSE, decision, by=clock, note=because):
        decision.ended_because = because[:300]
    tell([decision.decision_maker], "decision_ended", decision, by=clock)
    _tell_the_rooms_above(decision, clock)


def end_where_they_can_decide(assessment: CapacityAssessment) -> None:
    """Ability regained: nobody decides for them any more, in anything that the finding reaches (MCA s1(2))."""
    found = set(assessment.scope["purposes"])
    for decision in _standing(BestInterestsDecision.objects.filter(subject=assessment.subject_id)):
        if found & set(decision.purposes):
            lapse(decision, "They can decide this themselves.")


def end_with_its_assessment(assessment: CapacityAssessment) -> None:
    """What rests on an assessment that is not valid falls with it."""
    for decision in _standing(BestInterestsDecision.objects.filter(assessment=assessment)):
        lapse(decision, "The assessment behind it is not valid.")


def end_exceptions_after_an_objection(people: Iterable[Any]) -> None:
    """No exception outlives an objection, not even one that is settled later (D11-X)."""
    excepted = BestInterestsDecision.objects.filter(subject__in=list(people), decided="one_item")
    for decision in _standing(excepted.select_related("subject")):
        if decision.subject.stops.filter(kind=StopKind.OBJECTION).exists():
            lapse(decision, "They objected.")


def _standing(found: Any) -> Iterable[BestInterestsDecision]:
    live: Iterable[BestInterestsDecision] = found.exclude(state=DecisionState.ENDED)
    return live


def _tell_the_rooms_above(decision: BestInterestsDecision, by: User) -> None:
    authority_changed.send(
        sender=BestInterestsDecision,
        people=[decision.subject_id],
        by=by,
        why="Whether somebody may be shown changed.",
    )
