"""What is done about those who speak for a person, what the person wished, and advocates: one function per verb."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.agreement import holding
from consent.agreement.choices import GivenBy, Hold
from consent.capacity.models import CapacityAssessment
from consent.capacity.rules import months_after
from consent.capacity.states import AssessmentState
from consent.people.models import Person
from consent.signals import authority_changed
from consent.speaking import states
from consent.speaking.models import DECIDERS, AdvanceStatement, AdvocacyRequest, Jointly, Representative
from consent.speaking.states import RepresentativeState
from consent.stops.actions import lift_by_finding, place_by_finding
from consent.stops.models import Stop
from consent.stops.states import StopKind
from consent.vocabulary import OFFERED
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting

WHO = frozenset({"kind", "name", "relationship", "email", "phone"})
REACHED = frozenset({"relationship", "email", "phone"})
POWER = frozenset(
    {
        "instrument",
        "registered_on",
        "register_says",
        "evidence",
        "appointment",
        "co_attorneys",
        "restrictions_exist",
        "restrictions",
        "covers_media",
        "covers_because",
        "order_ends_on",
        "order_allows",
        "identity_seen",
        "is_linked_to_us",
        "conflict_settled",
    }
)


def record(person: Person, *, by: User, **facts: Any) -> Representative:
    """Record who speaks for somebody; whether they may decide depends on papers, seen and checked (IR-6)."""
    who = Representative(**_of(person))
    _take(who, WHO, facts)
    return starting(states.RECORD_REPRESENTATIVE, who, by=by)


@transaction.atomic
def change_power(who: Representative, *, by: User, **facts: Any) -> None:
    """Write down what their papers say; it counts when the papers were checked (again) (IR-6)."""
    held = who.state == RepresentativeState.VERIFIED
    with making(states.CHANGE_REPRESENTATIVE, who, by=by):
        _take(who, POWER, facts)
        who.verified_by = who.verified_on = who.verify_again_on = None
    if held:
        _can_no_longer_decide(who, by)


def change_contact(who: Representative, *, by: User, **facts: Any) -> None:
    """Change how they are reached; their power stays as it was checked (IR-6)."""
    with making(states.CHANGE_CONTACT, who, by=by):
        _take(who, REACHED, facts)


@transaction.atomic
def verify(who: Representative, *, by: User, note: str = "") -> None:
    """The papers were seen and checked: a year from now they are checked again (IR-6, 4.7)."""
    today = timezone.localdate()
    with making(states.VERIFY, who, by=by, note=note):
        who.verified_by, who.verified_on = by, today
        who.verify_again_on = months_after(today, setting("representative_review"))
    _tell_the_rooms_above(who, by)


@transaction.atomic
def note_refusal(who: Representative, purposes: list[str], words: str, *, by: User) -> None:
    """They say no (IR-6, D9). Somebody who is only asked makes a dispute of it, if the person cannot decide (D15, W-3)."""
    if purposes and not words.strip():
        raise ValidationError("Write what they said.")
    with making(states.NOTE_THEIR_REFUSAL, who, by=by, note=words):
        who.refuses = ["*"] if set(OFFERED) <= set(purposes) else sorted(purposes)
        who.refused_words = words.strip()[:300]
    if purposes and who.kind not in DECIDERS:
        _make_a_dispute(who, purposes, words)
    _tell_the_rooms_above(who, by)


@transaction.atomic
def end(who: Representative, *, by: User, note: str) -> None:
    """Their power was revoked or has ended; what they agreed to waits (3.6, IR-6)."""
    if not note.strip():
        raise ValidationError("Write why their power has ended.")
    with making(states.END_REPRESENTATIVE, who, by=by, note=note):
        who.ended_because = note.strip()[:300]
    _can_no_longer_decide(who, by)


@transaction.atomic
def lapse(who: Representative) -> None:
    """Their papers are due to be checked again, or the order has ended: until then they decide nothing (IR-6, 4.7)."""
    clock = User.objects.the_clock()
    with making(states.REPRESENTATIVE_LAPSES, who, by=clock, note="Time to check the papers again."):
        pass
    managers = User.objects.holding(Role.HOME_MANAGER, who.home) if who.home else ()
    tell([who.verified_by, *managers], "papers_to_check", who, by=clock)
    _can_no_longer_decide(who, clock)


@transaction.atomic
def keep_wish(person: Person, *, by: User, **facts: Any) -> AdvanceStatement:
    """Keep what somebody wished, said or wrote while they could decide; a refusal stops new use at once (IR-6, D14)."""
    wish = AdvanceStatement(**_of(person), **facts)
    starting(states.KEEP_WISH, wish, by=by)
    if wish.refused_purposes and wish.able_then != "no":
        place_by_finding(
            StopKind.PRIOR_REFUSAL,
            person,
            f"{wish.get_wish_display()}: “{wish.words}”"[:2000],
            found_in=wish.reference,
            purposes=wish.refused_purposes,
        )
    return wish


@transaction.atomic
def take_wish_back(wish: AdvanceStatement, *, by: User, note: str) -> None:
    """The person, able to decide, changed their mind (IR-6, D14)."""
    if not note.strip():
        raise ValidationError("Write what they said, and when.")
    with making(states.TAKE_WISH_BACK, wish, by=by, note=note):
        pass
    lift_by_finding(
        wish.subject,
        StopKind.PRIOR_REFUSAL,
        "They changed their mind, while able to decide.",
        which=lambda stop: stop.found_in == wish.reference,
    )


def ask_for_advocate(person: Person, *, reason: str, asked_of: str, kind: str, by: User) -> AdvocacyRequest:
    """Ask those who can for an advocate: the home can't appoint one (IR-6, 4.7)."""
    request = AdvocacyRequest(**_of(person), reason=reason.strip(), asked_of=asked_of.strip(), kind=kind)
    return starting(states.ASK_FOR_ADVOCATE, request, by=by)


