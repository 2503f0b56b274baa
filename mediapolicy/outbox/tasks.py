"""What the worker does when it is nudged."""

import uuid

from celery import shared_task

from mediapolicy.outbox.actions import deliver


@shared_task(name="outbox.deliver_one")
def deliver_one(pk: str) -> None:
    """Send one thing that is owed, if it still is."""
    deliver(uuid.UUID(pk))
