"""What was asked for as a paper, by whom, and where it lies until it is taken away again."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from mediapolicy.papers.kinds import KINDS, Kind
from mediapolicy.people.models import User

KEPT_FOR = timedelta(days=7)


def in_a_week() -> datetime:
    """When a paper asked for now is taken away again."""
    return timezone.now() + KEPT_FOR


class PaperState(models.TextChoices):
    """How far a paper has come."""

    OWED = "owed", "Being made"
    MADE = "made", "Ready"
    FAILED = "failed", "Could not be made"


class PaperQuerySet(models.QuerySet["Paper"]):
    """How papers are asked for."""

    def visible_to(self, person: User) -> Self:
        """What this person asked for, of records they may still know of, newest first (CRM-2).

        That the kind's permission is still theirs is asked where one paper is opened.
        """
        known = Q(pk__in=[])
        for kind in KINDS.values():
            theirs = kind.visible_to(person).filter(pk=OuterRef("record_id"))
            known |= Q(kind=kind.slug) & Q(Exists(theirs))
        return self.filter(known, asked_by=person, expires_at__gt=timezone.now()).order_by("-asked_at", "-id")

    def over(self, now: datetime) -> Self:
        """Those whose time is up."""
        return self.filter(expires_at__lte=now).order_by("expires_at")


class Paper(models.Model):
    """One paper that somebody asked for: a promise like one of the outbox, so its own life is no history of the record.

    Where it stands follows from what is there: `made_at` when its bytes are stored, `why` when they can't be made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=40)
    record_id = models.UUIDField()
    known_as = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_a_week)
    made_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)
    stored_as = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    objects = PaperQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-asked_at", "-id"], name="paper_of_person"),
            models.Index(fields=["expires_at"], name="paper_expires"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, stored_as="", sha256="")
                | (Q(made_at__isnull=False, why="") & ~Q(stored_as="") & ~Q(sha256="")),
                name="paper_made_is_stored",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what.title} {self.known_as}"

    def get_absolute_url(self) -> str:
        """Where it can be waited for and fetched."""
        return reverse("papers:paper", args=[self.pk])

    @property
    def what(self) -> Kind:
        """The kind of paper."""
        return KINDS[self.kind]

    @property
    def stands(self) -> PaperState:
        """How far it has come."""
        if self.made_at:
            return PaperState.MADE
        return PaperState.FAILED if self.why else PaperState.OWED

    @property
    def is_owed(self) -> bool:
        """Whether it is still to be made."""
        return self.stands is PaperState.OWED

    @property
    def is_made(self) -> bool:
        """Whether it can be fetched."""
        return self.stands is PaperState.MADE

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved: the kind and the reference, never a name."""
        return f"{self.kind}-{self.known_as}.pdf"

    def record_for(self, person: User) -> Any | None:
        """The record, if this person may know of it."""
        return self.what.visible_to(person).filter(pk=self.record_id).first()
