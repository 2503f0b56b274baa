"""Each verb of a statement: allowed, refused, all or nothing; and that nothing leaves without a Director (MS-2)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries import answering
from enquiries.models import Enquiry
from enquiries.states import EnquiryState
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from mediapolicy.refusals import AlreadyDone, Missing, Refused, StaleCopy, WrongState
from mediapolicy.transitions import FORM_KEY
from pressroom import actions
from pressroom.models import Sending, Statement, Trigger
from pressroom.states import StatementState as S
from tests import builders
from tests.builders import World, last_row, verbs

pytestmark = pytest.mark.django_db
COUNCIL = {"name": "Council", "way": "email", "address": "press@council.example"}
COURIER = {"name": "Courier", "way": "phone", "address": "01632 960001"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


def drafted(world: World, **facts: Any) -> Statement:
    given = {"subject": "The visit", "trigger": "la_visit", "home": world.home, "words": "We welcome the report."}
    return actions.draft(**{**given, "recipients": [COUNCIL, COURIER], "by": world["marketing"], **facts})


def sent(world: World) -> Statement:
    statement = drafted(world)
    actions.send_for_sign_off(statement, by=world["marketing"])
    return statement


def signed(world: World) -> Statement:
    statement = sent(world)
    approval = Approval.objects.of(statement).get()
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=world["director"])
    return Statement.objects.get(pk=statement.pk)


def change(statement: Statement, by: User, words: str = "Other words.") -> bool:
    return actions.change_words(
        statement, subject="The visit", words=words, read_version=statement.version, by=by, note="The council asked."
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: the statement before it, how it is taken, where it leads."""

    before: Callable[[World], Statement]
    act: Callable[[Statement, World, User], Any]
    after: str
    wrong_state: str = S.RELEASED


STEPS: dict[str, Step] = {
    "change the words": Step(drafted, lambda statement, world, by: change(statement, by), S.DRAFTING),
    "send for sign-off": Step(
        drafted, lambda statement, world, by: actions.send_for_sign_off(statement, by=by), S.AWAITING_SIGN_OFF
    ),
    "take back": Step(
        sent, lambda statement, world, by: actions.take_back(statement, by=by, note="A typo."), S.DRAFTING
    ),
    "release": Step(signed, lambda statement, world, by: actions.release(statement, by=by), S.RELEASED, S.DRAFTING),
    "withdraw": Step(
        drafted, lambda statement, world, by: actions.withdraw(statement, by=by, note="Not needed."), S.WITHDRAWN
    ),
}
every_step = pytest.mark.parametrize("verb", sorted(STEPS))


