"""Putting a backup back: tables as they were, rows read back and compared, then today's migrations on top."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from mediapolicy.backups import tables
from mediapolicy.backups.archive import BLOCK, Damaged, Reader, sum_of
from mediapolicy.history.keeping import kept_models, protect_history

STAGING = ".being-restored"
DROPS = """
select format('drop %s if exists %I cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view'
                                                         when 'S' then 'sequence' else 'table' end, relname)
from pg_class c where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
union all
select format('drop function if exists %s cascade', p.oid::regprocedure)
from pg_proc p where pronamespace = current_schema()::regnamespace and prokind = 'f'
and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""
OTHERS = "select count(*) from pg_stat_activity where datname = current_database() and usename = %s"
TRIGGERS = """
select count(*) from pg_trigger where tgrelid = %s::regclass and tgenabled in ('O', 'A')
and tgname in ('history_is_kept', 'history_is_kept_whole')
"""
MAY = "select has_table_privilege(%(role)s, %(table)s, 'select') and has_table_privilege(%(role)s, %(table)s, 'insert')"
MAY_CHANGE = "select has_table_privilege(%(role)s, %(table)s, 'update, delete, truncate')"


class CannotRestore(Exception):
    """Why nothing was put back, or what is wrong with what was."""


def what_is_in_the_way(folder: Path) -> str:
    """Why this database and folder are not empty, in words; "" when a restore takes nothing from anybody."""
    with connection.cursor() as cursor:
        present = set(tables.tables(cursor))
        if present and "mediapolicy_user" not in present:
            return "the database holds tables of something else"
        if present:
            # Nothing is recorded without a person; migrations make one, the clock, who is none.
            cursor.execute("select count(*) from mediapolicy_user where not is_system")
            if people := cursor.fetchone()[0]:
                return f"the database holds the records of {people} people"
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        return f"{folder} holds files"
    return ""


def nobody_else_may_be_connected() -> None:
    """Web, worker and scheduler would write into what is being put back."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [settings.APPLICATION_ROLE])
        if count := cursor.fetchone()[0]:
            raise CannotRestore(
                f"The application is connected to this database ({count} connections): stop web, worker and scheduler first."
            )


def restore(archive: Reader, folder: Path) -> list[str]:
    """Put everything back; what there was is replaced. Answers with a report; raises CannotRestore."""
    _stage_files(archive, folder)
    executor_plan = _plan(archive)
    # One transaction: until all is back and compared, whatever was there before stays.
    whole = all(migration.atomic for migration in executor_plan)
    with transaction.atomic() if whole else nullcontext():
        _drop_everything()
        _make_tables(archive)
        with transaction.atomic():
            foreign = _load(archive)
    ContentType.objects.clear_cache()  # their numbers are the archive's now
    call_command("migrate", interactive=False, verbosity=0)
    _give_the_application_its_rights()
    _switch_files(folder)
    manifest = archive.manifest
    report = [
        f"Restored the backup of {manifest.made_at} (version {manifest.version}, PostgreSQL {manifest.server}).",
        f"{len(manifest.tables) - len(foreign)} tables, {manifest.rows} rows: each table read back and equal.",
        f"{len(manifest.files)} uploaded files: sums equal.",
        *(f"NOT restored, because it is no table of the product: {name}." for name in foreign),
    ]
    return [*report, verify()]


def verify() -> str:
    """The database keeps history again, and the application may do its work and no more."""
    wrong, kept = [], kept_models()
    with connection.cursor() as cursor:
        for model in kept:
            table = model._meta.db_table
            cursor.execute(TRIGGERS, [connection.ops.quote_name(table)])
            if cursor.fetchone()[0] != 2:
                wrong.append(f"{table} has lost a trigger that keeps history")
        if not _role_exists(cursor):
            wrong.append(f"this server has no role {settings.APPLICATION_ROLE} for the application")
        else:
            wrong += _wrong_rights(cursor, {model._meta.db_table for model in kept})
    if wrong:
        raise CannotRestore(f"The data is back, but: {'; '.join(wrong)}.")
    return f"History is kept: triggers and grants of {len(kept)} history tables are in place."


def _wrong_rights(cursor: Any, kept: set[str]) -> list[str]:
    wrong = []
    for table in tables.tables(cursor):
        asked = {"role": settings.APPLICATION_ROLE, "table": connection.ops.quote_name(table)}
        cursor.execute(MAY, asked)
        if not cursor.fetchone()[0]:
            wrong.append(f"the application may not read or add to {table}")
        if table in kept:
            cursor.execute(MAY_CHANGE, asked)
            if cursor.fetchone()[0]:
                wrong.append(f"the application may change {table}")
    return wrong


def _role_exists(cursor: Any) -> bool:
    cursor.execute("select exists (select 1 from pg_roles where rolname = %s)", [settings.APPLICATION_ROLE])
    return bool(cursor.fetchone()[0])


def _targets(archive: Reader, executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The last migrations that the archive's database had run."""
    recorded, graph = set(archive.manifest.migrations), executor.loader.graph
    if unknown := sorted(recorded - set(graph.nodes)):
        named = ", ".join(f"{app} {name}" for app, name in unknown[:3])
        raise CannotRestore(
            f"The backup is of version {archive.manifest.version}, whose tables this version does not know ({named}): "
            "restore it with the version that made it, or a later one."
        )
    return sorted(
        key
        for key in recorded
        if not any(child.key[0] == key[0] and child.key in recorded for child in graph.node_map[key].children)
    )


