"""Whom we may show: a carer adds a resident and stops it when she objects; marketing sees the answer; counts follow."""

from __future__ import annotations

import re

import pytest

from consent.people.models import Person as Shown
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person, an_answer
from tests.journeys.conftest import Meet

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TABLET = (820, 1180)


@pytest.mark.clause("SM-26")
@pytest.mark.clause("CF-1")
@pytest.mark.clause("IR-6")
def test_a_resident_is_added_shown_and_stopped(
    meet: Meet, policy_in_force: None, carer: User, manager: User, marketing: User, coo: User, home: Home
) -> None:
    for name in ("Bert Penhale", "Cora Whitlock"):
        an_answer(a_person(name, by=manager, home=home), by=manager, conditions="Never beside her sister")
    jo = meet(carer)  # on a phone
    jo.visit("/consent/people/")
    jo.sees("Bert Penhale")
    jo.press("Add a person")
    jo.press_wrongly("Add this person")
    jo.pick("Resident", "Who are they?")
    jo.fill("Their name", "Ivy Marlowe")
    jo.press("Add this person")
    assert jo.heading == "Ivy Marlowe"
    jo.sees("Not asked", "They object")
    ivy = Shown.objects.get(name="Ivy Marlowe")
    an_answer(ivy, by=manager, yes=("P06", "P07"))

    priya = meet(marketing)
    priya.visit("/consent/people/?answer=social")
    priya.does_not_see("Bert Penhale")
    priya.press("Ivy Marlowe")
    priya.sees("With conditions", "At most: seen or heard, no name")
    priya.does_not_see("What has happened", "They object")
    priya.picture("consent-answer", tall=720)

    jo.visit(ivy.get_absolute_url())
    jo.presses = 0
    jo.press("They object")
    jo.press("Stop from now on")
    jo.sees("Written down. From this moment it counts.")
    assert jo.presses == 2
    priya.visit(ivy.get_absolute_url())
    priya.does_not_see("With conditions")

    moira = meet(manager, size=TABLET)
    moira.visit(ivy.get_absolute_url())
    moira.sees("They objected.", "In force")
    moira.press(re.compile("^Lift it"))
    moira.fill("Why does it no longer stand?", "She was only tired, she says.")
    moira.press("Lift it")
    moira.sees("She was only tired, she says.")
    moira.press("They left us")
    moira.press("Record that they left")
    moira.sees("Former resident")

    helen = meet(coo)
    helen.visit("/consent/recorded/", opens="details")
    helen.sees("2 of 2", "3 decisions were recorded in 12 months")
    helen.press("Brindle Court")
    helen.sees("Everybody was asked")
