"""The weekly round: that a home was told what is to be looked at again."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from consent.compliance.states import RoundState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class ReviewRoundQuerySet(RecordQuerySet):
    """How rounds are asked for."""

    def visible_to(self, user: User) -> Self:
        """Rounds of the homes whose counts this person may see."""
        standing = standing_of(user)
        if standing.holds_everywhere("see_compliance"):
            return self
        return self.filter(home__in=standing.homes_with("see_compliance"))


class ReviewRound(PolicyRecord):
    """One week at one home: the Home Manager was told that decisions are to be looked at again."""

    PREFIX: ClassVar[str] = "RVW"
    CALLED = "review round"
    TOLD_OF = True
    STATES = RoundState

    week_of = models.DateField()

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RoundState.values), name="round_state_known"),
            models.UniqueConstraint(fields=["home", "week_of"], name="one_round_a_week_at_a_home"),
        ]

    def get_absolute_url(self) -> str:
        """The counts of its home."""
        return reverse("consent:compliance_home", args=[self.home_id])
