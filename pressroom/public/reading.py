"""What anybody may read of a release. Each question is put to `public(now)`, or to `gone(now)`, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from pressroom.public.room import absolute
from pressroom.release.models import PressRelease
from pressroom.release.parts import ReleasePicture

LEAD = 240  # characters


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture that may be downloaded."""

    shown: ReleasePicture
    address: str

    @property
    def small(self) -> str:
        """Where the small copy is."""
        return self._at("small")

    @property
    def large(self) -> str:
        """Where the large one is, for print."""
        return self._at("large")

    @property
    def large_absolute(self) -> str:
        """The same, for other sites."""
        return absolute(self.large)

    def _at(self, size: str) -> str:
        return reverse("press:picture", args=[self.address, self.shown.pk, size])


@dataclass(frozen=True, slots=True)
class Story:
    """One release as anybody reads it, with its pictures."""

    release: PressRelease
    pictures: tuple[Picture, ...] = ()

    @property
    def url(self) -> str:
        """Its address."""
        return url_of(self.release)

    @property
    def absolute_url(self) -> str:
        """Its address, for other sites."""
        return absolute(self.url)

    @property
    def since(self) -> datetime:
        """Since when anybody may read it."""
        return since(self.release)

    @property
    def day(self) -> date:
        """The day that stands over it."""
        return self.release.dated or timezone.localtime(self.since).date()

    @property
    def lead(self) -> str:
        """Its first words."""
        return lead(self.release)


def since(release: PressRelease) -> datetime:
    """Since when anybody may read it: its release, or the end of its embargo where that came later."""
    times = [release.first_released_at, release.released_at, release.embargo_until]
    first = times[0] or times[1] or release.created_at
    return max(first, times[2]) if times[2] else first


def said_since(release: PressRelease) -> datetime:
    """Since when it says what it says: a correction is newer than the first."""
    return max(since(release), release.released_at or since(release))


def url_of(release: PressRelease) -> str:
    """Where it is read."""
    return reverse("press:release", args=[release.address])


def lead(release: PressRelease) -> str:
    """What a list says of it: the line under the headline, or the first paragraph."""
    words = release.subhead or next((part for part in release.body.split("\n") if part.strip()), "")
    return words if len(words) <= LEAD else words[:LEAD].rsplit(" ", 1)[0] + " …"


def stories(releases: Iterable[PressRelease], now: datetime) -> list[Story]:
    """These releases with the pictures of theirs that anybody may see, in one more statement."""
    found = list(releases)
    pictures = ReleasePicture.objects.public(now).filter(release__in=[one.pk for one in found])
    of: dict[object, list[ReleasePicture]] = {one.pk: [] for one in found}
    for picture in pictures.select_related("asset").order_by("at", "id"):
        if picture.asset.has_picture:
            of[picture.release_id].append(picture)
    return [Story(one, tuple(Picture(shown, one.address) for shown in of[one.pk])) for one in found]
