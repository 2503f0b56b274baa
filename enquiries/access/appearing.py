"""Who takes part in a media visit: let in through the publish gate, taken off, kept out, and followed when answers change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from approvals import actions as approvals
from consent.gate.answering import Decision, Verdict, evaluate_uses
from consent.people.models import Person
from enquiries.access import states
from enquiries.access.actions import forget_view, say_it_is_off_for_now, those_who_expect_it
from enquiries.access.belongings import InTheVisit
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from enquiries.access.vocabulary import Part, SaidToday
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making

CHANGED = "Who is in it changed."


@transaction.atomic
def let_appear(visit: AccessRequest, person: Person, *, by: User, **how: Any) -> InTheVisit:
    """Somebody takes part, if the publish gate lets them in each of these ways, filmed and broadcast alike (IR-4a)."""
    if not how.get("ways"):
        raise ValidationError("Say how they take part.")
    one = InTheVisit(visit=visit, person=person, part=Part.APPEARS, by=by, **how)
    visit.gate_says = in_the_way(evaluate_uses(person, one.uses(visit)))
    _put_in(states.LET_APPEAR, visit, one, by=by)
    return one


def in_the_way(answers: Iterable[Decision]) -> str:
    """Why somebody may not appear, each reason said once."""
    return " ".join(dict.fromkeys(answer.words for answer in answers if answer.verdict is Verdict.BLOCK))


@transaction.atomic
def keep_out(visit: AccessRequest, person: Person, *, how: str, by: User) -> InTheVisit:
    """Somebody must not be seen or heard, and this is how that is made sure; the sheet at the door names them (IR-6)."""
    if not how.strip():
        raise ValidationError("Say how they are kept out of it.")
    one = InTheVisit(visit=visit, person=person, part=Part.KEPT_OUT, how=how.strip(), by=by)
    _put_in(states.KEEP_OUT, visit, one, by=by)
    return one


def _put_in(row: Transition, visit: AccessRequest, one: InTheVisit, *, by: User) -> None:
    was = visit.state
    with approvals.voiding_when_changed(visit, by=by, why=CHANGED), making(row, visit, by=by):
        if visit.people.filter(person=one.person).exists():
            raise ValidationError(f"{one.person.first_name} is on the list already. Take them off first to change how.")
        one.save()
        if one.appears and one.person.kind.is_resident:
            forget_view(visit)
        visit.number += 1
    say_it_is_off_for_now(visit, was, by=by)


@transaction.atomic
def take_out(visit: AccessRequest, one: InTheVisit, *, by: User) -> None:
    """Somebody is no longer on the list of the visit; an approval falls (IR-4a)."""
    was = visit.state
    with approvals.voiding_when_changed(visit, by=by, why=CHANGED), making(states.TAKE_OUT, visit, by=by):
        one.delete()
        visit.number += 1
    say_it_is_off_for_now(visit, was, by=by)


def ask_today(visit: AccessRequest, one: InTheVisit, said: str, *, by: User) -> None:
    """Ask somebody once more, on the day. A No counts at once, before and while they film, and needs no new approval:
    fewer people than were approved is always allowed. A Yes counts only while they may appear (IR-4a, V-I-02)."""
    if said == SaidToday.NOT_ASKED:
        raise ValidationError("Say what they answered.")
    with making(states.ASK_TODAY, visit, by=by):
        if said == SaidToday.YES and (words := in_the_way(evaluate_uses(one.person, one.uses(visit)))):
            raise ValidationError(words)
        one.said_today, one.asked_at, one.asked_by = said, timezone.now(), by
        one.save(update_fields=["said_today", "asked_at", "asked_by"])
    if said == SaidToday.NO:
        tell(those_who_expect_it(visit), "visit_somebody_out", visit, by=by)


@transaction.atomic
def follow_authority(people: Iterable[Any]) -> int:
    """Whether somebody may appear has changed: approvals that covered another answer fall, and nobody is let in on one.

    Runs inside the transaction that changed it. While they film, that person is out of it from this moment; how many
    visits were stopped or changed.
    """
    keys, touched = list(people), 0
    waiting = [VisitState.AWAITING_APPROVAL, VisitState.APPROVED, VisitState.UNDER_WAY]
    found = AccessRequest.objects.filter(
        state__in=waiting, people__part=Part.APPEARS, people__person__in=keys
    ).distinct()
    for visit in found.order_by("pk"):
        approvals.hold(visit)
        visit.refresh_from_db(from_queryset=AccessRequest._base_manager.select_for_update(of=("self",)))
        if visit.state == VisitState.UNDER_WAY:
            touched += _stop_showing(visit, keys)
        elif visit.state in states.FOLLOW_AUTHORITY.sources:
            touched += _fall(visit)
    return touched


def _fall(visit: AccessRequest) -> bool:
    clock = User.objects.the_clock()
    if not approvals.void_what_changed(visit, by=clock, why=CHANGED):
        return False
    with making(states.FOLLOW_AUTHORITY, visit, by=clock):
        pass
    tell(those_who_expect_it(visit), "visit_person_changed", visit, by=clock)
    return True


def _stop_showing(visit: AccessRequest, keys: list[Any]) -> bool:
    """Whoever of them may no longer appear is out of it, as if they had said No themselves."""
    blocked = {
        answer.person.pk for answer in visit.answers() if answer.verdict is Verdict.BLOCK and answer.person.pk in keys
    }
    out = [one for one in visit.appearing() if one.person_id in blocked and one.said_today != SaidToday.NO]
    if not out:
        return False
    clock = User.objects.the_clock()
    with making(states.STOP_SHOWING, visit, by=clock):
        for one in out:
            one.said_today, one.asked_at, one.asked_by = SaidToday.NO, timezone.now(), clock
            one.save(update_fields=["said_today", "asked_at", "asked_by"])
    tell(those_who_expect_it(visit), "visit_somebody_out", visit, by=clock)
    return True
