"""A picture on a phone: added, counted, two people named with a tap, a third agreed about, released, then taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from consent.pictures.models import Asset
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.conftest import Appoint
from tests.consent import builders_pictures as builders
from tests.journeys.conftest import Meet
from tests.journeys.person import PHONE, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.clause("SM-26", "SM-27")]


def tap(person: Person, across: float, down: float) -> None:
    """Tap on the picture, at this part of its width and height."""
    frames = person.page.locator("svg[data-placing]")
    frames.scroll_into_view_if_needed()
    box = frames.bounding_box()
    assert box is not None
    frames.click(position={"x": box["width"] * across, "y": box["height"] * down})
    person.presses += 1
    expect(person.page.locator(".mp-frame--new")).to_have_count(1)


def name_by_typing(person: Person, letters: str, whole: str) -> None:
    """Type a few letters and take the person that is offered."""
    person.box("Name").press_sequentially(letters)
    person.page.get_by_role("option", name=re.compile(whole)).click()
    expect(person.box("Name")).to_have_value(re.compile("^PER-"))


def test_a_picture_of_three_from_the_phone_to_the_website(
    meet: Meet, carer: User, manager: User, appoint: Appoint, home: Home, tmp_path: Path
) -> None:
    elsie = builders.a_person("Elsie Thorne", home=home, by=carer)
    arthur = builders.a_person("Arthur Penhale", home=home, by=carer)
    consent = builders.agreed(elsie, by=carer, signed_by=manager)
    builders.agreed(arthur, by=carer, signed_by=manager, purposes=["P06"], most_ident="I1")
    second = appoint("Kit Marlow", Role.STAFF, home)
    picture = tmp_path / "garden.jpg"
    picture.write_bytes(builders.as_file(builders.scene(3)))

    jo = meet(carer)
    jo.visit("/consent/pictures/")
    jo.press("Add pictures")
    jo.page.get_by_label("Pictures, films or recordings").set_input_files(picture)
    jo.fill("What do they show?", "Planting the sunflowers")
    jo.fill("Event", "Garden party")
    jo.press("Add them")
    jo.sees("Added. Next: say how many people can be seen.")
    jo.press("Say how many people can be seen")
    jo.fill("How many people can be seen or heard?", "3")
    jo.press("Save how many people can be seen")
    jo.sees("3 people are still to be named")

    for letters, whole, across in (("els", "Elsie Thorne", 0.3), ("pen", "Arthur Penhale", 0.7)):
        jo.press("Say who somebody is")
        tap(jo, across, 0.4)
        name_by_typing(jo, letters, whole)
        jo.press("Save who this is")
    asset = Asset.objects.get()
    assert [one.where["x"] for one in asset.appearances.all()] == [22, 62]
    jo.press("Say who somebody is")
    tap(jo, 0.5, 0.2)
    jo.choose("Nobody can tell who it is", "Who is it?")
    jo.press("Save who this is")
    jo.sees("A second person has to agree")

    kit = meet(second, size=PHONE)
    kit.visit(asset.get_absolute_url())
    kit.press(re.compile("Look, and agree"))
    kit.press("I agree: nobody can tell who this is")
    kit.sees("You agree. Saved.")

    jo.visit(asset.get_absolute_url())
    jo.press("Describe it, and say whose work it is")
    jo.fill("Describe it for people who can’t see it", "Three people plant sunflowers.")
    jo.choose("Ours: made by somebody who works here", "Whose work is it?")
    jo.press("Save")

    moira = meet(manager)
    moira.visit(asset.get_absolute_url())
    moira.press("Say that it is complete")
    moira.press("It is complete")
    moira.sees("May be used on our website.")
    moira.pick("Facebook", "For which use?")
    moira.press("Show the answers")
    moira.sees(
        "Don’t show. Not agreed: on our social media", "Not to be used on our social media (Facebook). Ask the home."
    )

    builders.withdrawn(consent, by=carer)
    jo.visit(asset.get_absolute_url())
    jo.sees("Not to be used on our website. Ask the home.")
    jo.visit("/consent/pictures/", opens="details")
    jo.sees("Don’t use")
