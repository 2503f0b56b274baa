"""Every step of a police request, in every state, for every person: by hand, from the policy (PO-1 to PO-3, CC-2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from enquiries.police import states
from enquiries.police.herbert import states as herbert
from enquiries.police.herbert.models import HerbertForm
from enquiries.police.models import PoliceRequest
from enquiries.police.states import FINISHED, OPEN, PoliceState
from enquiries.police.telling import states as telling
from enquiries.police.telling.models import ToldOfPolice
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.consent.builders_people import a_person
from tests.enquiries.police import building

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PO-3"), pytest.mark.clause("CC-2")]
S = PoliceState
LOGGERS = (
    *("carer", "manager", "marketing", "director", "second director", "coo"),
    *("data protection", "safeguarding", "administrator"),
)
# The carer wrote it down. Whoever else works at the home, or for all homes, does not know that there is anything.
KNOW = ("carer", "manager", "data protection", "safeguarding", "coo")
PREPARE = ("manager", "data protection", "safeguarding", "coo")
WORK, DECIDED = (S.EMERGENCY, S.LOGGED), (S.AGREED, S.CONFIRMED)
OPEN_NOW = sorted(OPEN)

MAY: dict[str, Open] = {
    # 5.4: help at once, by whoever is there; it is written down by those who know.
    "log a police request": wherever([NEW], *LOGGERS),
    "log that somebody is missing": wherever([NEW], *LOGGERS),
    # (This one is an emergency: what turns out to be a crime is still help to find somebody.)
    "give the police what helps to find them": wherever(WORK, *KNOW),
    "write down what was given": wherever([*WORK, S.FOUND], *KNOW),
    "remind of what is to be written down": wherever([*WORK, S.FOUND], "clock"),
    "tell that what was given is not written down": wherever([*WORK, S.FOUND], "clock"),
    "note that they were found": wherever([S.EMERGENCY], *KNOW),
    # While they are missing and it is looked at as a crime: help at once ends when they are found.
    "note that they were found meanwhile": wherever([S.LOGGED, S.WITH_COO, S.AGREED, S.CONFIRMED], *KNOW),
    "learn that it may be a crime": wherever([S.EMERGENCY, S.LOGGED, S.FOUND], *KNOW),
    # Publicity waits for the COO, or the COO's word on the telephone.
    "agree that we share the police's own post": wherever([S.EMERGENCY], "coo"),
    "note that the COO said yes to sharing": wherever([S.EMERGENCY], *KNOW),
    "note that we shared the police's post": wherever([S.EMERGENCY, S.CONFIRMED], *KNOW),
    "note where the police published it": wherever([S.CONFIRMED], *PREPARE),
    "end our part in the appeal": wherever(DECIDED, *PREPARE),
    # Looking at it.
    "put right who asks and what": wherever([*WORK, S.FOUND], *KNOW),
    "say who is in it": wherever([*WORK, S.FOUND], *KNOW),
    "take somebody out of it": wherever(WORK, *PREPARE),
    "make sure that it is the police": wherever(OPEN_NOW, *PREPARE),
    "note the written request": wherever(OPEN_NOW, *PREPARE),
    "check the legal basis": wherever(WORK, "data protection"),
    "give the safeguarding view": wherever(WORK, "safeguarding"),
    "answer the safeguarding checks": wherever(WORK, *PREPARE),
    "note what the law forbids about it": wherever(WORK, *PREPARE),
    "note that they gave up their anonymity": wherever(WORK, *PREPARE),
    "pick what is given": wherever(WORK, *PREPARE),
    "leave out what was picked": wherever(WORK, *PREPARE),
    "write the response": wherever([S.LOGGED], *PREPARE),
    "note the word to the regulator": wherever(OPEN_NOW, *PREPARE),
    # 5.7: the Directors are informed, the COO agrees, the police confirm, it is given.
    "tell the Directors that the police asked": wherever([S.LOGGED], "coo"),
    "keep it from the home": wherever(OPEN_NOW, "coo"),
    "put the response to the COO": wherever([S.LOGGED], *PREPARE),
    "note that the COO agreed": wherever([S.WITH_COO], "clock"),
    "note that the COO did not agree": wherever([S.WITH_COO], "clock"),
    "work on the response again": wherever([S.WITH_COO, *DECIDED], *PREPARE),
    "note that the police confirmed the words": wherever([S.AGREED], *PREPARE),
    "give the police what was agreed": wherever(DECIDED, *PREPARE),
    "note that the police released it": wherever(OPEN_NOW, *PREPARE),
    # It ends.
    "close the police request": wherever([*DECIDED, S.FOUND], *PREPARE),
    "close a request to hold": wherever([S.LOGGED], *PREPARE),
    "note that the police no longer ask": wherever([S.LOGGED, S.WITH_COO, *DECIDED], *PREPARE),
    "take the police request up again": wherever(sorted(FINISHED), "coo"),
    "add a note to the police request": wherever(PoliceState, *KNOW),
    # 7.3: an ongoing matter takes it and gives it back by itself.
    "come under senior review": wherever(PoliceState, "clock"),
    "give back from senior review": wherever(PoliceState, "clock"),
    # The word to the Directors, and the forms that are ready ahead.
    "tell that the police asked": wherever([NEW], "coo"),
    "say that the Herbert Protocol form is ready": wherever([NEW], "carer", "manager"),
    "bring the Herbert Protocol form up to date": wherever(["ready"], "carer", "manager"),
    "note that the Herbert Protocol form was given to the police": wherever(["ready"], "clock"),
}
TABLES = (*states.TRANSITIONS, *telling.TRANSITIONS, *herbert.TRANSITIONS)
BY_VERB = {step.verb: step for step in TABLES}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture
def records(world: World) -> dict[str, dict[str, Any]]:
    """One record of each kind in each of its states; only the table is asked."""
    person = a_person("Walter Dunmore", by=world["carer"], home=world.home)
    request = building.missing(home=world.home, by=world["carer"], person=person)
    new = PoliceRequest(kind="victim", concerns="crime", home=world.home, is_locked=True, logged_by=world["carer"])
    day = timezone.localdate()
    facts = {"leave": "resident", "photo_on": day, "review_on": day + timedelta(days=90), "stored_where": "Office"}
    form = HerbertForm(
        subject=person, home=world.home, completed_on=date(2026, 1, 5), completed_by=world["carer"], **facts
    )
    ready = HerbertForm(subject=person, home=world.home, state="ready")
    ready._state.adding = False
    return {
        "request": builders.in_each_state(request, PoliceState, new),
        "told": {NEW: ToldOfPolice(people=[], is_locked=True)},
        "herbert": {NEW: form, "ready": ready},
    }


def kind_of(verb: str) -> str:
    if verb == telling.TELL.verb:
        return "told"
    return "herbert" if "Herbert" in verb else "request"


def test_every_step_of_the_tables_is_one_of_the_policy() -> None:
    assert len(BY_VERB) == len(TABLES)
    assert set(BY_VERB) == set(MAY)


@pytest.mark.parametrize("verb", sorted(MAY))
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], verb: str
) -> None:
    wanted, found = MAY[verb], world.open_to(BY_VERB[verb], records[kind_of(verb)])
    assert {"too much": found - wanted, "too little": wanted - found} == {"too much": set(), "too little": set()}
