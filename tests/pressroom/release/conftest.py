"""A release, somebody who agreed to be in it, and a picture of her."""

from __future__ import annotations

from consent.people.models import Person
from consent.pictures.models import Asset
from mediapolicy.people.models import Home, User
from pressroom.release.models import PressRelease
from tests.pressroom.release import made
from tests.stage import kept


@kept
def joan(home: Home, carer: User, manager: User) -> Person:
    return made.somebody_who_agreed(home=home, by=carer, manager=manager)


@kept
def photo(joan: Person, carer: User, manager: User) -> Asset:
    return made.a_picture(joan, by=carer, released_by=manager)


@kept
def release(home: Home, marketing: User) -> PressRelease:
    return made.a_draft(by=marketing, home=home)
