"""At night a resident says that she has changed her mind: a carer stops it in three presses, and the rest follows."""

from __future__ import annotations

import pytest

from consent.takedown.models import Showing, TakedownTask, Withdrawal
from mediapolicy.people.models import Home, User
from tests.consent import builders_takedown as builders
from tests.journeys.conftest import Meet
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("SM-26")
def test_a_change_of_mind_stops_everything_and_leaves_somebody_to_do_each_thing(
    meet: Meet, home: Home, carer: User, manager: User, marketing: User, policy_in_force: None
) -> None:
    elsie = builders.a_person(by=carer, home=home)
    builders.agreed(elsie, by=carer, manager=manager)
    builders.a_post(elsie, by=marketing)
    builders.a_post(
        elsie, by=marketing, called="Autumn brochure", purpose="P08", channel="brochure", url="", where="In the hall"
    )
    jo = meet(carer)  # on a phone, in the night
    at_night(jo)
    taken_down(meet(marketing))
    told(jo)
    assert Withdrawal.objects.get().state == "told"
    assert {one.state for one in Showing.objects.all()} == {"taken down", "out of reach"}


def at_night(jo: Person) -> None:
    jo.visit("/consent/changed-their-mind/")
    jo.sees("Who changed their mind?")
    jo.picture("consent-withdraw-find")
    jo.fill("Part of their name", "Elsie")
    jo.press("Find them")
    jo.presses = 0
    jo.press("They changed their mind: Elsie Marrable")
    jo.choose("Elsie says so", "Who says so?")
    jo.picture("consent-withdraw-stop", tall=760)
    jo.press("Stop everything now")
    assert jo.presses == 3
    jo.sees("It is in effect from now on. Nothing new of Elsie is shown.", "What has to be taken down")
    jo.picture("consent-withdraw-done", tall=900)
    jo.does_not_see("They have been told")


def taken_down(priya: Person) -> None:
    priya.visit("/consent/takedowns/")
    priya.sees("Harvest supper", "Autumn brochure")
    priya.picture("consent-takedowns", tall=560)
    for what, outcome, words in (
        ("Harvest supper", "Removed", ""),
        ("Copies", "Removed", ""),
        ("Autumn brochure", "Not possible", "The last copies were given out in spring."),
    ):
        task = TakedownTask.objects.get(what__startswith=what)
        priya.visit(f"/consent/takedowns/{task.pk}/finish/")
        priya.choose(outcome, "How did it end?")
        if words:
            priya.fill("Anything to add?", words)
        priya.press("Write down how it ended")
        priya.sees("Kept.")


def told(jo: Person) -> None:
    jo.visit(Withdrawal.objects.get().get_absolute_url())
    jo.press("They have been told")
    jo.sees("Tell Elsie what happened", "The last copies were given out in spring.")
    jo.press("They have been told")
    jo.sees("Kept. This is finished.")
