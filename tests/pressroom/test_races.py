"""Words on their way out, and somebody in them who changes their mind, with real commits: the change of mind always holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.takedown.models import MadeBy, Withdrawal
from consent.takedown.withdrawing import withdraw
from enquiries import answering
from enquiries.models import Enquiry
from mediapolicy.history.keeping import history_models
from mediapolicy.outbox.actions import deliver
from mediapolicy.outbox.models import Dispatch
from mediapolicy.refusals import Missing
from pressroom import actions, naming
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.builders import World
from tests.consent import builders_takedown as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clause("SM-26")]
QUOTED: dict[str, Any] = {"content_type": "quote", "ident": "I2", "purpose": "P10", "channel": "local_press"}
MOST_LOOKS = 5000
A_LOCK_IS_WAITED_FOR = "select exists (select from pg_locks where not granted)"


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """The cast, really committed. What was left is truncated after, which history refuses: that trigger is lifted."""
    try:
        with transaction.atomic():
            world = builders.a_cast()
        yield world
    finally:
        with connection.cursor() as cursor:
            for model in history_models():
                cursor.execute(f"drop trigger if exists history_is_kept_whole on {model._meta.db_table}")


@dataclass(slots=True)
class Second:
    """Whoever comes while the first is not done yet, in a thread of their own."""

    act: Callable[[], Any]
    outcome: str = ""

    def run(self) -> None:
        try:
            self.act()
            self.outcome = "done"
        except Exception as error:  # told in the test's own thread
            self.outcome = f"{type(error).__name__}: {error}"
        finally:
            connection.close()


def while_not_committed(first: Callable[[], Any], second: Callable[[], Any]) -> str:
    """The first acts and, before it commits, the second begins, as far as it gets; how the second ended."""
    other = Second(second)
    thread = threading.Thread(target=other.run, daemon=True)
    with transaction.atomic(), connection.cursor() as cursor:
        first()
        thread.start()
        for _ in range(MOST_LOOKS):
            cursor.execute(A_LOCK_IS_WAITED_FOR)
            if cursor.fetchone() == (True,) or not thread.is_alive():
                break
    thread.join(timeout=30)
    return other.outcome


@pytest.fixture
def named(world: World) -> Person:
    with transaction.atomic():
        person = make.a_person(by=world["carer"], home=world.home)
        make.agreed(person, by=world["carer"], manager=world["manager"], yes=("P10",), third_parties=[make.COURIER])
    return person


def signed(statement: Statement, person: Person, world: World) -> Approval:
    """A Director has signed a statement in which this person is quoted."""
    naming.name_person(statement, person, by=world["marketing"], **QUOTED)
    actions.send_for_sign_off(statement, by=world["marketing"])
    approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=world["director"])
    return approval


@pytest.fixture
def statement(world: World, named: Person) -> Statement:
    to = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]
    with transaction.atomic():
        drafted = actions.draft(
            subject="The fair",
            trigger="article",
            home=world.home,
            words="A fair.",
            recipients=to,
            by=world["marketing"],
        )
        signed(drafted, named, world)
    return Statement.objects.get(pk=drafted.pk)


def test_w_1_a_change_of_mind_is_not_undone_by_a_statement_that_is_just_being_released(
    world: World, named: Person, statement: Statement
) -> None:
    ended = while_not_committed(
        lambda: actions.release(statement, by=world["marketing"]),
        lambda: withdraw(named, made_by=MadeBy.SELF, by=world["carer"]),
    )
    assert ended == "done"
    assert Withdrawal.objects.filter(subject=named).count() == 1
    statement.refresh_from_db()
    assert statement.state == StatementState.RELEASED
    assert deliver(Dispatch.objects.get(kind="statement").pk) is False


def test_a_statement_is_not_released_past_a_change_of_mind_that_is_just_being_written_down(
    world: World, named: Person, statement: Statement
) -> None:
    ended = while_not_committed(
        lambda: withdraw(named, made_by=MadeBy.SELF, by=world["carer"]),
        lambda: actions.release(statement, by=world["marketing"]),
    )
    assert ended.startswith("WrongState")
    statement.refresh_from_db()
    assert statement.state == StatementState.DRAFTING
    assert not Dispatch.objects.filter(kind="statement").exists()


def test_an_answer_and_a_change_of_mind_do_not_wait_for_each_other(world: World, named: Person) -> None:
    with transaction.atomic():
        enquiry = builders.an_approach(by=world["carer"], home=world.home)
        approval = signed(builders.drafted(enquiry, by=world["marketing"]), named, world)
    mine = Enquiry.objects.get(pk=enquiry.pk)

    def answers() -> None:
        answering.answer(mine, way="email", seal=approval.seal, by=world["marketing"])

    assert while_not_committed(answers, lambda: withdraw(named, made_by=MadeBy.SELF, by=world["carer"])) == "done"
    assert deliver(Dispatch.objects.get(kind="reply").pk) is False


def test_an_answer_that_comes_a_moment_later_is_refused_and_not_undone_by_the_database(
    world: World, named: Person
) -> None:
    with transaction.atomic():
        enquiry = builders.an_approach(by=world["carer"], home=world.home)
        approval = signed(builders.drafted(enquiry, by=world["marketing"]), named, world)
    mine = Enquiry.objects.get(pk=enquiry.pk)
    ended = while_not_committed(
        lambda: withdraw(named, made_by=MadeBy.SELF, by=world["carer"]),
        lambda: answering.answer(mine, way="email", seal=approval.seal, by=world["marketing"]),
    )
    assert ended.startswith(("WrongState", Missing.__name__))
