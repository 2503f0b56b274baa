"""The pages about people: for whom they exist, what they cost, what they bear."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mediapolicy.people import actions
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PAGES = ["/people/", "/people/add/", "/people/import/", "/people/import/template.csv", "/people/{pk}/"]
PAGES += ["/people/{pk}/change/", "/people/{pk}/leave/"]
STEPS = ["appoint", "invite", "leave", "change"]


@pytest.mark.clause("CRM-2")
@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "coo", "auditor", "stranger"])
def test_for_everyone_else_these_pages_do_not_exist(
    who: str, request: pytest.FixtureRequest, signed_in: SignedIn, other_manager: User
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for page in PAGES:
        assert client.get(page.format(pk=other_manager.pk)).status_code == 404, page
    for step in STEPS:
        assert client.post(f"/people/{other_manager.pk}/{step}/", {"role": "coo"}).status_code == 404
    assert client.post(f"/people/appointments/{other_manager.appointments.get().pk}/end/").status_code == 404
    assert other_manager.appointments.held().count() == 1


def test_an_administrator_opens_them_all(signed_in: SignedIn, administrator: User, carer: User) -> None:
    client = signed_in(administrator)
    for page in [*PAGES, "/me/", "/me/password/"]:
        assert client.get(page.format(pk=carer.pk)).status_code == 200, page
    assert client.get(f"/people/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/people/{User.objects.the_clock().pk}/").status_code == 404


def test_everybody_has_a_page_of_their_own(signed_in: SignedIn, manager: User, client: Client) -> None:
    page = signed_in(manager).get("/me/").content.decode()
    assert "Home Manager" in page
    assert "Brindle Court" in page
    assert signed_in(manager).get(f"/people/{manager.pk}/")["Location"] == "/me/"
    assert client.get("/me/").status_code == 302


def test_the_list_finds_by_name_home_and_role_and_shows_who_left(
    signed_in: SignedIn, administrator: User, carer: User, other_manager: User, home: Home, founder: User
) -> None:
    client = signed_in(administrator)

    def shows(query: str) -> tuple[bool, bool]:
        page = client.get(f"/people/?{query}").content.decode()
        return ("jo.pettifer@" in page, "sunita.bell@" in page)

    assert shows("") == (True, True)
    assert shows("words=PETTI") == (True, False)
    assert shows(f"home={home.pk}") == (True, False)
    assert shows("role=home_manager") == (False, True)
    actions.leave(carer, by=founder)
    assert shows("left=on") == (True, False)
    assert shows("") == (False, True)


def crowd(number: int, home: Home, by: User) -> None:
    for at in range(number):
        person = actions.join(email=f"p{uuid.uuid4().hex}@larkfield.example", name=f"Person {at}", by=by)
        actions.appoint(person, Role.STAFF, home, by=by)


def test_the_list_costs_at_most_eight_statements_however_many_are_in_it(
    signed_in: SignedIn, administrator: User, home: Home, founder: User, queries: Any
) -> None:
    client = signed_in(administrator)

    def cost() -> int:
        with queries() as asked:
            client.get("/people/")
        return sum(1 for one in asked.captured_queries if "SAVEPOINT" not in one["sql"])

    crowd(2, home, founder)
    few = cost()
    crowd(12, home, founder)
    assert cost() == few
    assert few <= 8


def test_a_persons_page_costs_the_same_however_much_was_done(
    signed_in: SignedIn, administrator: User, stranger: User, home: Home, founder: User, queries: Any
) -> None:
    client = signed_in(administrator)

    def cost() -> int:
        with queries() as asked:
            client.get(f"/people/{stranger.pk}/")
        return len(asked)

    actions.appoint(stranger, Role.DIRECTOR, by=founder)
    few = cost()
    for _ in range(4):
        actions.end_appointment(actions.appoint(stranger, Role.STAFF, home, by=founder), by=founder)
    assert cost() == few


def test_the_list_goes_on_to_the_next_page_and_misses_nobody(
    signed_in: SignedIn, administrator: User, home: Home, founder: User
) -> None:
    crowd(60, home, founder)
    client, url, seen = signed_in(administrator), "/people/?words=larkfield", 0
    while url:
        page = client.get(url)
        seen += len(page.context["people"])
        url = page.context["next_url"] and f"/people/{page.context['next_url']}"
    assert seen == User.objects.active().count()


@pytest.mark.parametrize("odd", ["%00", "%E2%80%AE", "x" * 3000, "..%2f..%2f", "'%22%3Cscript%3E"])
def test_odd_addresses_are_never_a_fault(signed_in: SignedIn, administrator: User, odd: str) -> None:
    client = signed_in(administrator)
    for name in ("words", "home", "role", "left", "after"):
        assert client.get(f"/people/?{name}={odd}").status_code == 200
    assert client.get(f"/people/?after={uuid.uuid4()}+{odd}").status_code == 200


@pytest.mark.parametrize("odd", ["\0Jo", "\u202eoJ\u2066", "J" * 100_000, "<b>Jo</b>"])
def test_odd_names_are_never_a_fault(signed_in: SignedIn, administrator: User, odd: str) -> None:
    client = signed_in(administrator)
    given = {"name": odd, "email": "odd@larkfield.example", "phone": odd, "role": odd, "home": odd}
    response = client.post("/people/add/", given)
    assert response.status_code in (302, 422)
    client.post("/people/add/", {"name": odd, "email": "odd@larkfield.example", "phone": ""})
    kept = User.objects.filter(email="odd@larkfield.example").values_list("name", flat=True).first() or ""
    assert not set(kept) & {"\0", "\u202e", "\u2066"}
    assert client.post("/people/add/", {"name": "x" * 5_000_000}).status_code < 500


def test_adding_somebody_twice_by_a_double_click_adds_them_once(
    signed_in: SignedIn, administrator: User, home: Home
) -> None:
    client = signed_in(administrator)
    given = {
        "name": "Kit Marlow",
        "email": "kit@larkfield.example",
        "role": "staff",
        "home": str(home.pk),
        "invite": "on",
    }
    given["form_key"] = str(uuid.uuid4())
    first = client.post("/people/add/", given)
    person = User.objects.get(email="kit@larkfield.example")
    assert first["Location"] == f"/people/{person.pk}/"
    assert client.post("/people/add/", given).status_code in (302, 422)
    assert (person.appointments.count(), person.invitations.count()) == (1, 1)
