"""What is looked for again and again: work that time makes due, found by its state, so that no tick matters."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import close_old_connections

from mediapolicy.database.who import acting
from mediapolicy.outbox.actions import sweep as sweep_outbox
from mediapolicy.people.models import User

log = logging.getLogger(__name__)
SWEEPS: list[Callable[[], int]] = []


def swept(find_and_do: Callable[[], int]) -> Callable[[], int]:
    """Have this run at every sweep; it answers how much it did."""
    SWEEPS.append(find_and_do)
    return find_and_do


def sweep_once() -> dict[str, int]:
    """Run every sweep once, as the clock; one that fails doesn't stop the others."""
    done: dict[str, int] = {}
    with acting(User.objects.the_clock().pk):
        for one in [*SWEEPS, sweep_outbox]:
            try:
                done[one.__name__] = one()
            except Exception as error:  # the next sweep tries again
                log.error("sweep failed", extra={"sweep": one.__name__, "error": type(error).__name__})
                close_old_connections()
    return done
