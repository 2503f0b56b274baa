"""On paper: the form is printed, in easy read too, filled in by hand, and brought back as a photo of it."""

from __future__ import annotations

import re

import pytest

from consent.agreement import actions
from consent.agreement.models import MediaConsent
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders
from tests.consent.builders_pictures import as_file, scene
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TABLET = (820, 1180)


@pytest.mark.clause("CC-3")
@pytest.mark.clause("CF-1")
def test_a_form_signed_on_paper_is_brought_in_as_a_photo(
    meet: Meet, home: Home, carer: User, manager: User, policy_in_force: None
) -> None:
    joan = builders.somebody(home=home, by=carer)
    consent = builders.gone_through(joan, by=carer)
    actions.make_ready(consent, by=carer)
    jo = meet(carer, size=TABLET)
    jo.visit(consent.get_absolute_url())
    jo.press("Sign or make a mark")
    jo.choose("On paper: add the scan or photo", "How do they sign?")
    jo.press_wrongly("Keep the signature")
    jo.choose("On paper: add the scan or photo", "How do they sign?")
    photo = {"name": "form.jpg", "mimeType": "image/jpeg", "buffer": as_file(scene(5))}
    jo.page.get_by_label("Scan, photo or recording").set_input_files([photo])  # type: ignore[list-item]
    jo.picture("consent-paper", PHONE, at="form")
    jo.press("Keep the signature")
    jo.sees("Signed. The Home Manager has been told.")
    kept = MediaConsent.objects.get().signature
    assert (kept.method, kept.file_type) == ("paper", "image/jpeg")
    moira = meet(manager)
    moira.visit(consent.get_absolute_url())
    moira.sees("On paper, scanned")


@pytest.mark.clause("CF-1")
def test_forms_are_printed_in_easy_read(meet: Meet, home: Home, carer: User, policy_in_force: None, redis: str) -> None:
    joan = builders.somebody(home=home, by=carer)
    jo = meet(carer, size=TABLET)
    jo.visit(joan.get_absolute_url(), opens="details")
    jo.press(re.compile("^Print: blank consent form in easy read"))
    assert "easy read" in jo.heading.lower()
    jo.visit(f"{jo.where}page/")
    looks_like_easy_read(jo)


def looks_like_easy_read(jo: Person) -> None:
    jo.sees("We take photos and videos.", "You can change your mind any day.", "Sign or make your mark.")
    assert jo.page.locator("svg").count() > 20
