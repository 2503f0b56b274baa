"""What was typed is never lost and never counted twice: no connection, a reload, an impatient finger, Back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from enquiries.models import Enquiry
from mediapolicy.people.models import User
from tests.journeys.conftest import Meet
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ASKED = "Asks whether the lift has been mended"
BUTTON = "Pass to the Home Manager"
THE_FORM = "() => Object.fromEntries(new FormData(document.querySelector('form[data-keep]')))"
A_BREATH = 1_100  # milliseconds: a press within a second of the last one is taken for a double click


@pytest.fixture
def jo(meet: Meet, carer: User, manager: User) -> Person:
    """A carer who has just written down what a reporter asked."""
    jo = meet(carer)
    jo.visit("/enquiries/log/")
    jo.choose("Phone", "How did they reach you?")
    jo.fill("What did they ask?", ASKED)
    return jo


def kept(jo: Person) -> str:
    return jo.box("What did they ask?").input_value()


def test_without_a_connection_the_words_stay_and_are_sent_once_later(jo: Person) -> None:
    jo.page.context.set_offline(True)
    jo.button(BUTTON).click()
    jo.sees("No connection.", "Nothing is lost: your words are kept on this screen.")
    jo.look()
    jo.picture("care-staff-no-connection", at=".mp-offline")
    jo.page.wait_for_timeout(A_BREATH)
    jo.button(BUTTON).click()
    jo.sees("No connection.")
    jo.page.wait_for_timeout(A_BREATH)
    assert jo.page.locator(".mp-offline").count() == 1
    assert kept(jo) == ASKED
    assert Enquiry.objects.count() == 0

    jo.page.context.set_offline(False)
    jo.press(BUTTON)
    jo.sees("You have done your part", ASKED)
    assert Enquiry.objects.count() == 1
    jo.visit("/enquiries/log/")
    assert kept(jo) == "", "what has arrived is not offered again"


def test_a_reload_keeps_the_words(jo: Person) -> None:
    jo.page.wait_for_function("() => Object.keys(sessionStorage).some((key) => key.startsWith('mp-kept:'))")
    jo.page.reload()
    jo.look()
    jo.sees("We kept the words you typed here before.")
    assert kept(jo) == ASKED
    assert jo.page.get_by_role("radio", name="Phone").first.is_checked()
    jo.button("Start again").click()
    assert kept(jo) == ""


def test_the_words_are_not_kept_for_the_next_person(jo: Person, meet: Meet) -> None:
    jo.page.wait_for_function("() => Object.keys(sessionStorage).some((key) => key.startsWith('mp-kept:'))")
    jo.page.locator("summary", has_text="Menu").click()
    jo.page.wait_for_timeout(A_BREATH)
    jo.press("Sign out")
    assert jo.page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('mp-kept:'))") == []


def test_an_impatient_finger_passes_it_on_once(jo: Person) -> None:
    with jo.page.expect_navigation(wait_until="load"):
        jo.button(BUTTON).dblclick()
    expect(jo.page.get_by_text("You have done your part")).to_be_visible()
    assert Enquiry.objects.count() == 1


def test_back_and_again_does_not_pass_it_on_twice(jo: Person) -> None:
    jo.press(BUTTON)
    receipt = jo.where
    jo.page.go_back(wait_until="load")
    jo.look()
    if kept(jo) == "":  # a fresh page: there is nothing to send again
        jo.press_wrongly(BUTTON)
    else:
        jo.press(BUTTON)
        assert jo.where == receipt
    assert Enquiry.objects.count() == 1


def test_the_same_page_sent_again_from_another_tab_counts_once(jo: Person) -> None:
    """A browser that asks “send again?” repeats the very same form: it is answered with the first receipt."""
    request: dict[str, str | float | bool] = jo.page.evaluate(THE_FORM)
    jo.press(BUTTON)
    receipt = jo.where
    again = jo.page.context.request.post(
        f"{jo.site}/enquiries/log/", form=request, headers={"Referer": f"{jo.site}/enquiries/log/"}
    )
    assert again.ok
    assert again.url.removeprefix(jo.site) in (receipt, Enquiry.objects.get().get_absolute_url())
    assert Enquiry.objects.count() == 1
