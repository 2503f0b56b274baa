"""Statements and their versions."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from approvals.models import current_signatures, stage_without_signer
from approvals.seals import seal_of
from approvals.states import Stage
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet
from pressroom.states import OPEN, StatementState

LONGEST_STATEMENT = 20_000
TAGS = {
    StatementState.AWAITING_SIGN_OFF: "waiting",
    StatementState.CHANGES_ASKED: "risk",
    StatementState.REFUSED: "overdue",
    StatementState.SIGNED: "signed",
    StatementState.RELEASED: "signed",
}


class Trigger(models.TextChoices):
    """What a statement answers (MS-1)."""

    ENQUIRY = "enquiry", "A media enquiry"
    ARTICLE = "article", "An article"
    COMPLAINT = "complaint", "A complaint"
    LA_VISIT = "la_visit", "A visit by the local authority"
    CQC_VISIT = "cqc_visit", "A visit by the Care Quality Commission"
    INCIDENT = "incident", "An incident"
    OTHER = "other", "Something else"


class Way(models.TextChoices):
    """How words reach somebody outside."""

    EMAIL = "email", "Email"
    PHONE = "phone", "Phone"
    POST = "post", "Post"
    IN_PERSON = "in_person", "In person"


class StatementQuerySet(RecordQuerySet):
    """How statements are asked for."""

    def visible_to(self, user: User) -> Self:
        """Statements of this person's homes, or all of them, and nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_statement"):
            return found
        return found.filter(home__in=standing.homes_with("open_statement"), kept_from_home=False)

    def shared_with(self, user: User) -> models.QuerySet[Any]:
        """Statements shared with this person one by one."""
        return StatementUserObjectPermission.objects.filter(user=user).values("content_object_id")

    def for_list(self) -> Self:
        """What a row of the list shows, newest first."""
        return self.select_related("home", "written_by").order_by("-created_at", "-id")


class Statement(PolicyRecord):
    """A written answer: its words in versions, whom it goes to, and whether a Director has signed exactly that."""

    PREFIX: ClassVar[str] = "STM"
    CALLED = "statement"
    STATES = StatementState

    subject = models.CharField(max_length=160)
    trigger = models.CharField(max_length=12, choices=Trigger)
    words = models.TextField(blank=True, max_length=LONGEST_STATEMENT)
    number = models.PositiveIntegerField(default=1)
    recipients = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers_reference = models.CharField(max_length=14, blank=True)
    answers_url = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="statement_newest"),
            models.Index(fields=["home", "-created_at"], name="statement_of_home"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StatementState.values), name="statement_state_known"),
            models.CheckConstraint(
                condition=~Q(state=StatementState.RELEASED) | Q(released_at__isnull=False),
                name="released_at_some_time",
            ),
        ]

    @property
    def title(self) -> str:
        """What it is about."""
        return self.subject

    @property
    def is_open(self) -> bool:
        """Whether it can still change."""
        return self.state in OPEN

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(StatementState(self.state), "draft")

    def get_absolute_url(self) -> str:
        """The statement's page."""
        return reverse("pressroom:statement", args=[self.pk])

    def sealed_content(self) -> dict[str, Any]:
        """What a signature covers: the exact words and exactly whom they go to, and how."""
        return {
            "kind": "statement",
            "reference": self.reference,
            "subject": self.subject,
            "words": self.words,
            "recipients": self.recipients,
            "media": [],
            "consents": [],
        }

    def signing_stages(self) -> tuple[str, ...]:
        """A Director signs every statement (MS-2); on an ongoing matter the COO agrees it as well (CC-2, V-O-01)."""
        return ("director", "coo") if self.is_locked else ("director",)

    def authors(self) -> list[Any]:
        """Everyone who wrote a version of it."""
        return [self.written_by_id, *self.versions.values_list("by_id", flat=True)]

    def shared_with_people(self) -> list[User]:
        """Whom the COO named on it."""
        return list(User.objects.active().filter(statementuserobjectpermission__content_object=self).distinct())

    @property
    def stage_without_signer(self) -> Stage | None:
        """A signature that nobody is left to give, if there is one."""
        return stage_without_signer(self)

    @property
    def sign_off_holds(self) -> bool:
        """Whether everyone who must has signed exactly what stands here now."""
        return set(self.signing_stages()) <= current_signatures(self, seal_of(self.sealed_content()))


class StatementVersion(models.Model):
    """The words as they once stood; never changed after. History rows point here instead of copying them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    recipients = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_version_per_number_of_statement")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Sending(models.Model):
    """A released statement on its way to one recipient, or the note that it was read or handed to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="sendings")
    name = models.CharField(max_length=160)
    way = models.CharField(max_length=12, choices=Way)
    address = models.CharField(max_length=254, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class StatementUserObjectPermission(UserObjectPermissionBase):
    """guardian: one statement shared with one person."""

    content_object = models.ForeignKey(Statement, on_delete=models.CASCADE)