def _plan(archive: Reader) -> list[Any]:
    executor = MigrationExecutor(connection)
    targets = _targets(archive, executor)
    return [migration for migration, _ in executor.migration_plan(targets, clean_start=True)]


def _drop_everything() -> None:
    with connection.cursor() as cursor:
        # Checked at once from here on: a table with a check still to come could not be altered by the next migration.
        cursor.execute("set constraints all immediate")
        cursor.execute(DROPS)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def _make_tables(archive: Reader) -> None:
    """The tables as the archive's database had them, made by the product's own migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(_targets(archive, executor))
    made = set(MigrationExecutor(connection).loader.applied_migrations)
    if made != set(archive.manifest.migrations):
        raise CannotRestore("The tables could not be made as they were: other migrations would have to run as well.")


def _load(archive: Reader) -> list[str]:
    """Every row, counter and all, or none. Answers with the tables that the product doesn't have."""
    manifest = archive.manifest
    with connection.cursor() as cursor:
        cursor.execute(tables.ONE_WAY)
        cursor.execute("set constraints all deferred")
        present = tables.tables(cursor)
        ours = [name for name in manifest.tables if name in present]
        quoted = ", ".join(connection.ops.quote_name(name) for name in present)
        cursor.execute(f"truncate {quoted}")  # rows that migrations made are in the archive too
        for name in ours:
            columns = manifest.tables[name].columns
            if set(columns) != set(tables.columns(cursor, name)):
                raise CannotRestore(f"The table {name} has other columns than in the backup.")
            with archive.open_table(name) as words:
                tables.copy_in(cursor, name, columns, words)
        cursor.execute("set constraints all immediate")
        for name in ours:
            table = manifest.tables[name]
            if tables.content_of(cursor, name, table.columns) != (table.rows, table.content):
                raise CannotRestore(f"The table {name} reads differently from what was written.")
            tables.let_triggers_act(cursor, name)
        tables.set_sequences(cursor, manifest.sequences)
    return [name for name in manifest.tables if name not in present]


def _give_the_application_its_rights() -> None:
    """Where the owner's default privileges did not reach the new tables; then history is taken out again."""
    with connection.cursor() as cursor:
        if not _role_exists(cursor):
            return
        role, names = connection.ops.quote_name(settings.APPLICATION_ROLE), tables.tables(cursor)
        for table in [*names, *tables.LEFT_OUT]:
            name = connection.ops.quote_name(table)
            cursor.execute(MAY, {"role": settings.APPLICATION_ROLE, "table": name})
            if not cursor.fetchone()[0]:
                cursor.execute(f"grant select, insert, update, delete on {name} to {role}")
        cursor.execute(f"grant usage on all sequences in schema {_schema(cursor)} to {role}")
    protect_history()


def _schema(cursor: Any) -> str:
    cursor.execute("select quote_ident(current_schema())")
    return str(cursor.fetchone()[0])


def _stage_files(archive: Reader, folder: Path) -> None:
    """Write the files beside those that are there, and compare them, before anything is replaced."""
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700, parents=True)
    for name in archive.manifest.files:
        path = staging / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(f"files/{name}") as content, path.open("xb") as out:
            path.chmod(0o600)
            shutil.copyfileobj(content, out, BLOCK)
        with path.open("rb") as written:
            if sum_of(written) != archive.manifest.sums[f"files/{name}"]:
                raise Damaged(f"files/{name} reads differently from what was written")


def _switch_files(folder: Path) -> None:
    """The folder itself stays: it may be a volume."""
    staging = folder / STAGING
    for path in folder.iterdir():
        if path == staging:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    for path in staging.iterdir():
        path.rename(folder / path.name)
    staging.rmdir()
