"""Statements and their versions; the tables of the other kinds of record are gathered here."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from approvals.models import current_signatures, stage_without_signer
from approvals.seals import seal_of
from approvals.states import Stage
from consent.gate.answering import Decision, Verdict, evaluate_each
from consent.gate.use import Use
from consent.people.models import Person
from consent.vocabulary import ContentType
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet
from pressroom.details.models import PressDetails
from pressroom.distribution.models import Letter, Mailing
from pressroom.idea.models import StoryIdea, StoryIdeaUserObjectPermission
from pressroom.lists.models import ListEntry, MailingList, Subscriber
from pressroom.release.models import PressRelease, PressReleaseUserObjectPermission
from pressroom.release.parts import Featured, ReleasePicture, ReleaseVersion
from pressroom.shown_in import NamesPeople, ShownHow, sealed
from pressroom.states import LOCKING, OPEN, WITH_ITS_WRITER, StatementState

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
        at_home = Q(home__in=standing.homes_with("open_statement"), kept_from_home=False)
        return found.filter(at_home | self.shared_with(user))

    def touched_by_words(self, words: list[str]) -> Self:
        """Those whose words hold one of these."""
        return self.annotate(said=SearchVector("subject", "words", config="english")).filter(said=any_of(words))

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those that name one of these people."""
        return self.filter(pk__in=Named.objects.filter(person__in=people).values("statement"))

    def for_list(self) -> Self:
        """What a row of the list shows, newest first."""
        return self.select_related("home", "written_by").order_by("-created_at", "-id")


class Statement(PolicyRecord, NamesPeople):
    """A written answer: its words in versions, whom it goes to, and whether a Director has signed exactly that."""

    PREFIX: ClassVar[str] = "STM"
    OPENED_WITH = "open_statement"
    CALLED = "statement"
    TOLD_OF = True
    STATES = StatementState
    UNDER_A_MATTER = LOCKING

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
    people_named = models.PositiveSmallIntegerField(default=0, editable=False)  # so that none costs no question

    objects = StatementQuerySet.as_manager()
    needs_second_hand = True  # whoever wrote or sent it never signs it (MS-2, SOD-1)
    gate_says = ""  # what the gate answered about the person who is just being named, filled in by the action

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="statement_newest"),
            models.Index(fields=["home", "-created_at"], name="statement_of_home"),
            models.Index(
                fields=["written_by", "due_at"],
                condition=Q(answers_url="", state__in=[str(one) for one in sorted(WITH_ITS_WRITER)]),
                name="statement_with_its_writer",
            ),
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
    def goes_to(self) -> list[str]:
        """Whom it goes to, by the name that a consent knows: the newspaper of a journalist, else who gets it (V-C-08)."""
        return list(dict.fromkeys(one.get("of") or one["name"] for one in self.recipients))

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(StatementState(self.state), "draft")

    def get_absolute_url(self) -> str:
        """The statement's page."""
        return reverse("pressroom:statement", args=[self.pk])

    def sealed_content(self) -> dict[str, Any]:
        """What a signature covers: the exact words, exactly whom they go to, and what lets each person in it be named."""
        people = self.answers()
        return {
            "kind": "statement",
            "reference": self.reference,
            "subject": self.subject,
            "words": self.words,
            "recipients": self.recipients,
            "media": [],
            "people": [sealed(one) for one in people],
            "not_them": self.names_set_aside,
            "consents": sorted({one.rests_on for one in people if one.rests_on}),
        }

    def signing_stages(self) -> tuple[str, ...]:
        """A Director signs every statement (MS-2); on an ongoing matter the COO agrees it as well (CC-2, V-O-01)."""
        needs_coo = self.is_locked or any(one.verdict is Verdict.ROUTE_COO for one in self.answers())
        return ("director", "coo") if needs_coo else ("director",)

    def authors(self) -> list[Any]:
        """Everyone who wrote a version of it, and whoever is in it: none of them signs it (SOD-1, SOD-4)."""
        shown = [one.person.account_id for one in self.people() if one.person.account_id]
        return [self.written_by_id, *self.versions.values_list("by_id", flat=True), *shown]

    def touching(self) -> Touching:
        """Its words, and whoever is in it."""
        named = frozenset(one.person_id for one in self.people())
        return Touching(f"{self.subject} {self.words}", named)

    def people(self) -> list[Named]:
        """Who is named, quoted or told of in it."""
        return list(self.named.select_related("person").order_by("at", "id")) if self.people_named else []

    def answers(self) -> list[Decision]:
        """What the publish gate says, at this moment, about everybody in it (SM-26, IR-6)."""
        people = self.people()
        return evaluate_each([(one.person, one.use) for one in people]) if people else []

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


class Named(ShownHow):
    """One person whom a statement names, quotes or tells of, how plainly, and where it is meant to be seen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content_type = models.CharField(max_length=12, choices=ContentType)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "person"], name="a_person_once_in_a_statement")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def use(self) -> Use:
        """The use that the publish gate is asked about: it goes to whom the statement goes to, and nobody else."""
        return self.use_as(self.content_type, goes_to=self.statement.goes_to)


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


__all__ = [
    "Featured",
    "Letter",
    "ListEntry",
    "Mailing",
    "MailingList",
    "Named",
    "PressDetails",
    "PressRelease",
    "PressReleaseUserObjectPermission",
    "ReleasePicture",
    "ReleaseVersion",
    "Sending",
    "Statement",
    "StatementUserObjectPermission",
    "StatementVersion",
    "StoryIdea",
    "StoryIdeaUserObjectPermission",
    "Subscriber",
]
