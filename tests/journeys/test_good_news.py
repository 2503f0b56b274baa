"""Good news goes from a carer's phone to the Marketing Manager's desk, past a Director, and out."""

from __future__ import annotations

import pytest

from mediapolicy.people.models import Home, User
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE
from tests.pressroom.release import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.clause("PR-4")]


def test_good_news_goes_out_with_everybody_in_it_asked(
    meet: Meet, home: Home, carer: User, manager: User, marketing: User, director: User, policy_in_force: None
) -> None:
    joan = made.somebody_who_agreed(home=home, by=carer, manager=manager)
    photo = made.a_picture(joan, by=carer, released_by=manager)
    jo, priya, daniel = meet(carer, size=PHONE), meet(marketing), meet(director)
    jo.press("Good news")
    jo.press("Send in good news")
    jo.fill("What is it, in a few words?", "First prize for the tomatoes")
    jo.fill("What happened?", "The gardeners won first prize at the Wexcombe show.")
    jo.tick("Joan Ashby")
    jo.tick(photo.called)
    jo.press("Send it in")
    jo.sees("Sent in, thank you.")
    priya.visit("/")
    priya.press("Answer: First prize for the tomatoes")
    priya.press("Start a press release from it")
    priya.press("Start a press release from it")
    priya.press("Put somebody in")
    priya.press("Joan Ashby")
    priya.choose("First name", "How plainly?")
    priya.choose("Words they said", "What of them?")
    priya.pick("Local paper", "Where will it be seen?")
    priya.fill("Which newspaper, station or organisation?", "Wexcombe Courier")
    priya.press("Put Joan in")
    priya.press("Change the words")
    priya.fill("Quotes", "Joan: You talk to them.")
    priya.fill("Press contact", "Priya Anand")
    priya.fill("Phone", "01632 960010")
    priya.press("Save")
    priya.press("See it as a newsroom gets it")
    priya.sees("ENDS")
    priya.visit(PressRelease.objects.get().get_absolute_url())
    priya.press("Send for approval")
    priya.press("Send for approval")
    daniel.visit("/sign-offs/")
    daniel.press("First prize for the tomatoes")
    daniel.sees("It is a press release.", "Joan Ashby")
    daniel.press("Sign off")
    priya.visit(PressRelease.objects.get().get_absolute_url())
    priya.press("Release it now")
    priya.press_wrongly("Release it now")
    priya.tick("I have read it, and it may go out")
    priya.press("Release it now")
    priya.visit("/releases/?tab=out")
    priya.sees("First prize for the tomatoes")
    assert PressRelease.objects.get().state == ReleaseState.RELEASED
