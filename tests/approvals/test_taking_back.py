"""Taking a request back, and withdrawing what was signed."""

from __future__ import annotations

import pytest

from approvals.models import Approval
from approvals.states import ApprovalState as S
from mediapolicy.refusals import Refused, WrongState
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.approvals.statements import decide, fails, sent, signed
from tests.builders import World, last_row, told_of

pytestmark = pytest.mark.django_db


# Taking back -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("MS-2")
def test_a_request_is_taken_back_while_nobody_has_answered(world: World) -> None:
    approval = sent(world)
    statement = approval.subject
    pressroom.take_back(statement, by=world["marketing"])
    kept = Approval.objects.get(pk=approval.pk)
    row = last_row(kept)
    assert (kept.state, row.verb, row.clause, row.history_user) == (
        S.TAKEN_BACK,
        "take back",
        "MS-2",
        world["marketing"],
    )
    assert ("sign_off_withdrawn", "director") in told_of(kept)
    assert Statement.objects.get(pk=statement.pk).state == StatementState.DRAFTING
    with pytest.raises(WrongState):
        decide(approval, S.SIGNED, world["director"])


def test_taking_back_is_refused_to_others_and_after_the_answer(world: World) -> None:
    approval = sent(world)
    for who in ("carer", "manager", "auditor", "administrator"):
        with pytest.raises(Refused):
            pressroom.take_back(approval.subject, by=world[who])
    decide(approval, S.SIGNED, world["director"])
    with pytest.raises(WrongState):
        pressroom.take_back(approval.subject, by=world["marketing"])


def test_taking_back_is_all_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    approval = sent(world)
    statement, before = approval.subject, builders.everything_kept()
    monkeypatch.setattr(Statement, "save", fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        pressroom.take_back(statement, by=world["marketing"])
    assert builders.everything_kept() == before


@pytest.mark.clause("MS-2")
def test_withdrawing_a_statement_voids_what_was_signed(world: World) -> None:
    statement, approval = signed(world)
    pressroom.withdraw(statement, by=world["marketing"], note="No longer needed.")
    assert Approval.objects.get(pk=approval.pk).state == S.VOIDED
    assert ("sign_off_voided", "director") in told_of(approval)
