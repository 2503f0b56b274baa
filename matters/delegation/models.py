"""Who stands in for the COO, appointed in writing, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from matters.delegation.states import DelegationState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class DelegationQuerySet(RecordQuerySet):
    """How stand-ins are asked for."""

    def visible_to(self, user: User) -> DelegationQuerySet:
        """For those who handle matters, and for whoever stands in."""
        if standing_of(user).holds_everywhere("handle_matter"):
            return self
        return self.filter(person=user, state=DelegationState.HELD)


class Delegation(PolicyRecord):
    """One person stands in for the COO for a time."""

    PREFIX: ClassVar[str] = "DEL"
    CALLED = "stand-in"
    TOLD_OF = True
    STATES = DelegationState

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_writing = models.CharField(max_length=160)  # where the written appointment is kept
    until = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DelegationState.values), name="delegation_state_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=DelegationState.HELD), name="a_person_stands_in_once"
            ),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(state=DelegationState.HELD), name="delegation_by_end")]

    @property
    def title(self) -> str:
        """Who stands in."""
        return f"{self.person} stands in for the Chief Operating Officer"

    def get_absolute_url(self) -> str:
        """Stand-ins are kept on one page."""
        return "/matters/"
