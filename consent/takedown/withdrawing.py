"""Somebody changed their mind: written down by anybody, in any way, and in effect in the same transaction (W-1 to W-3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from consent.agreement import holding, versions
from consent.agreement import states as agreement
from consent.agreement.choices import GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.agreement.states import BEING_MADE, LIVE
from consent.capacity.models import CapacityAssessment, Outcome
from consent.capacity.states import AssessmentState
from consent.gate.facts import Ability, gather
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.interests.states import DecisionState
from consent.people.models import Person
from consent.pictures.models import Appearance, Asset
from consent.signals import authority_changed, withdrawn
from consent.stops.actions import place_by_finding
from consent.stops.states import StopKind
from consent.takedown import states
from consent.takedown.duty import managers_of
from consent.takedown.models import Because, How, MadeBy, TaskKind, Withdrawal
from consent.takedown.owing import Look, look_again, looking_later, owe
from consent.vocabulary import CHANNELS_OF, OFFERED, ContentType
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making, part_of_form, starting

COPIES = "Copies in design, advert and mailing tools, and in shared folders"


@transaction.atomic
def withdraw(
    person: Person,
    *,
    made_by: str,
    how: str = How.SAID,
    purposes: Iterable[str] = (),
    asset: Asset | None = None,
    words: str = "",
    by: User,
) -> Withdrawal:
    """Write down that somebody changed their mind; it holds from this instant, without a reason or an approval (SM-26)."""
    person = hold_still([person.pk])[0]
    withdrawal = _withdrawal(person, made_by, how, purposes, by)
    withdrawal.asset, withdrawal.words = asset, words.strip()
    affected = _affected(withdrawal)
    withdrawal.consent = affected[0] if affected else None
    starting(states.NOTE_WITHDRAWAL, withdrawal, by=by)
    _take_effect(withdrawal, affected, by=by)
    return withdrawal


@transaction.atomic
def withdraw_by_slip(urn: str, purposes: Iterable[str] = ()) -> Withdrawal | None:
    """The same by the link on the slip, by the clock's hand; sent twice it counts once (SM-26).

    The number is a form's; on a form that was printed blank, the person's own.
    """
    consent = MediaConsent.objects.filter(urn=urn).select_related("subject").order_by("-edition").first()
    whose = consent.subject_id if consent else Person.objects.filter(reference=urn).values_list("pk", flat=True).first()
    if whose is None:
        return None
    clock = User.objects.the_clock()
    person = hold_still([whose])[0]
    is_own = consent is None or consent.given_by == GivenBy.SELF
    made_by = MadeBy.SELF if is_own else MadeBy.REPRESENTATIVE
    withdrawal = _withdrawal(person, made_by, How.LINK, purposes, clock)
    affected = _affected(withdrawal)
    before = Withdrawal.objects.filter(subject=person, how=How.LINK, made_by=made_by, purposes=withdrawal.purposes)
    found: Withdrawal | None = before.order_by("-received_at").first()
    if found is not None and not affected:
        return found
    withdrawal.consent = affected[0] if affected else consent
    starting(states.NOTE_WITHDRAWAL_BY_SLIP, withdrawal, by=clock)
    _take_effect(withdrawal, affected, by=clock)
    return withdrawal


def hold_still(people: Collection[Any]) -> list[Person]:
    """Keep everything else that decides about these people waiting until this transaction ends; they as they are now.

    Whoever notes that somebody is shown takes the same hold: so a withdrawal is before it, and seen, or after it, and
    reaches it.
    """
    locked = Person._base_manager.select_for_update(of=("self",), no_key=True)
    return list(locked.filter(pk__in=people).select_related("home").order_by("pk"))


def _withdrawal(person: Person, made_by: str, how: str, purposes: Iterable[str], by: User) -> Withdrawal:
    return Withdrawal(
        home=person.home,
        is_locked=person.is_locked,
        kept_from_home=person.kept_from_home,
        subject=person,
        made_by=made_by,
        how=how,
        # What staff saw somebody object to is never weighed: it reaches everything (W-2).
        purposes=[] if made_by == MadeBy.OBSERVED else sorted(set(purposes)),
        received_by=by,
    )


def _affected(withdrawal: Withdrawal) -> list[MediaConsent]:
    """The forms that end or shrink, locked newest first, as a sign-off locks them."""
    if withdrawal.asset is not None or withdrawal.made_by not in (MadeBy.SELF, MadeBy.REPRESENTATIVE):
        return []
    found = MediaConsent.objects.filter(subject=withdrawal.subject, state__in=sorted(BEING_MADE | LIVE))
    own = withdrawal.made_by == MadeBy.SELF
    found = found.filter(given_by=GivenBy.SELF) if own else found.exclude(given_by=GivenBy.SELF)
    locked = list(found.select_for_update(of=("self",)).order_by("-created_at", "-id"))
    taken = set(withdrawal.purposes)
    return [one for one in locked if not taken or one.purposes & taken]


def _take_effect(withdrawal: Withdrawal, affected: list[MediaConsent], *, by: User) -> None:
    person = withdrawal.subject
    with looking_later():
        if withdrawal.made_by == MadeBy.SOMEBODY_ELSE:
            _weigh(withdrawal)
        else:
            _end(affected, set(withdrawal.purposes), by=by)
            if _is_an_objection(withdrawal, affected):
                _object(withdrawal)
            withdrawn.send(
                sender=Withdrawal, person=person, purposes=list(withdrawal.purposes), by=by, withdrawal=withdrawal
            )
        authority_changed.send(sender=Withdrawal, people=[person.pk], by=by, why="Consent changed.")
    if withdrawal.made_by == MadeBy.SOMEBODY_ELSE:
        look_again([person.pk], Because.CHANGED)
        tell(managers_of(person.home), "somebody_else_objects", withdrawal, by=by)
        return
    look_again([person.pk], Because.WITHDRAWN, withdrawal=withdrawal)
    _clear_copies(withdrawal)
    tell(managers_of(person.home), "consent_withdrawn", withdrawal, by=by)


def _end(affected: list[MediaConsent], taken: set[str], *, by: User) -> None:
    """Everything taken back ends a form; some of it leaves a newer one without that (3.6). Forms under way just end."""
    ends = agreement.WITHDRAW_BY_SLIP if by.is_system else agreement.WITHDRAW
    narrows = agreement.NARROW_BY_SLIP if by.is_system else agreement.NARROW
    for consent in affected:
        with part_of_form(f"consent {consent.pk}"):
            if taken and consent.state in LIVE and consent.purposes - taken:
                versions.narrowed(consent, without=taken, by=by, transition=narrows)
                continue
            with making(ends, consent, by=by):
                consent.ended_at, consent.on_hold_because = timezone.now(), ""


def _is_an_objection(withdrawal: Withdrawal, affected: list[MediaConsent]) -> bool:
    """Whether a No has to be kept that ending their own forms doesn't keep: where somebody else may decide (W-2, D16)."""
    if withdrawal.made_by == MadeBy.OBSERVED:
        return True
    if withdrawal.made_by != MadeBy.SELF or withdrawal.asset is not None:
        return False
    person = withdrawal.subject
    return (
        (person.kind.is_resident and not affected)
        or MediaConsent.objects.live().filter(subject=person).exclude(given_by=GivenBy.SELF).exists()
        or BestInterestsDecision.objects.filter(subject=person, state=DecisionState.IN_FORCE).exists()
        or CapacityAssessment.objects.filter(
            subject=person, state=AssessmentState.IN_FORCE, outcome__in=[Outcome.LACKS, Outcome.FLUCTUATES]
        ).exists()
    )


