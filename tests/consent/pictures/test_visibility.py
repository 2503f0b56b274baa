"""Who sees a picture, by every address that leads to it or to its file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from consent.people.models import Person
from consent.pictures import actions, naming
from consent.pictures.models import Asset
from mediapolicy.people.models import Home, User
from tests.consent import builders_pictures as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]
SEES = ("carer", "manager", "marketing", "director", "coo", "data_protection", "safeguarding", "auditor")
SEES_NOT = ("other_manager", "administrator", "stranger")
ADDRESSES = ("", "file/", "small/", "who/", "count/", "describe/", "release/", "put-away/", "bring-back/")


@pytest.fixture
def named(photo: Asset, elsie: Person, carer: User) -> Asset:
    naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    return photo


def statuses(client: Client, asset: Asset) -> dict[str, int]:
    face = asset.appearances.first()
    more = (f"people/{face.pk}/take-off/", f"people/{face.pk}/agree/") if face else ()
    return {one: client.get(asset.get_absolute_url() + one).status_code for one in (*ADDRESSES, *more)}


@pytest.mark.parametrize("who", SEES)
def test_these_see_it_and_its_file(named: Asset, who: str, signed_in: SignedIn, request: pytest.FixtureRequest) -> None:
    found = statuses(signed_in(request.getfixturevalue(who)), named)
    assert {found[one] for one in ("", "file/", "small/")} == {200}
    assert set(found.values()) <= {200, 403, 409, 422}


@pytest.mark.parametrize("who", SEES_NOT)
def test_for_these_it_does_not_exist(
    named: Asset, who: str, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert set(statuses(client, named).values()) == {404}
    assert "In the garden" not in client.get("/consent/pictures/").content.decode()


def test_nobody_comes_by_without_signing_in(named: Asset) -> None:
    for where, status in statuses(Client(), named).items():
        assert status == 302, where


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "auditor"])
def test_one_of_an_ongoing_matter_does_not_exist(
    named: Asset, who: str, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    Asset._base_manager.filter(pk=named.pk).update(is_locked=True)
    assert set(statuses(signed_in(request.getfixturevalue(who)), named).values()) == {404}


@pytest.mark.clause("CC-2")
def test_the_coo_sees_one_of_an_ongoing_matter(named: Asset, coo: User, signed_in: SignedIn) -> None:
    Asset._base_manager.filter(pk=named.pk).update(is_locked=True)
    assert signed_in(coo).get(named.get_absolute_url() + "file/").status_code == 200


def test_one_kept_from_the_home_is_not_for_the_home(
    named: Asset, manager: User, marketing: User, signed_in: SignedIn
) -> None:
    Asset._base_manager.filter(pk=named.pk).update(kept_from_home=True)
    assert signed_in(manager).get(named.get_absolute_url()).status_code == 404
    assert signed_in(marketing).get(named.get_absolute_url()).status_code == 200


def test_an_erased_one_is_gone_for_everybody(named: Asset, carer: User, coo: User, signed_in: SignedIn) -> None:
    actions.put_away(named, "Out of date", by=carer)
    actions.erase(named)
    for person in (carer, coo):
        assert set(statuses(signed_in(person), named).values()) == {404}


def test_a_file_is_handed_over_and_never_run_or_kept(named: Asset, carer: User, signed_in: SignedIn) -> None:
    for where in ("file/", "small/"):
        answer = signed_in(carer).get(named.get_absolute_url() + where)
        assert answer["Content-Disposition"] == f'attachment; filename="{named.reference}.jpg"'
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert b"".join(answer).startswith(b"\xff\xd8\xff")  # type: ignore[arg-type]


def test_where_it_is_stored_is_no_address(named: Asset, carer: User, signed_in: SignedIn) -> None:
    for where in (f"/{named.stored.name}", f"/media/{named.stored.name}", f"/files/{named.stored.name}"):
        assert signed_in(carer).get(where).status_code == 404


def test_somebody_of_another_home_stays_without_a_name_and_counts(
    photo: Asset, other_home: Home, other_manager: User, marketing: User, carer: User, signed_in: SignedIn
) -> None:
    guest = builders.a_person("Vera Stone", home=other_home, by=other_manager)
    naming.name_somebody(photo, marked="named", person=guest, by=marketing)
    words = signed_in(carer).get(photo.get_absolute_url()).content.decode()
    assert "Vera" not in words
    assert str(guest.pk) not in words
    assert "Somebody of another home" in words
    assert "Don’t show" in words
    assert signed_in(carer).get("/consent/pictures/people/?q=vera").json() == []
    assert "In the garden" not in signed_in(carer).get("/consent/pictures/?tab=waiting&words=vera").content.decode()
    assert "Vera Stone" in signed_in(marketing).get(photo.get_absolute_url()).content.decode()


@pytest.mark.clause("CC-3")
def test_no_page_of_pictures_tells_why_somebody_is_not_shown(
    photo: Asset, elsie: Person, carer: User, marketing: User, signed_in: SignedIn
) -> None:
    from consent.stops import actions as stops
    from consent.stops.states import StopKind

    naming.name_somebody(photo, marked="named", person=elsie, by=carer)
    stops.place(StopKind.CAPACITY_DOUBT, elsie, "CANARY: forgot what a newspaper is.", by=carer)
    for where in (photo.get_absolute_url(), "/consent/pictures/?tab=waiting"):
        words = signed_in(marketing).get(where).content.decode().lower()
        for telling in ("canary", "capacity", "doubt", "assess"):
            assert telling not in words
