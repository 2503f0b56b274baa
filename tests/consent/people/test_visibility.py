"""Who may know of whom: every address against every person, and nothing that tells of an ongoing matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.consent.builders_people import UNLIMITED, a_person, an_answer

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]

EVERYBODY = (
    *("carer", "manager", "other_manager", "marketing", "director", "coo"),
    *("data_protection", "safeguarding", "auditor", "administrator", "stranger"),
)
AT_THE_HOME = {"carer", "manager"}
EVERYWHERE = {"marketing", "director", "coo", "data_protection", "safeguarding", "auditor"}
KEEPERS = {"carer", "manager", "data_protection"}
COUNTS = {"manager", *EVERYWHERE}
# About Ivy, who lives at the home of the carer and the manager: address -> who gets it, who of them is refused.
ABOUT_IVY: dict[str, tuple[set[str], set[str]]] = {
    "": (AT_THE_HOME | EVERYWHERE, set()),
    "step/change/": (AT_THE_HOME | EVERYWHERE, EVERYWHERE - KEEPERS),
    "step/move/": (AT_THE_HOME | EVERYWHERE, EVERYWHERE - KEEPERS),
    "step/leave/": (AT_THE_HOME | EVERYWHERE, EVERYWHERE - KEEPERS),
    "step/died/": (AT_THE_HOME | EVERYWHERE, EVERYWHERE - KEEPERS),
    "stops/objection/": (AT_THE_HOME | EVERYWHERE, {"auditor"}),
    "stops/doubt/": (AT_THE_HOME | EVERYWHERE, {"marketing", "director", "coo", "auditor"}),
    "stops/restriction/": (AT_THE_HOME | EVERYWHERE, {"carer", "marketing", "director", "coo", "auditor"}),
    "stops/matter/": ({"coo"}, set()),
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    return {who: request.getfixturevalue(who) for who in EVERYBODY}


@pytest.fixture
def ivy(cast: dict[str, User], home: Home) -> Person:
    ivy = a_person("Ivy Quillhaven", by=cast["manager"], home=home)
    an_answer(ivy, by=cast["manager"], **UNLIMITED)
    return ivy


def wanted(who: str, sees: set[str], refused: set[str]) -> int:
    return 404 if who not in sees else 403 if who in refused else 200


@pytest.mark.clause("CRM-1")
@pytest.mark.parametrize("address", sorted(ABOUT_IVY))
def test_each_address_about_a_person_is_for_whom_it_is(
    signed_in: SignedIn, cast: dict[str, User], ivy: Person, address: str
) -> None:
    sees, refused = ABOUT_IVY[address]
    url = f"/consent/people/{ivy.pk}/{address}"
    found = {who: signed_in(person).get(url).status_code for who, person in cast.items()}
    assert found == {who: wanted(who, sees, refused) for who in cast}
    assert Client().get(url).status_code == 302


def test_each_page_about_nobody_is_for_whom_it_is(
    signed_in: SignedIn, cast: dict[str, User], home: Home, other_home: Home
) -> None:
    rules: dict[str, set[str]] = {
        "people/": {*AT_THE_HOME, "other_manager", *EVERYWHERE},
        "people/add/": {*KEEPERS, "other_manager"},
        "people/colleagues/": {*KEEPERS, "other_manager"},
        "people/import/": {*KEEPERS, "other_manager"},
        "people/import/template.csv": {*KEEPERS, "other_manager"},
        "recorded/": {"manager", "other_manager", *EVERYWHERE},
        "recorded/export.csv": {"manager", "other_manager", *EVERYWHERE},
        f"recorded/{home.pk}/": COUNTS,
        f"recorded/{home.pk}/still-to-ask.csv": COUNTS,
        f"recorded/{other_home.pk}/": {"other_manager", *EVERYWHERE},
    }
    for address, sees in rules.items():
        found = {who: signed_in(person).get(f"/consent/{address}").status_code for who, person in cast.items()}
        assert found == {who: 200 if who in sees else 404 for who in cast}, address


@pytest.mark.parametrize("who", ["other_manager", "stranger", "administrator"])
def test_nothing_anywhere_names_somebody_of_another_home(
    signed_in: SignedIn, cast: dict[str, User], ivy: Person, home: Home, other_home: Home, who: str
) -> None:
    client = signed_in(cast[who])
    for url in (
        "/consent/people/?words=quillhaven",
        f"/consent/people/?words={ivy.reference}",
        f"/consent/people/?home={home.pk}",
        "/consent/people/?answer=website",
        "/consent/recorded/",
        f"/consent/recorded/{other_home.pk}/",
        "/consent/recorded/export.csv",
        f"/consent/recorded/{home.pk}/still-to-ask.csv",
        f"/history/person/{ivy.pk}/" if who != "administrator" else "/consent/people/",
    ):
        answer = client.get(url)
        said = b"".join(answer).decode()  # type: ignore[call-overload]
        assert "Ivy" not in said, url
        assert "1 of 1" not in said


def test_a_locked_person_is_there_for_the_coo_alone(signed_in: SignedIn, cast: dict[str, User], ivy: Person) -> None:
    Person.objects.filter(pk=ivy.pk).update(is_locked=True)
    found = {who: signed_in(person).get(ivy.get_absolute_url()).status_code for who, person in cast.items()}
    assert found == {who: 200 if who == "coo" else 404 for who in cast}
    for who in ("manager", "marketing"):
        client = signed_in(cast[who])
        assert "Quillhaven" not in client.get("/consent/people/?words=quillhaven").content.decode().replace(
            "words=quillhaven", ""
        )
        assert "of 1" not in client.get("/consent/recorded/").content.decode()


@pytest.mark.parametrize(
    "kind", [StopKind.RESTRICTION, StopKind.CAPACITY_DOUBT, StopKind.OBJECTION, StopKind.UNDUE_INFLUENCE]
)
def test_whoever_publishes_cannot_tell_one_stop_from_another(
    signed_in: SignedIn, cast: dict[str, User], ivy: Person, kind: StopKind
) -> None:
    """They see that they may not, and never why."""
    which = {"restriction": "court_order"} if kind is StopKind.RESTRICTION else {}
    stops.place(
        kind, ivy, "Secret.", by=cast["safeguarding" if kind is not StopKind.CAPACITY_DOUBT else "carer"], **which
    )
    for who in ("marketing", "director"):
        said = signed_in(cast[who]).get(ivy.get_absolute_url()).content.decode()
        assert said.count("Don’t show") == 8
        for hidden in ("Secret", "Not agreed", "doubt", "court", "object", "press them"):
            assert hidden not in said, hidden


CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?')


def answers(
    signed_in: SignedIn, people: dict[str, User], urls: list[str], queries: Callable[[], Asked]
) -> dict[Any, Any]:
    """Status, words and number of statements of every answer to every person."""
    found = {}
    for who, person in people.items():
        client = signed_in(person)
        for url in urls:
            with queries() as asked:
                answer = client.get(url)
            words = CHANGES.sub("·", b"".join(answer).decode())  # type: ignore[call-overload]
            found[who, url] = (answer.status_code, words, len(asked.statements))
    return found


@pytest.mark.clause("CC-2")
def test_cc_2_a_matter_changes_no_answer_to_anybody_but_the_coo(
    signed_in: SignedIn, cast: dict[str, User], ivy: Person, home: Home, founder: User, queries: Callable[[], Asked]
) -> None:
    uncleared = {who: person for who, person in cast.items() if who != "coo"}
    urls = [
        ivy.get_absolute_url(),
        *("/consent/people/", "/consent/people/?answer=website", "/consent/people/?words=ivy", "/consent/recorded/"),
        *(f"/consent/recorded/{home.pk}/", "/consent/recorded/export.csv", f"/history/person/{ivy.pk}/"),
        *("/history/?kind=stop", "/history/?kind=person", "/history/export.csv", "/notices/", "/history/?words=matter"),
        *("/history/", f"/history/?home={home.pk}"),
    ]
    answers(signed_in, uncleared, urls, queries)  # what a process asks only once is asked by now
    without = answers(signed_in, uncleared, urls, queries)
    before = transaction.savepoint()
    stop = stops.place(StopKind.MATTER, ivy, "Part of the inquest.", by=cast["coo"])
    urls_of_it = [f"/consent/stops/{stop.pk}/lift/", f"/history/stop/{stop.pk}/"]
    assert {one[0] for one in answers(signed_in, uncleared, urls_of_it, queries).values()} == {404}
    with_it = answers(signed_in, uncleared, urls, queries)
    assert not Notice.objects.filter(record_id=stop.pk).exists()
    assert [where for where in without if without[where] != with_it[where]] == []
    told = signed_in(cast["coo"]).get(ivy.get_absolute_url()).content.decode()
    assert "Part of the inquest." in told
    assert "The COO decides" in told
    transaction.savepoint_rollback(before)
    assert not Stop.objects.exists()
