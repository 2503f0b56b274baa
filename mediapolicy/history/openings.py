"""Who opened which record, when and as what: kept like history, so that every view can be asked about (CRM-2)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Func, Value

from mediapolicy.people.models import User
from mediapolicy.records import PolicyRecord

SLOT = 15 * 60  # seconds in which one person's looks at one record are one row


class Opening(models.Model):
    """One person looked at one record, in one quarter of an hour."""

    ONLY_ADDED_TO: ClassVar[bool] = True

    kind = models.CharField(max_length=40)
    record_id = models.UUIDField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    as_role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    slot = models.PositiveIntegerField()
    # The second witness, as in history: who the database was told acts.
    acting = models.CharField(
        max_length=40, db_default=Func(Value("app.actor"), Value(True), function="current_setting")
    )

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-at", "-id"], name="opening_newest"),
            models.Index(fields=["person", "-at"], name="opening_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["record_id", "person", "slot"], name="one_opening_per_person_and_slot")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at something, at this moment; `reference` says at what, where there is more than one."""

    person: str
    at: datetime
    reference: str


MOST_LOOKS = 30


def who_looked(records: Mapping[uuid.UUID, str], since: datetime) -> list[Look]:
    """Who opened one of these records since then, newest first; each key with the reference to show (CRM-2)."""
    found = Opening.objects.filter(record_id__in=list(records), at__gte=since).select_related("person")
    return [Look(str(one.person), one.at, records[one.record_id]) for one in found.order_by("-at", "-id")[:MOST_LOOKS]]


@cache
def kinds_opened() -> tuple[type[PolicyRecord], ...]:
    """The kinds of record whose openings are kept, in an order that stays."""
    kept: list[Any] = [model for model in apps.get_models() if getattr(model, "OPENED_WITH", "")]
    return tuple(sorted(kept, key=lambda model: model._meta.label))
