"""What leaving, dying, moving, coming of age, lost capacity and time do to consents and to what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consent import signals
from consent.agreement import holding
from consent.agreement.choices import Hold
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as C
from consent.people import states as being
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.speaking.models import Representative
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown import actions, tasks
from consent.takedown.models import Because, Shown, TakedownTask, TaskKind, TaskOutcome
from consent.takedown.owing import length_of_day
from consent.takedown.states import TaskState
from mediapolicy.organisation.calendar import WorkingCalendar
from mediapolicy.refusals import Missing
from mediapolicy.transitions import making
from tests import builders
from tests.builders import World, told_of
from tests.consent import builders_takedown as make
from tests.consent.builders_agreement import rewind
from tests.consent.takedown.test_withdrawal import builders_sign, unable, with_a_parent

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


@pytest.fixture
def elsie(world: World) -> Person:
    return make.a_person(by=world["carer"], home=world.home)


def happens(signal: Any, person: Person, world: World, **more: Any) -> None:
    """It was written down, as whoever keeps people does."""
    step = {signals.person_left: being.PERSON_LEAVES, signals.person_died: being.PERSON_DIES}.get(signal)
    if step is not None:
        with making(step, person, by=world["carer"]):
            if signal is signals.person_died:
                person.died_on = timezone.localdate()
    signal.send(sender=Person, person=person, by=world["carer"], was=person.subject_type, **more)


def open_tasks(person: Person) -> dict[str, TakedownTask]:
    return {task.what: task for task in TakedownTask.objects.open().filter(subject=person)}


def working_days(world: World, days: int) -> Any:
    calendar = WorkingCalendar.of(world.home)
    return calendar.due(timezone.now(), length_of_day(calendar) * days)


@pytest.mark.clause("SM-26")
def test_acceptance_15_when_staff_leave_their_consents_end_and_pages_follow_within_ten_working_days(
    world: World,
) -> None:
    nell = make.a_person(by=world["carer"], home=world.home, name="Nell Corrie", kind="staff")
    consent = make.agreed(nell, by=world["carer"], manager=world["manager"])
    make.a_post(nell, by=world["marketing"])
    happens(signals.person_left, nell, world)
    consent.refresh_from_db()
    assert (consent.state, consent.ended_at is not None) == (C.EXPIRED, True)
    owed = open_tasks(nell)
    assert set(owed) == {"Harvest supper, Facebook", "“Meet the team” pages, name boards and screens"}
    assert {task.kind for task in owed.values()} == {TaskKind.REMOVE}
    assert {task.because for task in owed.values()} == {Because.LEFT}
    latest = working_days(world, 10) + timedelta(minutes=1)
    assert all(timezone.now() < task.due_at <= latest for task in owed.values())


def test_a_resident_who_leaves_is_on_hold_and_what_is_shown_goes(world: World, elsie: Person) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"])
    make.a_post(elsie, by=world["marketing"])
    happens(signals.person_left, elsie, world)
    consent.refresh_from_db()
    assert (consent.state, consent.on_hold_because) == (C.SUSPENDED, "moved")
    assert {task.because for task in open_tasks(elsie).values()} == {Because.MOVED}


def test_what_they_wished_to_leave_up_after_leaving_stays_and_nothing_new_is_shown(world: World, elsie: Person) -> None:
    make.agreed(elsie, by=world["carer"], manager=world["manager"], after_leaving="keep_existing")
    make.a_post(elsie, by=world["marketing"])
    happens(signals.person_moved, elsie, world, from_home=world.home.pk)
    assert open_tasks(elsie) == {}
    Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
    tasks.look_at_what_is_shown_today()
    assert open_tasks(elsie) == {}
    with pytest.raises(Missing, match="Don’t show Elsie"):
        make.a_post(elsie, by=world["marketing"])


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("wish", ["stop", "keep_existing"])
def test_d19_after_a_death_everything_shown_is_looked_at_in_ten_working_days(
    world: World, elsie: Person, wish: str
) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"], after_death=wish)
    make.a_post(elsie, by=world["marketing"])
    happens(signals.person_died, elsie, world)
    consent.refresh_from_db()
    assert (consent.state, consent.on_hold_because) == (C.SUSPENDED, "death")
    (task,) = open_tasks(elsie).values()
    assert (task.kind, task.because) == (TaskKind.REVIEW, Because.DIED)
    assert task.due_at <= working_days(world, 10) + timedelta(minutes=1)
    if wish == "stop":
        with pytest.raises(Missing, match="Don’t show Elsie"):
            actions.finish_task(task, TaskOutcome.MAY_STAY, by=world["marketing"])
    else:
        actions.finish_task(task, TaskOutcome.MAY_STAY, by=world["marketing"])
        Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
        tasks.look_at_what_is_shown_today()
        assert open_tasks(elsie) == {}


@pytest.mark.clause("IR-6")
def test_d19_powers_end_with_a_life(world: World, elsie: Person) -> None:
    from consent.speaking import states as speaking
    from mediapolicy.transitions import starting

    kinds = ("lpa_welfare", "lpa_property", "deputy_welfare", "court_order", "personal_rep", "family")
    for kind in kinds:
        who = Representative(home=elsie.home, subject=elsie, kind=kind, name=f"Ida {kind}")
        starting(speaking.RECORD_REPRESENTATIVE, who, by=world["manager"])
    happens(signals.person_died, elsie, world)
    left = Representative.objects.filter(subject=elsie).exclude(state="ended").values_list("kind", flat=True)
    assert set(left) == {"personal_rep", "family"}


@pytest.mark.clause("CC-3")
def test_at_sixteen_a_parents_word_ends_and_they_are_asked_themselves(world: World) -> None:
    day = make.sixteen_today()
    tim = make.a_person(
        by=world["carer"], home=world.home, name="Tim Oakes", kind="child", born_on=day.replace(year=day.year + 1)
    )
    consent = with_a_parent(tim, world)
    make.a_post(tim, by=world["marketing"], ident="I1")
    with making(being.CHANGE_PERSON, tim, by=world["carer"]):
        tim.born_on = day
    signals.came_of_age.send(sender=Person, person=tim, by=world["clock"], was="child")
    consent.refresh_from_db()
    assert consent.state == C.EXPIRED
    assert [task.kind for task in open_tasks(tim).values()] == [TaskKind.REMOVE]
    assert told_of(tim) == {("to_be_asked_themselves", "manager")}


@pytest.mark.clause("CC-3")
def test_at_thirteen_what_only_a_parent_agreed_to_comes_down_and_the_child_is_asked(world: World) -> None:
    day = make.sixteen_today()
    twelve, thirteen = day.replace(year=day.year + 4), day.replace(year=day.year + 3)
    tim = make.a_person(by=world["carer"], home=world.home, name="Tim Oakes", kind="child", born_on=twelve)
    consent = with_a_parent(tim, world, child_agreed=False)
    make.a_post(tim, by=world["marketing"], ident="I1")
    with making(being.CHANGE_PERSON, tim, by=world["carer"]):
        tim.born_on = thirteen
    signals.agrees_too.send(sender=Person, person=tim, by=world["clock"], was="child")
    consent.refresh_from_db()
    assert consent.state == C.ACTIVE  # their word is asked for beside it: a new version
    assert [task.kind for task in open_tasks(tim).values()] == [TaskKind.REMOVE]
    assert told_of(tim) == {("to_be_asked_too", "manager")}


@pytest.mark.clause("IR-6")
@pytest.mark.parametrize(("wish", "kind"), [("keep_existing", TaskKind.REVIEW), ("stop", TaskKind.REVIEW)])
def test_d13_after_lost_capacity_what_is_shown_is_weighed_and_nothing_new_follows(
    world: World, elsie: Person, wish: str, kind: str
) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"], after_capacity_loss=wish)
    make.a_post(elsie, by=world["marketing"])
    found = unable(elsie, world)
    found.countersigned_at = timezone.now()
    builders_sign(found, world)
    holding.put_on_hold(elsie, Hold.CAPACITY_LOST, given_by=["self"])
    by_then = timezone.localdate() + timedelta(days=20)
    happens(signals.capacity_lost, elsie, world, purposes=["P07"], decide_by=by_then)
    consent.refresh_from_db()
    assert (consent.state, consent.on_hold_because) == (C.SUSPENDED, "capacity_lost")
    (task,) = open_tasks(elsie).values()
    assert (task.kind, task.because) == (kind, Because.CHANGED)
    assert timezone.localdate(task.due_at) <= by_then
    with pytest.raises(Missing):
        make.a_post(elsie, by=world["marketing"])


@pytest.mark.clause("IR-6")
def test_d18_a_restriction_takes_down_what_is_shown_and_lifting_it_calls_that_off(world: World, elsie: Person) -> None:
    make.agreed(elsie, by=world["carer"], manager=world["manager"], after_leaving="keep_existing")
    make.a_post(elsie, by=world["marketing"])
    stop = stops.place(
        StopKind.RESTRICTION, elsie, "An order was made.", restriction="court_order", by=world["manager"]
    )
    (task,) = open_tasks(elsie).values()
    assert (task.kind, task.because) == (TaskKind.REMOVE, Because.CHANGED)
    stops.lift(stop, "The order has ended.", by=world["manager"])
    holding.take_off_hold(MediaConsent.objects.get(subject=elsie), by=world["manager"], note="The order has ended.")
    task.refresh_from_db()
    assert (task.state, task.outcome) == (TaskState.DONE, TaskOutcome.MAY_STAY)


@pytest.mark.clause("SM-26")
def test_a_consent_that_runs_out_is_found_the_next_day(world: World, elsie: Person) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"])
    make.a_post(elsie, by=world["marketing"])
    rewind(consent, expires_on=timezone.localdate() - YESTERDAY)
    assert tasks.look_at_what_is_shown_today() == 0  # looked at today already, when it was noted
    Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
    assert tasks.look_at_what_is_shown_today() == 1
    assert tasks.look_at_what_is_shown_today() == 0
    assert [task.kind for task in open_tasks(elsie).values()] == [TaskKind.REMOVE]


@pytest.mark.clause("SM-27")
def test_what_is_shown_comes_down_when_the_licence_of_its_picture_has_ended(world: World, elsie: Person) -> None:
    make.agreed(elsie, by=world["carer"], manager=world["manager"])
    licensed = {"rights": "licensed", "rights_holder": "A. Lens", "licence": "Letter of 1 May"}
    one = make.a_picture(elsie, by=world["marketing"], **licensed)
    post = make.a_post(elsie, by=world["marketing"], asset=one)
    assert tasks.look_at_licences() == 0
    Asset.objects.filter(pk=one.pk).update(licence_until=timezone.localdate() - YESTERDAY)
    assert [tasks.look_at_licences(), tasks.look_at_licences()] == [1, 0]
    task = TakedownTask.objects.get(showing=post)
    assert (task.subject, task.kind, task.because) == (None, TaskKind.REMOVE, Because.LICENCE)
    with pytest.raises(Missing, match="has ended"):
        make.a_post(elsie, by=world["marketing"], asset=one)


def test_nobody_is_asked_again_each_day_about_what_others_would_not_take_down(world: World, elsie: Person) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"])
    make.a_post(elsie, by=world["marketing"])
    rewind(consent, expires_on=timezone.localdate() - YESTERDAY)
    Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
    tasks.look_at_what_is_shown_today()
    (task,) = open_tasks(elsie).values()
    actions.finish_task(task, TaskOutcome.REFUSED, "They said no.", by=world["marketing"])
    Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
    assert tasks.look_at_what_is_shown_today() == 1
    assert open_tasks(elsie) == {}


@pytest.mark.clause("SM-26")
def test_of_many_things_shown_the_look_asks_the_same_few_statements(world: World, queries: Any) -> None:
    asked = []
    for number in range(2):
        for one in range(1 if number == 0 else 6):
            person = make.a_person(by=world["carer"], home=world.home, name=f"Ann {number}{one}")
            make.agreed(person, by=world["carer"], manager=world["manager"])
            make.a_post(person, by=world["marketing"])
        Shown.objects.update(looked_at=timezone.now() - YESTERDAY)
        with queries() as counted:
            found = tasks.look_at_what_is_shown_today()
        asked.append(len([one for one in counted.statements if "looked_at" not in one or one.startswith("SELECT")]))
        assert found == (1 if number == 0 else 7)
    assert asked[0] == asked[1]
    assert asked[0] <= 10
