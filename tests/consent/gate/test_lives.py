"""No sequence of what can happen lets an unauthorised use through: real steps in the database, beside a model of the rules.

`plain_rules.py` is the model, written from the text of the rules alone. `living.py` and `living_on.py` take the real steps and
tell the model of them; after each step the gate is asked about a score of uses of everybody. `stories.py` are short lives that
come to each row of the table; `random_lives.py` goes on from there at random; `mutants.py` breaks the gate on purpose.

The usual run is short and always the same. For a long one, with other lives every time, say how many lives and how long:

    LIVES=500 LIVES_STEPS=40 ./app test tests/consent/gate/test_lives.py -n 0 -s

That also tells every story, breaks every single condition of the gate, and says which rows and steps were reached.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from consent.gate.table import TABLE
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent.gate.equivalents import CONDITIONS_THAT_DECIDE_NOTHING, ROWS_THAT_DECIDE_NOTHING
from tests.consent.gate.living import Cast
from tests.consent.gate.living_on import Lives
from tests.consent.gate.mutants import Album, broken_conditions, broken_rows, with_code, with_rows
from tests.consent.gate.random_lives import RandomLives
from tests.consent.gate.stories import COME_TO_EVERY_ROW, STORIES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("IR-6"),
    pytest.mark.clause("SM-26"),
    pytest.mark.clause("CC-3"),
]
BEGAN = "2027-03-01 10:00:00+00:00"
MANY = int(os.environ.get("LIVES", "0"))
STEPS = int(os.environ.get("LIVES_STEPS", "30" if MANY else "12"))
FEW = 5


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """A clock that runs, from the same morning each time."""
    with time_machine.travel(BEGAN, tick=True) as traveller:
        yield traveller


@pytest.fixture
def cast(clock: time_machine.Coordinates, appoint: Appoint, home: Home, other_home: Home, founder: User) -> Cast:
    """Everybody who acts, at both homes, appointed in these days."""
    return Cast(
        carer=appoint("Jo Pettifer", Role.STAFF, home),
        other_carer=appoint("Lee Orme", Role.STAFF, other_home),
        manager=appoint("Moira Teasdale", Role.HOME_MANAGER, home),
        other_manager=appoint("Sunita Bell", Role.HOME_MANAGER, other_home),
        assessor=appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home),
        other_assessor=appoint("Ned Farley", Role.CAPACITY_ASSESSOR, other_home),
        safeguarding=appoint("Bea Norwood", Role.SAFEGUARDING_LEAD),
        data_protection=appoint("Owen Castell", Role.DATA_PROTECTION_LEAD),
        coo=appoint("Helen Strand", Role.COO),
        founder=founder,
        home=home,
        other_home=other_home,
    )


def told(names: Iterable[str], cast: Cast, clock: time_machine.Coordinates, *, keeps_all: bool = False) -> Album:
    """These stories, lived through from the same morning, each checked at every stage; and what was on file."""
    album = Album(keeps_all=keeps_all)
    for name in names:
        clock.move_to(BEGAN)
        with transaction.atomic():
            lives = Lives(cast, clock)
            lives.told.append(name)
            lives.on_check, album.story = album.keep, name
            STORIES[name](lives)
            lives.check()
            transaction.set_rollback(True)
    return album


def test_each_row_is_come_to_and_a_table_with_a_broken_row_is_found_out(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    album = told(COME_TO_EVERY_ROW, cast, clock)
    assert not album.catches()
    unnoticed = set()
    for words, rows in broken_rows():
        with with_rows(rows):
            if not album.catches():
                unnoticed.add(words)
    assert unnoticed == set(ROWS_THAT_DECIDE_NOTHING)
    assert not [row.id for row in TABLE if {f"{row.id} gone", f"{row.id} turned round"} <= unnoticed]


def test_random_lives_never_let_an_unauthorised_use_through(cast: Cast, clock: time_machine.Coordinates) -> None:
    RandomLives.cast, RandomLives.clock, RandomLives.began = cast, clock, BEGAN
    RandomLives.reached.clear()
    RandomLives.taken.clear()
    chosen = settings(
        max_examples=MANY or FEW,
        stateful_step_count=STEPS,
        derandomize=not MANY,
        database=None,
        deadline=None,
        phases=[
            Phase.generate
        ],  # the steps told beside a failure are short enough to read, and quicker than shrinking them
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(RandomLives, settings=chosen)  # type: ignore[no-untyped-call]
    assert sum(RandomLives.taken.values()) > FEW * 5
    print(f"\nlives in which each row was reached: {RandomLives.reached}\nsteps: {RandomLives.taken}")


@pytest.mark.skipif(not MANY, reason="a long session only: LIVES=500")
def test_every_story_keeps_to_the_rules_and_a_gate_with_a_broken_condition_is_found_out(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    album = told(STORIES, cast, clock, keeps_all=True)
    assert not album.catches()
    unnoticed = set()
    for words, function, code in broken_conditions():
        with with_code(function, code):
            if not album.catches():
                unnoticed.add(words)
    assert not unnoticed - set(CONDITIONS_THAT_DECIDE_NOTHING), "\n".join(sorted(unnoticed))


# What random lives and these stories found --------------------------------------------------------------------------


def tell(name: str, cast: Cast, clock: time_machine.Coordinates) -> Lives:
    lives = Lives(cast, clock)
    STORIES[name](lives)
    lives.check()
    return lives


@pytest.mark.parametrize("name", ["a part taken back and ability lost", "a narrower form and ability lost"])
def test_d14_the_last_answer_is_the_newest_and_not_the_one_that_ended_last(
    name: str, cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert "D14" in tell(name, cast, clock).reached


def test_d14_whoever_takes_back_even_a_form_about_one_event_said_no(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert "D14" in tell("an answer for one event and ability lost", cast, clock).reached


def test_d14_nobody_lifts_a_refusal_for_somebody_unable(cast: Cast, clock: time_machine.Coordinates) -> None:
    lives = tell("a wish against an attorney", cast, clock)
    assert any("Only a court can set it aside" in words for words in lives.told)


def test_d14_able_about_less_is_not_able_to_take_the_whole_wish_back(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    lives = tell("a wish and ability for less", cast, clock)
    assert [words for words in lives.told if "wish taken back: refused" in words]


def test_from_thirteen_the_child_agrees_as_well_or_the_parents_form_carries_nothing_more(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert "UNDER-16" in tell("a child who turns thirteen", cast, clock).reached


def test_a_parents_word_is_none_for_a_day_after_the_sixteenth_birthday(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert {"UNDER-16", "D1"} <= tell("a child who turns sixteen", cast, clock).reached


@pytest.mark.parametrize("name", ["ability lost after a yes", "a death after a wish to stay"])
def test_d13_d19_what_was_first_shown_afterwards_is_not_what_was_shown_already(
    name: str, cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert {"D13", "D19"} & tell(name, cast, clock).reached


def test_v_m_06_ability_found_after_inability_and_not_valid_leaves_a_doubt(
    cast: Cast, clock: time_machine.Coordinates
) -> None:
    assert "D3" in tell("a finding that was not valid", cast, clock).reached
