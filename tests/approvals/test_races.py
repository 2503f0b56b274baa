"""Two people at the same instant, a thousand times, with real commits: one decision, and never on words not shown."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from approvals import actions
from approvals.actions import StaleSeal
from approvals.models import Approval
from approvals.states import ApprovalState as S
from mediapolicy.history.keeping import kept_models
from mediapolicy.people.models import User
from mediapolicy.refusals import WrongState
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.builders import World

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 500  # for each of the two races
LOST = (WrongState, StaleSeal)
Act = Callable[[], str]


@dataclass(slots=True)
class Runner:
    """One of the two: a thread that lives for all rounds and starts each at the same instant as the other."""

    barrier: threading.Barrier
    acts: list[Act | None] = field(default_factory=lambda: [None])
    outcome: str = ""
    thread: threading.Thread | None = None

    def run(self) -> None:
        try:
            while True:
                self.barrier.wait()
                act = self.acts[0]
                if act is None:
                    return
                try:
                    self.outcome = act()
                except LOST as error:
                    self.outcome = type(error).__name__
                except OperationalError as error:
                    self.outcome = f"database: {error}".splitlines()[0]
                except Exception as error:  # told in the test's own thread
                    self.outcome = f"{type(error).__name__}: {error}"
                self.barrier.wait()
        finally:
            connection.close()


@contextmanager
def two_runners() -> Iterator[Callable[[Act, Act], tuple[str, str]]]:
    """Have two acts done at the same instant, and answer how each ended."""
    barrier = threading.Barrier(3, timeout=30)
    runners = [Runner(barrier), Runner(barrier)]
    for runner in runners:
        runner.thread = threading.Thread(target=runner.run, daemon=True)
        runner.thread.start()

    def race(one: Act, other: Act) -> tuple[str, str]:
        runners[0].acts[0], runners[1].acts[0] = one, other
        barrier.wait()
        barrier.wait()
        return runners[0].outcome, runners[1].outcome

    try:
        yield race
    finally:
        for runner in runners:
            runner.acts[0] = None
        barrier.wait()
        for runner in runners:
            assert runner.thread is not None
            runner.thread.join(timeout=30)


def waiting(world: World, number: int) -> tuple[Statement, Approval]:
    """A light statement that waits for a Director."""
    with transaction.atomic():
        statement = pressroom.draft(
            subject=f"Round {number}",
            trigger="article",
            home=None,
            words="We welcome the report.",
            recipients=[{"name": "Council", "way": "post", "address": "1 High Street"}],
            by=world["marketing"],
        )
        pressroom.send_for_sign_off(statement, by=world["marketing"])
    return statement, Approval.objects.of(statement).get()


def deciding(approval: Approval, verdict: str, by: User) -> Act:
    """Press the button of a page that showed these words."""
    mine, seal = Approval.objects.get(pk=approval.pk), approval.seal

    def act() -> str:
        actions.decide(mine, verdict, seal=seal, by=by, reason="Because.")
        return "decided"

    return act


def editing(statement: Statement, by: User, words: str) -> Act:
    """Save other words from a page that showed the old ones."""
    mine = Statement.objects.get(pk=statement.pk)

    def act() -> str:
        pressroom.change_words(mine, subject=mine.subject, words=words, read_version=mine.version, by=by)
        return "saved"

    return act


def decisions(approval: Approval) -> list[Any]:
    """The rows of history that give an answer."""
    answers = ("sign off", "ask for changes", "refuse")
    return [row for row in approval.history.all() if row.verb in answers]


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    """The cast, really committed. What was left is truncated after, which history refuses: that trigger is lifted."""
    try:
        with transaction.atomic():
            world = builders.a_cast()
        yield world
    finally:
        with connection.cursor() as cursor:
            for model in kept_models():
                cursor.execute(f"drop trigger if exists history_is_kept_whole on {model._meta.db_table}")


@pytest.mark.clause("MS-2")
def test_of_two_directors_with_opposite_answers_one_is_heard(world: World) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            _, approval = waiting(world, number)
            sides = [(S.SIGNED, world["director"]), (S.REFUSED, world["second director"])]
            random.shuffle(sides)
            first, second = race(*(deciding(approval, verdict, by) for verdict, by in sides))
            assert sorted([first, second]) == ["WrongState", "decided"], (number, first, second)
            verdict, by = sides[0] if first == "decided" else sides[1]
            kept = Approval.objects.get(pk=approval.pk)
            assert (kept.state, kept.decided_by) == (verdict, by)
            assert [row.history_user for row in decisions(kept)] == [by]
            ended[verdict] += 1
    assert sum(ended.values()) == ROUNDS
    assert len(ended) == 2, "one side always won: nothing raced"


@pytest.mark.clause("MS-2")
def test_a_signature_and_an_edit_at_once_never_leave_words_signed_that_were_not_shown(world: World) -> None:
    ended: Counter[str] = Counter()
    shown = "We welcome the report."
    with two_runners() as race:
        for number in range(ROUNDS):
            statement, approval = waiting(world, number)
            sign = deciding(approval, S.SIGNED, world["director"])
            edit = editing(statement, world["marketing"], f"Other words {number}.")
            turned = random.random() < 0.5
            first, second = race(edit, sign) if turned else race(sign, edit)
            signing, saving = (second, first) if turned else (first, second)
            statement, kept = Statement.objects.get(pk=statement.pk), Approval.objects.get(pk=approval.pk)
            # A director who read the old words signs them or is told; the edit always stands, or its page is old.
            assert signing in ("decided", "WrongState", "StaleSeal"), (number, signing)
            assert saving in ("saved", "WrongState", "StaleCopy"), (number, saving)
            assert "decided" in (signing,) or saving == "saved", (number, signing, saving)
            assert kept.content["words"] == shown
            if statement.sign_off_holds:
                assert statement.words == shown
            if saving == "saved":
                assert (kept.state, statement.state) == (S.VOIDED, StatementState.DRAFTING)
                assert not statement.sign_off_holds
            assert len(decisions(kept)) == (signing == "decided")
            ended[f"{signing}, {saving}"] += 1
    assert sum(ended.values()) == ROUNDS
    assert len(ended) > 1, f"the same side always won: nothing raced ({ended})"
