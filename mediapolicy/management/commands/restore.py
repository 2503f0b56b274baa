"""`manage.py restore FILE`: a backup back into an empty database; into one that is in use only when that is typed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from mediapolicy.backups.archive import Damaged, Reader, reading
from mediapolicy.backups.restoring import (
    CannotRestore,
    nobody_else_may_be_connected,
    restore,
    what_is_in_the_way,
)
from mediapolicy.management.commands.backup import must_be_owner


class Command(BaseCommand):
    """Read one archive and put it back."""

    help = "Put a backup back into an empty database, compare every row, and report. Runs as owner (AS_OWNER=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What from, and whether over what there is."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--over", action="store_true", help="replace what the database and the folder hold")
        parser.add_argument("--yes", action="store_true", help="with --over: do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare the archive first; touch nothing before that."""
        must_be_owner("restore")
        file, folder = options["file"].absolute(), Path(settings.MEDIA_ROOT)
        try:
            with reading(file) as archive:
                nobody_else_may_be_connected()
                in_the_way = what_is_in_the_way(folder)
                if in_the_way:
                    self._must_be_meant(archive, in_the_way, over=options["over"], yes=options["yes"])
                report = restore(archive, folder)
        except Damaged as reason:
            raise CommandError(f"{file} is damaged: {reason}. Nothing was changed; use another backup.") from reason
        except CannotRestore as reason:
            raise CommandError(str(reason)) from reason
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}.") from error
        except DatabaseError as error:
            raise CommandError(f"The database refused ({type(error).__name__}): {error}".strip()) from error
        self.stdout.write("\n".join(report))

    def _must_be_meant(self, archive: Reader, in_the_way: str, *, over: bool, yes: bool) -> None:
        """Replacing needs the option and the database's name, typed."""
        if not over:
            raise CommandError(
                f"Nothing was changed: {in_the_way}. Restore into an empty database, or make a backup of this one and say "
                "--over to replace it."
            )
        if yes:
            return
        name = connection.settings_dict["NAME"]
        made_at = archive.manifest.made_at
        self.stdout.write(f"Replacing what is there ({in_the_way}) by the backup of {made_at}.")
        try:
            typed = input(f"Type the database's name ({name}) to go on: ")
        except EOFError:
            typed = ""
        if typed.strip() != name:
            raise CommandError("Nothing was changed: that is not its name.")
