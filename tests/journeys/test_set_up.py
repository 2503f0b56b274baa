"""An empty product: the set-up key, the first administrator, a home, two people from a table, an invitation."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload

from mediapolicy.people.first_run import set_up_key
from mediapolicy.people.models import User
from tests.journeys.behind import Behind, words_of
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FIRST, FIRST_ADDRESS, FIRST_PASSWORD = "Ada Lomond", "ada.lomond@larkfield.example", "heron teapot gravel"
CARER, CARER_PASSWORD = "jo.pettifer@larkfield.example", "walnut ferry almanac"
TABLE = (
    "Name,Email,Telephone,Role,Home\n"
    "Moira Teasdale,moira.teasdale@larkfield.example,01632 960112,Home Manager,Brindle Court\n"
    "Jo Pettifer,jo.pettifer@larkfield.example,,{role},Brindle Court\n"
)


def test_from_an_empty_product_to_the_first_carer_who_signs_in(meet: Meet, behind: Behind) -> None:
    ada = meet(None)
    ada.name = FIRST
    ada.visit("/")
    assert ada.heading == "Set up your organisation"
    ada.picture("administrator-set-up", tall=1000)
    ada.fill("Set-up key", "WRONG-KEY")
    ada.press_wrongly("Set up the organisation")
    ada.sees("This is not the set-up key of this installation.")
    ada.fill("Set-up key", set_up_key().lower().replace("-", " "))
    ada.fill("Name of your organisation", "Larkfield Care")
    ada.fill("Your name", FIRST)
    ada.fill("Your email address", FIRST_ADDRESS)
    ada.page.get_by_label("Choose a password", exact=True).fill(FIRST_PASSWORD)
    ada.press("Set up the organisation")
    ada.sees("Everything is ready.")
    signs_in(ada, FIRST_ADDRESS, FIRST_PASSWORD)
    ada.visit("/first-run/", expects=404)

    ada.visit("/people/")
    ada.press("See the homes")
    ada.press("Add a home")
    ada.fill("Name of the home", "Brindle Court")
    ada.fill("Town", "Wexcombe")
    ada.press("Add this home")
    ada.sees("Brindle Court is added. Appoint its Home Manager next.")
    add_two_people(ada)
    the_carer_chooses_a_password(meet, behind)


def signs_in(person: Person, address: str, password: str) -> None:
    """With an address and a password, as in any real installation."""
    person.fill("Email address", address)
    person.page.get_by_label("Password", exact=True).fill(password)
    person.press("Sign in")
    person.sees("My work")


def add_two_people(ada: Person) -> None:
    """From a table: first with a slip in it, which is shown before anybody is added."""
    ada.press("People")
    ada.press("Add many")
    choose_file(ada, TABLE.format(role="Carer"))
    ada.press("Check this file")
    ada.sees("1 of 2 rows needs mending", "There is no role “Carer”.")
    choose_file(ada, TABLE.format(role="Staff"))
    ada.press("Check this file")
    ada.sees("2 people to add", "Nobody has been added yet.", "Moira Teasdale", "Staff at Brindle Court")
    ada.picture("administrator-import")
    assert User.objects.active().count() == 1
    ada.press("Add 2 people")
    ada.sees("2 added. Invitations are on their way.", "Jo Pettifer", "Home Manager at Brindle Court")


def choose_file(person: Person, table: str) -> None:
    content = FilePayload(name="people.csv", mimeType="text/csv", buffer=table.encode())
    person.page.locator("input[type=file]").set_input_files(files=content)


def the_carer_chooses_a_password(meet: Meet, behind: Behind) -> None:
    """By the link of the email, which works once."""
    letter = behind.post.wait_for(CARER, "Choose your password for mediapolicy")
    link = re.search(r"http\S+/welcome/\S+", words_of(letter))
    assert link is not None
    path = urlsplit(link[0]).path
    jo = meet(None, size=PHONE)
    jo.name = "Jo Pettifer"
    jo.visit(path)
    jo.page.get_by_label("Choose a password", exact=True).fill("password")
    jo.press_wrongly("Save my password")
    jo.page.get_by_label("Choose a password", exact=True).fill(CARER_PASSWORD)
    jo.press("Save my password")
    jo.sees("Your password is saved. Sign in with it now.")
    signs_in(jo, CARER, CARER_PASSWORD)
    jo.sees("Nothing needs you today.")
    jo.visit(path, expects=410)
