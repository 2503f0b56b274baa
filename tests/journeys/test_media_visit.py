"""A television crew comes to the summer fair: logged by a carer, prepared, approved with a condition, taken through the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from enquiries.access.models import AccessRequest
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person
from tests.enquiries.access import builders_visits as visits
from tests.journeys.conftest import Meet
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("IR-1")
@pytest.mark.clause("IR-3")
@pytest.mark.clause("IR-4a")
@pytest.mark.clause("IR-6")
def test_a_film_crew_comes_from_the_log_to_the_outcome(
    meet: Meet,
    home: Home,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    safeguarding: User,
    policy_in_force: None,
) -> None:
    visits.agrees_to_film("Joan Ashby", by=manager, home=home)
    visits.agrees_to_film("Ada Pell", by=manager, home=home)
    a_person("Vera Lunt", by=manager, home=home)
    jo = meet(carer)  # on a phone
    logged(jo)
    moira = meet(manager)
    prepared(moira)
    who_is_in_it(moira)
    bea = meet(safeguarding)
    safe(bea)
    sent(moira)
    daniel = meet(director)  # on a phone
    approved(daniel)
    the_day(jo)
    moira.visit("/")
    moira.press("Write down how it went: The summer fair")
    moira.press("Save how it went")
    moira.fill("How did it go?", "A good hour. Everybody enjoyed it.")
    moira.fill("What may be published?", "All that they filmed in the garden.")
    moira.press("Save how it went")
    moira.sees("A good hour. Everybody enjoyed it.")
    visit = AccessRequest.objects.get()
    assert (visit.state, {one.said_today for one in visit.appearing()}) == ("done", {"yes", "no"})


def logged(jo: Person) -> None:
    jo.visit("/visits/log/")
    jo.press_wrongly("Log the request")
    jo.visit("/visits/log/")
    jo.fill("What is it about?", "The summer fair")
    jo.fill("Who asks?", "Tamsin Rudd")
    jo.fill("Which newspaper, station or organisation?", visits.OUTLET)
    jo.pick("Television or radio news", "What kind is it?")
    jo.tick("Interview a resident")
    jo.page.get_by_label("Film", exact=True).check()
    jo.choose("Our own press release", "What brought them?")
    jo.pick("Brindle Court", "Where do they want to come?")
    jo.picture("visit-log", tall=1700)
    jo.press("Log the request")
    jo.sees("You have done your part")


def prepared(moira: Person) -> None:
    moira.visit("/")
    moira.press("Prepare a media visit: The summer fair")
    moira.press("Prepare it")
    moira.press("Prepare it")
    moira.sees("Say when they come, and until when.", "Name who goes with them all the time.")
    now = timezone.localtime()  # a visit is on one day, also when the tests are run late at night
    starts = min(now + timedelta(minutes=30), now.replace(hour=23, minute=58))
    ends = starts + timedelta(minutes=30)
    moira.press("What, where and when")
    for name, instant in (("starts_at", starts), ("ends_at", ends)):
        moira.page.locator(f"[name={name}_0]").fill(f"{instant:%d/%m/%Y}")
        moira.page.locator(f"[name={name}_1]").fill(f"{instant:%H:%M}")
    moira.fill("Where exactly?", "The garden")
    moira.tick("Television")
    moira.press("Save what, where and when")
    moira.press("Who comes")
    moira.fill("Who comes?", "Sam Ebdon; camera")
    moira.press_wrongly("Save who comes")
    moira.fill("Who comes?", "Sam Ebdon; camera; press card 1234")
    moira.press("Save who comes")
    moira.press("Where they may go")
    moira.fill("Where may they go?", "The garden and the hall")
    moira.fill("Where may they not go?", "Upstairs")
    moira.press("Save where they may go")
    moira.press("Who goes with them")
    moira.pick("Jo Pettifer", "Who goes with them all the time?")
    moira.tick("They promised to stop at once when somebody is upset, or when we ask")
    moira.press("Save who goes with them")
    moira.press("What is agreed with them")
    moira.fill("What is agreed?", "One hour, no names of streets.")
    moira.press("Save what is agreed")


def who_is_in_it(moira: Person) -> None:
    for name in ("Joan", "Ada"):
        moira.press("Say who appears, or who is kept out of it")
        moira.fill("Name or reference", name)
        moira.press("Find")
        moira.press(f"{name} appears")
        moira.tick("Filmed")
        moira.choose("First name", "How plainly can they be told?")
        moira.press("They appear")
    moira.press("Say who appears, or who is kept out of it")
    moira.fill("Name or reference", "Vera")
    moira.press("Find")
    moira.press("Vera appears")
    moira.tick("Filmed")
    moira.choose("First name", "How plainly can they be told?")
    moira.press("They appear", expects=422)
    moira.sees("Don’t show Vera this way. Ask the home if you think this should change.")
    moira.visit(f"{AccessRequest.objects.get().get_absolute_url()}people/?words=Vera")
    moira.press("Keep Vera out of it")
    moira.fill("How are they kept out of it?", "Stays in the lounge with Ama.")
    moira.press("Keep them out of it")
    moira.press("Ask the Safeguarding Lead")
    moira.press("Ask the Safeguarding Lead")
    moira.picture("visit-prepared", tall=1900)


def safe(bea: Person) -> None:
    bea.visit("/")
    bea.press("Say if it is safe: The summer fair")
    bea.press("Give your view")
    bea.choose("It can go ahead", "Can it go ahead?")
    bea.fill("What should they mind, or change?", "Keep it short for Joan.")
    bea.press("Give your view")
    bea.sees("It can go ahead: Keep it short for Joan.")


def sent(moira: Person) -> None:
    moira.visit(AccessRequest.objects.get().get_absolute_url())
    moira.press("Send the consents on")
    moira.pick("Priya Anand", "Who gets them?")
    moira.press("Send the consents on")
    moira.press("Send for approval")
    moira.press("Send for approval")
    moira.sees("Sent for approval. The Directors have been told.")


def approved(daniel: Person) -> None:
    daniel.visit("/")
    daniel.press("Sign off: The summer fair")
    daniel.sees("Sam Ebdon, camera (press card 1234)", "Vera Lunt (Stays in the lounge with Ama.)", "Joan Ashby")
    daniel.picture("visit-approve", tall=1500)
    daniel.press("Approve")
    daniel.fill("Conditions", "Only in the garden.")
    daniel.press("Sign off")
    daniel.sees("Signed off. They have been told.")


def the_day(jo: Person) -> None:
    jo.visit("/")
    jo.press("Go with the media: The summer fair")
    jo.sees("Only in the garden.", "Check: press card 1234", "Vera Lunt")
    jo.picture("visit-day", tall=1640)
    jo.press("Joan: yes")
    jo.press("Ada: no")
    jo.press("They are here: begin")
    jo.press_wrongly("They are here: begin")
    jo.tick("Everybody who came is on the list, and I have seen who they are")
    jo.press("They are here: begin")
    jo.sees("It has begun. Stay with them all the time.", "Under way")
    jo.press("Stop it now")
    jo.sees("What happened?")
    jo.press("Leave it as it is")
    jo.visit(f"{AccessRequest.objects.get().get_absolute_url()}day/")
    jo.press("They have left: end it")
    jo.press("They have left: end it")
    jo.sees("It is over. Thank you.")
    jo.visit("/visits/calendar/")
    jo.sees("The summer fair")
    jo.press("See them in your own calendar")
    jo.press("Make my address")
    jo.sees("Copy it now: it is shown this once.")
