"""The private address of one's calendar: whose it is, what stands in it, and what never does."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from icalendar import Calendar

from consent.people.models import Person
from enquiries.access.models import AccessRequest, CalendarFeed
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-2")]
SignedIn = Callable[[User], Client]


def address_of(browser: Client) -> str:
    """Make one; the page shows it this once."""
    page = browser.post("/visits/calendar/address/", {"form_key": str(uuid.uuid4())})
    found = re.search(r"/visits/calendar/[\w-]+\.ics", page.content.decode())
    assert found is not None
    return found.group()


def events(answer: bytes) -> list[tuple[str, str]]:
    """The summary and the place of each visit."""
    read = Calendar.from_ical(answer)
    return [(str(one["summary"]), str(one["location"])) for one in read.walk("VEVENT")]


def test_it_holds_a_reference_a_home_and_a_time_and_nobodys_name(
    approved: AccessRequest, joan: Person, manager: User, signed_in: SignedIn
) -> None:
    url = address_of(signed_in(manager))
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert events(answer.content) == [(f"Media visit {approved.reference}", "Brindle Court")]
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == approved.starts_at.replace(microsecond=0)  # type: ignore[union-attr]
    plain = answer.content.decode().replace("\r\n ", "")
    for word in ("Joan", "Ashby", "fair", "Tamsin", "Sam Ebdon", "Pettifer"):
        assert word not in plain
    assert approved.get_absolute_url() in plain


def test_it_is_not_sent_again_while_nothing_has_changed(
    approved: AccessRequest, home: Home, carer: User, manager: User, signed_in: SignedIn
) -> None:
    url = address_of(signed_in(manager))
    first = Client().get(url)
    again = Client().get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    AccessRequest.objects.filter(pk=approved.pk).update(state="done")
    assert Client().get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_address_is_kept_as_a_hash_and_shown_once(manager: User, signed_in: SignedIn) -> None:
    browser = signed_in(manager)
    url = address_of(browser)
    token = url.rpartition("/")[2].removesuffix(".ics")
    kept = CalendarFeed.objects.get()
    assert token not in (kept.token_hash, str(kept))
    assert token not in browser.get("/visits/calendar/address/").content.decode()


def test_a_new_address_ends_the_one_before_and_so_does_stopping_it(manager: User, signed_in: SignedIn) -> None:
    browser = signed_in(manager)
    old = address_of(browser)
    new = address_of(browser)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    assert browser.post("/visits/calendar/address/end/", {"form_key": str(uuid.uuid4())}).status_code == 302
    assert Client().get(new).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_it_ends_with_the_work_and_shows_only_ones_own_homes(
    approved: AccessRequest, founder: User, manager: User, other_manager: User, carer: User, signed_in: SignedIn
) -> None:
    mine, others = address_of(signed_in(carer)), address_of(signed_in(other_manager))
    assert len(events(Client().get(mine).content)) == 1  # the carer goes with them
    assert events(Client().get(others).content) == []
    people.leave(carer, by=founder)
    assert Client().get(mine).status_code == 404


@pytest.mark.clause("CC-1a")
@pytest.mark.parametrize("who", ["manager", "director", "coo"])
def test_nothing_of_a_matter_stands_in_it(
    approved: AccessRequest,
    home: Home,
    carer: User,
    who: str,
    request: pytest.FixtureRequest,
    signed_in: SignedIn,
) -> None:
    """Also not for the COO: a calendar may lie on other people's servers."""
    url = address_of(signed_in(request.getfixturevalue(who)))
    AccessRequest.objects.filter(pk=approved.pk).update(is_locked=True)
    hidden = Client().get(url)
    AccessRequest.objects.filter(pk=approved.pk).update(is_locked=False, state="called off")
    without = Client().get(url)
    assert (hidden.content, hidden["ETag"]) == (without.content, without["ETag"])


def test_nothing_in_it_changes_with_steps_that_only_few_may_know_of(
    approved: AccessRequest, manager: User, signed_in: SignedIn
) -> None:
    """To come under a matter and back leaves a higher version behind: no number of it stands in the calendar."""
    url = address_of(signed_in(manager))
    before = Client().get(url)
    AccessRequest.objects.filter(pk=approved.pk).update(version=approved.version + 2)
    assert Client().get(url)["ETag"] == before["ETag"]


def test_an_address_that_nobody_was_given_opens_nothing(manager: User) -> None:
    for token in ("x", "a" * 43, "..%2f"):
        assert Client().get(f"/visits/calendar/{token}.ics").status_code == 404
