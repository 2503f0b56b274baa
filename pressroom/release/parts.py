"""What belongs to a press release: its versions, who is in it, its pictures."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from consent.people.models import Person
from consent.pictures.models import Asset
from consent.pictures.states import AssetState
from consent.vocabulary import ContentType
from mediapolicy.people.models import User
from pressroom.release.models import PressRelease
from pressroom.shown_in import ShownTo


class ReleaseVersion(models.Model):
    """The words as they once stood; never changed after."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(PressRelease, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="one_version_per_number_of_release")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Featured(ShownTo):
    """One person whom a release names, quotes or tells of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(PressRelease, on_delete=models.CASCADE, related_name="featured")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content_type = models.CharField(max_length=12, choices=ContentType)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "person"], name="a_person_once_in_a_release")]

    def __str__(self) -> str:
        return str(self.person)


class ReleasePictureQuerySet(models.QuerySet["ReleasePicture"]):
    """How pictures of releases are asked for."""

    def public(self, now: datetime) -> Self:
        """Pictures that anybody may see: of a public release, in the library still, and nothing locked."""
        releases = PressRelease.objects.public(now).values("pk")
        return self.filter(release__in=releases, asset__state=AssetState.READY, asset__is_locked=False)


class ReleasePicture(ShownTo):
    """One picture of the library in a release, with what is said of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(PressRelease, on_delete=models.CASCADE, related_name="shows")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    alt_text = models.CharField(max_length=300)
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=160, blank=True)

    objects = ReleasePictureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "asset"], name="a_picture_once_in_a_release")]

    def __str__(self) -> str:
        return str(self.asset)
