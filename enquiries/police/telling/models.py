"""What a Director is told: that the police asked us for help, and not what (rules 5.7)."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from enquiries.police.telling.states import ToldState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class ToldQuerySet(RecordQuerySet):
    """How these words are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those told, and those who handle matters."""
        if standing_of(user).holds_everywhere("handle_matter"):
            return self
        return self.filter(people__contains=[user.pk])


class ToldOfPolice(PolicyRecord):
    """A few words to the Directors. It holds nothing of the request: neither whom nor what it is about."""

    PREFIX: ClassVar[str] = "TLD"
    TOLD_OF = True
    CALLED = "word to the Directors"
    STATES = ToldState

    people: ArrayField[list[uuid.UUID], list[uuid.UUID]] = ArrayField(models.UUIDField())
    because_of = models.UUIDField(editable=False)  # the request, for those who may open it

    objects = ToldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ToldState.values), name="told_state_known"),
            models.CheckConstraint(condition=Q(is_locked=True), name="told_is_always_locked"),
        ]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enquiries:police_told", args=[self.pk])
