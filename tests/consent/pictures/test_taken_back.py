"""Somebody changes their mind, by the product's own way, and tries to find their picture again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from consent.people.models import Person
from consent.pictures import actions
from consent.pictures.arriving import kept_copy
from consent.pictures.models import Asset, Forbidden
from consent.pictures.showing import use_for
from consent.pictures.using import stands_in_the_way
from consent.takedown.models import MadeBy
from consent.takedown.withdrawing import withdraw, withdraw_by_slip
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests.consent import builders_pictures as make

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]


@pytest.fixture
def elsie(home: Home, carer: User, manager: User) -> Person:
    person = make.a_person("Elsie Marrable", home=home, by=carer)
    make.agreed(person, by=carer, signed_by=manager)
    return person


@pytest.fixture
def photo(home: Home, elsie: Person, carer: User, manager: User) -> Asset:
    return make.complete(make.a_photo(home=home, by=carer), [elsie], by=carer, released_by=manager)


def again(home: Home, by: User) -> Asset:
    content = make.as_file(make.scene(1), quality=60)
    return actions.add(home=home, called="Another name", kept=kept_copy(make.upload(content)), by=by)


@pytest.mark.parametrize("one_only", [True, False])
def test_w_4_it_leaves_the_library_at_once_and_cannot_be_added_again(
    photo: Asset, elsie: Person, home: Home, carer: User, one_only: bool
) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, asset=photo if one_only else None, by=carer)
    photo.refresh_from_db()
    assert (photo.state, Forbidden.objects.count()) == ("quarantined", 1)
    assert stands_in_the_way(photo, use_for("P07 facebook"))
    with pytest.raises(Missing, match="somebody in it changed their mind"):
        again(home, carer)


def test_w_4_the_slip_does_the_same(photo: Asset, elsie: Person) -> None:
    withdraw_by_slip(elsie.consents.get().urn)
    photo.refresh_from_db()
    assert photo.state == "quarantined"


def test_w_4_a_single_picture_that_was_taken_back_stays_away_whatever_else_they_agree_to(
    photo: Asset, elsie: Person, carer: User, manager: User
) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, asset=photo, by=carer)
    assert elsie.consents.get().authorises
    with pytest.raises(Missing, match="It stays away"):
        actions.bring_back(Asset.objects.get(pk=photo.pk), by=manager)
    assert Forbidden.objects.exists()


def test_some_of_it_taken_back_leaves_the_picture_for_the_rest(photo: Asset, elsie: Person, carer: User) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, purposes=["P07"], by=carer)
    photo.refresh_from_db()
    assert photo.state == "ready"
    assert stands_in_the_way(photo, use_for("P07 facebook"))


def test_a_picture_in_which_somebody_else_still_agrees_stays_and_is_not_used_as_it_is(
    home: Home, elsie: Person, carer: User, manager: User
) -> None:
    joan = make.a_person("Joan Ashby", home=home, by=carer)
    make.agreed(joan, by=carer, signed_by=manager)
    both = make.complete(make.a_photo(home=home, by=carer), [elsie, joan], by=carer, released_by=manager)
    withdraw(elsie, made_by=MadeBy.SELF, by=carer)
    both.refresh_from_db()
    assert both.state == "ready"
    assert any("Elsie" in words for words in stands_in_the_way(both, use_for("P06 website")))


def test_what_was_put_away_before_cannot_be_added_again_either(
    photo: Asset, elsie: Person, home: Home, carer: User
) -> None:
    actions.put_away(photo, "Blurred", by=carer)
    withdraw(elsie, made_by=MadeBy.SELF, by=carer)
    with pytest.raises(Missing):
        again(home, carer)


def test_what_a_relative_says_puts_nothing_away(photo: Asset, elsie: Person, carer: User) -> None:
    withdraw(elsie, made_by=MadeBy.SOMEBODY_ELSE, by=carer)
    photo.refresh_from_db()
    assert photo.state == "ready"


def test_the_file_of_what_was_put_away_is_for_those_alone_who_could_bring_it_back(
    photo: Asset, elsie: Person, carer: User, manager: User, marketing: User, director: User, signed_in: Any
) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, by=carer)
    where = photo.get_absolute_url()
    for person, status in ((carer, 404), (director, 404), (manager, 200), (marketing, 200)):
        browser: Client = signed_in(person)
        found = [browser.get(f"{where}{size}/").status_code for size in ("file", "small")]
        assert found == [status, status], person
        page = browser.get(where)
        assert page.status_code == 200
        assert (f"{where}file/" in page.content.decode()) == (status == 200), person
        assert f"{where}small/" not in browser.get("/consent/pictures/?tab=away").content.decode()
