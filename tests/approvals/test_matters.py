"""Who signs on an ongoing matter (CC-2)."""

from __future__ import annotations

import uuid

import pytest
from guardian.shortcuts import assign_perm

from approvals.models import Approval
from approvals.states import ApprovalState as S
from mediapolicy.notices.models import Notice
from mediapolicy.people.standing import forget_standing
from mediapolicy.refusals import Missing, Refused
from mediapolicy.transitions import FORM_KEY
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests.approvals.statements import VERDICTS, a_statement, decide, signed
from tests.builders import World, last_row

pytestmark = pytest.mark.django_db


# CC-2: an ongoing matter -----------------------------------------------------------------------------------------


def on_a_matter(world: World, statement: Statement) -> Statement:
    """As an ongoing matter does it: the statement and its sign-offs; a Director is named on it, who can sign."""
    assign_perm("pressroom.view_statement", world["second director"], statement)
    Statement.objects.filter(pk=statement.pk).update(is_locked=True)
    Approval.objects.filter(subject_id=statement.pk).update(is_locked=True)
    return Statement.objects.get(pk=statement.pk)


def stage(statement: Statement, code: str) -> Approval:
    return Approval.objects.of(statement).get(stage=code, state=S.WAITING)


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("first", ["director", "coo"])
def test_on_an_ongoing_matter_both_sign_and_one_alone_is_not_enough(world: World, first: str) -> None:
    statement = on_a_matter(world, a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    assert {approval.stage for approval in Approval.objects.of(statement)} == {"director", "coo"}
    second = {"director": "coo", "coo": "director"}[first]
    decide(stage(statement, first), S.SIGNED, world[first])
    statement.refresh_from_db()
    assert (statement.state, statement.sign_off_holds) == (StatementState.AWAITING_SIGN_OFF, False)
    decide(stage(statement, second), S.SIGNED, world[second])
    statement.refresh_from_db()
    assert (statement.state, statement.sign_off_holds) == (StatementState.SIGNED, True)
    signed_by_coo = Approval.objects.of(statement).get(stage="coo")
    assert (last_row(signed_by_coo).clause, last_row(signed_by_coo).as_role) == ("CC-2", "coo")


@pytest.mark.clause("CC-2")
def test_the_coo_agrees_also_what_the_coo_wrote_and_a_director_is_the_second_pair_of_eyes(world: World) -> None:
    """Nobody but the COO writes, sends and agrees on a matter: were their own words not theirs to agree, nobody's were."""
    statement = on_a_matter(world, a_statement(world, by="coo"))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    decide(stage(statement, "director"), S.SIGNED, world["director"])
    decide(stage(statement, "coo"), S.SIGNED, world["coo"])
    statement.refresh_from_db()
    assert statement.state == StatementState.SIGNED


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["director", "marketing", "data protection", "safeguarding", "administrator"])
def test_nobody_agrees_in_the_coos_place(world: World, who: str) -> None:
    statement = on_a_matter(world, a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    with pytest.raises(Refused) as refusal:
        decide(stage(statement, "coo"), S.SIGNED, world[who])
    assert (refusal.value.clause.id, refusal.value.who_may) == ("CC-2", "Chief Operating Officer")


@pytest.mark.clause("CC-2")
def test_the_page_can_send_a_statement_of_a_matter_for_both_signatures(world: World) -> None:
    """A form carries one key, and asks for two signatures."""
    statement = on_a_matter(world, a_statement(world))
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        pressroom.send_for_sign_off(statement, by=world["coo"])
    finally:
        FORM_KEY.reset(token)
    assert Approval.objects.of(statement).filter(state=S.WAITING).count() == 2


@pytest.mark.clause("CC-2")
def test_sign_offs_of_a_matter_are_seen_by_the_coo_and_who_was_named(world: World) -> None:
    statement = on_a_matter(world, a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    approval = stage(statement, "director")
    for who, person in world.people.items():
        sees = Approval.objects.visible_to(person).filter(pk=approval.pk).exists()
        assert sees == (who in ("coo", "second director")), who
    for who in ("director", "manager", "auditor"):
        assert not Notice.objects.inbox_of(world[who]).filter(record_id=approval.pk).exists()
    assign_perm("approvals.view_approval", world["director"], approval)
    forget_standing(world["director"])
    assert list(Approval.objects.waiting_for(world["director"])) == [approval]


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
def test_a_director_named_on_the_statement_can_sign_it(world: World) -> None:
    """Both signatures are needed, so the Director who was named must get to the page."""
    statement = on_a_matter(world, a_statement(world))
    assign_perm("pressroom.view_statement", world["director"], statement)
    forget_standing(world["director"])
    pressroom.send_for_sign_off(statement, by=world["coo"])
    assert [approval.stage for approval in Approval.objects.waiting_for(world["director"])] == ["director"]


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verdict", [S.CHANGES_ASKED, S.REFUSED])
def test_one_no_closes_what_the_other_was_asked(world: World, verdict: str) -> None:
    statement = on_a_matter(world, a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    decide(stage(statement, "coo"), verdict, world["coo"])
    assert Approval.objects.of(statement).get(stage="director").state == S.VOIDED
    assert Statement.objects.get(pk=statement.pk).state == VERDICTS[verdict].statement


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
def test_taken_back_after_one_signature_and_sent_again_nothing_is_left_waiting(world: World) -> None:
    statement = on_a_matter(world, a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    decide(stage(statement, "director"), S.SIGNED, world["director"])
    pressroom.take_back(statement, by=world["coo"])
    pressroom.send_for_sign_off(statement, by=world["coo"])
    for code in ("coo", "director"):
        for waiting in Approval.objects.of(statement).filter(stage=code, state=S.WAITING):
            decide(waiting, S.SIGNED, world[code])
    statement.refresh_from_db()
    assert statement.state == StatementState.SIGNED
    assert not Approval.objects.of(statement).filter(state=S.WAITING).exists()


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["marketing", "director", "coo"])
def test_what_a_director_signed_before_the_matter_is_not_released_without_the_coo(world: World, who: str) -> None:
    statement, _ = signed(world)
    statement = on_a_matter(world, statement)
    assert not statement.sign_off_holds
    with pytest.raises((Missing, Refused)):
        pressroom.release(statement, by=world[who])
