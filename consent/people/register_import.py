"""Many people at once, from a table: read it, check every row, then put everybody on the list or nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from consent.people import actions
from consent.people.forms import OLDEST
from consent.people.listing import homes_for
from consent.people.models import Person
from consent.people.states import BeingState
from consent.vocabulary import SubjectType
from mediapolicy.people.models import Home, User
from mediapolicy.people.states import HomeState
from mediapolicy.spreadsheets import MARK, Table, Unreadable, columns_of, plain, read_table

SHOWN = 100
TEMPLATE = (
    f"{MARK}name,called,kind,home,date of birth,email,phone,organisation\r\n"
    "Ivy Example,Ivy,Resident,Name of the home,,,,\r\n"
    "Sam Example,,Member of staff,Name of the home,,sam@example.org,01632 960001,\r\n"
)
HEADINGS = {
    "name": ("name", "fullname", "person"),
    "known_as": ("called", "knownas", "preferredname", "likestobecalled"),
    "kind": ("kind", "type", "who", "whotheyare"),
    "home": ("home", "carehome", "place"),
    "born_on": ("dateofbirth", "born", "bornon", "dob", "birthday"),
    "email": ("email", "emailaddress", "mail"),
    "phone": ("phone", "telephone", "mobile", "phonenumber", "tel"),
    "organisation": ("organisation", "organization", "company"),
}
LONGEST = {"name": 120, "known_as": 60, "email": 254, "phone": 40, "organisation": 120}
CALLED = {"known_as": "name they like to be called", "phone": "telephone number", "email": "email address"}
# What a heading may not hold: this list says nothing of health, and of nobody whether they can decide.
HEALTH = (
    *("health", "diagnos", "dementia", "alzheimer", "medic", "illness", "disabilit", "disorder", "condition"),
    *("capacity", "mentalcap", "mca", "dols", "lps", "nhs", "allerg", "cognit", "frail", "careneed", "lacks"),
)
SHORT = frozenset({"mca", "dols", "lps", "nhs"})  # whole headings or the beginning of one, not any three letters
WAYS_TO_WRITE_A_DAY = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y")


@dataclass(slots=True)
class ImportRow:
    """One line of the table: what it says, what it means, and what is wrong with it."""

    number: int
    given: dict[str, str]
    kind: SubjectType | None = None
    home: Home | None = None
    born_on: date | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, Any, Any]:
        """By which two rows, or a row and a page, are about the same person."""
        return (self.given["name"].casefold(), self.home and self.home.pk, self.kind)


def read(content: bytes) -> dict[str, Any]:
    """The rows of a CSV file and the headings left out. Raises Unreadable, in words; a column on health is refused."""
    table = read_table(content)
    _nothing_about_health(table)
    columns = columns_of(table.headings, HEADINGS, ("name", "kind"))
    left_out = [head.strip() for at, head in enumerate(table.headings) if head.strip() and at not in columns.values()]
    return {"rows": table.rows(columns), "left_out": left_out[:10]}


def _nothing_about_health(table: Table) -> None:
    for heading in table.headings:
        said = plain(heading)
        if any(said.startswith(word) if word in SHORT else word in said for word in HEALTH):
            raise Unreadable(
                f"Take out the column “{heading.strip()[:40]}”. This list says nothing about anybody’s health or "
                "capacity. Whether somebody can decide is looked at one decision at a time, on their own page."
            )


def check(given: Sequence[Mapping[str, str]], *, by: User) -> list[ImportRow]:
    """Every row with everything that is wrong with it, in few statements however many rows there are."""
    rows = [
        ImportRow(number, {name: str(row.get(name, "")) for name in HEADINGS}) for number, row in enumerate(given, 2)
    ]
    homes = list(homes_for(by, "keep_person"))
    by_name = {home.name.casefold(): home for home in homes}
    for row in rows:
        row.problems += _about_the_person(row)
        _find_home(row, by_name, homes)
    repeated = {key for key, times in Counter(row.key for row in rows).items() if times > 1}
    known = _known(homes, by)
    for row in rows:
        if row.home and row.key in known:
            row.problems.append("Somebody of this name is on the list of this home already")
        if row.home and row.key in repeated:
            row.problems.append("This person is in the file more than once")
    return rows


def _known(homes: Sequence[Home], by: User) -> set[tuple[str, Any, Any]]:
    """Whoever is on the list already, as far as this person may know: a table of names is no way to ask for others."""
    found = Person.objects.visible_to(by).filter(home__in=homes).exclude(state=BeingState.DIED)
    return {(name.casefold(), home, kind) for name, home, kind in found.values_list("name", "home_id", "subject_type")}


def _about_the_person(row: ImportRow) -> list[str]:
    given = row.given
    problems = [] if given["name"] else ["The name is missing"]
    row.kind = _kind_called(given["kind"])
    if row.kind is None:
        problems.append(f"We don’t know the kind “{given['kind']}”" if given["kind"] else "Say who they are")
    problems += _about_birth(row)
    if given["email"]:
        try:
            validate_email(given["email"])
        except ValidationError:
            problems.append("This is not an email address")
    problems += [
        f"The {CALLED.get(name, name)} is too long" for name, most in LONGEST.items() if len(given[name]) > most
    ]
    return problems


def _about_birth(row: ImportRow) -> list[str]:
    given = row.given["born_on"]
    row.born_on = _day(given)
    if given and row.born_on is None:
        return [f"“{given}” is not a day we can read: write it as 24/11/1931"]
    if row.born_on and not timezone.localdate().year - OLDEST <= row.born_on.year <= timezone.localdate().year:
        return ["The date of birth can’t be right"]
    if row.born_on and row.born_on > timezone.localdate():
        return ["The date of birth is still to come"]
    if row.kind is SubjectType.CHILD and row.born_on is None:
        return ["Enter the child’s date of birth: it decides who has to agree"]
    return []


def _day(words: str) -> date | None:
    for way in WAYS_TO_WRITE_A_DAY:
        try:
            return datetime.strptime(words, way).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    return None


OTHER_WORDS = {"staff": SubjectType.STAFF, "employee": SubjectType.STAFF, "relative": SubjectType.FAMILY}
OTHER_WORDS |= {"family": SubjectType.FAMILY, "child": SubjectType.CHILD, "contractor": SubjectType.SUPPLIER}


KIND_CALLED = {plain(word): kind for kind in SubjectType for word in (kind.value, str(kind.label))} | OTHER_WORDS


def _kind_called(words: str) -> SubjectType | None:
    return KIND_CALLED.get(plain(words))


def _find_home(row: ImportRow, by_name: Mapping[str, Home], homes: Sequence[Home]) -> None:
    said = row.given["home"]
    row.home = by_name.get(said.casefold()) if said else homes[0] if len(homes) == 1 else None
    if row.home is None:
        row.problems.append(f"There is no home “{said}” whose list you keep" if said else "Name the home")
    elif row.home.state == HomeState.CLOSED:
        row.problems.append(f"{row.home} is closed")


def preview(rows: Sequence[ImportRow]) -> dict[str, Any]:
    """What the checking page shows: the rows to mend first, and how many there are of each."""
    wrong = [row for row in rows if row.problems]
    shown = (wrong or rows)[:SHOWN]
    return {"rows": shown, "total": len(rows), "wrong": len(wrong), "more": len(wrong or rows) - len(shown)}


def add_all(rows: Sequence[ImportRow], *, by: User) -> None:
    """Put everybody in the table on the list, or, if one can't be, nobody (SM-26)."""
    actions.add_all([_person(row) for row in rows], by=by)


def _person(row: ImportRow) -> Person:
    kept = {name: row.given[name] for name in ("name", "known_as", "email", "phone", "organisation")}
    return Person(
        subject_type=row.kind or "",
        home=row.home,
        born_on=row.born_on,
        **actions.grown_since(row.born_on),
        **kept,
    )
