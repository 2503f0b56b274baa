"""Whether somebody can decide this: assessed decision by decision, never as a label on the person."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.capacity.states import AssessmentState
from consent.people.models import Person
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet


class CapacityQuerySet(RecordQuerySet):
    """How these confidential records are asked for: the home's own leads, and nobody who publishes (rules 4.9)."""

    def visible_to(self, user: User) -> Self:
        """Records of the homes where this person may read them; nothing locked."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_capacity"):
            return found
        return found.filter(home__in=standing.homes_with("open_capacity"), kept_from_home=False)


class CapacityRecord(PolicyRecord):
    """Belongs to one person, and to the home where they live."""

    KNOWN_WITH = "open_capacity"

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    happened_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = CapacityQuerySet.as_manager()
    TELLS_OF_SOMEBODY: ClassVar[bool] = True

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        """Whether it was written down more than a day after it happened (Regulation 17)."""
        return (self.created_at - self.happened_at).total_seconds() > 24 * 3600


def scope_hash(scope: dict[str, Any]) -> str:
    """The fingerprint of what exactly is to be decided."""
    return hashlib.sha256(json.dumps(scope, sort_keys=True).encode()).hexdigest()


def covers(wider: dict[str, Any], narrower: dict[str, Any]) -> bool:
    """Whether one scope reaches as far as another: a wider use needs a new assessment (V-M-01)."""
    return (
        set(narrower.get("purposes", ())) <= set(wider.get("purposes", ()))
        and set(narrower.get("contents", ())) <= set(wider.get("contents", ()))
        and str(narrower.get("most_ident", "I0")) <= str(wider.get("most_ident", "I0"))
    )


class Trigger(models.TextChoices):
    """Why ability to decide was doubted at all. A diagnosis, an age or a disagreement is no reason."""

    STAFF_DOUBT = "staff_doubt", "Staff noticed something about this decision"
    FAMILY_DOUBT = "family_doubt", "Family noticed something about this decision"
    PRIOR_FINDING = "prior_finding", "They could not decide something like this before"
    OUT_OF_CHARACTER = "out_of_character", "It is very unlike them"
    FLUCTUATION = "fluctuation", "It is known to come and go"
    CHALLENGE = "challenge", "Somebody is likely to question it"
    OWN_REQUEST = "own_request", "They asked for it themselves"


class Outcome(models.TextChoices):
    """What the assessment found, for this decision and this time."""

    HAS = "has", "Can decide this"
    LACKS = "lacks", "Cannot decide this"
    FLUCTUATES = "fluctuates", "Can decide this at some times"
    NOT_ESTABLISHED = "not_established", "Could not decide, and no cause was found"


class Permanence(models.TextChoices):
    """How lasting the cause is."""

    PERMANENT = "permanent", "Lasting"
    TEMPORARY = "temporary", "Passing"
    FLUCTUATING = "fluctuating", "Comes and goes"
    UNKNOWN = "unknown", "Not known"


class Preference(models.TextChoices):
    """What the person themselves seems to want."""

    WANTS = "wants", "Wants it"
    DOES_NOT = "does_not", "Does not want it"
    AMBIVALENT = "ambivalent", "In two minds"
    UNKNOWN = "unknown", "Cannot tell"


class CapacityAssessment(CapacityRecord):
    """Can this person decide this, now, with help? First the abilities, then the cause, then the link between them."""

    PREFIX: ClassVar[str] = "CAP"
    CALLED = "assessment"
    TOLD_OF = True
    STATES = AssessmentState

    scope = models.JSONField(default=dict)
    decision = models.TextField(max_length=2000)
    trigger = models.CharField(max_length=20, choices=Trigger)
    doubt = models.TextField(max_length=2000)
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    others_present = models.CharField(max_length=300, blank=True)
    attempts = models.JSONField(default=list)  # {"at", "where", "why_best_time"}
    support = models.JSONField(default=list)  # {"step", "helped", "words"}
    information = models.JSONField(default=dict)  # RI-1 … RI-10: {"explained": bool, "grasped": "yes"/"no"/"part"}
    can_understand = models.BooleanField(null=True)
    can_retain = models.BooleanField(null=True)
    can_weigh = models.BooleanField(null=True)
    can_communicate = models.BooleanField(null=True)
    evidence = models.JSONField(default=dict)  # ability: what they said or did
    other_explanation = models.TextField(blank=True, max_length=2000)
    impairment = models.BooleanField(null=True)
    impairment_words = models.TextField(blank=True, max_length=2000)
    impairment_known_by = models.CharField(
        max_length=12, blank=True, choices=[("diagnosed", "Diagnosed"), ("believed", "Reasonably believed")]
    )
    permanence = models.CharField(max_length=12, choices=Permanence, blank=True)
    causal_link = models.TextField(blank=True, max_length=2000)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    persons_words = models.TextField(blank=True, max_length=2000)
    preference = models.CharField(max_length=12, choices=Preference, blank=True)
    likely_to_regain = models.CharField(
        max_length=8, blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
    )
    regain_when = models.CharField(max_length=120, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=160, blank=True)
    review_due = models.DateField(null=True, blank=True)
    countersigned_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    # Since when they were found unable, without a break: what is shown is decided within 28 days of that (D13).
    unable_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["subject", "-happened_at"], name="assessment_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_state_known"),
            models.CheckConstraint(
                # V-M-02: found unable only where an ability failed, a cause was found, and one comes from the other.
                condition=~Q(outcome=Outcome.LACKS)
                | (
                    Q(impairment=True)
                    & ~Q(causal_link="")
                    & (Q(can_understand=False) | Q(can_retain=False) | Q(can_weigh=False) | Q(can_communicate=False))
                ),
                name="lacking_needs_inability_cause_and_link",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.FLUCTUATES)
                | (
                    Q(impairment=True)
                    & (Q(can_understand=False) | Q(can_retain=False) | Q(can_weigh=False) | Q(can_communicate=False))
                ),
                name="coming_and_going_needs_inability_and_cause",
            ),
        ]

    @property
    def title(self) -> str:
        """Whose it is."""
        return f"Assessment of {self.subject}"

    @property
    def is_unable(self) -> bool:
        """Whether one of the four abilities failed, with all the help given (MCA 2005 s3)."""
        return False in (self.can_understand, self.can_retain, self.can_weigh, self.can_communicate)

    @property
    def finds_inability(self) -> bool:
        """Whether it found that they cannot decide this, or not always."""
        return self.outcome in (Outcome.LACKS, Outcome.FLUCTUATES)

    @property
    def is_past_review(self) -> bool:
        """Whether it is too old to rest on (V-M-07)."""
        return self.is_past_review_on(timezone.localdate())

    def is_past_review_on(self, day: date) -> bool:
        """Whether it will be too old to rest on by that day."""
        return self.review_due is not None and self.review_due < day

    def get_absolute_url(self) -> str:
        """The assessment's page."""
        return reverse("consent:assessment", args=[self.pk])
