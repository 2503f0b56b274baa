"""Exactly these words, to exactly this person, by exactly this way (MS-2, CRM-3b)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import actions, advising, answering, states
from enquiries.models import Enquiry
from enquiries.states import EnquiryState as S
from mediapolicy.outbox.models import Dispatch
from mediapolicy.refusals import Missing, Refused, StaleCopy, WrongState
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.builders import World, told_of
from tests.enquiries.on_their_way import (
    advised,
    answer,
    answered,
    logged,
    signed,
    taken_up,
)

pytestmark = pytest.mark.django_db


# MS-2, CRM-3b: exactly these words, to exactly this person, by exactly this way ----------------------------------


@pytest.mark.clause("CRM-3")
@pytest.mark.clause("CRM-3a")
@pytest.mark.clause("CRM-3b")
def test_the_answer_leaves_by_the_chosen_way_and_its_words_are_kept(world: World) -> None:
    enquiry = answered(world)
    reply = enquiry.replies.get()
    assert (reply.kind, reply.way, reply.address) == ("answer", "email", "t.rudd@courier.example")
    assert (reply.words, reply.by) == ("We welcome the council's report.", world["marketing"])
    assert Dispatch.objects.filter(kind="reply", about=str(reply.pk)).count() == 1
    assert enquiry.statement is not None
    assert Statement.objects.get(pk=enquiry.statement.pk).state == StatementState.RELEASED


@pytest.mark.clause("CRM-3b")
@pytest.mark.parametrize("verb", ["answer", "acknowledge", "decline"])
def test_by_any_other_way_it_is_refused(world: World, verb: str) -> None:
    enquiry = {"answer": signed, "acknowledge": taken_up, "decline": advised}[verb](world)
    attempt: dict[str, Callable[[str], Any]] = {
        "answer": lambda way: answer(enquiry, world["marketing"], way),
        "acknowledge": lambda way: answering.acknowledge(
            enquiry, way=way, what_was_said="Rang.", by=world["marketing"]
        ),
        "decline": lambda way: answering.decline(
            enquiry, way=way, note="No.", what_was_said="Rang.", by=world["marketing"]
        ),
    }
    before = builders.everything_kept()
    for way in ("phone", "post", "in_person", ""):
        with pytest.raises(Refused) as refusal, builders.transaction.atomic():
            attempt[verb](way)
        assert refusal.value.clause.id == "CRM-3b"
    assert builders.everything_kept() == before


@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_another_way_is_written_down_first_and_the_signature_falls(world: World) -> None:
    enquiry = signed(world)
    with pytest.raises(ValidationError, match="how they asked"):
        actions.change_way(enquiry, "phone", "01632 960001", by=world["marketing"], note=" ")
    actions.change_way(
        enquiry, "phone", "01632 960001", by=world["marketing"], note="She rang at ten and asked for it."
    )
    enquiry.refresh_from_db()
    row = next(row for row in enquiry.history.all() if row.verb == "change the chosen way")
    assert (row.note, row.clause, row.history_user) == (
        "She rang at ten and asked for it.",
        "CRM-3b",
        world["marketing"],
    )
    assert (enquiry.state, enquiry.chosen_way) == (S.DRAFTING, "phone")
    assert enquiry.statement is not None
    assert enquiry.statement.recipients[0]["way"] == "phone"
    approval = Approval.objects.of(enquiry.statement).get()
    assert approval.state == ApprovalState.VOIDED
    assert ("sign_off_voided", "director") in told_of(approval)


@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_a_home_manager_who_hears_of_another_way_can_write_it_down_at_any_time(world: World) -> None:
    enquiry = signed(world)
    assert states.CHANGE_WAY.is_open_to(world["manager"], enquiry)
    actions.change_way(enquiry, "phone", "01632 960001", by=world["manager"], note="She rang the home.")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.chosen_way) == (S.DRAFTING, "phone")


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_an_answer_to_somebody_else_than_was_signed_does_not_leave(world: World) -> None:
    enquiry = signed(world)
    actions.change_facts(
        enquiry,
        topic="x",
        enquirer="Somebody Else",
        outlet="The Other",
        deadline=enquiry.deadline,
        by=world["marketing"],
    )
    enquiry.refresh_from_db()
    with pytest.raises((Missing, WrongState)), builders.transaction.atomic():
        answering.answer(enquiry, way="email", seal=_any_seal(enquiry), by=world["marketing"])
    assert not enquiry.replies.exists()


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_a_statement_signed_for_another_recipient_is_no_answer(world: World) -> None:
    enquiry = logged(world)
    statement = builders.drafted(enquiry, by=world["marketing"])
    elsewhere = [{"name": "Press Association", "way": "email", "address": "news@pa.example"}]
    pressroom.change_words(
        statement,
        subject="Our reply",
        words="We welcome it.",
        recipients=elsewhere,
        read_version=statement.version,
        by=world["marketing"],
    )
    pressroom.send_for_sign_off(statement, by=world["marketing"])
    approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=world["director"])
    enquiry.refresh_from_db()
    with pytest.raises((Missing, WrongState, Refused)), builders.transaction.atomic():
        answer(enquiry, world["marketing"])
    assert not enquiry.replies.exists()


def _any_seal(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return Approval.objects.of(enquiry.statement).values_list("seal", flat=True)[0]


@pytest.mark.clause("MS-2")
def test_words_that_were_not_on_the_confirmation_page_do_not_leave(world: World) -> None:
    enquiry = signed(world)
    with pytest.raises(StaleCopy):
        answering.answer(enquiry, way="email", seal="0" * 64, by=world["marketing"])
    assert not enquiry.replies.exists()


@pytest.mark.clause("CRM-3a")
@pytest.mark.parametrize("verb", ["answer", "acknowledge", "decline"])
def test_words_given_by_phone_are_written_down(world: World, verb: str) -> None:
    by_phone = {"chosen_way": "phone", "chosen_address": "01632 960001"}
    by = world["marketing"]
    if verb == "answer":
        enquiry = signed(world, **by_phone)
        attempt = lambda: answer(enquiry, by, "phone")  # noqa: E731
    else:
        enquiry = builders.advised(logged(world, **by_phone), by=by)
        given: dict[str, Any] = {"way": "phone", "by": by} | ({"note": "No."} if verb == "decline" else {})
        attempt = lambda: getattr(answering, verb)(enquiry, **given)  # noqa: E731
    with pytest.raises(ValidationError):
        attempt()


@pytest.mark.clause("ME-2")
@pytest.mark.clause("CRM-3b")
@pytest.mark.clause("MS-2")
def test_everything_that_is_missing_is_said_at_once(world: World) -> None:
    enquiry = taken_up(world)
    advising.seek_advice(enquiry, "legal", "May we?", by=world["marketing"])
    Enquiry.objects.filter(pk=enquiry.pk).update(state=S.SIGNED, chosen_way="", chosen_address="")
    with pytest.raises(Missing) as refusal:
        answering.answer(enquiry, way="email", seal="", by=world["marketing"])
    said = " ".join(refusal.value.missing)
    assert len(refusal.value.missing) == 3
    for words in ("Advice is still out: Legal", "way they want the answer", "no signed statement"):
        assert words in said
