"""Colleagues who sign in here and are not yet on the list of people who may be shown (CF-1)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from consent.people.listing import homes_for
from consent.people.models import Person
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.people.states import HomeState
from mediapolicy.roles import Role

MOST = 200


def not_on_the_list(by: User) -> Any:
    """Who works at a home whose list this person keeps, without a page of their own."""
    held = Appointment.objects.held().filter(person=OuterRef("pk"), home__in=_homes(by))
    listed = Person.objects.filter(account=OuterRef("pk"))
    return User.objects.active().filter(Exists(held), ~Exists(listed)).order_by("name", "pk")


def with_home_and_manager(colleagues: Iterable[User], by: User) -> list[tuple[User, Home, User | None]]:
    """Each with the home where they work, and the Home Manager as their line manager where there is exactly one."""
    chosen = list(colleagues)
    held = (
        Appointment.objects.held().filter(home__in=_homes(by)).select_related("home", "person").order_by("created_at")
    )
    homes: dict[uuid.UUID, Home] = {}
    managers: dict[uuid.UUID, set[User]] = {}
    for one in held:
        if one.home is None:
            continue
        homes.setdefault(one.person_id, one.home)
        if one.role == Role.HOME_MANAGER.code:
            managers.setdefault(one.home.pk, set()).add(one.person)
    return [(one, homes[one.pk], _only_other(managers.get(homes[one.pk].pk, set()), one)) for one in chosen]


def _only_other(managers: set[User], colleague: User) -> User | None:
    return next(iter(managers)) if len(managers) == 1 and colleague not in managers else None


def _homes(by: User) -> Any:
    return homes_for(by, "keep_person").filter(state=HomeState.OPEN)
