"""Decisions in the best interests of a person who cannot decide this, by the checklist of section 4 of the Act."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.capacity.models import CapacityAssessment, CapacityQuerySet, CapacityRecord
from consent.interests.states import DecisionState
from consent.speaking.models import AdvanceStatement, Representative
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of


class Decided(models.TextChoices):
    """What was decided in somebody's best interests. Nothing here lets anyone be shown to the public (4.5)."""

    USE_CARE = "use_care", "Use it inside the home"
    USE_FAMILY = "use_family", "Use it for their own family"
    SUPPORT_PUBLIC = "support_public", "Support what their attorney or deputy agrees to"
    ONE_ITEM = "one_item", "One named item, by way of exception"
    DO_NOT_USE = "do_not_use", "Do not use it"
    DEFER = "defer", "Wait"
    REFER = "refer", "Ask the Court of Protection"


class DecisionQuerySet(CapacityQuerySet):
    """How decisions are asked for."""

    def visible_to(self, user: User) -> Self:
        """As other findings; and the COO knows of the exceptions that were signed by two and wait for their word (D11-X)."""
        found = super().visible_to(user)
        if not standing_of(user).holds_everywhere("allow_exception"):
            return found
        signed = self.unlocked_for(user).filter(decided=Decided.ONE_ITEM, second_by__isnull=False)
        return found | signed


class BestInterestsDecision(CapacityRecord):
    """What is best for a person who cannot decide this, by the checklist of section 4."""

    PREFIX: ClassVar[str] = "BID"
    CALLED = "best-interests decision"
    STATES = DecisionState

    objects = DecisionQuerySet.as_manager()  # type: ignore[misc]

    assessment = models.ForeignKey(CapacityAssessment, on_delete=models.PROTECT, related_name="decisions")
    purposes = models.JSONField(default=list)
    decision_maker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by_representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_on_appearance = models.BooleanField(default=False)
    circumstances = models.TextField(blank=True, max_length=4000)
    regain_likely = models.CharField(
        max_length=8, blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
    )
    regain_when = models.CharField(max_length=120, blank=True)
    can_wait = models.BooleanField(null=True)
    participation = models.TextField(blank=True, max_length=2000)
    present_wishes = models.TextField(blank=True, max_length=2000)
    objects_now = models.BooleanField(null=True)
    past_wishes = models.TextField(blank=True, max_length=2000)
    wished_against = models.BooleanField(null=True)
    statement = models.ForeignKey(AdvanceStatement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    beliefs = models.TextField(blank=True, max_length=2000)
    other_factors = models.TextField(blank=True, max_length=2000)
    # {"name", "category", "relationship", "how", "on", "view", "words", "not_consulted"}
    consultees = models.JSONField(default=list)
    unbefriended = models.BooleanField(default=False)
    advocacy_considered = models.TextField(blank=True, max_length=1000)
    conflicts = models.TextField(blank=True, max_length=2000)
    options = models.JSONField(default=list)  # {"option", "benefits", "burdens"}: as proposed, less, not at all
    less_restrictive = models.BooleanField(default=False)
    dispute = models.BooleanField(default=False)
    dispute_route = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("meeting", "A meeting"),
            ("mediation", "Mediation"),
            ("legal", "Legal advice"),
            ("court", "Court of Protection"),
        ],
    )
    decided = models.CharField(max_length=16, choices=Decided, blank=True)
    limits = models.TextField(blank=True, max_length=1000)
    basis_note = models.TextField(blank=True, max_length=1000)
    informed = models.TextField(blank=True, max_length=1000)
    # The exception of row D11-X: every one of these, or none.
    exception_item = models.CharField(max_length=200, blank=True)
    exception_facts = models.JSONField(default=dict)
    allowed_by_coo = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "state"], name="decision_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(
                # V-B-01: whoever objects now is not used, whatever anybody decides.
                condition=Q(objects_now__isnull=True)
                | Q(objects_now=False)
                | Q(decided__in=["", "do_not_use", "defer"]),
                name="objection_means_no_use",
            ),
        ]

    @property
    def title(self) -> str:
        """Whose it is."""
        return f"Best interests of {self.subject}"

    @property
    def holds(self) -> bool:
        """Whether a use may rest on it today (V-B-05)."""
        return self.holds_on(timezone.localdate())

    def holds_on(self, day: date) -> bool:
        """Whether a use may rest on it on that day."""
        in_time = self.review_due is None or self.review_due >= day
        return self.state == DecisionState.IN_FORCE and not self.dispute and in_time

    def get_absolute_url(self) -> str:
        """The decision's page."""
        return reverse("consent:decision", args=[self.pk])
