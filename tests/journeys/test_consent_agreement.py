"""A resident and a carer go through the form on a tablet; an attorney signs from afar, on a phone."""

from __future__ import annotations

import re

import pytest
from django.core import signing

from consent.agreement import actions, links
from consent.agreement.models import MediaConsent
from consent.agreement.signature import ConsentLink
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TABLET = (820, 1180)
# Five minutes at a resident's pace: ten seconds to hear a question and answer it, and a few to turn a page.
MOST_PRESSES, MOST_PAGES, SECONDS_A_PRESS = 60, 14, 5


@pytest.mark.clause("CC-3")
@pytest.mark.clause("CF-1")
def test_a_resident_goes_through_the_form_on_a_tablet(
    meet: Meet, home: Home, carer: User, manager: User, policy_in_force: None
) -> None:
    joan = builders.somebody(home=home, by=carer)
    jo = meet(carer, size=TABLET)
    jo.visit(f"/consent/people/{joan.pk}/ask/")
    jo.sees("Joan decides.", "Nobody else can, not even with a power of attorney.")
    jo.pick("They moved in", "Why do you ask now?")
    jo.press("Begin")
    jo.picture("consent-questions", PHONE)
    pages = the_pages(jo)
    jo.sees("Is this right?")
    jo.does_not_see("Before it can be signed")
    jo.press("Go on to sign or make your mark")
    jo.sees("You can change your mind any day.")
    draws(jo)
    jo.picture("consent-signature", PHONE, at="form")
    jo.press("Keep the signature")
    jo.sees("Signed. The Home Manager has been told.")
    assert (jo.presses <= MOST_PRESSES, pages <= MOST_PAGES) == (True, True), (jo.presses, pages)
    assert jo.presses * SECONDS_A_PRESS <= 5 * 60
    consent = MediaConsent.objects.get()
    assert consent.signature.method == "on_screen"
    assert consent.signature.drawing.count("L") > 5
    assert consent.purposes == {"P01", "P03", "P06", "P07"}
    the_papers_and_the_sign_off(jo, meet, manager, consent)


def the_pages(jo: Person) -> int:
    """Page after page; how many there were."""
    chooses(
        jo, {"May we take photos of you?": "Yes", "May we film you?": "No", "May we share what you tell us?": "Yes"}
    )
    chooses(jo, {"On the wall and in our album?": "Yes", "To your own family?": "Yes"})
    chooses(jo, {"On our website?": "Yes", "On Facebook and Instagram?": "Yes", "In our newsletter?": "No"})
    chooses(jo, {"On YouTube and TikTok?": "No"})
    chooses(jo, {"In adverts we pay for?": "No", "In the local paper?": "No"})
    chooses(jo, {"Do you want your name on it?": "Just “Joan”"})
    jo.sees("A photo or story may show that I live in a care home.")
    chooses(jo, {"Is this all right?": "Yes"})
    chooses(jo, {"Do you want to see it first?": "Yes"})
    chooses(jo, {"And after your death?": "Stop using it"})
    chooses(jo, {"Is there anyone who must not learn where you live?": "No"})
    for label in ("Talked through", "Easy read with pictures"):
        jo.tick(label)
    for label in (
        "I told them that saying no, or changing their mind, changes nothing about their care, job or visits",
        "I told them that what is public can be copied and may never come back",
        "I told them that social media keep pictures outside the United Kingdom",
    ):
        jo.tick(label)
    jo.press("Go on and look at it all")
    return 13


def chooses(jo: Person, answers: dict[str, str]) -> None:
    """Answer what is asked on this page, and go on."""
    for question, answer in answers.items():
        jo.choose(answer, question)
    jo.press("Go on")


def draws(jo: Person) -> None:
    """Draw a signature with a finger."""
    sheet = jo.page.locator("canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    left, top, wide, high = box["x"], box["y"], box["width"], box["height"]
    mouse = jo.page.mouse
    mouse.move(left + wide * 0.1, top + high * 0.6)
    mouse.down()
    for step in range(1, 13):
        mouse.move(left + wide * (0.1 + step * 0.06), top + high * (0.2 if step % 2 else 0.8), steps=3)
    mouse.up()
    jo.presses += 1


def the_papers_and_the_sign_off(jo: Person, meet: Meet, manager: User, consent: MediaConsent) -> None:
    jo.press("They have their copy and the slip")
    jo.fill("Which privacy notice did they get?", "PN 3")
    jo.tick("They have their copy, and the slip for changing their mind")
    jo.press("They have their copy and the slip")
    moira = meet(manager)
    moira.press("Sign off the consent form: Joan Ashby")
    moira.press("Sign off this form")
    moira.sees("Exactly this is signed off")
    moira.picture("consent-sign-off")
    moira.press("Sign off this form")
    moira.sees("Signed off. It is in force from now on.", "In force")
    consent.refresh_from_db()
    assert consent.state == "active"


@pytest.mark.clause("CC-3")
@pytest.mark.clause("IR-6")
def test_an_attorney_signs_by_a_link_on_a_phone(
    meet: Meet, home: Home, carer: User, manager: User, policy_in_force: None
) -> None:
    joan = builders.somebody(home=home, by=carer)
    assessment = builders.an_assessment(joan, "lacks", by=manager)
    ruth = builders.an_attorney(joan)
    builders.in_their_interests(joan, ruth, assessment, by=manager)
    consent = builders.gone_through(joan, by=carer, decider=str(ruth.pk))
    actions.make_ready(consent, by=carer)
    jo = meet(carer, size=TABLET)
    jo.visit(f"/consent/forms/{consent.pk}/link/")
    jo.sees("ruth@ashby.example")
    jo.press("Send a link to sign")
    code = jo.page.locator(".mp-sign__code").inner_text()
    jo.picture("consent-link", PHONE)
    token = signing.loads(ConsentLink.objects.get().sealed_token, salt=links.TOKEN_SALT)

    phone = meet(None, size=PHONE)
    phone.visit(f"/consent/sign/{token}/")
    phone.does_not_see("Joan")
    phone.fill("The code of six figures", "000 000" if code != "000 000" else "111 111")
    phone.press_wrongly("Continue")
    phone.fill("The code of six figures", code)
    phone.press("Continue")
    phone.sees("May we show Joan?", "On our social media", "Facebook, Instagram")
    phone.picture("consent-link-opened")
    phone.fill("Your name", "Ruth Ashby")
    draws(phone)
    phone.tick("I have read it, and I agree to what stands above")
    phone.press_wrongly("I sign")
    phone.sees("This needs a witness: an adult who saw them agree.")
    for label, words in (
        ("Name of the witness", "Wendy Harker"),
        ("Who are they?", "Neighbour"),
        ("Their phone or email", "01632 960001"),
    ):
        phone.fill(label, words)
    phone.press("I sign")
    phone.sees("Thank you. Your answer is kept.")
    signature = MediaConsent.objects.get(pk=consent.pk).signature
    assert (signature.method, signature.signer_is, signature.witness) == ("remote", "attorney", "Wendy Harker")
    assert re.fullmatch(r"(?:[ML]\d+ \d+)+", signature.drawing)
    phone.visit(f"/consent/sign/{token}/")
    phone.fill("The code of six figures", code)
    phone.press("Continue", expects=410)
    phone.sees("This link has ended")
