"""`manage.py sweep`: the scheduler. Looks for due work every few seconds; needs neither Redis nor the worker."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from mediapolicy.sweeping import sweep_once


class Command(BaseCommand):
    """Sweep for ever, or once."""

    help = "Send what is owed and pass on what is overdue, every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` is for cron and tests."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Until a signal stops it between two sweeps."""
        stop = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        while True:
            close_old_connections()
            try:
                sweep_once()
            except Exception as error:  # the database is away: say so and look again
                self.stderr.write(f"Sweep could not run: {type(error).__name__}. Trying again.")
            if options["once"] or stop.wait(settings.SWEEP_SECONDS):
                return
