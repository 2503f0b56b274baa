"""Nobody signs their own words, and a signature covers exactly what was shown (SOD-1, SOD-5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from approvals.actions import StaleSeal
from approvals.models import Approval
from approvals.states import ApprovalState as S
from mediapolicy.people.models import User
from mediapolicy.refusals import Refused, WrongState
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.approvals.statements import a_statement, change, decide, every_verdict, sent, signed
from tests.builders import World, last_row, told_of

pytestmark = pytest.mark.django_db


# SOD-1: not their own words --------------------------------------------------------------------------------------


@pytest.mark.clause("MS-2")
def test_who_wrote_it_does_not_sign_it(world: World) -> None:
    approval = sent(world, by="director")
    with pytest.raises(Refused, match="You wrote or edited"):
        decide(approval, S.SIGNED, world["director"])
    assert ("sign_off_asked", "director") not in told_of(approval)
    decide(approval, S.SIGNED, world["second director"])


@pytest.mark.clause("MS-2")
def test_who_edited_an_earlier_version_does_not_sign_a_later_one(world: World) -> None:
    statement = a_statement(world)
    change(statement, "The director's words.", by=world["director"])
    change(statement, "Marketing's words again.", by=world["marketing"])
    approval = sent(world, Statement.objects.get(pk=statement.pk))
    with pytest.raises(Refused, match="You wrote or edited"):
        decide(approval, S.SIGNED, world["director"])


@pytest.mark.clause("MS-2")
def test_who_sent_it_for_sign_off_does_not_sign_it(world: World) -> None:
    statement = a_statement(world)
    pressroom.send_for_sign_off(statement, by=world["director"])
    with pytest.raises(Refused):
        decide(Approval.objects.of(statement).get(), S.SIGNED, world["director"])


@pytest.mark.clause("MS-2")
def test_a_request_that_nobody_could_sign_is_not_sent(world: World) -> None:
    statement = a_statement(world, by="director")
    change(statement, "The other director's words.", by=world["second director"])
    with pytest.raises(ValidationError):
        pressroom.send_for_sign_off(Statement.objects.get(pk=statement.pk), by=world["marketing"])


# SOD-5: a signature covers exactly this --------------------------------------------------------------------------


RECIPIENT = {"name": "Council", "way": "email", "address": "press@council.example"}
CHANGES: dict[str, Callable[[Statement, User], bool]] = {
    "the words": lambda statement, by: change(statement, "We welcome the report!", by=by),
    "the subject": lambda statement, by: change(statement, statement.words, by=by, subject="Another"),
    "who it goes to": lambda statement, by: change(
        statement, statement.words, by=by, recipients=[RECIPIENT | {"name": "The Courier"}]
    ),
    "how it goes": lambda statement, by: change(
        statement, statement.words, by=by, recipients=[RECIPIENT | {"way": "post"}]
    ),
    "the address": lambda statement, by: change(
        statement, statement.words, by=by, recipients=[RECIPIENT | {"address": "x@council.example"}]
    ),
}


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("what", sorted(CHANGES))
def test_a_change_after_the_signature_voids_it_and_tells_the_signer(world: World, what: str) -> None:
    statement, approval = signed(world)
    assert statement.sign_off_holds
    assert CHANGES[what](statement, world["marketing"])
    kept, statement = Approval.objects.get(pk=approval.pk), Statement.objects.get(pk=statement.pk)
    assert (kept.state, statement.state) == (S.VOIDED, StatementState.DRAFTING)
    assert not statement.sign_off_holds
    assert ("sign_off_voided", "director") in told_of(kept)
    row = last_row(kept)
    assert (row.verb, row.clause, row.history_user) == ("void", "MS-2", world["clock"])
    assert row.note
    with pytest.raises(WrongState):
        pressroom.release(statement, by=world["marketing"])


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize(
    "words",
    ["We welcome the café's report.", "We welcome the cafe\N{COMBINING ACUTE ACCENT}'s report."],
    ids=["same", "composed otherwise"],
)
def test_a_save_that_changes_nothing_voids_nothing(world: World, words: str) -> None:
    statement = a_statement(world)
    change(statement, "We welcome the café's report.", by=world["marketing"])
    approval = sent(world, Statement.objects.get(pk=statement.pk))
    decide(approval, S.SIGNED, world["director"])
    before = builders.everything_kept()
    assert not change(statement, words, by=world["marketing"])
    assert builders.everything_kept() == before
    assert Statement.objects.get(pk=statement.pk).state == StatementState.SIGNED


@pytest.mark.clause("MS-2")
def test_a_change_while_it_waits_withdraws_the_request(world: World) -> None:
    approval = sent(world)
    change(approval.subject, "Other words.", by=world["marketing"])
    kept = Approval.objects.get(pk=approval.pk)
    assert kept.state == S.VOIDED
    assert {("sign_off_withdrawn", "director"), ("sign_off_withdrawn", "second director")} <= told_of(kept)
    with pytest.raises(WrongState):
        decide(approval, S.SIGNED, world["director"])


@pytest.mark.clause("MS-2")
@every_verdict
def test_nobody_answers_on_words_they_have_not_seen(world: World, verdict: str) -> None:
    approval = sent(world)
    with pytest.raises(StaleSeal):
        decide(approval, verdict, world["director"], seal="0" * 64)
    Statement.objects.filter(pk=approval.subject_id).update(words="Changed behind everybody's back.")
    with pytest.raises(StaleSeal):
        decide(approval, verdict, world["director"])
    assert Approval.objects.get(pk=approval.pk).state == S.WAITING


@pytest.mark.clause("MS-2")
def test_an_old_signature_does_not_come_back_with_the_old_words(world: World) -> None:
    statement, approval = signed(world)
    first = statement.words
    change(statement, "Other words.", by=world["marketing"])
    change(statement, first, by=world["marketing"])
    statement.refresh_from_db()
    assert not statement.sign_off_holds
    assert Approval.objects.get(pk=approval.pk).state == S.VOIDED
