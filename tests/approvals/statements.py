"""Statements that wait for a signature, and the three answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from approvals import actions
from approvals.models import Approval
from approvals.states import ApprovalState as S
from mediapolicy.people.models import User
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests.builders import World


def a_statement(world: World, *, by: str = "marketing") -> Statement:
    """A statement of its own, with words and a recipient."""
    return pressroom.draft(
        subject="The visit",
        trigger="la_visit",
        home=world.home,
        words="We welcome the report.",
        recipients=[{"name": "Council", "way": "email", "address": "press@council.example"}],
        by=world[by],
    )


def sent(world: World, statement: Statement | None = None, *, by: str = "marketing") -> Approval:
    statement = statement or a_statement(world, by=by)
    pressroom.send_for_sign_off(statement, by=world[by])
    return Approval.objects.of(statement).filter(state=S.WAITING).get(stage="director")


def change(statement: Statement, words: str, *, by: User, **other: Any) -> bool:
    statement = Statement.objects.get(pk=statement.pk)
    given = {"subject": statement.subject, "words": words, "read_version": statement.version, **other}
    return pressroom.change_words(statement, by=by, **given)


def decide(approval: Approval, verdict: str, by: User, *, seal: str = "", reason: str = "Name no one.") -> None:
    actions.decide(approval, verdict, seal=seal or approval.seal, by=by, reason=reason)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, what it makes of the statement, and what the one who asked is told."""

    verb: str
    told: str
    statement: str


VERDICTS = {
    S.SIGNED: Verdict("sign off", "signed_off", StatementState.SIGNED),
    S.CHANGES_ASKED: Verdict("ask for changes", "changes_asked", StatementState.CHANGES_ASKED),
    S.REFUSED: Verdict("refuse", "sign_off_refused", StatementState.REFUSED),
}
every_verdict = pytest.mark.parametrize("verdict", list(VERDICTS))


def signed(world: World) -> tuple[Statement, Approval]:
    approval = sent(world)
    decide(approval, S.SIGNED, world["director"])
    return approval.subject, Approval.objects.get(pk=approval.pk)


def fails(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the disk is full")
