"""A matter takes a statement in the very moment in which somebody signs or releases it: nothing gets out after.

In the usual run 40 rounds of each; `LOCK_ROUNDS=1000 ./app test tests/matters/test_races.py -n 0` for the long one.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from matters import actions
from matters.models import Matter
from mediapolicy.history.keeping import kept_models
from mediapolicy.people.models import User
from pressroom import actions as pressroom
from pressroom.models import Statement
from pressroom.states import StatementState
from tests import builders
from tests.approvals.test_races import Act, deciding, two_runners
from tests.builders import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.clause("CC-1a"),
    pytest.mark.clause("CC-2"),
]
ROUNDS = int(os.environ.get("LOCK_ROUNDS", "40"))


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


def waiting(world: World, number: int) -> tuple[Statement, Approval]:
    """A statement that waits for a Director."""
    with transaction.atomic():
        statement = pressroom.draft(
            subject=f"Round {number}",
            trigger="article",
            home=None,
            words="All is well.",
            recipients=[{"name": "Council", "way": "post", "address": "1 High Street"}],
            by=world["marketing"],
        )
        pressroom.send_for_sign_off(statement, by=world["marketing"])
    return statement, Approval.objects.of(statement).get()


@pytest.fixture
def matter(world: World) -> Matter:
    """One that is open already: what races is the taking."""
    with transaction.atomic():
        return actions.open_matter(kind="complaint", called="It", about="A complaint.", by=world["coo"])


def taking(statement: Statement, matter: Matter, by: User) -> Act:
    """The COO brings the statement under the matter."""
    mine, theirs = Statement.objects.get(pk=statement.pk), Matter.objects.get(pk=matter.pk)

    def act() -> str:
        actions.bring_under(theirs, mine, "Part of it.", by=by)
        return "taken"

    return act


def releasing(statement: Statement, by: User) -> Act:
    """Press Release, as the page does: read the statement, look whether its signatures hold, and let it go."""

    def act() -> str:
        mine = Statement.objects.select_related("home", "written_by").get(pk=statement.pk)
        holds = [mine.sign_off_holds, mine.stage_without_signer, list(mine.versions.all())]
        assert len(holds) == 3
        pressroom.release(mine, by=by)
        return "released"

    return act


def both_have_won(ended: Counter[str]) -> None:
    """In a long run it is seen that they really raced; in a short one the same side may win each time by chance."""
    assert len(ended) > 1 or ROUNDS < 200, f"the same side always won: nothing raced ({ended})"


def test_a_matter_and_a_signature_at_once_leave_nothing_signed(world: World, matter: Matter) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            statement, approval = waiting(world, number)
            sides = [
                deciding(approval, ApprovalState.SIGNED, world["director"]),
                taking(statement, matter, world["coo"]),
            ]
            turned = random.random() < 0.5
            one, other = race(*reversed(sides)) if turned else race(*sides)
            signing, locking = (other, one) if turned else (one, other)
            assert locking == "taken", (number, locking)
            assert signing in ("decided", "WrongState"), (number, signing)
            statement, approval = Statement.objects.get(pk=statement.pk), Approval.objects.get(pk=approval.pk)
            assert (statement.is_locked, approval.is_locked) == (True, True)
            assert (statement.state, approval.state) == (StatementState.DRAFTING, ApprovalState.VOIDED), number
            assert not statement.sign_off_holds
            ended[signing] += 1
    both_have_won(ended)


def test_what_a_matter_took_first_is_not_released(world: World, matter: Matter) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            statement, approval = waiting(world, number)
            approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=world["director"])
            sides = [releasing(statement, world["marketing"]), taking(statement, matter, world["coo"])]
            turned = random.random() < 0.5
            one, other = race(*reversed(sides)) if turned else race(*sides)
            letting_go, locking = (other, one) if turned else (one, other)
            assert locking == "taken", (number, locking)
            statement = Statement.objects.get(pk=statement.pk)
            assert statement.is_locked
            if letting_go == "released":  # it was first: out before the matter was there
                assert statement.state == StatementState.RELEASED
            else:
                assert letting_go.startswith(("WrongState", "Refused", "Missing")), (number, letting_go)
                assert (statement.state, statement.released_at) == (StatementState.DRAFTING, None)
            ended[letting_go.partition(":")[0]] += 1
    both_have_won(ended)
