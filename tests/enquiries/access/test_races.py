"""A crew at the door, and somebody in it who changes their mind at that moment, with real commits: the change of mind holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection, transaction

from consent.people.models import Person
from consent.takedown.models import TakedownTask
from consent.takedown.withdrawing import withdraw
from enquiries.access import appearing, visiting
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from mediapolicy.history.keeping import history_models
from tests import builders
from tests.builders import World
from tests.enquiries.access import builders_visits as visits
from tests.pressroom.test_races import while_not_committed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clause("IR-4a")]


@pytest.fixture(autouse=True)
def _in_the_morning() -> Iterator[None]:
    """In real time: threads and locks are real. Late at night a visit in two hours would be one of tomorrow."""
    with time_machine.travel("2026-11-25 09:00:00+00:00", tick=True):
        yield


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


@pytest.fixture
def joan(world: World) -> Person:
    with transaction.atomic():
        return visits.agrees_to_film("Joan Ashby", by=world["manager"], home=world.home)


@pytest.fixture
def visit(world: World, joan: Person) -> AccessRequest:
    """Approved; Joan and Ada said yes today."""
    with transaction.atomic():
        visit = visits.asked(by=world["carer"], home=world.home)
        ada = visits.agrees_to_film("Ada Pell", by=world["manager"], home=world.home)
        roles = {"safeguarding": world["safeguarding"], "to": world["marketing"]}
        visits.ready_to_send(visit, joan, by=world["manager"], escort=world["carer"], **roles)
        appearing.let_appear(visit, ada, by=world["manager"], **visits.FILMED)
        visits.actions.send_consents(visit, world["marketing"], by=world["manager"])
        visits.actions.ask_safeguarding(visit, by=world["manager"])
        visits.actions.give_view(visit, view="go ahead", words="", by=world["safeguarding"])
        visits.sent(visit, by=world["manager"])
        visits.approve(visit, by=world["director"])
        for one in visit.appearing():
            appearing.ask_today(visit, one, "yes", by=world["carer"])
    return AccessRequest.objects.get(pk=visit.pk)


def said(visit: AccessRequest, person: Person) -> str:
    return visit.people.get(person=person).said_today


def changes_her_mind(world: World, joan: Person) -> Callable[[], object]:
    return lambda: withdraw(Person.objects.get(pk=joan.pk), made_by="self", by=world["carer"])


def test_nobody_comes_in_past_a_change_of_mind_that_is_just_being_written_down(
    world: World, joan: Person, visit: AccessRequest
) -> None:
    ended = while_not_committed(
        changes_her_mind(world, joan), lambda: visiting.begin(visit, identity_seen=True, by=world["carer"])
    )
    assert ended.startswith("WrongState")
    visit.refresh_from_db()
    assert visit.state == VisitState.PREPARING


def test_a_change_of_mind_while_they_come_in_takes_her_out_at_once(
    world: World, joan: Person, visit: AccessRequest
) -> None:
    ended = while_not_committed(
        lambda: visiting.begin(visit, identity_seen=True, by=world["carer"]), changes_her_mind(world, joan)
    )
    assert ended == "done"
    visit.refresh_from_db()
    assert (visit.state, said(visit, joan)) == (VisitState.UNDER_WAY, "no")


def test_a_change_of_mind_while_they_leave_finds_what_they_filmed(
    world: World, joan: Person, visit: AccessRequest
) -> None:
    visiting.begin(visit, identity_seen=True, by=world["carer"])
    ended = while_not_committed(lambda: visiting.end(visit, by=world["carer"]), changes_her_mind(world, joan))
    assert ended == "done"
    assert TakedownTask.objects.filter(subject=joan).exists()


def test_they_leave_while_a_change_of_mind_is_just_being_written_down_and_neither_is_undone(
    world: World, joan: Person, visit: AccessRequest
) -> None:
    visiting.begin(visit, identity_seen=True, by=world["carer"])
    mine = AccessRequest.objects.get(pk=visit.pk)
    ended = while_not_committed(changes_her_mind(world, joan), lambda: visiting.end(mine, by=world["carer"]))
    assert ended == "done"
    visit.refresh_from_db()
    assert (visit.state, said(visit, joan)) == (VisitState.DONE, "no")
