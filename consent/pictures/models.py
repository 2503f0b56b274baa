"""Pictures, films, voices, words and artwork, and who is in them and where."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from consent.people.models import Person
from consent.pictures.states import AssetState
from consent.vocabulary import ContentType
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class Rights(models.TextChoices):
    """Whose it is, and whether we may use it (SM-27)."""

    UNKNOWN = "unknown", "Not known yet"
    OWN = "own", "Ours: made by somebody who works here"
    LICENSED = "licensed", "Somebody else's, with their permission"
    PUBLIC_DOMAIN = "public_domain", "Free of rights"


TAGS = {
    AssetState.WAITING: "waiting",
    AssetState.READY: "signed",
    AssetState.QUARANTINED: "voided",
    AssetState.ERASED: "draft",
}


ONE_OF = {
    ContentType.PHOTO: "Photo",
    ContentType.VIDEO: "Film",
    ContentType.AUDIO: "Recording",
    ContentType.QUOTE: "Quote",
    ContentType.STORY: "Story",
    ContentType.ARTWORK: "Artwork",
    ContentType.NAME_ONLY: "Name",
}


class AssetQuerySet(RecordQuerySet):
    """How pictures are asked for."""

    def visible_to(self, user: User) -> Self:
        """Pictures of the homes where this person keeps pictures, or sees the answer for; nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user).exclude(state=AssetState.ERASED)
        if standing.holds_everywhere("see_answer"):
            return found
        return found.filter(home__in=standing.homes_with("see_answer"), kept_from_home=False)

    def for_list(self) -> Self:
        """What a tile of the library shows, newest first."""
        return self.select_related("home").with_people().order_by("-created_at", "-id")

    def with_people(self) -> Self:
        """Together with everybody in them: what the rules and the gate ask costs no further statement."""
        people = Appearance.objects.select_related("person", "by", "confirmed_by")
        return self.prefetch_related(models.Prefetch("appearances", people))

    def found_by(self, words: str, user: User) -> Self:
        """Those called so, made at such an event, or with somebody of that name in them whom this person may look up."""
        people = Person.objects.visible_to(user).named(words).values("pk")
        shown = Appearance.objects.filter(person__in=people).values("asset")
        return self.filter(
            Q(called__icontains=words) | Q(event__icontains=words) | Q(reference=words.upper()) | Q(pk__in=shown)
        )

    def with_somebody(self, person: Person) -> Self:
        """Those in which this person can be seen, heard or read."""
        return self.filter(pk__in=Appearance.objects.filter(person=person).values("asset"))

    def to_be_erased(self, before: datetime) -> Self:
        """Those put away so long ago that they go for good."""
        return self.filter(state=AssetState.QUARANTINED, put_away_at__lte=before).order_by("put_away_at")


def where_it_is_kept(asset: Asset, _: str) -> str:
    """Stored under a key of its own, never under a name."""
    return f"pictures/{asset.pk}"


def where_its_small_copy_is_kept(asset: Asset, _: str) -> str:
    """The small copy for lists."""
    return f"pictures/{asset.pk}-small"


class Asset(PolicyRecord):
    """One thing that can be shown: kept once, made anew without its traces, told apart by its fingerprint."""

    PREFIX: ClassVar[str] = "PIC"
    STANDS_ALONE: ClassVar[bool] = True
    CALLED = "picture"
    STATES = AssetState
    # Erased with the picture; what was done, by whom and when stays in its history.
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset(
        {"called", "alt_text", "words", "event", "made_by", "put_away_because", "likeness"}
    )

    content_type = models.CharField(max_length=12, choices=ContentType)
    called = models.CharField(max_length=120)
    event = models.CharField(max_length=120, blank=True)
    alt_text = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True, max_length=4000)  # a quote or a story
    stored = models.FileField(upload_to=where_it_is_kept, blank=True)
    small = models.FileField(upload_to=where_its_small_copy_is_kept, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    likeness = models.CharField(max_length=256, blank=True)  # what it looks like, whole and trimmed (likeness.py)
    made_on = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    people_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    is_legacy = models.BooleanField(default=False)
    rights = models.CharField(max_length=14, choices=Rights, default=Rights.UNKNOWN)
    rights_holder = models.CharField(max_length=160, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    licence_until = models.DateField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, editable=False)
    put_away_because = models.CharField(max_length=200, blank=True)

    objects = AssetQuerySet.as_manager()
    turned: Sequence[int] = ()  # what it looks like turned and mirrored, while it is being added

    class Meta:
        indexes = [
            models.Index(fields=["home", "state", "-created_at"], name="picture_of_home"),
            models.Index(fields=["-created_at", "-id"], name="picture_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssetState.values), name="asset_state_known"),
            models.CheckConstraint(
                condition=~Q(state=AssetState.READY) | ~Q(rights=Rights.UNKNOWN), name="ready_picture_has_its_rights"
            ),
        ]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.called

    @property
    def one(self) -> str:
        """What it is, as one says of one of them."""
        return ONE_OF[ContentType(self.content_type)]

    @property
    def is_seen(self) -> bool:
        """Whether there is something to look at."""
        return self.content_type in (ContentType.PHOTO, ContentType.VIDEO, ContentType.ARTWORK)

    @property
    def is_heard(self) -> bool:
        """Whether there is something to listen to."""
        return self.content_type in (ContentType.VIDEO, ContentType.AUDIO)

    @property
    def is_words(self) -> bool:
        """Whether it is written: a quote or a story."""
        return self.content_type in (ContentType.QUOTE, ContentType.STORY)

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to place people in."""
        return self.media_type.startswith("image/")

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS[AssetState(self.state)]

    @property
    def accounted(self) -> int:
        """How many of those in it are named, or agreed to be nobody one can tell."""
        return len(self.appearances.all())

    def get_absolute_url(self) -> str:
        """The picture's page."""
        return reverse("consent:picture", args=[self.pk])


class Marked(models.TextChoices):
    """What is said about one face, voice or figure in it."""

    NAMED = "named", "This is somebody we know"
    BLURRED = "blurred", "Made unrecognisable"
    NOT_TELLABLE = "not_tellable", "Nobody can tell who it is"


class Appearance(models.Model):
    """One person in one picture, and where; or a figure that nobody can tell, as two people agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="appearances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances")
    marked = models.CharField(max_length=14, choices=Marked)
    where = models.JSONField(default=dict)  # {"x", "y", "w", "h"} in hundredths of the picture
    clue = models.CharField(max_length=160, blank=True)  # name badge, reflection, voice
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "person"], condition=Q(person__isnull=False), name="a_person_once_in_a_picture"
            ),
            models.CheckConstraint(
                condition=Q(marked=Marked.NAMED, person__isnull=False)
                | (~Q(marked=Marked.NAMED) & Q(person__isnull=True)),
                name="named_means_a_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")), name="a_second_person_confirms"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.get_marked_display()

    @property
    def waits_for_second(self) -> bool:
        """Whether one pair of eyes alone has said that nobody can tell who this is (I0)."""
        return self.person_id is None and self.confirmed_by_id is None


class Forbidden(models.Model):
    """The fingerprints of a picture that was taken out: kept so that it can't come back, without the picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    likeness = models.CharField(max_length=256, blank=True)
    since = models.DateTimeField(default=timezone.now)
    reference = models.CharField(max_length=14)

    def __str__(self) -> str:
        return self.reference
