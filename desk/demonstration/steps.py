"""What each verb of a story does: the real action, taken by the person that the story names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from approvals import actions as approvals
from approvals.models import Approval
from approvals.seals import seal_of
from approvals.states import ApprovalState
from desk.demonstration.stories import Step
from enquiries import actions, advising, answering
from enquiries.contacts.models import Contact
from enquiries.models import Enquiry
from mediapolicy.people.models import Home, User
from pressroom import actions as pressroom
from pressroom.models import Statement


@dataclass(slots=True)
class Scene:
    """Who and what a story can name."""

    staff: dict[str, User]
    homes: dict[str, Home]
    book: dict[str, Contact]
    instant: Callable[[str], datetime]
    told: dict[str, Enquiry] = field(default_factory=dict)


def pass_on(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.pass_on(enquiry, scene.staff[step.to or "Priya Anand"], note=step.words, by=by)


def pass_up(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.pass_up(enquiry)


def take_up(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    """Take it up, give it a better name, and say which journalist of the book this is."""
    actions.take_up(enquiry, by=by)
    _put_right(enquiry, step.words, enquiry.deadline, by)
    if enquiry.enquirer in scene.book:
        actions.link_contact(enquiry, scene.book[enquiry.enquirer], by=by)


def new_deadline(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    """The journalist needs it by another time: `more` says when."""
    _put_right(enquiry, enquiry.topic, scene.instant(step.more), by)


def _put_right(enquiry: Enquiry, topic: str, deadline: datetime | None, by: User) -> None:
    actions.change_facts(
        enquiry, topic=topic, enquirer=enquiry.enquirer, outlet=enquiry.outlet, deadline=deadline, by=by
    )


def hand_over(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.hand_over(enquiry, scene.staff[step.to], note=step.words, by=by)


def add_note(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.add_note(enquiry, step.words, by=by)


def link_crm(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.link_crm(enquiry, step.words, step.more, by=by)


def change_way(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.change_way(enquiry, step.to, step.more, note=step.words, by=by)


def acknowledge(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    answering.acknowledge(enquiry, way=enquiry.chosen_way, what_was_said=step.words, by=by)


def seek_advice(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    """`to` is the source, `more` the colleague who is asked, if it is one of ours."""
    advising.seek_advice(enquiry, step.to, step.words, asked_of=scene.staff.get(step.more), by=by)


def record_advice(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    advising.record_advice(enquiry.advice.get(source=step.to, answered_at=None), step.words, by=by)


def need_no_advice(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    advising.need_no_advice(enquiry, step.words, by=by)


def write(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    """Start the statement and write its words."""
    statement = answering.draft_statement(enquiry, by=by)
    if step.words:
        change_words(scene, statement, step, by)


def answer(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    assert enquiry.statement is not None  # a story answers what it has written
    seal = seal_of(enquiry.statement.sealed_content())
    answering.answer(enquiry, way=enquiry.chosen_way, seal=seal, what_was_said=step.words, by=by)


def close(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    answering.close(enquiry, note=step.words, by=by)


def decline(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    answering.decline(enquiry, way=enquiry.chosen_way, note=step.words, what_was_said=step.more, by=by)


def no_answer_needed(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    answering.no_answer_needed(enquiry, note=step.words, by=by)


def merge(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.merge(enquiry, Enquiry.objects.get(pk=scene.told[step.to].pk), note=step.words, by=by)


def reopen(scene: Scene, enquiry: Enquiry, step: Step, by: User) -> None:
    actions.reopen(enquiry, note=step.words, by=by)


def change_words(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    pressroom.change_words(
        statement,
        subject=statement.subject,
        words=step.words,
        read_version=statement.version,
        note=step.more,
        by=by,
    )


def send_for_sign_off(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    pressroom.send_for_sign_off(statement, note=step.words, by=by)


def take_back(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    pressroom.take_back(statement, note=step.words, by=by)


def sign_off(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    _decide(ApprovalState.SIGNED, statement, step, by)


def ask_for_changes(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    _decide(ApprovalState.CHANGES_ASKED, statement, step, by)


def refuse(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    _decide(ApprovalState.REFUSED, statement, step, by)


def _decide(verdict: ApprovalState, statement: Statement, step: Step, by: User) -> None:
    approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
    approvals.decide(approval, verdict, seal=approval.seal, reason=step.words, by=by)


def release(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    pressroom.release(statement, note=step.words, by=by)


def withdraw(scene: Scene, statement: Statement, step: Step, by: User) -> None:
    pressroom.withdraw(statement, note=step.words, by=by)


ON_ENQUIRY: dict[str, Callable[[Scene, Enquiry, Step, User], None]] = {
    "pass on": pass_on,
    "pass up": pass_up,
    "take up": take_up,
    "new deadline": new_deadline,
    "hand over": hand_over,
    "note": add_note,
    "link to the CRM": link_crm,
    "change the way": change_way,
    "acknowledge": acknowledge,
    "ask": seek_advice,
    "advice": record_advice,
    "need no advice": need_no_advice,
    "write": write,
    "answer": answer,
    "close": close,
    "decline": decline,
    "no answer needed": no_answer_needed,
    "merge": merge,
    "open again": reopen,
}
ON_STATEMENT: dict[str, Callable[[Scene, Statement, Step, User], None]] = {
    "change": change_words,
    "send": send_for_sign_off,
    "take back": take_back,
    "sign": sign_off,
    "ask for changes": ask_for_changes,
    "refuse": refuse,
    "release": release,
    "withdraw": withdraw,
}
SIGNERS_VERBS = frozenset({"sign", "ask for changes", "refuse"})


def when_time_runs_out(enquiry: Enquiry) -> datetime:
    """The sweep after the moment until which somebody had it."""
    assert enquiry.hand_on_by is not None  # a story passes up only what can still go up
    return enquiry.hand_on_by + timedelta(seconds=6)
