"""Press releases and advertorials: their words, who may read them when, and what an approval of them covers."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from approvals.models import stage_without_signer
from approvals.states import Stage
from consent.pictures.models import Appearance
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet
from pressroom.idea.models import StoryIdea
from pressroom.release import approving
from pressroom.release.looking import LookedUp, look_up
from pressroom.release.rules import WARNINGS
from pressroom.release.states import LOCKING, OPEN, ReleaseState
from pressroom.release.vocabulary import AdLabel, Kind, StoryKind
from pressroom.shown_in import NamesPeople, ShownTo

if TYPE_CHECKING:
    from pressroom.release.parts import Featured, ReleasePicture

LONGEST_STORY = 20_000
TAGS = {
    ReleaseState.AWAITING_APPROVAL: "waiting",
    ReleaseState.CHANGES_ASKED: "risk",
    ReleaseState.REFUSED: "overdue",
    ReleaseState.APPROVED: "signed",
    ReleaseState.SCHEDULED: "waiting",
    ReleaseState.RELEASED: "signed",
    ReleaseState.CORRECTED: "voided",
    ReleaseState.WITHDRAWN: "voided",
}
# The words of a release: what a version keeps, a signature covers and a correction begins with.
WORDS = (
    "kind",
    "story_kind",
    "headline",
    "subhead",
    "place",
    "dated",
    "body",
    "quotes",
    "notes",
    "about_us",
    "contact_name",
    "contact_phone",
    "contact_email",
    "out_of_hours",
    "ad_label",
    "publisher",
    "embargo_until",
    "correction",
)


class ReleaseQuerySet(RecordQuerySet):
    """How press releases are asked for."""

    def visible_to(self, user: User) -> Self:
        """Releases of this person's homes, or all of them, and nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_release"):
            return found
        at_home = Q(home__in=standing.homes_with("open_release"), kept_from_home=False)
        return found.filter(at_home | self.shared_with(user))

    def public(self, now: datetime) -> Self:
        """Those that anybody may read at this moment: released, past their embargo, not taken back, and not held.

        Every page that needs no account asks this and nothing else.
        """
        over = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
        return self.filter(over, state=ReleaseState.RELEASED, is_locked=False, is_held=False)

    def gone(self, now: datetime) -> Self:
        """Those that anybody could read once, and that were taken back: their address says so."""
        was_public = Q(embargo_until__isnull=True) | Q(embargo_until__lte=models.F("withdrawn_at"))
        return self.filter(was_public, state=ReleaseState.WITHDRAWN, is_locked=False, withdrawn_at__lte=now)

    def touched_by_words(self, words: list[str]) -> Self:
        """Those whose words hold one of these."""
        return self.annotate(said=SearchVector("text", config="english")).filter(said=any_of(words))

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those that name, quote or show one of these people."""
        of_them = Q(featured__person__in=people) | Q(shows__asset__appearances__person__in=people)
        of_them |= Q(idea__people__in=people)
        return self.filter(pk__in=PressRelease._base_manager.filter(of_them).values("pk"))

    def for_list(self) -> Self:
        """What a row of the list shows, newest first."""
        return self.select_related("home", "written_by").order_by("-created_at", "-id")


class PressRelease(PolicyRecord, NamesPeople):
    """A good news story for the press: its words in versions, who is in it, its pictures, and when it may be read."""

    PREFIX: ClassVar[str] = "PRR"
    OPENED_WITH = "open_release"
    CALLED = "press release"
    TOLD_OF = True
    STATES = ReleaseState
    UNDER_A_MATTER = LOCKING

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RELEASE)
    story_kind = models.CharField(max_length=12, choices=StoryKind)
    headline = models.CharField(max_length=160)
    subhead = models.CharField(max_length=240, blank=True)
    place = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True, blank=True)  # the day on top of it; the day it is released when empty
    body = models.TextField(blank=True, max_length=LONGEST_STORY)
    quotes = models.JSONField(default=list, blank=True)  # [{"who": "Ana Reyes, Home Manager", "words": "..."}]
    notes = models.TextField(blank=True, max_length=4000)
    about_us = models.TextField(blank=True, max_length=4000)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    out_of_hours = models.CharField(max_length=120, blank=True)
    ad_label = models.CharField(max_length=8, choices=AdLabel, blank=True)
    publisher = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True, editable=False)  # all of it as it is read, for search and for matters

    number = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    idea = models.ForeignKey(StoryIdea, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    correction = models.CharField(max_length=400, blank=True)  # what was wrong, for everybody to read
    people_in = models.PositiveSmallIntegerField(default=0, editable=False)  # so that none costs no question
    pictures_in = models.PositiveSmallIntegerField(default=0, editable=False)

    embargo_until = models.DateTimeField(null=True, blank=True)
    warned_for = models.DateTimeField(null=True, editable=False)  # up to when the end of the embargo was told of
    release_at = models.DateTimeField(null=True, editable=False)
    scheduled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, editable=False)
    first_released_at = models.DateTimeField(null=True, editable=False)  # a correction keeps the first one's
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # Off our pages although it is out: a matter took it, or somebody in it may not be shown. Nothing undoes that by itself.
    is_held = models.BooleanField(default=False, editable=False)
    withdrawn_because = models.TextField(blank=True, max_length=2000)
    # Where it can be read by anybody: readable, and not to be guessed. A correction takes over the first one's.
    address = models.CharField(max_length=90, blank=True, editable=False)

    objects = ReleaseQuerySet.as_manager()
    # What is about to be said of it, and what the gate says: filled in by the action, for the rules to look at.
    gate_says, says_why = "", ""
    _in_it: tuple[tuple[int, int, int], tuple[list[Featured], list[ReleasePicture]]] | None = None
    wanted_at: datetime | None = None

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="release_newest"),
            models.Index(fields=["home", "-created_at"], name="release_of_home"),
            models.Index(fields=["-first_released_at", "-id"], condition=Q(state="released"), name="release_public"),
            models.Index(fields=["release_at"], condition=Q(state="scheduled"), name="release_due"),
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="release_embargo"),
            models.Index(fields=["address"], name="release_address"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReleaseState.values), name="release_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["released", "corrected", "withdrawn"])
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(address="")),
                name="released_by_somebody_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(release_at__isnull=False, scheduled_by__isnull=False),
                name="scheduled_for_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_release_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.RELEASE)
                | ~Q(state__in=["approved", "scheduled", "released"])
                | ~(Q(ad_label="") | Q(publisher="")),
                name="advertorial_is_labelled",
            ),
            models.UniqueConstraint(
                fields=["address"], condition=Q(state="released"), name="one_release_at_an_address"
            ),
        ]

    @property
    def title(self) -> str:
        """Its headline."""
        return self.headline

    @property
    def is_open(self) -> bool:
        """Whether it can still change."""
        return self.state in OPEN

    @property
    def is_out(self) -> bool:
        """Whether it was released and still stands."""
        return self.state == ReleaseState.RELEASED

    @property
    def is_advertorial(self) -> bool:
        """Whether it is a page we pay for."""
        return self.kind == Kind.ADVERTORIAL

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(ReleaseState(self.state), "draft")

    @property
    def owner(self) -> User:
        """Who is told about it: whoever released it or set its time, else whoever wrote it."""
        return self.released_by or self.scheduled_by or self.written_by

    def is_under_embargo(self, now: datetime | None = None) -> bool:
        """Whether it may not be published yet."""
        return self.embargo_until is not None and self.embargo_until > (now or timezone.now())

    def warning_due(self, now: datetime | None = None) -> timedelta | None:
        """How long before its embargo ends somebody is told, if that has come and nobody was; the shortest that fits."""
        at = now or timezone.now()
        if self.embargo_until is None or self.embargo_until <= at:
            return None
        due = [one for one in WARNINGS if self.embargo_until - one <= at]
        told = [one for one in due if self.warned_for is not None and self.embargo_until - one <= self.warned_for]
        return due[-1] if len(told) < len(due) else None

    def get_absolute_url(self) -> str:
        """The release's page."""
        return reverse("pressroom:release", args=[self.pk])

    @property
    def told(self) -> str:
        """What it tells: all its words but for who we are, and whom of us the press may ask."""
        quotes = [f"{one['who']}: {one['words']}" for one in self.quotes]
        return "\n".join([self.headline, self.subhead, self.body, *quotes, self.notes])

    def worded(self) -> dict[str, Any]:
        """Its words, by their names."""
        return {name: getattr(self, name) for name in WORDS}

    # Who is in it -----------------------------------------------------------------------------------------------------

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, and who is in it with it."""
        self._in_it = None
        super().refresh_from_db(*args, **kwargs)

    def people(self) -> list[Featured]:
        """Who is named, quoted or told of in it."""
        return self._everybody()[0]

    def pictures(self) -> list[ReleasePicture]:
        """Its pictures with everybody in them."""
        return self._everybody()[1]

    def _everybody(self) -> tuple[list[Featured], list[ReleasePicture]]:
        """Read once for this version of it: one page asks the rules, the gate and the seal."""
        if self._in_it is None or self._in_it[0] != (self.version, self.people_in, self.pictures_in):
            people = list(self.featured.select_related("person").order_by("at", "id")) if self.people_in else []
            self._in_it = ((self.version, self.people_in, self.pictures_in), (people, self._read_pictures()))
        return self._in_it[1]

    def _read_pictures(self) -> list[ReleasePicture]:
        if not self.pictures_in:
            return []
        marks = models.Prefetch("asset__appearances", Appearance.objects.select_related("person"))
        return list(self.shows.select_related("asset").prefetch_related(marks).order_by("at", "id"))

    def shown(self) -> list[ShownTo]:
        """Everything in it that shows somebody, in the way it does."""
        return [*self.people(), *self.pictures()]

    def looked_up(self, at: datetime | None = None) -> LookedUp:
        """What the publish gate says, at this moment, about everybody in it (SM-26, IR-6)."""
        return look_up(self.people(), self.pictures(), at)

    def touching(self) -> Touching:
        """Its words, whoever is in it, and whoever can be seen in its pictures."""
        named = {one.person_id for one in self.people()}
        seen = {mark.person_id for one in self.pictures() for mark in one.asset.appearances.all() if mark.person_id}
        told_of = set(self.idea.people.values_list("pk", flat=True)) if self.idea else set()
        return Touching(self.text, frozenset(named | seen | told_of))

    def comes_with(self) -> list[PolicyRecord]:
        """A release and its corrections tell of the same thing."""
        family = Q(corrects=self)
        if self.corrects_id:
            family |= Q(pk=self.corrects_id) | Q(corrects=self.corrects_id)
        return list(PressRelease._base_manager.filter(family).exclude(pk=self.pk).order_by("pk"))

    # What is signed (approving.py) ------------------------------------------------------------------------------------

    def sealed_content(self) -> dict[str, Any]:
        """What an approval covers."""
        return approving.sealed_content(self)

    def signing_stages(self) -> tuple[str, ...]:
        """Whose approval it needs, from the facts of the case."""
        return approving.signing_stages(self)

    @property
    def needs_second_hand(self) -> bool:
        """Whether somebody else approves it than whoever wrote it."""
        return approving.needs_second_hand()

    def authors(self) -> list[Any]:
        """Who doesn't approve it."""
        return approving.authors(self)

    def shared_with_people(self) -> list[User]:
        """Whom the COO named on it."""
        return list(User.objects.active().filter(pressreleaseuserobjectpermission__content_object=self).distinct())

    @property
    def stage_without_signer(self) -> Stage | None:
        """A signature that nobody is left to give, if there is one."""
        return stage_without_signer(self)

    @property
    def approval_holds(self) -> bool:
        """Whether it is exactly what was approved."""
        return approving.holds(self)


class PressReleaseUserObjectPermission(UserObjectPermissionBase):
    """guardian: one release shared with one person."""

    content_object = models.ForeignKey(PressRelease, on_delete=models.CASCADE)
