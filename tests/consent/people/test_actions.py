"""What is done about people who may be shown: allowed, refused, signed, told to whoever acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils import timezone

from consent import signals
from consent.people import actions, tasks
from consent.people.models import OF_AGE, Person, birthday
from consent.stops import actions as stops
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people import actions as colleagues
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Refused, WrongState
from tests.builders import last_row, verbs
from tests.consent.builders_people import a_person

pytestmark = pytest.mark.django_db
TOLD = {
    "left": signals.person_left,
    "died": signals.person_died,
    "moved": signals.person_moved,
    "of age": signals.came_of_age,
    "agrees too": signals.agrees_too,
    "authority": signals.authority_changed,
}


@contextmanager
def heard() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """The signals sent inside, with what they carry."""
    found: list[tuple[str, dict[str, Any]]] = []

    def listen(name: str) -> Callable[..., None]:
        return lambda sender, signal, **told: found.append((name, told))

    listeners: list[tuple[Signal, Callable[..., None]]] = [(signal, listen(name)) for name, signal in TOLD.items()]
    for signal, listener in listeners:
        signal.connect(listener, weak=False)
    try:
        yield found
    finally:
        for signal, listener in listeners:
            signal.disconnect(listener)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize(
    ("kind", "after"),
    [("resident", "former_resident"), ("staff", "former_staff"), ("visitor", "visitor"), ("volunteer", "volunteer")],
)
def test_who_leaves_is_told_with_what_they_were(carer: User, home: Home, kind: str, after: str) -> None:
    person = a_person(by=carer, home=home, kind=kind)
    with heard() as told:
        actions.leave(person, timezone.localdate(), by=carer, note="Moved to her sister.")
    (left,) = [one for name, one in told if name == "left"]
    assert (left["person"], left["was"], left["by"]) == (person, kind, carer)
    assert told[-1][0] == "authority"
    assert (person.state, person.subject_type, person.left_on) == ("left", after, timezone.localdate())
    row = last_row(person)
    assert (row.verb, row.clause, row.note) == ("record that they left", "SM-26", "Moved to her sister.")
    actions.come_back(person, by=carer)
    assert (person.state, person.subject_type, person.left_on) == ("here", kind, None)


@pytest.mark.clause("SM-26")
def test_a_death_is_told_and_final(carer: User, home: Home) -> None:
    person = a_person(by=carer, home=home)
    actions.leave(person, timezone.localdate(), by=carer)
    with heard() as told:
        actions.die(person, timezone.localdate(), by=carer)
    assert [name for name, _ in told if name != "authority"] == ["died"]
    assert told[-1][0] == "authority"
    assert (person.state, person.subject_type) == ("died", "deceased_resident")
    assert person.has_died
    for again in (
        lambda: actions.come_back(person, by=carer),
        lambda: actions.die(person, timezone.localdate(), by=carer),
        lambda: actions.leave(person, timezone.localdate(), by=carer),
    ):
        with pytest.raises(WrongState):
            again()


@pytest.mark.clause("CF-1")
@pytest.mark.clause("IR-6")
def test_who_moves_takes_what_stops_them_along(
    carer: User, manager: User, other_manager: User, home: Home, other_home: Home
) -> None:
    person = a_person(by=carer, home=home)
    stop = stops.place(StopKind.OBJECTION, person, "Turned away.", by=carer)
    with heard() as told:
        actions.move(person, other_home, by=carer)
    (moved,) = [one for name, one in told if name == "moved"]
    assert moved["from_home"] == home.pk
    assert told[-1][0] == "authority"
    stop.refresh_from_db()
    assert stop.home == other_home
    assert not Person.objects.visible_to(carer).exists()
    assert not Stop.objects.visible_to(manager).exists()
    stops.lift(stop, "She says she was only tired.", by=other_manager)
    with pytest.raises(Refused):
        actions.move(person, home, by=carer)


def test_nobody_moves_to_where_they_are(carer: User, home: Home) -> None:
    person = a_person(by=carer, home=home)
    with pytest.raises(ValidationError, match="already"):
        actions.move(person, home, by=carer)
    assert verbs(person) == ["add person"]


@pytest.mark.parametrize("act", [actions.leave, actions.die])
def test_a_day_to_come_is_refused(carer: User, home: Home, act: Callable[..., None]) -> None:
    person = a_person(by=carer, home=home)
    with pytest.raises(ValidationError, match="still to come"):
        act(person, timezone.localdate() + timedelta(days=1), by=carer)
    assert Person.objects.get().state == "here"


@pytest.mark.clause("CC-3")
def test_somebody_turns_sixteen_once_on_the_day(carer: User, home: Home) -> None:
    tim = a_person("Tim Ash", by=carer, home=home, kind="child", born_on=date(2011, 3, 1))
    grown = a_person("Ada Ash", by=carer, home=home, kind="visitor", born_on=date(1950, 3, 1))
    with time_machine.travel("2027-02-28 12:00:00+00:00"), heard() as told:
        assert tasks.let_come_of_age() == 0
    assert told == []
    with time_machine.travel("2027-03-01 12:00:00+00:00"), heard() as told:
        assert (tasks.let_come_of_age(), tasks.let_come_of_age()) == (1, 0)
        tim.refresh_from_db()
        assert not tim.is_young
    assert [(name, one["person"]) for name, one in told if name != "authority"] == [("of age", tim)]
    assert told[-1][0] == "authority"
    assert last_row(tim).history_user.is_system
    assert verbs(grown) == ["add person"]


@pytest.mark.clause("CC-3")
def test_a_child_turns_thirteen_once_on_the_day_and_that_is_news(carer: User, home: Home) -> None:
    tim = a_person("Tim Ash", by=carer, home=home, kind="child", born_on=date(2014, 3, 1))
    with time_machine.travel("2027-02-28 12:00:00+00:00"), heard() as told:
        assert (tasks.let_agree_too(), told) == (0, [])
    with time_machine.travel("2027-03-01 12:00:00+00:00"), heard() as told:
        assert (tasks.let_agree_too(), tasks.let_agree_too(), tasks.let_come_of_age()) == (1, 0, 0)
        tim.refresh_from_db()
        assert (tim.agrees_too_since, tim.is_young) == (date(2027, 3, 1), True)
    assert [(name, one["person"]) for name, one in told if name != "authority"] == [("agrees too", tim)]
    assert told[-1][0] == "authority"
    with pytest.raises(ValidationError, match="not 13 yet"):
        actions.begin_to_agree_too(a_person("Ida Ash", by=carer, home=home, kind="child", born_on=date(2020, 3, 1)))


@pytest.mark.parametrize(
    ("born", "turns"), [(date(2012, 2, 29), date(2028, 2, 29)), (date(2004, 2, 29), date(2020, 2, 29))]
)
def test_the_sixteenth_birthday_of_who_was_born_on_leap_day(born: date, turns: date) -> None:
    assert birthday(born, OF_AGE) == turns
    assert birthday(date(1884, 2, 29), OF_AGE) == date(1900, 3, 1)


def test_a_birthday_put_right_makes_a_child_of_somebody_again(carer: User, home: Home) -> None:
    tim = a_person("Tim Ash", by=carer, home=home, kind="child", born_on=date(1999, 3, 1))
    assert tim.came_of_age_on == date(2015, 3, 1)
    actions.change(tim, born_on=date(2019, 3, 1), by=carer)
    assert (tim.came_of_age_on, tim.is_young) == (None, True)
    with pytest.raises(ValidationError, match="who has to agree"):
        actions.change(tim, born_on=None, by=carer)
    with pytest.raises(ValidationError, match="not 16 yet"):
        actions.come_of_age(tim)


@pytest.mark.clause("SM-26")
def test_a_colleague_who_leaves_us_leaves_the_list(carer: User, manager: User, founder: User, home: Home) -> None:
    jo = a_person("Jo Pettifer", by=manager, home=home, kind="staff", account=carer)
    assert tasks.let_colleagues_leave() == 0
    colleagues.leave(carer, by=founder)
    with heard() as told:
        assert (tasks.let_colleagues_leave(), tasks.let_colleagues_leave()) == (1, 0)
    jo.refresh_from_db()
    assert (jo.state, jo.subject_type) == ("left", "former_staff")
    assert "left" in [name for name, _ in told]


def test_one_page_for_one_account(carer: User, manager: User, home: Home) -> None:
    a_person("Jo", by=manager, home=home, kind="staff", account=carer)
    with pytest.raises(ValidationError, match="on the list already"):
        a_person("Jo again", by=manager, home=home, kind="staff", account=carer)


def test_nothing_is_told_when_it_is_undone(carer: User, home: Home) -> None:
    """What a listener can't do undoes the step itself."""
    person = a_person(by=carer, home=home)

    def fails(**_: Any) -> None:
        raise RuntimeError

    signals.person_left.connect(fails, weak=False)
    try:
        with pytest.raises(RuntimeError):
            actions.leave(person, timezone.localdate(), by=carer)
    finally:
        signals.person_left.disconnect(fails)
    person.refresh_from_db()
    assert (person.state, verbs(person)) == ("here", ["add person"])


def test_many_at_once_are_signed_one_by_one(carer: User, home: Home) -> None:
    people = [Person(name=f"P{number}", subject_type="resident", home=home) for number in range(3)]
    actions.add_all(people, by=carer)
    rows = Person.history.order_by("name")
    assert [(row.name, row.verb, row.history_user, row.as_role, row.state) for row in rows] == [
        (f"P{number}", "add person", carer, "staff", "here") for number in range(3)
    ]
    assert {row.acting for row in rows} == {last_row(a_person("One", by=carer, home=home)).acting}


def test_one_that_may_not_be_added_and_nobody_is(carer: User, home: Home, other_home: Home) -> None:
    people = [Person(name=str(where), subject_type="resident", home=where) for where in (home, other_home)]
    with pytest.raises(Refused):
        actions.add_all(people, by=carer)
    assert not Person.objects.exists()
