"""Each verb of a sign-off: allowed, refused, all or nothing; and that a signature covers exactly what was shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from guardian.shortcuts import assign_perm

from approvals import actions
from approvals.actions import StaleSeal
from approvals.models import Approval
from approvals.seals import seal_of
from approvals.states import ApprovalState as S
from enquiries.models import Enquiry
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.refusals import AlreadyDone, Missing, Refused, WrongState
from mediapolicy.transitions import FORM_KEY
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.builders import World, last_row, told_of, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


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
    monkeypatch.setattr(actions, "tell", _fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        pressroom.send_for_sign_off(statement, by=world["marketing"])
    assert builders.everything_kept() == before


def _fails(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the disk is full")


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
    monkeypatch.setattr(place, name, _fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        decide(approval, verdict, world["director"])
    assert builders.everything_kept() == before
    assert Approval.objects.get(pk=approval.pk).state == S.WAITING


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


def signed(world: World) -> tuple[Statement, Approval]:
    approval = sent(world)
    decide(approval, S.SIGNED, world["director"])
    return approval.subject, Approval.objects.get(pk=approval.pk)


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
    monkeypatch.setattr(Statement, "save", _fails)
    with pytest.raises(RuntimeError), builders.transaction.atomic():
        pressroom.take_back(statement, by=world["marketing"])
    assert builders.everything_kept() == before


@pytest.mark.clause("MS-2")
def test_withdrawing_a_statement_voids_what_was_signed(world: World) -> None:
    statement, approval = signed(world)
    pressroom.withdraw(statement, by=world["marketing"], note="No longer needed.")
    assert Approval.objects.get(pk=approval.pk).state == S.VOIDED
    assert ("sign_off_voided", "director") in told_of(approval)


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


# CC-2: an ongoing matter -----------------------------------------------------------------------------------------


def on_a_matter(statement: Statement) -> Statement:
    """As an ongoing matter does it: the statement and its sign-offs."""
    Statement.objects.filter(pk=statement.pk).update(is_locked=True)
    Approval.objects.filter(subject_id=statement.pk).update(is_locked=True)
    return Statement.objects.get(pk=statement.pk)


def stage(statement: Statement, code: str) -> Approval:
    return Approval.objects.of(statement).get(stage=code, state=S.WAITING)


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
@pytest.mark.parametrize("first", ["director", "coo"])
def test_on_an_ongoing_matter_both_sign_and_one_alone_is_not_enough(world: World, first: str) -> None:
    statement = on_a_matter(a_statement(world))
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
    statement = on_a_matter(a_statement(world, by="coo"))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    decide(stage(statement, "director"), S.SIGNED, world["director"])
    decide(stage(statement, "coo"), S.SIGNED, world["coo"])
    statement.refresh_from_db()
    assert statement.state == StatementState.SIGNED


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["director", "marketing", "data protection", "safeguarding", "administrator"])
def test_nobody_agrees_in_the_coos_place(world: World, who: str) -> None:
    statement = on_a_matter(a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    with pytest.raises(Refused) as refusal:
        decide(stage(statement, "coo"), S.SIGNED, world[who])
    assert (refusal.value.clause.id, refusal.value.who_may) == ("CC-2", "Chief Operating Officer")


@pytest.mark.clause("CC-2")
def test_the_page_can_send_a_statement_of_a_matter_for_both_signatures(world: World) -> None:
    """A form carries one key, and asks for two signatures."""
    statement = on_a_matter(a_statement(world))
    token = FORM_KEY.set(str(uuid.uuid4()))
    try:
        pressroom.send_for_sign_off(statement, by=world["coo"])
    finally:
        FORM_KEY.reset(token)
    assert Approval.objects.of(statement).filter(state=S.WAITING).count() == 2


@pytest.mark.clause("CC-2")
def test_sign_offs_of_a_matter_are_seen_by_the_coo_and_who_was_named(world: World) -> None:
    statement = on_a_matter(a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    approval = stage(statement, "director")
    for who, person in world.people.items():
        assert Approval.objects.visible_to(person).filter(pk=approval.pk).exists() == (who == "coo"), who
    for who in ("director", "second director", "manager", "auditor"):
        assert not Notice.objects.inbox_of(world[who]).filter(record_id=approval.pk).exists()
    assign_perm("approvals.view_approval", world["director"], approval)
    forget_standing(world["director"])
    assert list(Approval.objects.waiting_for(world["director"])) == [approval]


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
def test_a_director_named_on_the_statement_can_sign_it(world: World) -> None:
    """Both signatures are needed, so the Director who was named must get to the page."""
    statement = on_a_matter(a_statement(world))
    assign_perm("pressroom.view_statement", world["director"], statement)
    forget_standing(world["director"])
    pressroom.send_for_sign_off(statement, by=world["coo"])
    assert [approval.stage for approval in Approval.objects.waiting_for(world["director"])] == ["director"]


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("verdict", [S.CHANGES_ASKED, S.REFUSED])
def test_one_no_closes_what_the_other_was_asked(world: World, verdict: str) -> None:
    statement = on_a_matter(a_statement(world))
    pressroom.send_for_sign_off(statement, by=world["coo"])
    decide(stage(statement, "coo"), verdict, world["coo"])
    assert Approval.objects.of(statement).get(stage="director").state == S.VOIDED
    assert Statement.objects.get(pk=statement.pk).state == VERDICTS[verdict].statement


@pytest.mark.clause("CC-2")
@pytest.mark.clause("MS-2")
def test_taken_back_after_one_signature_and_sent_again_nothing_is_left_waiting(world: World) -> None:
    statement = on_a_matter(a_statement(world))
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
    statement = on_a_matter(statement)
    assert not statement.sign_off_holds
    with pytest.raises((Missing, Refused)):
        pressroom.release(statement, by=world[who])
