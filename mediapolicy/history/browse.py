"""All of history at once: every table's own narrowed rows, brought to common columns, in one statement."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Expression, F, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast, Concat

from mediapolicy.history.keeping import history_models
from mediapolicy.history.knowing import known, known_rows
from mediapolicy.people.models import Home, User
from mediapolicy.records import PolicyRecord, SignedRecord

PAGE = 50


@dataclass(frozen=True, slots=True)
class Table:
    """One history table and the kind of record it tells of."""

    number: int
    rows: type[models.Model]
    model: type[SignedRecord]

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
        if table.number > self.table:
            return Q(history_date__lt=self.at)
        if table.number < self.table:
            return Q(history_date__lte=self.at)
        return Q(history_date__lte=self.at) & (Q(history_date__lt=self.at) | Q(history_id__lt=self.row))


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


def entries(user: User, wanted: Wanted, most: int = PAGE + 1) -> list[Entry]:
    """The newest changes that are wanted and that this person may know of, in one statement."""
    branches = [
        _branch(table, condition, user, most)
        for table in history_tables()
        if (condition := wanted.in_table(table)) is not None
    ]
    if not branches:
        return []
    first, *others = branches
    found = first.union(*others, all=True) if others else first
    rows = found.order_by("-history_date", "-table", "-history_id")[:most] if others else found
    return [Entry(*row) for row in rows]


def _branch(table: Table, condition: Q, user: User, most: int) -> models.QuerySet[Any, Any]:
    """One table's newest rows as columns that every history shares."""
    rows = table.rows._default_manager.filter(condition, known_rows(table.model, user)).annotate(
        table=Value(table.number),
        is_first=Q(history_type="+"),
        label=_label(table),
        at_home=_home(table),
        changed=Changed(),
    )
    found: models.QuerySet[Any, Any] = rows.order_by("-history_date", "-history_id").values_list(
        "history_date", "table", "history_id", "is_first", *Entry.COLUMNS, "label", "at_home", "changed"
    )[:most]
    return found


def _home(table: Table) -> Expression | F:
    if table.model is Home:
        return F("id")
    return F("home_id") if table.has("home") else Value(None, output_field=UUIDField())


def _label(table: Table) -> Any:
    """What the record is called: its reference, or a name that isn't one of a record's words."""
    text = models.TextField()
    if table.has("reference"):
        return Cast("reference", text)
    if table.has("person"):  # who it is about, and in which role: an appointment never changes either
        live = table.model._base_manager.filter(pk=OuterRef("id"))
        parts = (
            [F("person__name"), Value("|"), F("role")] if _has(table.model, "role") else [F("person__name"), Value("")]
        )
        return Subquery(live.values(words=Concat(*parts, output_field=text)))
    if table.has("number"):
        return Concat("code", Value(" "), "number", output_field=text)
    names = [name for name in ("name", "key") if table.has(name)]
    return Cast(names[0], text) if names else Value("", output_field=text)


def _has(model: type[models.Model], field: str) -> bool:
    return any(one.name == field for one in model._meta.concrete_fields)


# What changed -----------------------------------------------------------------------------------------------------

SIGNATURE = (
    "id",
    "version",
    "created_at",
    "reference",
    "verb",
    "clause",
    "note",
    "form_key",
    "policy_version",
    "acting",
)


# {column: [before, after]} of the columns that differ from the record's row before this one; THIS is the table.
DIFFERS = """(
select coalesce(jsonb_object_agg(now.key, jsonb_build_array(was.value, now.value)), '{}')
from jsonb_each(to_jsonb(THIS)) now
left join jsonb_each((
    select to_jsonb(earlier) from THIS earlier
    where earlier.id = THIS.id and earlier.history_id < THIS.history_id
    order by earlier.history_id desc limit 1
)) was on was.key = now.key
where now.value is distinct from was.value and now.key <> all(%s)
)"""


class Changed(Expression):
    """What a row changed: compared inside the database, so that only what differs travels."""

    output_field = JSONField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The comparison, without the columns of the signature itself."""
        table = connection.ops.quote_name(compiler.query.get_initial_alias())
        columns = [field.column for field in compiler.query.model._meta.concrete_fields]
        left_out = [name for name in columns if name.startswith("history_") or name in SIGNATURE]
        return DIFFERS.replace("THIS", table), [left_out]


def names_of(user: User, keys: dict[type[models.Model], set[str]]) -> dict[str, tuple[str, bool]]:
    """The names behind these keys, by key, with whether it is the clock; what this person may not know of is missing."""
    asked = [_names(model, user, wanted) for model, wanted in keys.items() if wanted]
    if not asked:
        return {}
    first, *others = asked
    found: Iterable[tuple[uuid.UUID, str, bool]] = first.union(*others, all=True) if others else first
    return {str(pk): (name, is_clock) for pk, name, is_clock in found}


def _names(model: type[models.Model], user: User, wanted: set[str]) -> models.QuerySet[Any, Any]:
    text, no = models.TextField(), Value(False)
    if issubclass(model, PolicyRecord):
        return known(model, user).filter(pk__in=wanted).values_list("pk", Cast("reference", text), no)
    clock = F("is_system") if model is User else no
    return model._default_manager.filter(pk__in=wanted).values_list("pk", Cast("name", text), clock)


def pointers(table: Table) -> Iterator[tuple[str, type[models.Model]]]:
    """The columns of this kind of record that name another, and what they name."""
    for field in table.model._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and (issubclass(target, PolicyRecord) or target in (User, Home)):
            yield field.attname, target