def _object(withdrawal: Withdrawal) -> None:
    place_by_finding(
        StopKind.OBJECTION,
        withdrawal.subject,
        withdrawal.words or "They said, or showed, that they don’t want this.",
        found_in=withdrawal.reference,
        purposes=withdrawal.purposes,
        reaches_inside=True,
    )


def _weigh(withdrawal: Withdrawal) -> None:
    """W-3, D15: a relative can't take back what somebody able agreed to; for somebody unable it is on hold until settled."""
    person = withdrawal.subject
    if decides_themselves(person):
        return
    holding.put_on_hold(person, Hold.OBJECTION)
    place_by_finding(
        StopKind.DISPUTE,
        person,
        withdrawal.words or "Somebody close to them asks us not to show them.",
        found_in=withdrawal.reference,
        purposes=withdrawal.purposes,
    )


def decides_themselves(person: Person) -> bool:
    """Whether they can decide about everything that is agreed to, as far as anybody has found (W-3, V-M-06)."""
    if person.is_young or person.has_died:
        return False
    facts = gather([person], timezone.now())[person.pk]
    agreed = {purpose for one in facts.consents if one.state in LIVE for purpose in one.purposes} or set(OFFERED)
    uses = [
        Use(purpose=purpose, channels=frozenset(CHANNELS_OF[purpose][:1]), content_type=ContentType.PHOTO)
        for purpose in sorted(agreed)
    ]
    return all(facts.ability(use) in (Ability.PRESUMED, Ability.HAS) for use in uses)


def _clear_copies(withdrawal: Withdrawal) -> None:
    """Tools keep copies of whatever was ever shown, or lies in the library (W-4)."""
    person = withdrawal.subject
    if not (person.shown_in.exists() or Appearance.objects.filter(person=person).exists()):
        return
    look = Look(Because.WITHDRAWN, withdrawal)
    task = owe(look, TaskKind.PURGE, COPIES, home=person.home, subject=person)
    tell([task.owner], "takedown_owed", withdrawal, by=User.objects.the_clock())
