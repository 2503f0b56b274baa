"""Each verb of a sign-off: allowed, refused, all or nothing, and once for each form."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from approvals import actions
from approvals.models import Approval
from approvals.seals import seal_of
from approvals.states import ApprovalState as S
from enquiries.models import Enquiry
from mediapolicy.refusals import AlreadyDone, Refused, WrongState
from mediapolicy.transitions import FORM_KEY
from pressroom import actions as pressroom
from pressroom.models import Statement
from tests import builders
from tests.approvals.statements import VERDICTS, a_statement, decide, every_verdict, fails, sent
from tests.builders import World, last_row, told_of, verbs

pytestmark = pytest.mark.django_db


# Asking ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("MS-2")
def test_asking_seals_what_is_there_and_tells_every_director(world: World) -> None:
    approval = sent(world)
    row = last_row(approval)
    assert (row.verb, row.clause, row.as_role, row.policy_version) == (
        "ask for sign-off",
        "MS-2",
        "marketing_manager",
        "OPSR102 V1",
    )
    assert approval.seal == seal_of(approval.subject.sealed_content())
    assert approval.content["words"] == "We welcome the report."
    assert told_of(approval) == {("sign_off_asked", "director"), ("sign_off_asked", "second director")}


@pytest.mark.parametrize("who", ["carer", "manager", "auditor", "administrator", "data protection", "stranger"])
def test_asking_is_refused_to_who_does_not_write_statements(world: World, who: str) -> None:
    statement = a_statement(world)
    with pytest.raises(Refused) as refusal:
        actions.ask(statement, by=world[who])
    assert refusal.value.clause.id == "MS-2"


def test_asking_is_all_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = a_statement(world)
    before = builders.everything_kept()
    monkeypatch.setattr(actions, "tell", fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        pressroom.send_for_sign_off(statement, by=world["marketing"])
    assert builders.everything_kept() == before


# Answering -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("MS-2")
@every_verdict
def test_a_director_gives_one_answer(world: World, verdict: str) -> None:
    approval, expected = sent(world), VERDICTS[verdict]
    decide(approval, verdict, world["director"])
    kept = Approval.objects.get(pk=approval.pk)
    assert (kept.state, kept.decided_by, kept.decided_at is not None) == (verdict, world["director"], True)
    row = last_row(kept)
    assert (row.verb, row.clause, row.as_role, row.history_user) == (
        expected.verb,
        "MS-2",
        "director",
        world["director"],
    )
    assert row.policy_version == "OPSR102 V1"
    assert (expected.told, "marketing") in told_of(kept)
    assert kept.subject.state == expected.statement


@pytest.mark.clause("MS-2")
@every_verdict
@pytest.mark.parametrize("who", ["marketing", "coo", "manager", "carer", "auditor", "administrator", "stranger"])
def test_nobody_but_a_director_answers(world: World, verdict: str, who: str) -> None:
    approval = sent(world, by="director") if who == "marketing" else sent(world)
    with pytest.raises(Refused) as refusal:
        decide(approval, verdict, world[who])
    assert (refusal.value.clause.id, refusal.value.who_may) == ("MS-2", "Director")
    assert Approval.objects.get(pk=approval.pk).state == S.WAITING


@pytest.mark.clause("MS-2")
@every_verdict
@pytest.mark.parametrize("second", list(VERDICTS))
def test_no_second_answer(world: World, verdict: str, second: str) -> None:
    approval = sent(world)
    read_by_another = Approval.objects.get(pk=approval.pk)
    decide(approval, verdict, world["director"])
    with pytest.raises(WrongState):
        decide(read_by_another, second, world["second director"])
    kept = Approval.objects.get(pk=approval.pk)
    assert (kept.state, kept.decided_by) == (verdict, world["director"])
    assert sum(verb in {one.verb for one in VERDICTS.values()} for verb in verbs(kept)) == 1


@pytest.mark.parametrize("verdict", [S.CHANGES_ASKED, S.REFUSED])
def test_a_no_says_why(world: World, verdict: str) -> None:
    with pytest.raises(ValidationError):
        decide(sent(world), verdict, world["director"], reason=" ")


@every_verdict
@pytest.mark.parametrize("where", ["approval", "statement", "enquiry", "notice"])
def test_an_answer_is_all_or_nothing(world: World, verdict: str, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enquiry = builders.an_approach(by=world["carer"], home=world.home)
    approval = builders.sent_for_sign_off(enquiry, by=world["marketing"])
    before = builders.everything_kept()
    place, name = {
        "approval": (Approval, "save"),
        "statement": (Statement, "save"),
        "enquiry": (Enquiry, "save"),
        "notice": (actions, "tell"),
    }[where]
    monkeypatch.setattr(place, name, fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        decide(approval, verdict, world["director"])
    assert builders.everything_kept() == before
    assert Approval.objects.get(pk=approval.pk).state == S.WAITING


# One form, once --------------------------------------------------------------------------------------------------


@every_verdict
def test_a_form_that_arrives_twice_answers_once(world: World, verdict: str) -> None:
    approval = sent(world)
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        decide(approval, verdict, world["director"])
        after = builders.everything_kept()
        with pytest.raises(AlreadyDone), builders.transaction.atomic():
            decide(Approval.objects.get(pk=approval.pk), verdict, world["director"])
    finally:
        FORM_KEY.reset(token)
    assert builders.everything_kept() == after
