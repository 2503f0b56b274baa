"""By keyboard alone: an approach is logged, a statement is signed, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from approvals.models import Approval
from approvals.states import ApprovalState
from enquiries.models import Enquiry
from mediapolicy.people.models import Home, User
from tests import builders
from tests.journeys.conftest import Meet
from tests.journeys.person import DESK

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_approach_is_logged_by_keyboard_alone(meet: Meet, carer: User, manager: User) -> None:
    jo = meet(carer, size=DESK)
    jo.visit("/enquiries/log/")
    jo.hit("Tab")
    assert jo.focused == "Skip to the main part"
    expect(jo.page.get_by_text("Skip to the main part")).to_be_in_viewport()
    jo.hit("Enter")
    assert jo.page.evaluate("() => document.activeElement.id") == "content"

    jo.tab_to("Pass to the Home Manager")
    jo.expected = {422}
    jo.hit_and_go("Enter")
    jo.expected = set()
    assert "There is a problem" in jo.focused, "the list of problems gets the keyboard"
    jo.tab_to("Write down what they asked, in a few words", most=4)
    jo.hit("Enter")
    assert jo.focused.startswith("What did they ask?"), "a problem leads to its question"
    jo.page.keyboard.type("Rang to ask about visiting hours")

    jo.page.keyboard.press("Shift+Tab")
    assert jo.focused.startswith("How did they reach you?")
    jo.hit("Space")
    jo.tab_to("Who was it?")
    jo.page.keyboard.type("Callum Dray")
    jo.tab_to("Did you say “no comment”?")
    jo.hit("Space")
    jo.tab_to("Pass to the Home Manager")
    jo.hit_and_go("Enter")
    jo.sees("You have done your part")
    logged = Enquiry.objects.get()
    assert (logged.enquirer, logged.said_no_comment, logged.held_by) == ("Callum Dray", True, manager)


def test_a_statement_is_signed_by_keyboard_alone(
    meet: Meet, carer: User, manager: User, marketing: User, director: User, home: Home
) -> None:
    approval = builders.sent_for_sign_off(builders.an_approach(by=carer, home=home), by=marketing)
    daniel = meet(director, size=DESK)
    daniel.tab_to("Sign off: Our reply")
    daniel.hit_and_go("Enter")
    daniel.tab_to("Ask for changes")
    daniel.hit_and_go("Space" if daniel.page.locator("a[role=button]:focus").count() else "Enter")
    daniel.tab_to("Back to the words")
    daniel.hit_and_go("Enter")
    daniel.tab_to("Sign off")
    daniel.hit_and_go("Enter")
    daniel.sees("Signed off. They have been told.")
    assert Approval.objects.get(pk=approval.pk).state == ApprovalState.SIGNED


def test_menus_open_and_close_by_keyboard(meet: Meet, carer: User, manager: User) -> None:
    jo = meet(carer)
    jo.tab_to("Menu")
    jo.hit("Enter")
    sheet = jo.page.locator(".mp-menu__sheet")
    expect(sheet).to_be_visible()
    jo.look()
    jo.hit("Escape")
    expect(sheet).to_be_hidden()
    assert jo.focused == "Menu", "the keyboard is where it was"
