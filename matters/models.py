"""Ongoing matters, whom they reach, who may know of them, and which records they hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from consent.people.models import Person
from matters.delegation.models import Delegation
from matters.glass.models import BrokenGlass
from matters.states import HOLDING, ClearanceState, LinkState, MatterState, TouchState
from matters.vocabulary import Candour, Lead, LegalLimit, Level, MatterKind, Why
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet, SignedRecord

TAGS = {MatterState.OPEN: "locked", MatterState.WATCHED: "waiting", MatterState.CLOSED: "voided"}


class Changing:
    """A record whose table looks at what is about to stand there: the values that a step brings, before it is taken."""

    wanted: Mapping[str, Any] = {}

    def would_be(self, name: str) -> Any:
        """The value that this field is about to get; the one it has when the step doesn't touch it."""
        return self.wanted.get(name, getattr(self, name))


class MatterQuerySet(RecordQuerySet):
    """How matters are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those who handle matters see all; whom they named, that one. For everybody else there are none (CC-1a)."""
        if standing_of(user).holds_everywhere("handle_matter"):
            return self
        return self.filter(self.shared_with(user))

    def holding(self) -> Self:
        """Those that still hold what they touch."""
        return self.filter(state__in=sorted(HOLDING))


class Matter(Changing, PolicyRecord):
    """Something that is still going on: a complaint, a case, an investigation. Locked by its nature."""

    PREFIX: ClassVar[str] = "REV"
    OPENED_WITH = "handle_matter"
    CALLED = "matter"
    TOLD_OF = True
    STATES = MatterState

    kind = models.CharField(max_length=20, choices=MatterKind)
    called = models.CharField(max_length=120)
    about = models.TextField(max_length=10_000)
    reaches_home = models.BooleanField(default=False)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # What follows it: the reference of the police request or undercover report that opened it.
    follows = models.CharField(max_length=14, blank=True)
    agencies = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    lead = models.CharField(max_length=8, choices=Lead, blank=True)
    lead_agreed_with = models.CharField(max_length=160, blank=True)
    lead_agreed_on = models.DateField(null=True, blank=True)
    holding_line = models.TextField(blank=True, max_length=2000)
    legal_limits = ArrayField(models.CharField(max_length=12, choices=LegalLimit), default=list, blank=True)
    legal_reference = models.CharField(max_length=80, blank=True)
    candour = models.CharField(max_length=4, choices=Candour, blank=True)
    person_told_on = models.DateField(null=True, blank=True)
    told_in_writing_on = models.DateField(null=True, blank=True)
    regulator_reference = models.CharField(max_length=80, blank=True)
    closing_words = models.TextField(blank=True, max_length=2000)
    closed_at = models.DateTimeField(null=True, editable=False)
    # Since when its reach is as it is: what was made in that very moment is looked at once more.
    reach_changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"], name="matter_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MatterState.values), name="matter_state_known"),
            models.CheckConstraint(condition=Q(is_locked=True), name="matter_is_always_locked"),
            models.CheckConstraint(
                condition=Q(reaches_home=False) | Q(home__isnull=False), name="matter_reaches_a_home_it_has"
            ),
            models.CheckConstraint(
                condition=~Q(state=MatterState.CLOSED) | (Q(closed_at__isnull=False) & ~Q(closing_words="")),
                name="matter_closes_with_a_reason",
            ),
        ]

    @property
    def title(self) -> str:
        """Its short name."""
        return self.called

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS[MatterState(self.state)]

    @property
    def legal_limit_words(self) -> list[str]:
        """What the law forbids, in words."""
        return [str(LegalLimit(one).label) for one in self.legal_limits]

    def get_absolute_url(self) -> str:
        """The matter's page."""
        return f"/matters/{self.pk}/"


class MatterPerson(SignedRecord):
    """One person who is part of a matter; whatever shows or names them comes under it."""

    CALLED = "person of a matter"
    STATES = LinkState

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LinkState.values), name="matter_person_state_known"),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(state=LinkState.LINKED), name="a_person_once_in_a_matter"
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(state=LinkState.LINKED), name="matter_of_person")]

    def __str__(self) -> str:
        return str(self.person)


class WatchWord(models.Model):
    """A word or name that brings whatever holds it under a matter. Its changes stand in the matter's history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="watch_words")
    words = models.CharField(max_length=80)

    class Meta:
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["matter", "words"], name="a_word_once_in_a_matter")]

    def __str__(self) -> str:
        return self.words


class Clearance(SignedRecord):
    """A colleague whom the COO named on a matter: what for, how far, and until when."""

    CALLED = "naming on a matter"
    STATES = ClearanceState

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clearances")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    because = models.CharField(max_length=300)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ClearanceState.values), name="clearance_state_known"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="clearance_has_an_end"),
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=Q(state=ClearanceState.NAMED),
                name="a_colleague_once_on_a_matter",
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(state=ClearanceState.NAMED), name="clearance_by_end")]

    def __str__(self) -> str:
        return str(self.person)


class Touch(Changing, SignedRecord):
    """One record that is under a matter, and why."""

    CALLED = "record under a matter"
    STATES = TouchState

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="touches")
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    reference = models.CharField(max_length=14)
    why = models.CharField(max_length=8, choices=Why)
    because = models.CharField(max_length=300, blank=True)
    came_with = models.UUIDField(null=True, editable=False)  # the record that it belongs to, and goes back with

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TouchState.values), name="touch_state_known"),
            models.UniqueConstraint(fields=["matter", "record_id"], name="a_record_once_in_a_matter"),
        ]
        indexes = [models.Index(fields=["record_id"], name="touch_of_record")]

    def __str__(self) -> str:
        return self.reference

    @property
    def record(self) -> Any:
        """The record itself, as it stands now."""
        return apps.get_model(self.record_type)._base_manager.get(pk=self.record_id)


class MatterUserObjectPermission(UserObjectPermissionBase):
    """guardian: one matter shared with one person whom the COO named on it."""

    content_object = models.ForeignKey(Matter, on_delete=models.CASCADE)


__all__ = [
    "BrokenGlass",
    "Clearance",
    "Delegation",
    "Matter",
    "MatterPerson",
    "MatterUserObjectPermission",
    "Touch",
    "WatchWord",
]
