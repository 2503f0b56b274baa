"""Tables to CSV and back, by PostgreSQL's own COPY: exact, fast, and the same in every version of the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from django.db import connection
from psycopg2 import sql  # type: ignore[import-untyped]
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ  # type: ignore[import-untyped]

from mediapolicy.backups.archive import Summing

# Kept in the manifest instead (a restored database writes its own), and what nobody must be able to take up again.
LEFT_OUT = ("django_migrations", "django_session")
# Values are written the same whatever this server, database or role prefers.
ONE_WAY = """
set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8';
set idle_in_transaction_session_timeout = 0
"""
TABLES = """
select relname from pg_class
where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
and relname <> all(%s) order by 1
"""
COLUMNS = """
select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
and attgenerated = '' order by attnum
"""
PRIMARY_KEY = """
select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
where i.indrelid = %s::regclass and i.indisprimary order by a.attnum
"""
SEQUENCES = "select sequencename from pg_sequences where schemaname = current_schema() order by 1"


@contextmanager
def snapshot() -> Iterator[Any]:
    """A connection of its own that sees the database as it was at one instant, however long reading takes."""
    raw = cast("Any", connection.get_new_connection(connection.get_connection_params()))
    try:
        raw.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True, autocommit=True)
        with raw.cursor() as cursor:
            cursor.execute(ONE_WAY)
        raw.autocommit = False
        with raw.cursor() as cursor:
            yield cursor
        raw.rollback()
    finally:
        raw.close()


def tables(cursor: Any) -> list[str]:
    """Every table whose rows are kept."""
    cursor.execute(TABLES, [list(LEFT_OUT)])
    return [name for (name,) in cursor.fetchall()]


def columns(cursor: Any, table: str) -> list[str]:
    """The columns that hold something of their own (not those the server works out)."""
    cursor.execute(COLUMNS, [_quoted(table, cursor)])
    return [name for (name,) in cursor.fetchall()]


def copy_out(cursor: Any, table: str, names: list[str], to: Any) -> int:
    """Write the rows as CSV in the order of their keys, so that equal tables give equal words; how many there were."""
    cursor.execute(PRIMARY_KEY, [_quoted(table, cursor)])
    keys = [name for (name,) in cursor.fetchall()] or names
    statement = sql.SQL("copy (select {} from {} order by {}) to stdout with (format csv, header true)").format(
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL('{}::text collate "C"').format(sql.Identifier(key)) for key in keys),
    )
    cursor.copy_expert(statement, to)
    return int(cursor.rowcount)


def copy_in(cursor: Any, table: str, names: list[str], words: IO[bytes]) -> None:
    """Put rows back. A trigger that a migration made must not act on them a second time."""
    name = sql.Identifier(table)
    cursor.execute(sql.SQL("alter table {} disable trigger user").format(name))
    fields = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("copy {} ({}) from stdin with (format csv, header true)").format(name, fields)
    cursor.copy_expert(statement, words)


def let_triggers_act(cursor: Any, table: str) -> None:
    """After the rows are back."""
    cursor.execute(sql.SQL("alter table {} enable trigger user").format(sql.Identifier(table)))


def content_of(cursor: Any, table: str, names: list[str]) -> tuple[int, str]:
    """How many rows there are, and the sum of their words."""
    words = Summing()
    return copy_out(cursor, table, names, words), words.sum.hexdigest()


def sequences(cursor: Any) -> dict[str, tuple[int, bool]]:
    """Where each counter stands; a number that was given once is not given again."""
    cursor.execute(SEQUENCES)
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("select last_value, is_called from {}").format(sql.Identifier(name)))
        found[name] = cursor.fetchone()
    return found


def set_sequences(cursor: Any, wanted: dict[str, tuple[int, bool]]) -> None:
    """Let each counter go on from where it stood; the counter of migrations is the database's own."""
    cursor.execute(SEQUENCES)
    for (name,) in cursor.fetchall():
        if name in wanted and not name.startswith(LEFT_OUT):
            cursor.execute("select setval(%s, %s, %s)", [_quoted(name, cursor), *wanted[name]])


def _quoted(name: str, cursor: Any) -> str:
    """The name as a string that PostgreSQL reads back as exactly this name."""
    return str(sql.Identifier(name).as_string(getattr(cursor, "cursor", cursor)))
