"""Many people at once, from a table: read it, check every row, then add everybody or nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from mediapolicy.people import actions
from mediapolicy.people.joining import Newcomer, join_all
from mediapolicy.people.models import Home, User
from mediapolicy.people.states import HomeState
from mediapolicy.roles import Role
from mediapolicy.spreadsheets import MARK, columns_of, plain, read_table

SHOWN = 100
TEMPLATE = (
    f"{MARK}name,email,phone,role,home\r\n"
    "Alex Example,alex@example.org,01632 960001,Staff,Name of the home\r\n"
    "Sam Example,sam@example.org,,Director,\r\n"
)
HEADINGS = {
    "name": ("name", "fullname", "person"),
    "email": ("email", "emailaddress", "mail"),
    "phone": ("phone", "telephone", "mobile", "phonenumber", "tel"),
    "role": ("role", "jobrole"),
    "home": ("home", "carehome", "place"),
}
LONGEST = {"name": 120, "email": 254, "phone": 40, "role": 60, "home": 120}
RoleHere = tuple[Role | None, Home | None]


@dataclass(slots=True)
class ImportRow:
    """One line of the table: what it says, what it means, and what is wrong with it."""

    number: int
    given: dict[str, str]
    role: Role | None = None
    home: Home | None = None
    problems: list[str] = field(default_factory=list)


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, however Excel saved it. Raises Unreadable, in words."""
    table = read_table(content)
    return table.rows(columns_of(table.headings, HEADINGS, ("name", "email")))


def check(given: Sequence[Mapping[str, str]]) -> list[ImportRow]:
    """Every row with everything that is wrong with it, in three statements however many rows there are."""
    rows = [
        ImportRow(number, {name: str(row.get(name, "")) for name in HEADINGS}) for number, row in enumerate(given, 2)
    ]
    homes = {home.name.casefold(): home for home in Home.objects.all()}
    addresses = [row.given["email"].casefold() for row in rows]
    known = {email.casefold() for email in User.objects.values_list("email", flat=True)}
    repeated = {address for address, times in Counter(addresses).items() if times > 1}
    for row, address in zip(rows, addresses, strict=True):
        row.problems += _about_the_person(row.given)
        if address in known:
            row.problems.append("Somebody has this email address already")
        if address and address in repeated:
            row.problems.append("This email address is in the file more than once")
        _find_role(row, homes)
    return rows


def _about_the_person(given: Mapping[str, str]) -> list[str]:
    problems = [] if given["name"] else ["The name is missing"]
    try:
        validate_email(given["email"])
    except ValidationError:
        problems.append("This is not an email address" if given["email"] else "The email address is missing")
    problems += [f"The {name} is too long" for name, most in LONGEST.items() if len(given[name]) > most]
    return problems


def _find_role(row: ImportRow, homes: Mapping[str, Home]) -> None:
    role, home = row.given["role"], row.given["home"]
    row.role, row.home = _role_called(role), homes.get(home.casefold())
    if role and row.role is None:
        row.problems.append(f"There is no role “{role}”")
    if home and row.home is None:
        row.problems.append(f"There is no home “{home}”")
    if row.home is not None and row.home.state == HomeState.CLOSED:
        row.problems.append(f"{row.home} is closed")
    if row.role is not None and row.role.at_a_home and not home:
        row.problems.append(f"{row.role.label} is a role at one home: name the home")
    if row.role is not None and not row.role.at_a_home and home:
        row.problems.append(f"{row.role.label} is for the whole organisation: leave the home empty")
    if home and not role:
        row.problems.append("There is a home but no role: say what the person does there")


def _role_called(words: str) -> Role | None:
    said = plain(words)
    return next(
        (role for role in Role if said in (role.code.replace("_", ""), role.label.casefold().replace(" ", ""))), None
    )


def preview(rows: Sequence[ImportRow]) -> dict[str, Any]:
    """What the checking page shows: the rows to mend first, and how many there are of each."""
    wrong = [row for row in rows if row.problems]
    shown = (wrong or rows)[:SHOWN]
    return {"rows": shown, "total": len(rows), "wrong": len(wrong), "more": len(wrong or rows) - len(shown)}


def add_all(rows: Sequence[ImportRow], *, invite: bool, by: User) -> None:
    """Add everybody in the table with their roles, or, if one can't be added, nobody (CRM-1)."""
    told = [(row.given["name"], row.given["email"], row.given["phone"], row.role, row.home) for row in rows]
    join_all([Newcomer(*one) for one in told], invite=invite, by=by)


@transaction.atomic
def welcome_in(given: Mapping[str, Any], role: Role | None, home: Home | None, *, invite: bool, by: User) -> User:
    """Add one person with their first role, and owe them the link to choose a password (CRM-1)."""
    person = actions.join(name=given["name"], email=given["email"], phone=given["phone"], by=by)
    if role is not None:
        actions.appoint(person, role, home, by=by)
    if invite:
        actions.invite(person, by=by)
    return person
