"""Nobody learns that the police asked: with a request and without one, every answer is the same, byte for byte (CC-1a)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from consent.people.models import Person
from enquiries.police import agreeing
from mediapolicy.people.models import Home, User
from tests.access.test_noninterference import Answer, answer_of
from tests.conftest import Asked
from tests.enquiries.police import building

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1a"), pytest.mark.clause("PO-2")]
SignedIn = Callable[[User], Client]
UNCLEARED = ("carer", "other manager", "marketing", "director", "auditor", "administrator")
PAGES = (
    *("/", "/police/", "/police/?tab=finished", "/notices/", "/enquiries/", "/statements/", "/sign-offs/", "/history/"),
    *("/history/?verb=any-change&words=police", "/history/export.csv", "/consent/people/", "/matters/", "/contacts/"),
)


@pytest.mark.parametrize("concerns", ["crime", "safeguarding"])
def test_with_a_request_and_without_one_every_answer_is_the_same(
    everybody: dict[str, User],
    home: Home,
    resident: Person,
    signed_in: SignedIn,
    queries: Callable[[], Asked],
    concerns: str,
) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False):
        browsers = {who: signed_in(everybody[who]) for who in UNCLEARED}
        for browser in browsers.values():
            browser.get("/")  # what is found out once
        nothing = uuid.uuid4()
        without = answers(browsers, str(nothing), resident, queries)
        with transaction.atomic():
            request = building.logged(home=home, concerns=concerns, by=everybody["manager"])
            building.put(request, everybody)
            agreeing.work_again(request, note="Again.", by=everybody["manager"])
            with_one = answers(browsers, str(request.pk), resident, queries)
        differing = [key for key, answer in without.items() if answer != with_one[key]]
        # A Director is told by the COO, on purpose, that the police asked; that is one notice and nothing else.
        assert {key for key in differing if key[0] != "director"} == set()
        told = {url for who, url in differing if who == "director"}
        assert request.reference not in "".join(with_one["director", url][1] for url in told)


def answers(
    browsers: dict[str, Client], key: str, resident: Person, queries: Callable[[], Asked]
) -> dict[tuple[str, str], Answer]:
    """Every answer to every person, by a name for the page that is the same in both worlds."""
    found = {}
    for who, browser in browsers.items():
        for page in (*PAGES, resident.get_absolute_url()):
            found[who, page] = answer_of(browser, page, queries)
        for verb in ("", "note/", "give-at-once/"):
            found[who, f"request {verb}"] = answer_of(browser, f"/police/{key}/{verb}", queries)
    return found
