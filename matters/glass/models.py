"""Each time that an administrator broke the glass: for which record, why, and until when."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from matters.glass.states import GlassState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class BrokenGlassQuerySet(RecordQuerySet):
    """How they are asked for."""

    def visible_to(self, user: User) -> Self:
        """For those who handle matters."""
        return self if standing_of(user).holds_everywhere("handle_matter") else self.none()


class BrokenGlass(PolicyRecord):
    """One way in, for an hour. Kept also when there was no such record: that somebody tried is told as well."""

    PREFIX: ClassVar[str] = "BRK"
    CALLED = "broken glass"
    TOLD_OF = True
    STATES = GlassState

    asked_for = models.CharField(max_length=14)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True)
    because = models.TextField(max_length=2000)
    until = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = BrokenGlassQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=GlassState.values), name="glass_state_known")]
        indexes = [models.Index(fields=["until"], condition=Q(state=GlassState.OPEN), name="glass_by_end")]

    @property
    def title(self) -> str:
        """What was opened."""
        return f"The glass was broken for {self.asked_for}"

    def get_absolute_url(self) -> str:
        """They stand on the page of matters."""
        return "/matters/"
