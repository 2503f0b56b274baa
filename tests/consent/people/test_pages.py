"""The pages of people who may be shown, as each person walks through them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consent.people.models import Person
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import UNLIMITED, a_person, an_answer

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def post(client: Client, url: str, status: int = 302, **given: object) -> Any:
    """Send a form with a fresh one-time key."""
    response = client.post(url, {"form_key": str(uuid.uuid4()), **given})
    assert response.status_code == status, (response.status_code, response.content.decode()[:3000])
    return response


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


@pytest.mark.clause("SM-26")
def test_a_carer_adds_a_resident_with_two_answers(signed_in: SignedIn, carer: User, home: Home) -> None:
    client = signed_in(carer)
    assert "Their name" in page(client, "/consent/people/add/")
    post(client, "/consent/people/add/", subject_type="resident", name="Ivy Marlowe", home=home.pk)
    ivy = Person.objects.get()
    assert (ivy.name, ivy.home, ivy.state, ivy.born_on) == ("Ivy Marlowe", home, "here", None)
    said = page(client, ivy.get_absolute_url())
    assert said.count("Not asked") == 8
    assert "What has happened" in said
    assert "Ivy Marlowe" in page(client, "/consent/people/")


def test_a_double_click_adds_one_person(signed_in: SignedIn, carer: User, home: Home) -> None:
    client, key = signed_in(carer), str(uuid.uuid4())
    given = {"form_key": key, "subject_type": "resident", "name": "Ivy Marlowe", "home": home.pk}
    first, second = (client.post("/consent/people/add/", given)["Location"] for _ in range(2))
    assert first == second
    assert Person.objects.count() == 1


def test_a_child_needs_a_birthday(signed_in: SignedIn, carer: User, home: Home) -> None:
    client = signed_in(carer)
    said = post(client, "/consent/people/add/", 422, subject_type="child", name="Tim Ash", home=home.pk)
    assert "it decides who has to agree" in said.content.decode()
    post(client, "/consent/people/add/", subject_type="child", name="Tim Ash", home=home.pk, born_on="3/5/2019")
    assert Person.objects.get().is_young


def test_nobody_is_added_to_another_home(signed_in: SignedIn, carer: User, other_home: Home) -> None:
    post(signed_in(carer), "/consent/people/add/", 422, subject_type="resident", name="Ivy", home=other_home.pk)
    assert not Person.objects.exists()


def test_every_step_has_its_page(signed_in: SignedIn, manager: User, home: Home, other_home: Home) -> None:
    client, ivy = signed_in(manager), a_person(by=manager, home=home)
    today = timezone.localdate().strftime("%d/%m/%Y")
    step = f"/consent/people/{ivy.pk}/step"
    for verb in ("change", "move", "leave", "died"):
        assert "Leave it as it is" in page(client, f"{step}/{verb}/")
    post(client, f"{step}/change/", subject_type="resident", name="Ivy Marlowe-Hall", known_as="Ive", read_version=1)
    post(client, f"{step}/leave/", left_on=today)
    assert "Former resident" in page(client, ivy.get_absolute_url())
    assert client.get(f"{step}/move/").status_code == 409
    post(client, f"{step}/come-back/")
    post(client, f"{step}/died/", died_on=today)
    assert "Resident who has died" in page(client, ivy.get_absolute_url())
    assert client.get(f"{step}/come-back/").status_code == 409
    assert client.get(f"{step}/no-such-verb/").status_code == 404


def test_a_move_takes_them_from_the_old_home_to_the_new(
    signed_in: SignedIn, manager: User, other_manager: User, home: Home, other_home: Home
) -> None:
    client, ivy = signed_in(manager), a_person(by=manager, home=home)
    moved = post(client, f"/consent/people/{ivy.pk}/step/move/", home=other_home.pk)
    assert moved["Location"] == "/consent/people/"
    assert client.get(ivy.get_absolute_url()).status_code == 404
    assert "Ivy Marlowe" in page(signed_in(other_manager), ivy.get_absolute_url())


def test_a_day_to_come_is_no_last_day(signed_in: SignedIn, manager: User, home: Home) -> None:
    ivy = a_person(by=manager, home=home)
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d/%m/%Y")
    for verb, name in (("leave", "left_on"), ("died", "died_on")):
        post(signed_in(manager), f"/consent/people/{ivy.pk}/step/{verb}/", 422, **{name: tomorrow})
    assert Person.objects.get().state == "here"


def test_an_old_page_of_the_details_is_refused(signed_in: SignedIn, carer: User, manager: User, home: Home) -> None:
    ivy = a_person(by=manager, home=home)
    url = f"/consent/people/{ivy.pk}/step/change/"
    given: dict[str, Any] = {"subject_type": "resident", "read_version": 1}
    post(signed_in(carer), url, name="Ivy Marlow", **given)
    post(signed_in(manager), url, 409, name="Ivy Marloe", **given)


def test_the_badges_say_what_was_agreed_and_the_conditions(
    signed_in: SignedIn, marketing: User, manager: User, home: Home
) -> None:
    ivy = a_person(by=manager, home=home)
    an_answer(ivy, by=manager, yes=("P06",), conditions="Never with her sister")
    said = page(signed_in(marketing), ivy.get_absolute_url())
    assert said.count("With conditions") == 1
    assert said.count("Don’t show") == 7
    assert "Never with her sister" in said
    assert "At most: seen or heard, no name" in said
    assert "Not agreed" not in said
    assert "Not agreed: on our social media" in page(signed_in(manager), ivy.get_absolute_url())


def test_an_unlimited_yes_may_show(signed_in: SignedIn, marketing: User, manager: User, home: Home) -> None:
    ivy = a_person(by=manager, home=home)
    an_answer(ivy, by=manager, yes=("P06", "P07", "P05"), **UNLIMITED)
    assert page(signed_in(marketing), ivy.get_absolute_url()).count("May show") == 6


def test_newspapers_are_those_that_were_named(signed_in: SignedIn, marketing: User, manager: User, home: Home) -> None:
    ivy = a_person(by=manager, home=home)
    an_answer(
        ivy, by=manager, yes=("P10",), third_parties=[{"name": "Wexcombe Courier", "role": "newspaper"}], **UNLIMITED
    )
    said = page(signed_in(marketing), ivy.get_absolute_url())
    assert "Only for Wexcombe Courier" in said


@pytest.mark.parametrize("who", ["marketing", "director", "coo"])
def test_whoever_sees_the_answer_alone_sees_nothing_else(
    signed_in: SignedIn, who: str, request: pytest.FixtureRequest, manager: User, home: Home
) -> None:
    ivy = a_person(by=manager, home=home, known_as="Ive", born_on=None)
    ivy_form = an_answer(ivy, by=manager, most_ident="I3")
    said = page(signed_in(request.getfixturevalue(who)), ivy.get_absolute_url())
    assert "Brindle Court" in said
    assert "Our website" in said
    for hidden in ("What has happened", "What has changed?", "Stop showing", "stands in the way", "They object"):
        assert hidden not in said, hidden
    for hidden in (ivy_form.reference, "Moira Teasdale", "Resident", "mp-timeline"):
        assert hidden not in said, hidden


def test_the_register_is_searched_and_narrowed(
    signed_in: SignedIn, marketing: User, manager: User, other_manager: User, home: Home, other_home: Home
) -> None:
    ivy = a_person("Ivy Marlowe", by=manager, home=home)
    a_person("Sam Ash", by=manager, home=home, kind="staff")
    bert = a_person("Bert Penhale", by=other_manager, home=other_home, known_as="Ivor")
    an_answer(ivy, by=manager)
    an_answer(bert, by=other_manager, state="refused")
    client = signed_in(marketing)
    expected = {
        "": {"Ivy Marlowe", "Sam Ash", "Bert Penhale"},
        "words=iv": {"Ivy Marlowe", "Bert Penhale"},
        f"words={ivy.reference.lower()}": {"Ivy Marlowe"},
        f"home={other_home.pk}": {"Bert Penhale"},
        "kind=staff": {"Sam Ash"},
        "answer=not_asked": {"Sam Ash"},
        "answer=recorded": {"Ivy Marlowe", "Bert Penhale"},
        "answer=website": {"Ivy Marlowe"},
        "answer=social": set(),
        "state=left": set(),
        "state=nonsense&kind=x&home=y&answer=z&after=%00&before=W10%3D": {"Ivy Marlowe", "Sam Ash", "Bert Penhale"},
    }
    for query, names in expected.items():
        said = page(client, f"/consent/people/?{query}")
        assert {name for name in ("Ivy Marlowe", "Sam Ash", "Bert Penhale") if name in said} == names, query


def test_a_filter_for_a_use_asks_the_gate_as_well(
    signed_in: SignedIn, marketing: User, carer: User, manager: User, home: Home
) -> None:
    from consent.stops import actions as stops
    from consent.stops.states import StopKind

    ivy = a_person(by=manager, home=home)
    an_answer(ivy, by=manager)
    stops.place(StopKind.OBJECTION, ivy, "Turned away.", by=carer)
    assert "Ivy Marlowe" not in page(signed_in(marketing), "/consent/people/?answer=website")


def test_the_register_goes_on_by_name_fifty_at_a_time(signed_in: SignedIn, manager: User, home: Home) -> None:
    for number in range(120):
        a_person(f"Person {number // 2:03}", by=manager, home=home)  # pairs of namesakes, also across a page's end
    client, url, seen = signed_in(manager), "/consent/people/", []
    for _ in range(3):
        response = client.get(url)
        listing = response.context["listing"]
        seen += [row.person.pk for row in listing.rows]
        last, url = url, f"/consent/people/{listing.page.older_url}"
    assert len(seen) == len(set(seen)) == 120
    back = client.get(f"/consent/people/{client.get(last).context['listing'].page.newer_url}").context["listing"]
    assert [row.person.pk for row in back.rows] == seen[50:100]


@pytest.mark.clause("CF-1")
def test_colleagues_are_put_on_the_list_from_their_accounts(
    signed_in: SignedIn, carer: User, manager: User, other_manager: User, home: Home
) -> None:
    client = signed_in(manager)
    said = page(client, "/consent/people/colleagues/")
    assert "Jo Pettifer" in said
    assert "Sunita Bell" not in said
    post(client, "/consent/people/colleagues/", chosen=[carer.pk, manager.pk])
    jo, moira = Person.objects.get(account=carer), Person.objects.get(account=manager)
    assert (jo.kind, jo.home, jo.line_manager, jo.email) == ("staff", home, manager, carer.email)
    assert moira.line_manager is None
    assert "Every colleague is on the list" in page(client, "/consent/people/colleagues/")
    post(client, "/consent/people/colleagues/", 422, chosen=[other_manager.pk])


def test_only_some_places_are_named(signed_in: SignedIn, marketing: User, manager: User, home: Home) -> None:
    ivy = a_person(by=manager, home=home)
    lines = [{"purpose": "P07", "yes": True, "channels": ["facebook", "instagram"]}]
    an_answer(ivy, by=manager, lines=lines, **UNLIMITED)
    said = page(signed_in(marketing), ivy.get_absolute_url())
    assert said.count("Only on: Facebook, Instagram") == 2
    assert said.count("With conditions") == 2


def test_a_form_that_ended_leaves_them_to_be_asked(
    signed_in: SignedIn, marketing: User, manager: User, home: Home
) -> None:
    ivy = a_person(by=manager, home=home)
    an_answer(ivy, by=manager, state="expired")
    client = signed_in(marketing)
    assert page(client, ivy.get_absolute_url()).count("Not asked") == 8
    assert "Ivy Marlowe" in page(client, "/consent/people/?answer=not_asked")
