"""A withdrawal and something else at the same instant, with real commits: the withdrawal wins, and nothing is shown after."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from consent.agreement import actions
from consent.agreement.models import MediaConsent
from consent.agreement.states import IN_FORCE
from consent.gate.answering import evaluate
from consent.people.models import Person
from consent.takedown.models import MadeBy, Showing, TakedownTask
from consent.takedown.withdrawing import withdraw
from mediapolicy.history.keeping import history_models
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from tests import builders
from tests.approvals.test_races import Act, two_runners
from tests.builders import World
from tests.consent import builders_takedown as make
from tests.consent.takedown.test_withdrawal import POST

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 100  # for each race


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


def withdrawing(person: Person, by: User) -> Act:
    mine = Person.objects.get(pk=person.pk)

    def act() -> str:
        withdraw(mine, made_by=MadeBy.SELF, by=by)
        return "withdrawn"

    return act


def signing_off(consent: MediaConsent, by: User) -> Act:
    mine = MediaConsent.objects.get(pk=consent.pk)

    def act() -> str:
        actions.sign_off(mine, by=by)
        return "signed off"

    return act


def showing(person: Person, by: User) -> Act:
    mine = Person.objects.get(pk=person.pk)

    def act() -> str:
        try:
            make.a_post(mine, by=by)
        except Missing:
            return "refused"
        return "shown"

    return act


@pytest.mark.clause("SM-26")
def test_w_1_of_a_sign_off_and_a_withdrawal_the_withdrawal_always_holds(world: World) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            with transaction.atomic():
                person = make.a_person(by=world["carer"], home=world.home, name=f"Round {number}")
                old = make.agreed(person, by=world["carer"], manager=world["manager"])
                form = make.signed(make.a_form(person, by=world["carer"]), by=world["carer"])
            acts = [withdrawing(person, world["carer"]), signing_off(form, world["manager"])]
            turned = random.random() < 0.5
            first, second = race(*reversed(acts)) if turned else race(*acts)
            back, off = (second, first) if turned else (first, second)
            assert (back, off) in {("withdrawn", "signed off"), ("withdrawn", "WrongState")}, (number, back, off)
            left = MediaConsent.objects.filter(pk__in=[old.pk, form.pk], state__in=sorted(IN_FORCE))
            assert not left.exists(), number
            assert not evaluate(Person.objects.get(pk=person.pk), POST).is_allowed
            ended[off] += 1
    assert len(ended) == 2, f"the same side always won: nothing raced ({ended})"


@pytest.mark.clause("SM-26")
def test_w_4_of_a_showing_and_a_withdrawal_nothing_is_shown_that_no_task_knows_of(world: World) -> None:
    ended: Counter[str] = Counter()
    with two_runners() as race:
        for number in range(ROUNDS):
            with transaction.atomic():
                person = make.a_person(by=world["carer"], home=world.home, name=f"Round {number}")
                make.agreed(person, by=world["carer"], manager=world["manager"])
            acts = [withdrawing(person, world["carer"]), showing(person, world["marketing"])]
            turned = random.random() < 0.5
            first, second = race(*reversed(acts)) if turned else race(*acts)
            back, shown = (second, first) if turned else (first, second)
            assert back == "withdrawn", (number, back)
            assert shown in ("shown", "refused"), (number, shown)
            there = Showing.objects.filter(people__person=person)
            assert there.count() == (shown == "shown")
            owed = TakedownTask.objects.open().filter(subject=person, kind="remove")
            assert {task.showing_id for task in owed} == {one.pk for one in there}, number
            ended[shown] += 1
    assert len(ended) == 2, f"the same side always won: nothing raced ({ended})"
