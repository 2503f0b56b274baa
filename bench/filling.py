"""Filling the product's own tables by INSERT … SELECT: columns that are not named take the model's default."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

Expressions = dict[str, str]


def draw(salt: int, most: int) -> str:
    """A number below `most` for row `s.i`: the same in each run, another for each salt."""
    return f"mod(abs(hashint8extended(s.i, {salt}) / 2), {most})"


def one_of(array: str, which: str) -> str:
    """The element of an array that this number, counted from 0, names."""
    return f"({array})[1 + {which}]"


def key_of(kind: str, number: str = "s.i") -> str:
    """The UUID of the record of this kind that belongs to a row."""
    return f"md5('{kind}' || {number})::uuid"


def reference_of(prefix: str, number: str = "s.i") -> str:
    """A reference as the product writes them; five letters and a check letter, different for each number."""
    alphabet = "2346789ABCDEFGHJKMNPQRTWXYZ"
    body = f"mod({number} * 7919 + 12345, 14348907)"
    digits = [f"mod({body} / {27**power}, 27)" for power in range(5)]
    check = "mod(" + " + ".join(f"{place + 2} * ({digit})" for place, digit in enumerate(digits)) + ", 27)"
    letters = [f"substr('{alphabet}', ({digit})::int + 1, 1)" for digit in [*digits, check]]
    return f"'{prefix}-' || " + " || ".join(letters)


def fill(model: type[models.Model], given: Expressions, source: str, params: Any = None) -> None:
    """Insert what `source` (FROM …) yields; `given` says for each column what goes into it."""
    fields = [field for field in model._meta.concrete_fields if not _is_made_by_the_database(field)]
    unknown = set(given) - {field.column for field in fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}.")
    with connection.cursor() as cursor:
        values = [given.get(str(field.column)) or _default(field, cursor) for field in fields]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        table = model._meta.db_table
        cursor.execute(f'insert into "{table}" ({columns}) select {", ".join(values)} {source}', params)


def _is_made_by_the_database(field: Any) -> bool:
    return bool(field.generated) or isinstance(field, models.AutoField)


def _default(field: Any, cursor: Any) -> str:
    """The model's own default as SQL."""
    if isinstance(field, models.UUIDField) and field.primary_key:
        return "gen_random_uuid()"
    if isinstance(field, models.DateTimeField) and field.has_default():
        return "now()"
    if field.has_default() or field.null or isinstance(field, models.CharField | models.TextField):
        value = field.get_db_prep_save(field.get_default(), connection)
        return str(cursor.mogrify("%s", [value]).decode()).replace("%", "%%")
    raise ValueError(f"{field} needs a value.")


def shared_columns(history: Any, alias: str) -> Expressions:
    """Every column that a history row has in common with its record, taken from the record."""
    ours = {field.column for field in history.instance_type._meta.concrete_fields}
    return {f.column: f'{alias}."{f.column}"' for f in history._meta.concrete_fields if f.column in ours}


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Drop the indexes that no constraint needs, and make them again afterwards: many rows go in faster that way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename = any(%s) and schemaname = current_schema() "
            "and indexname not in (select conname from pg_constraint)",
            [tables],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'drop index "{name}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("set maintenance_work_mem = '512MB'")
        for _, definition in found:
            cursor.execute(definition)
        cursor.execute("reset maintenance_work_mem")
