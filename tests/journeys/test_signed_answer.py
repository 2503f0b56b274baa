"""From the knock at the door to the signed answer: one enquiry, eight people, each at a browser of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from django.conf import settings

from enquiries.models import Enquiry
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from tests.journeys.behind import Behind, until, words_of
from tests.journeys.conftest import Meet
from tests.journeys.person import DESK, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ASKED = "Wants to know about the council visit last week"
JOURNALIST, PAPER, ADDRESS = "Tamsin Rudd", "Wexcombe Courier", "t.rudd@courier.example"
SUBJECT = "Our reply on the council visit"
FIRST = (
    "We welcome the council’s report on its visit to Brindle Court on 12 November.\n\n"
    "They asked us to mend the garden path and to check our call bells. The path was mended last week. "
    "All 42 call bells have been tested and work."
)
SIGNED = FIRST.replace("mended last week", "relaid on 19 November")
MOST_PRESSES, MOST_KEYS = 12, 120  # about a minute on a phone


@dataclass
class Story:
    """What the acts hand on to each other."""

    meet: Meet
    behind: Behind
    enquiry: str = ""  # its address
    reference: str = ""
    statement: str = ""
    people: dict[str, Person] = field(default_factory=dict)

    def has_been_told(self, who: User, words: str) -> None:
        """They have an email of it that leads to the product and names nobody."""
        letter = self.behind.post.wait_for(who.email, words)
        text = f"{letter['Subject']}\n{words_of(letter)}"
        assert f"{settings.SITE_URL}/" in text
        for name in (*NAMES, ASKED, JOURNALIST, PAPER, ADDRESS, "Brindle", "council", SUBJECT):
            assert name.lower() not in text.lower(), f"the email says {name!r}"


NAMES = ("Pettifer", "Moira", "Teasdale", "Priya", "Anand", "Daniel", "Marsh", "Owen", "Castell")


@pytest.mark.clause("ME-1")
@pytest.mark.clause("ME-1b")
@pytest.mark.clause("ME-1c")
@pytest.mark.clause("ME-2")
@pytest.mark.clause("MS-2")
@pytest.mark.clause("CRM-3b")
def test_from_the_knock_at_the_door_to_the_signed_answer(
    meet: Meet,
    behind: Behind,
    policy_in_force: None,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    second_director: User,
    data_protection: User,
    auditor: User,
    administrator: User,
) -> None:
    story = Story(meet, behind)
    a_carer_logs_it(story, carer)
    the_home_manager_passes_it_on(story, manager, marketing)
    the_marketing_manager_takes_it_up(story, marketing, data_protection)
    the_data_protection_lead_advises(story, data_protection, marketing)
    the_marketing_manager_writes(story)
    the_director_asks_for_changes(story, director, marketing)
    the_words_are_changed(story)
    the_director_signs_exactly_that(story, director, marketing)
    exactly_that_is_sent(story, marketing)
    everybody_sees_what_happened(story)
    the_auditor_reads_it(story, auditor)
    the_administrator_changes_a_time(story, administrator)
    until(lambda: "received" in behind.worker.said, lambda: f"The worker was never nudged:\n{behind.worker.said}")


def a_carer_logs_it(story: Story, carer: User) -> None:
    jo = story.people["carer"] = story.meet(carer)
    jo.picture("care-staff-my-work")
    jo.press("Log an approach")
    jo.sees("Say this, kindly:")
    jo.picture("care-staff-log")
    jo.choose("At the door", "How did they reach you?")
    jo.fill("What did they ask?", ASKED)
    jo.fill("Who was it?", JOURNALIST)
    jo.fill("Who do they work for?", PAPER)
    jo.choose("Email", "How do they want our answer?")
    jo.fill("Their email, number or address", ADDRESS)
    jo.choose("Tomorrow", "When do they need an answer?")
    jo.choose("Yes", "Did you say “no comment”?")
    jo.picture("care-staff-facts", at="label:has-text('What did they ask?')")
    jo.press("Pass to the Home Manager")
    assert (jo.presses <= MOST_PRESSES, jo.keys <= MOST_KEYS) == (True, True), (jo.presses, jo.keys)
    jo.sees("Passed on", "You have done your part", "Moira Teasdale, Home Manager, has been told.")
    jo.picture("care-staff-passed-on")
    logged = Enquiry.objects.get()
    story.enquiry, story.reference = logged.get_absolute_url(), logged.reference


def the_home_manager_passes_it_on(story: Story, manager: User, marketing: User) -> None:
    story.has_been_told(manager, f"{story.reference} needs you to pass it on")
    moira = story.meet(manager)
    moira.sees(f"Pass on: {ASKED}")
    assert moira.unread == 1
    moira.picture("home-manager-my-work")
    moira.press(re.compile("^Inbox"))
    moira.picture("home-manager-inbox")
    moira.press(f"{story.reference} needs you to pass it on")
    assert moira.where == story.enquiry
    moira.picture("home-manager-enquiry")
    moira.press("Pass it on")
    moira.choose("Priya Anand, Marketing Manager", "Who should answer it?")
    moira.fill("Anything they should know", "She was polite. She left when Jo asked.")
    moira.picture("home-manager-pass-on")
    moira.press("Pass it on")
    moira.sees("Passed on. They have been told.")
    story.has_been_told(marketing, f"{story.reference} was passed to you")


def the_marketing_manager_takes_it_up(story: Story, marketing: User, data_protection: User) -> None:
    priya = story.people["marketing"] = story.meet(marketing)
    priya.sees(f"Take up: {ASKED}")
    priya.picture("marketing-manager-my-work")
    priya.press(f"Take up: {ASKED}")
    priya.press("Take it up")
    priya.press("Take it up")
    priya.sees("It is yours to answer.")
    for source, colleague, question in (
        ("Legal", "", "May we name the council?"),
        ("Data protection", data_protection.name, "May we say how many call bells there are?"),
    ):
        priya.press("Ask for advice")
        priya.choose(source, "Whose advice do you need?")
        if colleague:
            priya.pick(colleague, "A colleague to ask in the app")
        priya.fill("What do you ask them?", question)
        priya.press("Ask for advice")
        priya.sees("Asked. The answer waits until the advice is written down.")


def the_data_protection_lead_advises(story: Story, data_protection: User, marketing: User) -> None:
    story.has_been_told(data_protection, f"Your advice is asked for on {story.reference}")
    owen = story.meet(data_protection)
    owen.press(f"Give advice: {ASKED}")
    owen.press("Write down advice")
    owen.fill("What did they say?", "Yes. A number of call bells is nobody’s personal data.")
    owen.press("Write down advice")
    owen.sees("The advice is written down.")
    story.has_been_told(marketing, f"Advice has come in on {story.reference}")


def the_marketing_manager_writes(story: Story) -> None:
    priya = story.people["marketing"]
    priya.visit(story.enquiry)
    priya.sees("A number of call bells is nobody’s personal data.")
    priya.press("Write down advice")
    priya.fill("What did they say?", "Yes: the council has published its report.")
    priya.press("Write down advice")
    priya.press("Write the statement")
    priya.press("Write the statement")
    priya.sees("The statement is started.")
    story.statement = priya.where
    write(priya, FIRST, link="Write the words")
    send_for_sign_off(priya)


def write(priya: Person, words: str, *, link: str) -> None:
    priya.press(link)
    priya.fill("What is it about?", SUBJECT)
    priya.fill("The words", words)
    if "relaid" in words:
        priya.picture("marketing-manager-words")
    priya.press("Save these words")
    priya.sees("Saved.")


def send_for_sign_off(priya: Person) -> None:
    priya.press("Send for sign-off")
    priya.press("Send for sign-off")
    priya.sees("Sent for sign-off. The Directors have been told.")


def the_director_asks_for_changes(story: Story, director: User, marketing: User) -> None:
    story.has_been_told(director, "waits for your sign-off")
    daniel = story.people["director"] = story.meet(director)
    daniel.picture("director-my-work")
    daniel.press(f"Sign off: {SUBJECT}")
    daniel.sees("Why it is yours to sign")
    daniel.press("Ask for changes")
    daniel.fill("What needs to change?", "The path was relaid, not mended. Say on which day.")
    daniel.picture("director-changes")
    daniel.press("Ask for changes")
    daniel.sees("They have been told what to change.")
    story.has_been_told(marketing, "Changes are asked for on STM-")


def the_words_are_changed(story: Story) -> None:
    priya = story.people["marketing"]
    priya.visit("/")
    priya.sees(re.compile("^Write and send for sign-off: "))
    priya.visit(story.statement)
    priya.sees("“The path was relaid, not mended. Say on which day.”")
    write(priya, SIGNED, link="Change the words")
    send_for_sign_off(priya)


def the_director_signs_exactly_that(story: Story, director: User, marketing: User) -> None:
    daniel = story.people["director"]
    daniel.visit("/")
    daniel.press(f"Sign off: {SUBJECT}")
    marks = [daniel.page.locator(f".mp-diff {kind}").text_content() or "" for kind in ("del", "ins")]
    assert ["mended last week" in marks[0], "relaid on 19 November" in marks[1]] == [True, True], marks
    daniel.sees("4 words added, 3 taken out since version 2, which you read last")
    buttons = daniel.page.locator(".mp-decide__buttons .govuk-button").all()
    assert [one.inner_text() for one in buttons] == ["Sign off", "Ask for changes", "Refuse"]
    height = daniel.page.viewport_size or {"height": 0}
    for one in buttons:  # in sight without scrolling
        box = one.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height["height"]
    daniel.picture("director-sign-off-phone")
    daniel.picture("director-sign-off", DESK)
    daniel.press("Sign off")
    daniel.sees("Signed off. They have been told.")
    story.has_been_told(marketing, "was signed off")


def exactly_that_is_sent(story: Story, marketing: User) -> None:
    priya = story.people["marketing"]
    priya.visit("/")
    priya.press(re.compile("^Send the answer: "))
    priya.press("Send the answer")
    priya.sees(f"Exactly these words go to {JOURNALIST}", re.compile(re.escape(ADDRESS)))
    shown = priya.page.locator(".mp-sheet__words").inner_text()
    assert " ".join(shown.split()) == " ".join(SIGNED.split())
    priya.picture("marketing-manager-send")
    priya.press(f"Send these words to {JOURNALIST}")
    priya.sees("The answer is on its way.")

    letter = story.behind.post.wait_for(ADDRESS, SUBJECT)
    assert words_of(letter).rstrip("\n") == SIGNED
    assert story.reference in str(letter["Subject"])
    assert str(letter["Reply-To"]) == marketing.email
    dispatch = Dispatch.objects.get(kind="reply")
    assert str(letter["Message-ID"]) == f"<{dispatch.pk}@testserver>"
    until(lambda: Dispatch.objects.filter(pk=dispatch.pk, state="sent").exists(), lambda: "It is not noted as sent.")
    assert len(story.behind.post.to(ADDRESS)) == 1
    priya.visit(story.enquiry)
    priya.picture("marketing-manager-enquiry", tall=1100)


def everybody_sees_what_happened(story: Story) -> None:
    priya, jo = story.people["marketing"], story.people["carer"]
    desk, lead = "Priya Anand, Marketing Manager", "Daniel Marsh-Cole, Director"
    told = priya.timeline
    for row in (
        ("Approach logged", "Jo Pettifer, Staff", "ME-1"),
        ("Passed to the Home Manager", "Jo Pettifer, Staff", "ME-1b"),
        ("Passed on", "Moira Teasdale, Home Manager", "ME-1c"),
        ("Taken up", desk, "ME-2"),
        ("Advice asked for", desk, "ME-2"),
        ("Advice written down", "Owen Castell, Data Protection Lead", "ME-2"),
        ("Advice written down", desk, "ME-2"),
        ("All advice is in", "mediapolicy", "ME-2"),
        ("Statement started", desk, "MS-1"),
        ("Words changed", desk, "MS-2"),
        ("Sign-off asked for", desk, "MS-2"),
        ("Changes asked for", lead, "MS-2"),
        ("Signed off", lead, "MS-2"),
        ("Answer sent", desk, "CRM-3b"),
    ):
        assert row in told, f"{row} is not in {told}"
    jo.visit("/")
    jo.press("What I logged")
    jo.sees(ASKED, "Answered")
    jo.picture("care-staff-what-i-logged")
    jo.visit(story.enquiry, expects=404)


def the_auditor_reads_it(story: Story, auditor: User) -> None:
    ruth = story.meet(auditor)
    ruth.does_not_see("Log an approach")
    ruth.press("History")
    ruth.picture("auditor-history")
    ruth.visit(f"/history/?words={story.reference}")
    ruth.sees("Approach logged", "Passed on", "Answer sent")
    ruth.press(story.reference)
    ruth.sees("Everything that happened to it and who opened it, newest first.", "Jo Pettifer", "Daniel Marsh-Cole")
    ruth.picture("auditor-one-enquiry")
    ruth.visit(story.enquiry)
    assert ruth.page.locator("form[method=post][data-keep]").count() == 0


def the_administrator_changes_a_time(story: Story, administrator: User) -> None:
    tomasz = story.meet(administrator)
    tomasz.press("Settings")
    tomasz.picture("administrator-settings")
    tomasz.fill("Not urgent: the Home Manager has", "45")
    tomasz.press("Save the settings")
    tomasz.sees("The settings are saved.", re.compile("Tomasz Wren set this"))
    tomasz.press("People")
    tomasz.picture("administrator-people")
    tomasz.press("History")
    tomasz.sees(re.compile("the Home Manager has"), "45")
    tomasz.picture("administrator-history")
