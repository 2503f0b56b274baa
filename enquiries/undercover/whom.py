"""Who may be told of a worry, and who must never be: the person it is about, and their line (IR-5b)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.roles import Role

ORDER = (Role.HOME_MANAGER.code, Role.MARKETING_MANAGER.code, Role.DIRECTOR.code)


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who may be told, and as what."""

    person: User
    as_role: str
    home: Home | None


def people_who_may_be_told(by: User, about: User | None = None) -> list[Whom]:
    """The Home Manager of a home where the reporter works, the Marketing Manager, the Directors: by name, one is enough.

    Never the reporter, the person it is about, or that person's line.
    """
    mine = Q(role=ORDER[0], home__in=homes_of(by))
    held = Appointment.objects.held().filter(mine | Q(role__in=ORDER[1:]), person__is_active=True)
    held = held.exclude(person__in=[by.pk, *left_out(about)]).select_related("person", "home")
    found: dict[uuid.UUID, Whom] = {}
    for one in sorted(held, key=lambda one: (ORDER.index(one.role), one.person.name, str(one.pk))):
        found.setdefault(one.person_id, Whom(one.person, one.role_label, one.home))
    return list(found.values())


def is_among(person: User, choices: Iterable[Whom]) -> bool:
    """Whether this person is one of them."""
    return any(one.person.pk == person.pk for one in choices)


def is_one_of_the_three(person: User) -> bool:
    """Whether this person is a line manager, the Marketing Manager or a Director now."""
    return person.is_active and Appointment.objects.held().filter(person=person, role__in=ORDER).exists()


def homes_of(person: User) -> Any:
    """The homes at which somebody holds a role."""
    return Appointment.objects.held().filter(person=person, home__isnull=False).values("home")


def left_out(about: User | None) -> set[uuid.UUID]:
    """The person it is about and their line: whoever manages a home where they work."""
    if about is None:
        return set()
    line = Appointment.objects.held().filter(role=Role.HOME_MANAGER.code, home__in=homes_of(about))
    return {about.pk, *line.values_list("person", flat=True)}


def colleagues_of(by: User) -> QuerySet[User]:
    """Whom the reporter may name: those who work at the same homes, or anybody for somebody who works for all.

    Not those who handle reports: they would see what is said about them.
    """
    handle = User.objects.who_may("handle_matter").order_by().values("pk")
    others = User.objects.active().exclude(pk=by.pk).exclude(pk__in=handle).order_by("name")
    theirs = Appointment.objects.held().filter(person=OuterRef("pk"))
    if Appointment.objects.held().filter(person=by, home__isnull=True).exists():
        return others.filter(Exists(theirs))
    return others.filter(Exists(theirs.filter(home__in=homes_of(by))))
