"""What shows somebody comes down after a change of mind, and what is kept of it (W-4 to W-6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consent import signals
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as C
from consent.people.models import Person
from consent.takedown import actions
from consent.takedown.models import MadeBy, TakedownTask, TaskKind, TaskOutcome, Withdrawal
from consent.takedown.states import ShowingState, TaskState, WithdrawalState
from consent.takedown.withdrawing import withdraw
from mediapolicy.refusals import Missing
from tests.builders import World, told_of, verbs
from tests.consent import builders_takedown as make
from tests.consent.takedown import test_withdrawal

pytestmark = pytest.mark.django_db
world = test_withdrawal.world
elsie = test_withdrawal.elsie
consent = test_withdrawal.consent


@pytest.mark.clause("SM-26")
def test_w_4_each_thing_that_shows_them_becomes_a_task_with_owner_and_time(world: World, elsie: Person) -> None:
    make.agreed(
        elsie,
        by=world["carer"],
        manager=world["manager"],
        yes=["P05", "P07", "P08", "P10"],
        third_parties=[make.COURIER],
    )
    post = make.a_post(elsie, by=world["marketing"])
    make.a_post(elsie, by=world["manager"], purpose="P08", channel="poster", where="The hall")
    make.a_post(elsie, by=world["marketing"], purpose="P10", channel="local_press", shown_by="Wexcombe Courier")
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    tasks = {task.kind: task for task in noted.tasks.all()}
    assert set(tasks) == {TaskKind.REMOVE, TaskKind.PRINT, TaskKind.ASK, TaskKind.PURGE}
    assert tasks["remove"].showing == post
    assert tasks["remove"].due_at - noted.received_at <= timedelta(hours=24, minutes=1)
    assert tasks["remove"].owner == world["marketing"]
    assert tasks["print"].owner == world["manager"]
    assert tasks["ask"].due_at - noted.received_at <= timedelta(days=5)
    assert told_of(noted) >= {("takedown_owed", "marketing"), ("takedown_owed", "manager")}


def test_w_4_what_they_still_agree_to_stays(world: World, elsie: Person, consent: MediaConsent) -> None:
    make.a_post(elsie, by=world["marketing"], purpose="P06", channel="website")
    noted = withdraw(elsie, made_by=MadeBy.SELF, purposes=["P07"], by=world["carer"])
    assert {task.kind for task in noted.tasks.all()} == {TaskKind.PURGE}


def test_w_4_one_picture_goes_and_is_not_shown_again(world: World, elsie: Person, consent: MediaConsent) -> None:
    one = make.a_picture(elsie, by=world["marketing"])
    make.a_post(elsie, by=world["marketing"], asset=one)
    make.a_post(elsie, by=world["marketing"], called="Another")
    noted = withdraw(elsie, made_by=MadeBy.SELF, asset=one, by=world["carer"])
    assert [task.what for task in noted.tasks.filter(kind="remove")] == ["Harvest supper, Facebook"]
    consent.refresh_from_db()
    assert consent.state == C.ACTIVE
    with pytest.raises(Missing, match="in this picture"):
        make.a_post(elsie, by=world["marketing"], asset=one)


@pytest.mark.clause("SM-26")
def test_w_5_each_ends_in_one_way_and_the_person_is_told(world: World, elsie: Person, consent: MediaConsent) -> None:
    post = make.a_post(elsie, by=world["marketing"])
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    task = noted.tasks.get(kind="remove")
    with pytest.raises(Missing, match="still to be taken down"):
        actions.tell_them(noted, by=world["carer"])
    with pytest.raises(Missing, match="Write why"):
        actions.finish_task(task, TaskOutcome.NOT_POSSIBLE, by=world["marketing"])
    with pytest.raises(Missing, match="This one goes"):
        actions.finish_task(task, TaskOutcome.MAY_STAY, by=world["marketing"])
    actions.finish_task(task, TaskOutcome.REMOVED, by=world["marketing"])
    actions.finish_task(noted.tasks.get(kind="purge"), TaskOutcome.REMOVED, by=world["marketing"])
    post.refresh_from_db()
    assert post.state == ShowingState.TAKEN_DOWN
    actions.tell_them(noted, by=world["carer"])
    noted.refresh_from_db()
    assert (noted.state, noted.told_at is not None) == (WithdrawalState.TOLD, True)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (TaskOutcome.REMOVED, ShowingState.TAKEN_DOWN),
        (TaskOutcome.CHANGED, ShowingState.SHOWN),
        (TaskOutcome.ASKED, ShowingState.OUT_OF_REACH),
        (TaskOutcome.REFUSED, ShowingState.OUT_OF_REACH),
        (TaskOutcome.NOT_POSSIBLE, ShowingState.OUT_OF_REACH),
    ],
)
def test_w_5_what_is_shown_follows_from_how_it_ended(
    world: World, elsie: Person, consent: MediaConsent, outcome: TaskOutcome, state: ShowingState
) -> None:
    post = make.a_post(elsie, by=world["marketing"])
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    actions.finish_task(noted.tasks.get(kind="remove"), outcome, "Because.", by=world["marketing"])
    post.refresh_from_db()
    assert post.state == state
    assert post.people.get().gone_at is None or outcome == TaskOutcome.CHANGED


def test_w_5_a_picture_of_two_that_is_removed_settles_both(world: World, elsie: Person, consent: MediaConsent) -> None:
    ben = make.a_person(by=world["carer"], home=world.home, name="Ben Tarrant")
    make.agreed(ben, by=world["carer"], manager=world["manager"])
    make.a_post(elsie, ben, by=world["marketing"])
    first = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    second = withdraw(ben, made_by=MadeBy.SELF, by=world["carer"])
    actions.finish_task(first.tasks.get(kind="remove"), TaskOutcome.REMOVED, by=world["marketing"])
    assert second.tasks.get(kind="remove").outcome == TaskOutcome.REMOVED


@pytest.mark.clause("CC-3")
def test_w_6_the_record_of_the_yes_and_of_the_no_is_kept(world: World, elsie: Person, consent: MediaConsent) -> None:
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    assert verbs(consent)[-1] == "withdraw"
    assert "sign off consent" in verbs(consent)
    assert consent.signature.signer == elsie.name
    assert Withdrawal.objects.get(pk=noted.pk).received_by == world["carer"]


def test_the_other_rooms_hear_of_it_once(world: World, elsie: Person, consent: MediaConsent) -> None:
    heard: list[dict[str, Any]] = []

    def hear(**news: Any) -> None:
        heard.append(news)

    signals.withdrawn.connect(hear)
    try:
        noted = withdraw(elsie, made_by=MadeBy.SELF, purposes=["P07"], by=world["carer"])
    finally:
        signals.withdrawn.disconnect(hear)
    assert [(one["person"], one["purposes"], one["withdrawal"]) for one in heard] == [(elsie, ["P07"], noted)]


def test_a_late_task_is_called_to_mind_once_a_day(world: World, elsie: Person, consent: MediaConsent) -> None:
    from consent.takedown.tasks import remind_of_late_takedowns

    make.a_post(elsie, by=world["marketing"])
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    noted.tasks.update(due_at=timezone.now() - timedelta(hours=1))
    assert remind_of_late_takedowns() == 2
    assert remind_of_late_takedowns() == 0
    late = noted.tasks.get(kind="remove")
    assert ("takedown_overdue", "marketing") in told_of(late)
    assert ("takedown_overdue", "manager") in told_of(late)
    assert TakedownTask.objects.filter(state=TaskState.OPEN).count() == 2
