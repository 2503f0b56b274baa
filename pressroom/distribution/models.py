"""Mailings of released texts, and one row for each who gets one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from approvals.seals import seal_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import SignedRecord
from pressroom.distribution.states import MailingState
from pressroom.distribution.words import Written, written
from pressroom.lists.models import ListEntry, MailingList, Subscriber
from pressroom.lists.states import ListState, SubscriberState
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState

TAGS = {
    MailingState.PREPARED: "draft",
    MailingState.SENDING: "waiting",
    MailingState.PAUSED: "risk",
    MailingState.FINISHED: "signed",
    MailingState.STOPPED: "voided",
}


class MailingKind(models.TextChoices):
    """What is sent."""

    RELEASE = "release", "The release"
    CORRECTION = "correction", "A correction, to whoever had it before"
    WITHDRAWAL = "withdrawal", "Word that it is withdrawn, to whoever had it"


class Outcome(models.TextChoices):
    """How far one letter has come."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    LEFT_OUT = "left out", "Left out"
    FAILED = "failed", "Could not be sent"
    DROPPED = "dropped", "Not sent: the mailing stopped"


def kinds_of(release: PressRelease) -> list[tuple[str, str]]:
    """What can be sent about this release as it stands."""
    if release.state == ReleaseState.WITHDRAWN:
        return [(MailingKind.WITHDRAWAL.value, MailingKind.WITHDRAWAL.label)]
    found = [MailingKind.RELEASE] if release.is_out else []
    found += [MailingKind.CORRECTION] if release.is_out and release.corrects_id else []
    return [(kind.value, kind.label) for kind in found]


class MailingQuerySet(models.QuerySet["Mailing"]):
    """How mailings are asked for."""

    def visible_to(self, user: User) -> Self:
        """Mailings of the releases that this person may know of, to those who may read mailings."""
        if not standing_of(user).holds_everywhere("open_press_list"):
            return self.none()
        return self.filter(release__in=PressRelease.objects.visible_to(user)).select_related("release", "prepared_by")


class Mailing(SignedRecord):
    """One released text on its way to lists and single addresses: frozen and sealed as it begins.

    It has neither a reference nor a lock of its own: it is there for whoever may know of its release, and for nobody else.
    """

    CALLED = "mailing"
    STATES = MailingState
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset({"words"})  # they never change once they are sealed

    release = models.ForeignKey(PressRelease, on_delete=models.PROTECT, related_name="mailings")
    kind = models.CharField(max_length=10, choices=MailingKind, default=MailingKind.RELEASE)
    lists = models.ManyToManyField(MailingList, related_name="+")
    singles = models.ManyToManyField(Subscriber, related_name="+")
    under_embargo = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, blank=True, editable=False)
    words = models.TextField(blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    why_stopped = models.CharField(max_length=300, blank=True, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailingState.values), name="mailing_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[MailingState.PREPARED, MailingState.STOPPED]) | ~Q(seal=""),
                name="what_is_sent_is_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="mailing_newest"),
            models.Index(fields=["state"], condition=Q(state="sending"), name="mailing_under_way"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().partition(',')[0]}: {self.release.title}"

    @property
    def home_id(self) -> Any:
        """It is done where its release is at home."""
        return self.release.home_id

    @property
    def is_locked(self) -> bool:
        """An ongoing matter that has the release has its mailings too (CC-2)."""
        return self.release.is_locked

    @property
    def tells_of_withdrawal(self) -> bool:
        """Whether it asks to use the release no more."""
        return self.kind == MailingKind.WITHDRAWAL

    @property
    def is_out(self) -> bool:
        """Whether its release stands as this mailing would have it: out, corrected by it, or taken back."""
        if self.tells_of_withdrawal:
            return bool(self.release.state == ReleaseState.WITHDRAWN)
        return self.release.is_out and (self.kind != MailingKind.CORRECTION or self.release.corrects_id is not None)

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS[MailingState(self.state)]

    def get_absolute_url(self) -> str:
        """The mailing's page."""
        return reverse("pressroom:mailing", args=[self.pk])

    # Its words --------------------------------------------------------------------------------------------------

    def written(self) -> Written:
        """Subject and text as they would leave now."""
        return written(self.release, kind=self.kind, under_embargo=self.under_embargo)

    def seal_now(self) -> str:
        """The seal of exactly what would leave now, and of everything that the release rests on."""
        text = self.written()
        content = {"subject": text.subject, "words": text.words}
        return seal_of(content if self.tells_of_withdrawal else {**content, "rests_on": self.release.sealed_content()})

    @property
    def is_unchanged(self) -> bool:
        """Whether what would leave now is what was sealed."""
        return self.seal == self.seal_now()

    # Who gets it ------------------------------------------------------------------------------------------------

    def chosen(self) -> models.QuerySet[Subscriber]:
        """Everybody who was chosen, each once: on a chosen list, or one by one; or whoever had it, for what follows it."""
        if self.kind != MailingKind.RELEASE:
            # A correction takes over the address of what it corrects: all of them are one story.
            had = Letter.objects.filter(mailing__release__address=self.release.address, outcome=Outcome.SENT)
            return Subscriber.objects.filter(pk__in=had.values("subscriber"))
        on_lists = ListEntry.objects.filter(mailing_list__in=self.lists.filter(state=ListState.KEPT))
        one_by_one = self.singles.values("pk")
        found = Subscriber.objects.filter(Q(pk__in=on_lists.values("subscriber")) | Q(pk__in=one_by_one))
        return found.exclude(state=SubscriberState.FORGOTTEN)

    def had_it(self) -> models.QuerySet[Letter]:
        """Letters with exactly these words that somebody has had already."""
        same = Letter.objects.filter(mailing__release=self.release, mailing__kind=self.kind, outcome=Outcome.SENT)
        return same.filter(mailing__words=self.written().words)

    def recipients(self) -> models.QuerySet[Subscriber]:
        """Those who would get it: chosen, welcome, and not in possession of these very words."""
        return self.chosen().welcome().exclude(pk__in=self.had_it().values("subscriber"))  # type: ignore[attr-defined, no-any-return]

    @property
    def reaches_somebody(self) -> bool:
        """Whether anybody would get it."""
        return self.recipients().exists()

    @property
    def somebody_waits(self) -> bool:
        """Whether a letter of it has still to leave."""
        return self.letters.filter(outcome=Outcome.WAITING).exists()

    def numbers(self) -> dict[str, int]:
        """How many letters have come how far, in one statement."""
        counted = dict(self.letters.values_list("outcome").annotate(Count("pk")).order_by())
        return {outcome.name.lower(): counted.get(outcome.value, 0) for outcome in Outcome}


class Letter(models.Model):
    """One message to one address. Its key names the message: a copy sent in a crash carries the same Message-ID."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="letters")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="letters")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    why = models.CharField(max_length=120, blank=True)
    owed_at = models.DateTimeField(null=True)
    times_owed = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="one_letter_to_each_in_a_mailing"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="letter_outcome_known"),
        ]
        indexes = [
            models.Index(fields=["mailing", "outcome"], name="letter_by_outcome"),
            models.Index(fields=["mailing", "owed_at"], condition=Q(outcome="waiting"), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.get_outcome_display()}"
