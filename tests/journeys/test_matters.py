"""A complaint begins while a Director is about to sign: the matter takes everything, and nobody else learns of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from enquiries.models import Enquiry
from matters.models import Matter
from mediapolicy.people.models import Home, User
from tests import builders
from tests.consent.builders_people import a_person
from tests.journeys.conftest import Meet
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("CC-1a")
@pytest.mark.clause("CC-2")
def test_a_complaint_opens_while_a_director_is_about_to_sign(
    meet: Meet, home: Home, carer: User, marketing: User, director: User, coo: User, policy_in_force: None
) -> None:
    a_person("Walter Dunmore", by=carer, home=home)
    enquiry = builders.an_approach(by=carer, home=home, question="What happened at the Larchwood supper?")
    approval = builders.sent_for_sign_off(enquiry, by=marketing)
    daniel, helen, priya = meet(director), meet(coo), meet(marketing)
    daniel.visit(approval.get_absolute_url())
    daniel.sees("Sign off")
    opened(helen)
    daniel.visit(approval.get_absolute_url(), expects=404)
    priya.visit(f"/enquiries/{enquiry.pk}/", expects=404)
    priya.sees("This needs senior review", "You do not have to do anything.")
    priya.does_not_see(enquiry.reference)
    priya.picture("matter-senior-review")
    who_is_part_of_it(helen)
    what_may_be_said(helen)
    who_may_know(helen, "Daniel Marsh-Cole")
    daniel.visit(f"/enquiries/{enquiry.pk}/")
    daniel.sees("Larchwood")
    closed(helen)
    daniel.visit(f"/enquiries/{enquiry.pk}/")
    enquiry = Enquiry.objects.get(pk=enquiry.pk)
    assert (enquiry.is_locked, enquiry.responsible) == (False, marketing)
    priya.visit(f"/enquiries/{enquiry.pk}/")
    priya.does_not_see("review")


def opened(helen: Person) -> None:
    helen.visit("/matters/")
    helen.sees("No matters here")
    helen.press("Open a matter")
    helen.fill("A short name for it", "The supper")
    helen.pick("A complaint is being looked into", "What is it?")
    helen.fill("What is it about?", "A family complained about the supper on Friday.")
    helen.fill("Which words should it watch for?", "Larchwood supper")
    helen.picture("matter-open")
    helen.press("Open the matter")
    helen.sees("Whatever it reaches is with you alone now.", "It holds a watched word", "It belongs to a record")


def who_is_part_of_it(helen: Person) -> None:
    helen.press("Say who is part of it")
    helen.fill("Name or reference", "Dunmore")
    helen.press("Find")
    helen.press("Walter Dunmore")
    helen.press("They are part of it")
    helen.sees("Walter is part of it. You decide what is shown.", "“Walter Dunmore”")


def what_may_be_said(helen: Person) -> None:
    helen.press("Agree who responds")
    helen.choose("We do", "Who responds?")
    helen.press("Save who responds")
    helen.press("Agree the response")
    helen.fill("What may be said?", "We take every complaint seriously and cannot say more.")
    helen.press("Agree these words")
    helen.sees("Agreed. These words may be said.", "We take every complaint seriously")


def who_may_know(helen: Person, name: str) -> None:
    helen.press("Name a colleague on it")
    helen.pick(name, "Who has to know?")
    helen.choose("Read what it holds", "What may they do?")
    helen.fill("Why do they need to know?", "Signs the statement.")
    day = timezone.localdate() + timedelta(days=3)
    helen.fill("Day", f"{day:%d/%m/%Y}")
    helen.fill("Time", "12:00")
    helen.press("Let them know of it")
    helen.sees("They can see it now, and have been told.")
    helen.picture("matter", tall=1560)


def closed(helen: Person) -> None:
    helen.press("Close the matter")
    helen.fill("Why is it closed?", "The family was heard and is content.")
    helen.choose(
        "Everything goes back to those whose it was. Nothing is released by that", "What becomes of what it held?"
    )
    helen.picture("matter-close")
    helen.press("Close the matter")
    helen.sees("Closed.", "Nothing yet. Whatever it reaches comes here by itself.", re.compile("is content"))
    assert Matter.objects.get().state == "closed"
