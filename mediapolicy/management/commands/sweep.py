"""`manage.py sweep`: the scheduler. Looks for due work every few seconds; needs neither Redis nor the worker."""

import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from mediapolicy.starting import TooPowerful, must_be_fit
from mediapolicy.sweeping import sweep_once


class Command(BaseCommand):
    """Sweep for ever, or once."""

    help = "Send what is owed and pass on what is overdue, every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` is for cron and tests, `--heartbeat` for a health check."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--heartbeat", type=Path, help="a file to touch after each sweep that ran")

    def handle(self, *args: Any, **options: Any) -> None:
        """Until a signal stops it between two sweeps."""
        stop = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        try:
            must_be_fit()
            while True:
                self._sweep(options["heartbeat"])
                if options["once"] or stop.wait(settings.SWEEP_SECONDS):
                    return
        except TooPowerful as reason:
            raise CommandError(f"The scheduler does not start. {reason}") from None

    def _sweep(self, heartbeat: Path | None) -> None:
        """One sweep. The database being away is no reason to end: say so and look again."""
        close_old_connections()
        try:
            sweep_once()
        except TooPowerful:
            raise
        except Exception as error:
            self.stderr.write(f"Sweep could not run: {type(error).__name__}. Trying again.")
        else:
            if heartbeat:
                heartbeat.touch()