def _fails(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the disk is full")


@pytest.mark.clause("MS-2")
@every_step
def test_allowed_it_is_done_and_signed(world: World, verb: str) -> None:
    step = STEPS[verb]
    statement = step.before(world)
    step.act(statement, world, world["marketing"])
    kept = Statement.objects.get(pk=statement.pk)
    row = last_row(kept)
    assert (kept.state, row.verb, row.clause) == (step.after, verb, "MS-2")
    assert (row.history_user, row.as_role, row.policy_version) == (
        world["marketing"],
        "marketing_manager",
        "OPSR102 V1",
    )


@pytest.mark.clause("MS-2")
@every_step
@pytest.mark.parametrize("who", ["carer", "manager", "auditor", "administrator", "data protection", "stranger"])
def test_refused_to_anybody_else_under_its_clause(world: World, verb: str, who: str) -> None:
    statement = STEPS[verb].before(world)
    before = builders.everything_kept()
    with pytest.raises(Refused) as refusal, builders.transaction.atomic():
        STEPS[verb].act(statement, world, world[who])
    assert refusal.value.clause.id == "MS-2"
    assert refusal.value.who_may
    assert builders.everything_kept() == before


@every_step
def test_refused_in_the_wrong_state(world: World, verb: str) -> None:
    step = STEPS[verb]
    statement = step.before(world)
    Statement.objects.filter(pk=statement.pk).update(state=step.wrong_state, released_at="2026-11-01T00:00Z")
    with pytest.raises(WrongState), builders.transaction.atomic():
        step.act(Statement.objects.get(pk=statement.pk), world, world["marketing"])
    assert Statement.objects.get(pk=statement.pk).state == step.wrong_state


@every_step
def test_all_or_nothing(world: World, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step = STEPS[verb]
    statement = step.before(world)
    before, state = builders.everything_kept(), Statement.objects.get(pk=statement.pk).state
    monkeypatch.setattr(Statement, "save", _fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        step.act(statement, world, world["marketing"])
    assert builders.everything_kept() == before
    assert Statement.objects.get(pk=statement.pk).state == state


@every_step
def test_a_form_that_arrives_twice_acts_once(world: World, verb: str) -> None:
    step = STEPS[verb]
    statement = step.before(world)
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        step.act(statement, world, world["marketing"])
        after = builders.everything_kept()
        if verb == "change the words":  # the same words again: nothing differs
            assert not step.act(Statement.objects.get(pk=statement.pk), world, world["marketing"])
        else:
            with pytest.raises(AlreadyDone), builders.transaction.atomic():
                step.act(Statement.objects.get(pk=statement.pk), world, world["marketing"])
    finally:
        FORM_KEY.reset(token)
    assert builders.everything_kept() == after


@pytest.mark.clause("MS-1")
@pytest.mark.parametrize("trigger", list(Trigger))
@pytest.mark.parametrize("who", ["marketing", "director", "coo"])
def test_a_statement_keeps_what_prompted_it(world: World, trigger: str, who: str) -> None:
    statement = drafted(world, trigger=trigger, by=world[who])
    row = last_row(statement)
    assert (statement.state, statement.trigger, row.verb, row.clause) == (
        S.DRAFTING,
        trigger,
        "draft statement",
        "MS-1",
    )
    assert statement.versions.get().words == statement.words


@pytest.mark.clause("MS-2")
def test_without_words_and_recipients_both_are_said_to_be_missing(world: World) -> None:
    with pytest.raises(Missing) as refusal:
        actions.send_for_sign_off(drafted(world, words=" ", recipients=[]), by=world["marketing"])
    assert len(refusal.value.missing) == 2


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("way_round", ["never sent", "waiting", "changes asked", "refused"])
def test_nothing_is_released_that_no_director_signed(world: World, way_round: str) -> None:
    statement = drafted(world) if way_round == "never sent" else sent(world)
    if way_round in ("changes asked", "refused"):
        approval = Approval.objects.of(statement).get()
        approvals.decide(approval, way_round, seal=approval.seal, by=world["director"], reason="No.")
    for by in ("marketing", "director"):
        with pytest.raises(WrongState):
            actions.release(Statement.objects.get(pk=statement.pk), by=world[by])
    Statement.objects.filter(pk=statement.pk).update(state=S.SIGNED)  # even a state that lies lets nothing go
    with pytest.raises(Missing):
        actions.release(Statement.objects.get(pk=statement.pk), by=world["marketing"])
    assert not Sending.objects.exists()


@pytest.mark.clause("MS-2")
def test_released_it_goes_to_exactly_whom_the_director_signed_for(world: World) -> None:
    statement = signed(world)
    actions.release(statement, by=world["director"])
    assert {(one.name, one.way, one.address) for one in statement.sendings.all()} == {
        ("Council", "email", "press@council.example"),
        ("Courier", "phone", "01632 960001"),
    }
    by_email = statement.sendings.get(way="email")
    assert list(Dispatch.objects.filter(kind="statement").values_list("about", flat=True)) == [str(by_email.pk)]


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_the_answer_to_an_enquiry_leaves_only_through_the_enquiry(world: World) -> None:
    enquiry = builders.signed(
        builders.an_approach(by=world["carer"], home=world.home), by=world["marketing"], director=world["director"]
    )
    assert enquiry.statement is not None
    with pytest.raises(Missing, match="Answer it there"):
        actions.release(enquiry.statement, by=world["marketing"])


@pytest.mark.clause("MS-2")
def test_an_edit_from_an_old_page_is_not_saved_over_another_and_nothing_is_lost(world: World) -> None:
    statement = drafted(world)
    old_page = statement.version
    change(statement, world["director"], "The director's words.")
    with pytest.raises(StaleCopy) as refusal:
        actions.change_words(
            statement, subject="The visit", words="Typed meanwhile.", read_version=old_page, by=world["marketing"]
        )
    assert Statement.objects.get(pk=statement.pk).words == "The director's words."
    assert "Typed meanwhile." in str(vars(refusal.value))


@pytest.mark.clause("MS-2")
def test_every_version_is_kept_with_its_author(world: World) -> None:
    statement = drafted(world)
    change(statement, world["director"], "Second.")
    change(statement, world["coo"], "Third.")
    assert [(one.number, one.words, one.by) for one in statement.versions.all()] == [
        (3, "Third.", world["coo"]),
        (2, "Second.", world["director"]),
        (1, "We welcome the report.", world["marketing"]),
    ]


def test_withdrawn_without_a_reason_it_is_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        actions.withdraw(drafted(world), by=world["marketing"], note=" ")


# What happens to a statement moves the enquiry that it answers ---------------------------------------------------


def answering_an_enquiry(world: World) -> tuple[Enquiry, Statement]:
    enquiry = builders.an_approach(by=world["carer"], home=world.home)
    return enquiry, builders.drafted(enquiry, by=world["marketing"])


@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("verdict", [ApprovalState.CHANGES_ASKED, ApprovalState.REFUSED])
def test_the_enquiry_follows_its_statement(world: World, verdict: str) -> None:
    enquiry, statement = answering_an_enquiry(world)

    def state() -> str:
        return Enquiry.objects.get(pk=enquiry.pk).state

    def decide(answer: str) -> None:
        approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
        approvals.decide(approval, answer, seal=approval.seal, by=world["director"], reason="See page two.")

    assert state() == EnquiryState.DRAFTING
    actions.send_for_sign_off(statement, by=world["marketing"])
    assert state() == EnquiryState.AWAITING_SIGN_OFF
    decide(verdict)
    assert state() == EnquiryState.DRAFTING
    change(Statement.objects.get(pk=statement.pk), world["marketing"])
    actions.send_for_sign_off(statement, by=world["marketing"])
    decide(ApprovalState.SIGNED)
    assert state() == EnquiryState.SIGNED
    change(Statement.objects.get(pk=statement.pk), world["marketing"], "Once more.")
    assert state() == EnquiryState.DRAFTING
    statement.refresh_from_db()
    actions.withdraw(statement, by=world["marketing"], note="We say nothing.")
    kept = Enquiry.objects.get(pk=enquiry.pk)
    assert (kept.state, kept.statement) == (EnquiryState.ADVISED, None)
    assert answering.draft_statement(kept, by=world["marketing"]).pk != statement.pk
    assert "note statement withdrawn" in verbs(kept)
