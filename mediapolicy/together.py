"""Several lists of records in one statement: a page of many kinds of record makes one trip to the database, not one each."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models

NOTHING = "null"


def read_together(*asked: models.QuerySet[Any]) -> list[list[Any]]:
    """The records of each of these questions, in its own order. For plain questions: nothing joined in, nothing added."""
    parts, given = [], []
    for records in asked:
        try:
            sql, params = records.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        except EmptyResultSet:
            parts.append(NOTHING)
            continue
        parts.append(f"(SELECT jsonb_agg(to_jsonb(found)) FROM ({sql}) found)")  # noqa: S608  # compiled by Django, parameters apart
        given += params
    if all(part == NOTHING for part in parts):
        return [[] for _ in asked]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), given)
        row = cursor.fetchone()
    return [_records(records.model, found) for records, found in zip(asked, row, strict=True)]


def _records(model: type[models.Model], found: str | None) -> list[Any]:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    return [
        model.from_db(DEFAULT_DB_ALIAS, names, [_value(field, row[field.column]) for field in fields])
        for row in json.loads(found or "[]")
    ]


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    """What JSON carries as text, as what the field holds; JSON within it is what it is."""
    if value is None or isinstance(field, models.JSONField):
        return value
    return (field.target_field if isinstance(field, models.ForeignKey) else field).to_python(value)
