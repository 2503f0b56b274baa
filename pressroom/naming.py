"""Who is in a statement: named through the publish gate, taken out, and followed when their answer changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from approvals import actions as approvals
from consent.gate.answering import Decision, Verdict, evaluate, evaluate_each
from consent.gate.telling import seen_by
from consent.people.models import Person
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making
from pressroom import signals, states
from pressroom.models import Named, Statement
from pressroom.states import OPEN, StatementState

CHANGED = "Who is in it changed."


@transaction.atomic
def name_person(statement: Statement, person: Person, *, by: User, **how: Any) -> Named:
    """Name, quote or tell of somebody, if the publish gate lets us in exactly this way; a signature falls (SM-26)."""
    named = Named(statement=statement, person=person, by=by, **how)
    decision = evaluate(person, named.use)
    statement.gate_says = decision.words if decision.verdict is Verdict.BLOCK else ""
    with (
        approvals.voiding_when_changed(statement, by=by, why=CHANGED),
        making(states.NAME_PERSON, statement, by=by, note=named.use.words),
    ):
        if statement.named.filter(person=person).exists():
            raise ValidationError(f"{person.first_name} is in it already. Take them out first to change how.")
        named.save()
        statement.people_named += 1
        statement.number += 1
    signals.words_changed.send(sender=Statement, statement=statement, by=by)
    return named


def as_seen(statement: Statement, reader: User) -> list[tuple[Named, Decision]]:
    """Everybody in it, each with the gate's answer as this reader may know it: of a matter only the COO learns (CC-2)."""
    people = statement.people()
    answers = evaluate_each([(one.person, one.use) for one in people]) if people else []
    return [(named, seen_by(answer, reader)) for named, answer in zip(people, answers, strict=True)]


@transaction.atomic
def unname_person(statement: Statement, named: Named, *, by: User) -> None:
    """Somebody is not in it any more; a signature falls (SM-26)."""
    with (
        approvals.voiding_when_changed(statement, by=by, why=CHANGED),
        making(states.UNNAME_PERSON, statement, by=by, note=named.use.words),
    ):
        named.delete()
        statement.people_named = statement.named.count()
        statement.number += 1
    signals.words_changed.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def say_it_is_somebody_else(statement: Statement, person: Person, *, by: User) -> None:
    """The name in the words isn't this person's: kept with who said so, sealed, and a signature falls (SM-26)."""
    with (
        approvals.voiding_when_changed(statement, by=by, why=CHANGED),
        making(states.SAY_IT_IS_SOMEBODY_ELSE, statement, by=by, note=f"Not {person.reference}, {person.name}."),
    ):
        statement.set_person_aside(person)
    signals.words_changed.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def follow_authority(people: Iterable[Any]) -> int:
    """Whether somebody may be named has changed: signatures that covered another answer fall, the writers are told.

    Runs inside the transaction that changed it, so that nothing signed before can leave after; how many were stopped.
    """
    clock, stopped = User.objects.the_clock(), 0
    found = Statement.objects.filter(state__in=sorted(OPEN), people_named__gt=0, named__person__in=list(people))
    for statement in found.distinct().order_by("pk"):
        if not _is_still_open(statement) or not approvals.void_what_changed(statement, by=clock, why=CHANGED):
            continue
        if statement.state in (StatementState.AWAITING_SIGN_OFF, StatementState.SIGNED):
            with making(states.FOLLOW_AUTHORITY, statement, by=clock):
                pass
            signals.words_changed.send(sender=Statement, statement=statement, by=clock)
            tell([statement.written_by], "person_in_it_changed", statement, by=clock)
            stopped += 1
    return stopped


def _is_still_open(statement: Statement) -> bool:
    """The statement as it stands now, held: one that was just let go is past stopping, and must not undo the news.

    Whether its emails may leave is asked again when they do.
    """
    approvals.hold(statement)
    statement.refresh_from_db(from_queryset=Statement._base_manager.select_for_update(of=("self",)))
    return statement.state in OPEN
