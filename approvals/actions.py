"""Asking for a signature, giving or refusing it, and making it void: one function per verb.

Order of locks, everywhere: the sign-offs of a record first, then the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from approvals import signals, states
from approvals.models import Approval, current_signatures
from approvals.seals import seal_of
from approvals.states import STAGES, ApprovalState
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.refusals import Refused, WrongState
from mediapolicy.transitions import making, part_of_form, starting

NEWS = {
    ApprovalState.CHANGES_ASKED: ("changes_asked", signals.changes_asked),
    ApprovalState.REFUSED: ("sign_off_refused", signals.refused),
}


@transaction.atomic
def ask(subject: Any, *, due_at: Any = None, asked_by: User | None = None, by: User) -> list[Approval]:
    """Ask every stage that the facts of the case need for a signature on exactly this content (MS-2, SOD-5).

    By the clock where the table of the subject has let somebody, `asked_by`, put it forward.
    """
    asker = asked_by or by
    content = subject.sealed_content()
    asked = []
    for code in subject.signing_stages():
        approval = Approval(
            home=subject.home,
            is_locked=subject.is_locked,
            kept_from_home=subject.kept_from_home,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_reference=subject.reference,
            subject_title=subject.title[:200],
            subject_version=subject.number,
            stage=code,
            seal=seal_of(content),
            content=content,
            # The COO discusses and agrees what is said on a matter (CC-2), own words too: a Director is the second hand.
            authors=[] if code == "coo" else sorted({*subject.authors(), *_asking(subject, asker)}, key=str),
            asked_by=asker,
            due_at=due_at,
        )
        with part_of_form(code):  # one form, one request for each stage
            starting(states.ASK_BY_ITSELF if by.is_system else STAGES[code].ask, approval, by=by)
        for person in subject.shared_with_people():
            assign_perm("approvals.view_approval", person, approval)
        tell(signers_of(approval), "sign_off_asked", approval, by=by)
        asked.append(approval)
    return asked


def _asking(subject: Any, by: User) -> list[Any]:
    """Whoever asks doesn't sign, but where one hand alone may do it all (PR-4a, by the organisation's choice)."""
    return [by.pk] if subject.needs_second_hand else []


def signers_of(approval: Approval) -> list[User]:
    """Everyone who could sign this one: the permission, and not their own words."""
    people = (
        User.objects.active()
        .exclude(pk__in=approval.authors)
        .filter(groups__permissions__codename=STAGES[approval.stage].permission)
    )
    found = list(people.distinct())
    if not approval.is_locked:
        return found
    return [person for person in found if Approval.objects.visible_to(person).filter(pk=approval.pk).exists()]


@transaction.atomic
def decide(approval: Approval, verdict: str, *, seal: str, by: User, reason: str = "") -> None:
    """Give the one answer of this stage: sign off, ask for changes, or refuse (MS-2; CC-2 on an ongoing matter).

    `seal` is the one of the page that the person read. Raises StaleSeal when the content is another by now,
    WrongState when somebody answered first, Refused for anyone whose words they are.
    """
    if verdict != ApprovalState.SIGNED and not reason.strip():  # where conditions can be given, it holds those
        raise ValidationError("Say why, so that they know what to do next.")
    transition = STAGES[approval.stage].verdicts[verdict]
    with making(transition, approval, by=by, note=reason.strip()):
        _refuse_a_second_signature(approval, by)
        subject = _locked_subject(approval)
        if not approval.seal == seal == seal_of(subject.sealed_content()):
            raise StaleSeal(approval)
        approval.decided_by, approval.decided_at, approval.reason = by, timezone.now(), reason.strip()
    if verdict == ApprovalState.SIGNED:
        _tell_when_complete(approval, subject, by=by)
        return
    kind, news = NEWS[ApprovalState(verdict)]
    _close_the_others(approval, by=by)
    tell([approval.asked_by], kind, approval, by=by)
    news.send(sender=Approval, approval=approval, by=by)


def _refuse_a_second_signature(approval: Approval, by: User) -> None:
    """Two stages are two people: one who is both a Director and the COO gives one of the two signatures."""
    given = Approval.objects.filter(subject_id=approval.subject_id, seal=approval.seal, state=ApprovalState.SIGNED)
    if given.filter(decided_by=by).exists():
        words = "You have given the other signature. Somebody else gives this one."
        raise Refused(approval.rule.clause, words, record=approval)


class StaleSeal(WrongState):
    """The content changed between reading and signing: nobody signs words they have not seen."""

    def __init__(self, approval: Approval) -> None:
        super().__init__(
            approval, words="The words changed while you were reading them. Read them again before you sign."
        )


def _locked_subject(approval: Approval) -> Any:
    return (
        apps.get_model(approval.subject_type)._base_manager.select_for_update(of=("self",)).get(pk=approval.subject_id)
    )


def _tell_when_complete(approval: Approval, subject: Any, *, by: User) -> None:
    if set(subject.signing_stages()) <= current_signatures(subject, approval.seal):
        tell([approval.asked_by], "signed_off", approval, by=by)
        signals.signed.send(sender=Approval, approval=approval, by=by)


def _close_the_others(approval: Approval, *, by: User) -> None:
    """One stage said no: what other stages were asked no longer stands."""
    for other in Approval.objects.filter(subject_id=approval.subject_id, state=ApprovalState.WAITING):
        _void(other, by=by, why=f"{approval.rule.signer.capitalize()} said no.")


@transaction.atomic
def take_back(subject: Any, *, by: User, note: str = "") -> None:
    """Take back the request while nobody has answered it (MS-2)."""
    for approval in Approval.objects.of(subject).filter(state=ApprovalState.WAITING):
        with making(approval.rule.take_back, approval, by=by, note=note):
            pass
        tell(signers_of(approval), "sign_off_withdrawn", approval, by=by)
    for given in Approval.objects.of(subject).filter(state=ApprovalState.SIGNED):
        _void(given, by=by, why="The request was taken back before everyone had signed.")


def hold(subject: Any) -> list[Approval]:
    """The sign-offs of a record that could still fall, locked: whoever needs the record as well locks it after them."""
    open_ones = Approval.objects.of(subject).filter(state__in=[ApprovalState.WAITING, ApprovalState.SIGNED])
    return list(open_ones.order_by("pk").select_for_update(of=("self",)))


@contextmanager
def voiding_when_changed(subject: Any, *, by: User, why: str) -> Iterator[None]:
    """Around any change to what can be signed: a signature, given or asked for, falls if the content differs after.

    Locks the sign-offs before the body locks the record. A change that changes nothing voids nothing.
    """
    with transaction.atomic():
        open_ones = hold(subject)
        yield
        seal = seal_of(subject.sealed_content())
        for approval in open_ones:
            if approval.seal != seal and not _fell_meanwhile(approval):
                _void(approval, by=by, why=why)


def _fell_meanwhile(approval: Approval) -> bool:
    """The change itself may have brought the record under a matter, which lets every signature fall (CC-2)."""
    approval.refresh_from_db(fields=["state"])
    return approval.state == ApprovalState.VOIDED


@transaction.atomic
def void_what_changed(subject: Any, *, by: User, why: str) -> bool:
    """Make signatures void that covered another content than stands there now; whether any fell (SOD-5).

    For news from below: what the content rests on has changed already, in this same transaction.
    """
    open_ones = hold(subject)
    seal = seal_of(subject.sealed_content()) if open_ones else ""
    stale = [approval for approval in open_ones if approval.seal != seal]
    for approval in stale:
        _void(approval, by=by, why=why)
    return bool(stale)


@transaction.atomic
def void_all(subject: Any, *, by: User, why: str) -> None:
    """Make every signature on this record void, given or asked for (MS-2)."""
    for approval in Approval.objects.of(subject).filter(state__in=[ApprovalState.WAITING, ApprovalState.SIGNED]):
        _void(approval, by=by, why=why)


def follow_the_lock(subject: Any) -> None:
    """A sign-off is out of sight exactly as long as the record that it is of (CC-1a)."""
    clock, row = User.objects.the_clock(), states.LOCKING
    for approval in Approval.objects.of(subject).exclude(is_locked=subject.is_locked):
        with making(row.come_under if subject.is_locked else row.give_back, approval, by=clock):
            approval.is_locked = subject.is_locked


def share(subject: Any, person: User) -> None:
    """Whoever was named on a record may open its sign-offs too (CC-1a)."""
    for approval in Approval.objects.of(subject):
        assign_perm("approvals.view_approval", person, approval)


def unshare(subject: Any, person: User) -> None:
    """Whoever is no longer named on a record may not open its sign-offs either (CC-1a)."""
    for approval in Approval.objects.of(subject):
        remove_perm("approvals.view_approval", person, approval)


def _void(approval: Approval, *, by: User, why: str) -> None:
    """A signature falls: by the clock's hand, because no person decides it; whoever signed is told."""
    was_signed = approval.state == ApprovalState.SIGNED
    with making(states.VOID, approval, by=User.objects.the_clock(), note=why):
        pass
    told = [approval.decided_by] if was_signed else signers_of(approval)
    tell(told, "sign_off_voided" if was_signed else "sign_off_withdrawn", approval, by=by)


def holds(subject: Any) -> bool:
    """Whether every stage that the case needs has signed exactly what stands there now."""
    return set(subject.signing_stages()) <= current_signatures(subject, seal_of(subject.sealed_content()))


def last_signed_by(user: User, subject_id: Any) -> Approval | None:
    """What this person signed last on this record, for the marks on the sign-off page."""
    signed = Approval.objects.filter(subject_id=subject_id, decided_by=user)
    return signed.exclude(decided_at=None).order_by("-decided_at").first()


def can_sign_anything(user: User) -> bool:
    """Whether any stage is this person's."""
    return any(standing_of(user).holds_anywhere(stage.permission) for stage in STAGES.values())
