"""A press list out of a table: read it, check every row, then add everybody or nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mediapolicy.spreadsheets import MARK, columns_of, read_table
from pressroom.lists.actions import NOT_AGAIN
from pressroom.lists.models import Subscriber, key_of, tidy
from pressroom.lists.states import SubscriberState

SHOWN = 100
TEMPLATE = (
    f"{MARK}name,email,outlet\r\n"
    "Alex Example,alex@courier.example,The Courier\r\n"
    "News desk,news@radio.example,Town Radio\r\n"
)
HEADINGS = {
    "name": ("name", "fullname", "contact", "journalist"),
    "address": ("email", "emailaddress", "mail", "address"),
    "outlet": ("outlet", "paper", "newspaper", "publication", "organisation", "station"),
}
LONGEST = {"name": 120, "address": 254, "outlet": 120}
CALLED = {"name": "name", "address": "email address", "outlet": "outlet"}


@dataclass(slots=True)
class Row:
    """One line of the table: what it says, whether we know the address, and what is wrong with it."""

    number: int
    given: dict[str, str]
    is_known: bool = False
    problems: list[str] = field(default_factory=list)


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, however a spreadsheet saved it. Raises Unreadable, in words."""
    table = read_table(content)
    return table.rows(columns_of(table.headings, HEADINGS, ("name", "address")))


def check(given: Sequence[Mapping[str, str]]) -> list[Row]:
    """Every row with everything that is wrong with it, in one statement however many rows there are."""
    rows = [Row(number, {name: str(row.get(name, "")) for name in HEADINGS}) for number, row in enumerate(given, 2)]
    times = Counter(tidy(row.given["address"]) for row in rows)
    states = {one.address_key: one.state for one in Subscriber.objects.at(list(times))}
    for row in rows:
        address = tidy(row.given["address"])
        row.problems += _about(row.given)
        if address and times[address] > 1:
            row.problems.append("This email address is in the file more than once")
        state = states.get(key_of(address))
        row.is_known = state == SubscriberState.WELCOME
        if state is not None and not row.is_known:
            row.problems.append(NOT_AGAIN[SubscriberState(state)].partition(".")[0])
    return rows


def _about(given: Mapping[str, str]) -> list[str]:
    problems = [] if given["name"] else ["The name is missing"]
    try:
        validate_email(given["address"])
    except ValidationError:
        problems.append("This is not an email address" if given["address"] else "The email address is missing")
    return problems + [f"The {CALLED[name]} is too long" for name, most in LONGEST.items() if len(given[name]) > most]


def preview(rows: Sequence[Row]) -> dict[str, Any]:
    """What the checking page shows: the rows to mend first, and how many there are of each."""
    wrong = [row for row in rows if row.problems]
    shown = (wrong or rows)[:SHOWN]
    return {
        "rows": shown,
        "total": len(rows),
        "wrong": len(wrong),
        "known": sum(row.is_known for row in rows),
        "more": len(wrong or rows) - len(shown),
    }
