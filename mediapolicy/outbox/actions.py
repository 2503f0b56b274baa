"""Owing, claiming, sending: the only road from this application to the outside."""

from __future__ import annotations

import logging
import queue
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from mediapolicy.outbox.models import MOST_TRIES, Dispatch

log = logging.getLogger(__name__)
CLAIM_LASTS = timedelta(seconds=60)  # longer than the slowest sender: every network call gives up after 10 s

Sender = Callable[[Dispatch], str]
SENDERS: dict[str, Sender] = {}
_bells: queue.Queue[uuid.UUID] = queue.Queue(maxsize=200)
_ringer: threading.Thread | None = None


OWE = """
INSERT INTO mediapolicy_dispatch (id, kind, key, about, state, tries, created_at, next_try_at, why)
SELECT owed.id, owed.kind, owed.key, owed.about, 'owed', 0, %(now)s, %(now)s, ''
FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(keys)s::text[], %(abouts)s::text[]) AS owed (id, kind, key, about)
ON CONFLICT DO NOTHING"""


def sends(kind: str) -> Callable[[Sender], Sender]:
    """Say that this function sends what is owed of this kind. It answers "" when sent, or why it is no longer wanted;
    it raises when it could not send, to be tried again."""

    def note(sender: Sender) -> Sender:
        SENDERS[kind] = sender
        return sender

    return note


def owe(kind: str, *, key: str, about: str) -> None:
    """Owe one thing to the outside, in the transaction that caused it; owing it again changes nothing."""
    owe_all([(kind, key, about)])


def owe_all(debts: list[tuple[str, str, str]], *, together_with: str = "", given: dict[str, Any] | None = None) -> None:
    """Owe several things (kind, key, about) in one statement, and carry out another one with it that comes before."""
    if not debts:
        return
    kinds, keys, abouts = (list(column) for column in zip(*debts, strict=True))
    ids = [uuid.uuid4() for _ in debts]
    # No history here: a dispatch is a promise about a record, and that record's history already tells of it.
    owed: dict[str, Any] = {
        "ids": [str(pk) for pk in ids],
        "kinds": kinds,
        "keys": keys,
        "abouts": abouts,
        "now": timezone.now(),
    }
    before = f"WITH before AS ({together_with}) " if together_with else ""
    with connection.cursor() as cursor:
        cursor.execute(before + OWE, {**(given or {}), **owed})
    for pk in ids:
        transaction.on_commit(partial(ring, pk), robust=True)


def claim(pk: uuid.UUID) -> Dispatch | None:
    """Take one dispatch for this worker, unless another has it or it is done."""
    with transaction.atomic():
        dispatch = Dispatch.objects.ready().select_for_update(skip_locked=True).filter(pk=pk).first()
        if dispatch is None:
            return None
        dispatch.state = Dispatch.State.SENDING
        dispatch.tries += 1
        dispatch.claimed_until = timezone.now() + CLAIM_LASTS
        dispatch.save(update_fields=["state", "tries", "claimed_until"])
    return dispatch


def deliver(pk: uuid.UUID) -> bool:
    """Send one dispatch if it is still to be sent; True when it left now. Safe to call any number of times."""
    dispatch = claim(pk)
    if dispatch is None:
        return False
    try:
        unwanted = SENDERS[dispatch.kind](dispatch)
    except Exception as error:  # whatever went wrong outside, the promise stays
        _try_later(dispatch, error)
        return False
    dispatch.state = Dispatch.State.DROPPED if unwanted else Dispatch.State.SENT
    dispatch.why = unwanted[:200]
    dispatch.sent_at = timezone.now()
    dispatch.save(update_fields=["state", "why", "sent_at"])
    return not unwanted


def sweep() -> int:
    """Send everything that is owed and due, oldest first; answers how many left. Needs neither Redis nor a worker."""
    waiting = list(Dispatch.objects.ready().values_list("pk", flat=True)[:500])
    return sum(deliver(pk) for pk in waiting)


def _try_later(dispatch: Dispatch, error: Exception) -> None:
    given_up = dispatch.tries >= MOST_TRIES
    dispatch.state = Dispatch.State.FAILED if given_up else Dispatch.State.OWED
    dispatch.next_try_at = timezone.now() + dispatch.wait_before_next_try()
    dispatch.why = type(error).__name__  # the text of an error can carry an address or a name
    dispatch.save(update_fields=["state", "next_try_at", "why"])
    log.warning("not sent", extra={"dispatch": str(dispatch.pk), "kind": dispatch.kind, "error": dispatch.why})


def ring(pk: uuid.UUID) -> None:
    """Nudge a worker, from a thread of its own: a page never waits for Redis, and a lost nudge costs one sweep."""
    global _ringer
    if _ringer is None or not _ringer.is_alive():
        _ringer = threading.Thread(target=_ring_all, name="outbox-bell", daemon=True)
        _ringer.start()
    try:
        _bells.put_nowait(pk)
    except queue.Full:
        log.debug("bell is full; the sweep will find it")


def _ring_all() -> None:
    from mediapolicy.outbox.tasks import deliver_one  # Celery's task imports this file

    while True:
        pk = _bells.get()
        try:
            deliver_one.apply_async((str(pk),), retry=False, expires=60)
        except Exception as error:  # Redis is a convenience
            log.warning("no nudge", extra={"error": type(error).__name__})
