"""What is owed to the world outside."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

MOST_TRIES = 12


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """How the outbox is asked for."""

    def ready(self) -> Self:
        """What can be sent now: due and unsent, or claimed by a worker that did not come back."""
        now = timezone.now()
        waiting = Q(state=Dispatch.State.OWED, next_try_at__lte=now)
        abandoned = Q(state=Dispatch.State.SENDING, claimed_until__lt=now)
        return self.filter(waiting | abandoned).order_by("created_at")


class Dispatch(models.Model):
    """One thing owed to the outside: written with the change that caused it, sent after, however often it is asked.

    `key` makes a promise unique: the same decision cannot owe the same thing twice. `id` names the message itself,
    so that a copy sent in a crash carries the same Message-ID.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OWED = "owed", "Waiting to leave"
        SENDING = "sending", "Leaving now"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "No longer wanted"
        FAILED = "failed", "Could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.OWED)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=["owed", "sending"]), name="dispatch_unsent"),
            models.Index(fields=["about"], name="dispatch_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["owed", "sending", "sent", "dropped", "failed"]),
                name="dispatch_state_known",
            )
        ]

    def __str__(self) -> str:
        return self.key

    def wait_before_next_try(self) -> timedelta:
        """A little longer each time: 10 s, 20 s, 40 s … at most an hour."""
        return timedelta(seconds=min(10 * 2 ** max(self.tries - 1, 0), 3600))
