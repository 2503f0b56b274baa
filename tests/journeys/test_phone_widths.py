"""On the smallest phone, and with letters twice as large, nothing scrolls sideways and nothing is in the way."""

from __future__ import annotations

import pytest

from enquiries.models import Enquiry
from enquiries.undercover import actions as worries
from mediapolicy.people.models import Home, User
from tests import builders
from tests.journeys.conftest import Meet
from tests.journeys.person import DESK

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SMALLEST = (320, 640)
LARGE_LETTERS = "document.documentElement.style.fontSize = '200%'"
EVERYONE = ("/", "/enquiries/log/", "/enquiries/mine/", "/notices/?show=all", "/notices/choices/", "/me/", "/policy/")
WORRY = ("/worries/", "/worries/new/", "/worries/new/agency/", "{worry}", "{worry}saw/")
OFFICE = {
    "carer": (*EVERYONE, "/enquiries/mine/{enquiry}/", *WORRY),
    "marketing": ("/enquiries/?tab=open", "/enquiries/{enquiry}/", "/enquiries/{enquiry}/hand-over/", "/statements/")
    + ("/statements/{statement}/", "/statements/{statement}/words/", "/contacts/", "/enquiries/{enquiry}/add-a-note/"),
    "director": ("/sign-offs/", "{approval}"),
    "administrator": ("/people/", "/people/add/", "/people/import/", "/settings/", "/settings/on-call/", "/homes/")
    + ("/settings/bank-holidays/", "/settings/policy/", "/settings/words/", "/history/"),
}


@pytest.fixture
def addresses(site: str, carer: User, manager: User, marketing: User, director: User, home: Home) -> dict[str, str]:
    """An enquiry far enough on that every page has something to show, with words that are hard to break."""
    enquiry = builders.an_approach(
        by=carer,
        home=home,
        question="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch has one too: why not Brindle Court?",
        enquirer="Featherstonehaugh-Cholmondeley-Marjoribanks, Alexandrina",
        chosen_address="alexandrina.featherstonehaugh-cholmondeley-marjoribanks@wexcombe-courier.example",
    )
    approval = builders.sent_for_sign_off(enquiry, by=marketing)
    enquiry = Enquiry.objects.get(pk=enquiry.pk)
    return {
        "enquiry": str(enquiry.pk),
        "statement": str(enquiry.statement_id),
        "approval": approval.get_absolute_url(),
        "worry": worries.send(cover="agency", told=manager, by=carer).get_absolute_url(),
    }


@pytest.mark.parametrize("who", OFFICE)
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    who: str, meet: Meet, addresses: dict[str, str], request: pytest.FixtureRequest
) -> None:
    person = meet(request.getfixturevalue(who), size=SMALLEST)
    for page in OFFICE[who]:
        person.visit(page.format(**addresses), opens="details")


@pytest.mark.parametrize("who", ["carer", "director", "marketing"])
def test_letters_may_be_twice_as_large(
    who: str, meet: Meet, addresses: dict[str, str], request: pytest.FixtureRequest
) -> None:
    person = meet(request.getfixturevalue(who), size=DESK, signs_in=False)
    person.looks_for_barriers = False  # the others have looked at these pages
    person.page.context.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {LARGE_LETTERS}; }})")
    person.sign_in()
    for page in OFFICE[who]:
        person.visit(page.format(**addresses))
