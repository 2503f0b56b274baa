"""At two in the morning a resident is missing: whoever is on call helps the police at once, on a phone, and it is owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consent.takedown.models import TakedownTask
from enquiries.police.herbert.actions import keep_ready
from enquiries.police.models import PoliceRequest
from mediapolicy.organisation import actions as organisation
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("PO-3")
def test_a_resident_is_missing_at_two_in_the_morning(
    meet: Meet,
    founder: User,
    home: Home,
    carer: User,
    manager: User,
    director: User,
    coo: User,
    data_protection: User,
    safeguarding: User,
    marketing: User,
    policy_in_force: None,
) -> None:
    walter, today, now = a_person("Walter Dunmore", by=carer, home=home), timezone.localdate(), timezone.now()
    keep_ready(
        walter,
        completed_on=today,
        leave="resident",
        photo_on=today - timedelta(days=30),
        review_on=today + timedelta(days=100),
        stored_where="Red folder in the office",
        by=carer,
    )
    organisation.put_on_call(director, now - timedelta(hours=4), now + timedelta(hours=8), by=founder)
    on_call = meet(director)  # on a phone, in the night
    help_is_given(on_call)
    helen = meet(coo)
    the_coo_says_yes(helen)
    the_post_is_shared_and_he_is_found(on_call)
    it_is_written_down(meet(manager, size=PHONE))
    for somebody in (meet(marketing), meet(safeguarding)):
        somebody.visit(
            PoliceRequest.objects.get().get_absolute_url(), expects=404 if somebody.name == "Priya Anand" else 200
        )
    assert TakedownTask.objects.get().owner is not None


def help_is_given(on_call: Person) -> None:
    on_call.visit("/")
    on_call.press("Somebody is missing")
    on_call.sees("Search", "999", "Post nothing anywhere")
    on_call.picture("police-missing", tall=900)
    on_call.fill("Who is missing?", "Walter Dunmore")
    on_call.press("Write it down")
    on_call.sees("Red folder in the office")
    on_call.picture("police-emergency", tall=900)
    on_call.press("Give the police what helps to find them")
    on_call.tick("The Herbert Protocol form")
    on_call.tick("One recent picture")
    on_call.press("I gave them this")
    on_call.sees("Written down. Go on helping", "The Herbert Protocol form (Walter Dunmore)")


def the_coo_says_yes(helen: Person) -> None:
    helen.visit(PoliceRequest.objects.get().get_absolute_url())
    helen.press("Agree that we share the police's own post")
    helen.fill("The address of their post", "https://www.wexshire.police.example/appeals/88")
    helen.press("Agree: share their post")
    helen.sees("Agreed: their post may be shared.")


def the_post_is_shared_and_he_is_found(on_call: Person) -> None:
    on_call.visit(PoliceRequest.objects.get().get_absolute_url())
    on_call.press("Note that we shared the police's post")
    on_call.fill("Where did we share it?", "Facebook")
    on_call.fill("The address of our share", "https://social.example/88")
    on_call.press("We shared it")
    on_call.press("Note that they were found")
    on_call.press("They were found")
    on_call.sees("Nothing is said in public of how.", "to be taken down")


def it_is_written_down(moira: Person) -> None:
    moira.visit("/")
    moira.press("Write down what the police were given")
    moira.press("Write down what was given")
    moira.fill("Police force", "Wexshire Police")
    moira.fill("The officer’s name", "Ada Quillan")
    moira.fill("A number to ring them", "101")
    moira.fill("The police’s own number for it", "MP/88")
    moira.press("All that was given is written down")
    moira.sees("All that was given is written down.")
    assert PoliceRequest.objects.get().recorded_at is not None
