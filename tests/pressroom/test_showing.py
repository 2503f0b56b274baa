"""Whom a released statement names stands on the list of what is out there, and a change of mind finds it (SM-26, W-4)."""

from __future__ import annotations

import pytest

from consent.people.models import Person
from consent.takedown import withdrawing
from consent.takedown.models import Showing, TakedownTask
from mediapolicy.people.models import User
from pressroom import actions, naming
from pressroom.models import Statement
from tests.pressroom import test_naming
from tests.pressroom.test_naming import QUOTED, signed

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
joan, statement = test_naming.joan, test_naming.statement


def released(statement: Statement, *, marketing: User, director: User) -> Statement:
    signed(statement, by=marketing, director=director)
    actions.release(statement, by=marketing)
    return statement


def test_what_is_released_is_noted_with_whoever_let_it_go(
    statement: Statement, joan: Person, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    released(statement, marketing=marketing, director=director)
    shown = Showing.objects.get()
    assert (shown.record_id, shown.owner, shown.channel) == (statement.pk, marketing, "local_press")
    assert [one.person for one in shown.people.all()] == [joan]


def test_a_change_of_mind_after_it_is_out_owes_a_takedown(
    statement: Statement, joan: Person, marketing: User, director: User, carer: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    released(statement, marketing=marketing, director=director)
    withdrawing.withdraw(joan, how="said", made_by="self", by=carer)
    assert {task.showing for task in TakedownTask.objects.filter(showing__isnull=False)} == {Showing.objects.get()}


def test_a_statement_that_names_nobody_is_on_no_list(statement: Statement, marketing: User, director: User) -> None:
    released(statement, marketing=marketing, director=director)
    assert not Showing.objects.exists()
