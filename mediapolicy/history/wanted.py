"""What can be looked for in history: which table, which rows, before which place."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from mediapolicy.history.keeping import history_models
from mediapolicy.history.openings import Opening, kinds_opened
from mediapolicy.people.models import Home, User
from mediapolicy.records import SignedRecord


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of history, and the kind of record they tell of: what changed it, or who opened it."""

    number: int
    rows: type[models.Model]
    model: type[SignedRecord]

    @property
    def tells_of_openings(self) -> bool:
        """Whether its rows say who looked, not who changed something."""
        return self.rows is Opening

    @property
    def slug(self) -> str:
        """The kind of record in an address."""
        return str(self.model._meta.model_name)

    def has(self, field: str) -> bool:
        """Whether its rows have this column."""
        try:
            self.rows._meta.get_field(field)
        except FieldDoesNotExist:
            return False
        return True


@cache
def history_tables() -> tuple[Table, ...]:
    """Every history table there is, in an order that stays."""
    found = sorted(history_models(), key=lambda rows: rows._meta.db_table)
    return tuple(Table(number, rows, rows.instance_type) for number, rows in enumerate(found))  # type: ignore[attr-defined]


@cache
def tables() -> tuple[Table, ...]:
    """The histories, and after them the openings of each kind of record whose openings are kept."""
    kept = history_tables()
    return (*kept, *(Table(number, Opening, model) for number, model in enumerate(kinds_opened(), len(kept))))


def table_of(slug: str) -> Table | None:
    """The history of this kind of record; None for a kind there isn't."""
    return next((table for table in history_tables() if table.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, as it was signed."""

    at: datetime
    table: int
    history_id: int
    is_first: bool
    verb: str
    clause: str
    note: str
    role: str
    policy_version: str
    by_id: uuid.UUID | None
    acting: str
    record_id: uuid.UUID
    label: str
    home_id: uuid.UUID | None
    changed: dict[str, list[Any]]

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "verb",
        "clause",
        "note",
        "as_role",
        "policy_version",
        "history_user_id",
        "acting",
        "id",
    )

    @property
    def key(self) -> Key:
        """Where a page that ends here goes on."""
        return Key(self.at, self.table, self.history_id)


@dataclass(frozen=True, slots=True)
class Key:
    """A place in history: the instant, then the table, then the row."""

    at: datetime
    table: int
    row: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.table}_{self.row}"

    @classmethod
    def read(cls, given: str) -> Key | None:
        """The key that an address carries; anything forged is no key."""
        try:
            at, table, row = given[:80].split("_")
            instant = datetime.fromisoformat(at)
            key = cls(instant.astimezone(UTC) if instant.tzinfo else instant, int(table), int(row))
        except (ValueError, OverflowError):
            return None
        return key if key.at.tzinfo and 2000 < key.at.year < 2100 and 0 <= key.row < 2**31 else None

    def older_in(self, table: Table) -> Q:
        """The rows of this table that come after this place; the first condition alone lets the index be walked."""
        at, row = ("at", "id") if table.tells_of_openings else ("history_date", "history_id")
        if table.number > self.table:
            return Q(**{f"{at}__lt": self.at})
        if table.number < self.table:
            return Q(**{f"{at}__lte": self.at})
        return Q(**{f"{at}__lte": self.at}) & (Q(**{f"{at}__lt": self.at}) | Q(**{f"{row}__lt": self.row}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for. `people` and `homes` are the keys that a name was found to mean."""

    words: str = ""
    people_meant: tuple[uuid.UUID, ...] = ()
    homes_meant: tuple[uuid.UUID, ...] = ()
    by: tuple[uuid.UUID, ...] | None = None
    home: uuid.UUID | None = None
    kind: str = ""
    record: uuid.UUID | None = None
    verb: str = ""
    clause: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: Key | None = None
    changes: bool = True
    openings: bool = False

    def in_table(self, table: Table) -> Q | None:
        """The condition on one table's rows; None when nothing in it can be meant."""
        if self.kind and self.kind != table.slug:
            return None
        where, words = self._at_home(table), self._named(table)
        if where is None or words is None:
            return None
        found = where & words
        plain = {"id": self.record, "verb": self.verb, "clause": self.clause}
        dates = {"history_date__gte": self.since, "history_date__lt": self.until}
        found &= Q(**{name: value for name, value in {**plain, **dates}.items() if value})
        if self.by is not None:
            found &= Q(history_user__in=self.by)
        return found & self.before.older_in(table) if self.before else found

    def _at_home(self, table: Table) -> Q | None:
        if self.home is None:
            return Q()
        if table.model is Home:
            return Q(id=self.home)
        return Q(home=self.home) if table.has("home") else None

    def _named(self, table: Table) -> Q | None:
        if not self.words:
            return Q()
        if table.has("reference"):
            return Q(reference__startswith=self.words.upper())
        meant = {User: Q(id__in=self.people_meant), Home: Q(id__in=self.homes_meant)}
        return meant.get(table.model) or (Q(person__in=self.people_meant) if table.has("person") else None)


def people_named(name: str) -> tuple[uuid.UUID, ...]:
    """The people, here or gone, whose name or address holds these words; at most fifty."""
    found = User.objects.filter(Q(name__icontains=name) | Q(email__istartswith=name))
    return tuple(found.order_by("name").values_list("pk", flat=True)[:50])
