"""Lists by key, not by number: page one thousand costs what page one costs, and nothing is counted."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import DateTimeField, Q, QuerySet
from django.http import HttpRequest

PAGE = 50
MOST_COUNTED = 1000
LONGEST_KEY = 300
Key = tuple[datetime | str, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and where the next and the former begin."""

    rows: list[Any]
    older_url: str
    newer_url: str


Found = QuerySet[Any] | list[QuerySet[Any]]  # a list, or the parts of one, which have no row in common


def page_of(request: HttpRequest, found: Found, *, by: str, descending: bool = False, size: int = PAGE) -> Page:
    """The page that the address asks for, ordered by (`by`, id); one row more is asked for to know if there is another.

    `by` is a time or a text.
    """
    parts = found if isinstance(found, list) else [found]
    of_time = isinstance(parts[0].model._meta.get_field(by), DateTimeField)
    after, before = (_key(request.GET.get(name), of_time) for name in ("after", "before"))
    backwards = before is not None and after is None
    if key := (before if backwards else after):
        parts = [part.filter(_beyond(by, key, up=descending == backwards)) for part in parts]
    sign = "-" if descending != backwards else ""
    rows = _first(parts, (f"{sign}{by}", f"{sign}id"), size + 1)
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_older = more if not backwards else True
    has_newer = more if backwards else after is not None
    return Page(
        rows,
        _link(request, "after", rows[-1], by) if rows and has_older else "",
        _link(request, "before", rows[0], by) if rows and has_newer else "",
    )


def _first(parts: list[QuerySet[Any]], order: tuple[str, str], most: int) -> list[Any]:
    """The first rows of all parts together, in one statement: none of them can give more than all of them."""
    first, *others = (part.order_by(*order)[:most] for part in parts)
    return list(first.union(*others, all=True).order_by(*order)[:most] if others else first)


def _beyond(by: str, key: Key, *, up: bool) -> Q:
    """Rows after this key: the first condition alone lets the index be walked from there."""
    way = "gt" if up else "lt"
    place, pk = key
    return Q(**{f"{by}__{way}e": place}) & (Q(**{f"{by}__{way}": place}) | Q(**{f"id__{way}": pk}))


def _key(given: str | None, of_time: bool) -> Key | None:
    """A key out of an address; anything forged reads as no key."""
    if not given:
        return None
    try:
        place, pk = json.loads(base64.urlsafe_b64decode(given.encode()))
        read = _instant(place) if of_time else _text(place)
        return None if read is None else (read, uuid.UUID(pk))
    except (ValueError, OverflowError, TypeError, AttributeError, binascii.Error, RecursionError):
        return None


def _instant(place: str) -> datetime | None:
    read = datetime.fromisoformat(place)
    return read.astimezone(UTC) if read.tzinfo else None


def _text(place: str) -> str | None:
    place.encode()  # a half of a pair of surrogates is no text
    return None if "\0" in place or len(place) > LONGEST_KEY else place


def _link(request: HttpRequest, name: str, row: Any, by: str) -> str:
    value = getattr(row, by)
    place = value.isoformat() if isinstance(value, datetime) else value
    key = base64.urlsafe_b64encode(json.dumps([place, str(row.pk)]).encode()).decode()
    kept = [(k, v) for k, values in request.GET.lists() if k not in ("after", "before") for v in values]
    return "?" + urlencode([*kept, (name, key)])


def sql_of(found: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """A list as part of a larger statement; written out also when nothing can be found."""
    sql, params = found.query.get_compiler("default", elide_empty=False).as_sql()
    return sql, tuple(params)


def counting(*lists: list[QuerySet[Any]]) -> tuple[str, list[Any]]:
    """The statement that counts these lists, each the sum of its parts."""
    asked: list[str] = []
    given: list[Any] = []
    for parts in lists:
        counts = []
        for part in parts:
            sql, params = sql_of(part.order_by()[: MOST_COUNTED + 1].values("pk"))
            counts.append(f"(select count(*) from ({sql}) one)")  # noqa: S608 (written by the ORM, values apart)
            given += params
        asked.append(" + ".join(counts))
    return f"SELECT {', '.join(asked)}", given


def counted(sql: str, params: list[Any]) -> list[str]:
    """How many each list holds, up to a thousand: beyond that nobody needs the number and it costs."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        numbers = cursor.fetchone()
    return [f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else str(number) for number in numbers]