def note_advocate(request: AdvocacyRequest, words: str, *, by: User) -> None:
    """Keep what the advocate says, or why there is none (IR-6)."""
    if not words.strip():
        raise ValidationError("Write what they said.")
    with making(states.NOTE_ADVOCATE, request, by=by):
        request.outcome = words.strip()


def _of(person: Person) -> dict[str, Any]:
    return {
        "home_id": person.home_id,
        "is_locked": person.is_locked,
        "kept_from_home": person.kept_from_home,
        "subject": person,
    }


def _take(who: Representative, allowed: frozenset[str], facts: dict[str, Any]) -> None:
    if strange := set(facts) - allowed:
        raise ValueError(f"not a part of this page: {sorted(strange)}")
    for name, value in facts.items():
        setattr(who, name, value.strip() if isinstance(value, str) else value)


def _can_no_longer_decide(who: Representative, by: User) -> None:
    """What they agreed to waits; those bound to decide together with them can't decide without them either."""
    holding.put_on_hold(
        who.subject,
        Hold.REPRESENTATIVE_ENDED,
        given_by=[GivenBy.ATTORNEY, GivenBy.DEPUTY, GivenBy.COURT],
        which=lambda consent: consent.representative_id == who.pk,
    )
    if who.appointment == Jointly.JOINTLY and who.instrument:
        together = Representative.objects.filter(
            subject=who.subject_id, instrument=who.instrument, state=RepresentativeState.VERIFIED
        )
        for other in together.exclude(pk=who.pk).filter(appointment=Jointly.JOINTLY):
            lapse(other)
    _tell_the_rooms_above(who, by)


def _make_a_dispute(who: Representative, purposes: list[str], words: str) -> None:
    """Only where somebody was found unable: a person who can decide is told, and their own word stands (W-3)."""
    unable = CapacityAssessment.objects.filter(
        subject=who.subject_id, state=AssessmentState.IN_FORCE, outcome__in=["lacks", "fluctuates"]
    )
    disputed = Stop.objects.holding().filter(subject=who.subject_id, kind=StopKind.DISPUTE, found_in=who.reference)
    if unable.exists() and not disputed.exists():
        place_by_finding(
            StopKind.DISPUTE, who.subject, f"{who}: “{words.strip()}”"[:2000], found_in=who.reference, purposes=purposes
        )


def _tell_the_rooms_above(who: Representative, by: User) -> None:
    authority_changed.send(
        sender=Representative, people=[who.subject_id], by=by, why="Whether somebody may be shown changed."
    )
