"""The people and homes of the benchmark, made by the product's own actions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from bench.words import TOWNS
from mediapolicy.people import actions as people
from mediapolicy.people.first_run import set_up
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.roles import Role

AT = "bench.example"
MARKETING, MANAGER, CARER, AUDITOR = (f"{who}.1@{AT}" for who in ("marketing", "manager", "carer", "auditor"))


@dataclass
class Cast:
    """Keys of homes, and of those who work at each (in the same order) or for the organisation."""

    homes: list[uuid.UUID] = field(default_factory=list)
    managers: list[uuid.UUID] = field(default_factory=list)
    carers: list[uuid.UUID] = field(default_factory=list)
    marketing: list[uuid.UUID] = field(default_factory=list)
    directors: list[uuid.UUID] = field(default_factory=list)


def make_cast(homes: int) -> Cast:
    """One care group: each home with its manager and a carer; twelve Marketing Managers, four Directors, and the rest."""
    founder = set_up(
        {
            "organisation": "Larkfield Care",
            "email": f"founder@{AT}",
            "name": "Ada Lomond",
            "password": uuid.uuid4().hex,
            "number": "V1",
            "effective_on": date(2026, 1, 1),
            "approved_by": "The board",
            "approved_on": date(2025, 12, 1),
            "next_review_on": date(2027, 1, 1),
        }
    )
    forget_standing(founder)
    cast = Cast()
    for number in range(1, homes + 1):
        home = people.open_home(name=f"Home {number:02}", town=TOWNS[number % len(TOWNS)], nation="ENG", by=founder)
        cast.homes.append(home.pk)
        cast.managers.append(_appointed(f"manager.{number}", Role.HOME_MANAGER, home, by=founder))
        cast.carers.append(_appointed(f"carer.{number}", Role.STAFF, home, by=founder))
    cast.marketing = [_appointed(f"marketing.{n}", Role.MARKETING_MANAGER, None, by=founder) for n in range(1, 13)]
    cast.directors = [_appointed(f"director.{n}", Role.DIRECTOR, None, by=founder) for n in (1, 2, 3, 4)]
    _appointed("coo.1", Role.COO, None, by=founder)
    _appointed("auditor.1", Role.AUDITOR, None, by=founder)
    return cast


def _appointed(local: str, role: Role, home: Home | None, *, by: User) -> uuid.UUID:
    person = people.join(email=f"{local}@{AT}", name=local.replace(".", " ").title(), by=by)
    people.appoint(person, role, home, by=by)
    return person.pk
