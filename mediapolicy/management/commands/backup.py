"""`manage.py backup FILE`: everything the product knows in one file, as it was at one instant, while it runs on."""

import tomllib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from mediapolicy.backups import tables
from mediapolicy.backups.archive import Manifest, Writer, sum_of, writing


class Command(BaseCommand):
    """Write one archive."""

    help = "Keep the database and the uploaded files in one file. Runs as owner (AS_OWNER=1); nothing need be stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Tables first, then files: a file is always older than the row that names it."""
        file = options["file"].absolute()
        must_be_owner("backup")
        if file.exists():
            raise CommandError(f"{file} exists already: choose another name. A backup never replaces another.")
        manifest = Manifest(product_version(), datetime.now(UTC).isoformat(timespec="seconds"), "", [])
        try:
            with writing(file, manifest) as writer:
                add_tables(writer)
                add_files(writer, Path(settings.MEDIA_ROOT))
            with file.open("rb") as whole:
                total = sum_of(whole)
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error.strerror or error}.") from error
        except DatabaseError as error:
            raise CommandError(f"The database could not be read: {type(error).__name__}.") from error
        self.stdout.write(
            f"Kept in {file}: {len(manifest.tables)} tables, {manifest.rows} rows, {len(manifest.files)} files, "
            f"{file.stat().st_size / 2**20:.1f} MB.\nIts SHA-256: {total}\n"
            "It is not encrypted and holds all that the product knows: keep it where only those may reach it who may "
            "read all.\nNot in it: the keys and passwords of the settings, and who was signed in. Rehearse restoring it."
        )


def must_be_owner(what: str) -> None:
    """Stop unless the command was given the owner's connection."""
    if not (settings.AS_OWNER or settings.MAY_RUN_AS_OWNER):
        raise CommandError(f"{what} reads or writes all there is and runs as owner: AS_OWNER=1 manage.py {what} FILE")


def add_tables(writer: Writer) -> None:
    """Every table of the schema, and where migrations and counters stood."""
    with tables.snapshot() as cursor:
        cursor.execute("select current_setting('server_version')")
        writer.manifest.server = cursor.fetchone()[0]
        cursor.execute("select app, name from django_migrations order by id")
        writer.manifest.migrations = cursor.fetchall()
        for name in tables.tables(cursor):
            columns = tables.columns(cursor, name)
            writer.add_table(name, columns, partial(tables.copy_out, cursor, name, columns))
        writer.manifest.sequences = tables.sequences(cursor)


def add_files(writer: Writer, folder: Path) -> None:
    """Every uploaded file. What begins with a dot is unfinished."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.parts):
            writer.add_file(path, name.as_posix())


def product_version() -> str:
    """The version of the product, as pyproject.toml says."""
    found = tomllib.loads((settings.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(found["project"]["version"])
