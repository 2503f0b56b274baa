"""All of history at once: every table's own narrowed rows, brought to common columns, in one statement."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Expression, F, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast, Concat

from mediapolicy.history.knowing import known, known_rows, may_hear_of
from mediapolicy.history.opened import opened
from mediapolicy.history.wanted import Entry, Table, Wanted, history_tables
from mediapolicy.people.models import Home, User
from mediapolicy.records import PolicyRecord

PAGE = 50


def entries(user: User, wanted: Wanted, most: int = PAGE + 1) -> list[Entry]:
    """The newest changes and openings that are wanted and that this person may know of, in one statement."""
    branches = [
        _branch(table, condition, user, most)
        for table in (history_tables() if wanted.changes else ())
        if may_hear_of(table.model, user)
        if (condition := wanted.in_table(table)) is not None
    ]
    branches += opened(user, wanted, most) if wanted.openings else []
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
