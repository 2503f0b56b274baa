"""A carer at the bedside thinks that the new agency worker films: three taps on a phone, and the right people know."""

from __future__ import annotations

import re

import pytest

from enquiries.undercover.models import UndercoverReport
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests import builders
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LINK = "Worried that somebody is not who they say?"


@pytest.mark.clause("IR-5a")
@pytest.mark.clause("IR-5b")
def test_three_taps_from_any_page(
    meet: Meet, founder: User, home: Home, carer: User, manager: User, director: User, coo: User, policy_in_force: None
) -> None:
    robin = builders.somebody_with_a_role(founder, "Robin Fosse", Role.STAFF, home)
    jo = meet(carer, size=PHONE)
    jo.visit("/enquiries/log/")
    before = (jo.presses, jo.keys)
    jo.press(LINK)
    jo.picture("worry-who")
    jo.press("An agency worker")
    jo.picture("worry-whom")
    jo.press("Tell Moira Teasdale Home Manager, Brindle Court")
    assert (jo.presses - before[0], jo.keys - before[1]) == (3, 0)
    jo.sees("Sent", "Moira Teasdale has been told, and so has the Chief Operating Officer.")
    jo.sees("Is there a care concern?", "Do not challenge them.")
    jo.picture("worry-sent")
    jo.press("No")
    what_she_remembers(jo)
    moira = meet(manager)
    moira.visit("/notices/")
    moira.press(re.compile("needs you to open it now"))
    moira.sees("An agency worker who may be a reporter", "Stay polite.", "A phone in a basket, with its lens free.")
    report = UndercoverReport.objects.get()
    assert report.state == "opened"
    jo.press("Which colleague it is")
    jo.pick("Robin Fosse", "Which colleague is it?")
    jo.press("Save who it is")
    jo.sees("They and whoever manages them are told nothing.")
    moira.visit(report.get_absolute_url(), expects=404)
    meet(robin).visit(report.get_absolute_url(), expects=404)
    the_coo_looks_into_it(meet(coo), report)


def what_she_remembers(jo: Person) -> None:
    jo.press("What you saw or heard")
    jo.fill("What did you see or hear?", "A phone in a basket, with its lens free.")
    jo.press("Add it")
    jo.sees("Added. Thank you.", "A phone in a basket")


def the_coo_looks_into_it(helen: Person, report: UndercoverReport) -> None:
    helen.visit(report.get_absolute_url())
    helen.sees("Came to the Chief Operating Officer", "Moira Teasdale", "Fair to everybody")
    helen.press("Write down what was found")
    helen.fill("What was found?", "The agency does not know her.")
    helen.press("Save what was found")
    helen.picture("worry-coo", tall=1400)
    helen.press("Close a worry")
    helen.choose("It goes on with HR, about the person who was reported", "How did it end?")
    helen.fill("In a sentence or two", "She left.")
    helen.press("Close it", expects=422)
    helen.sees("Before anything goes to HR, consider whether the law protects what they did")
