"""Who speaks for a person, what the person wished while they could decide, and advocates."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.capacity.models import CapacityRecord
from consent.speaking.states import AdvocacyState, KeptState, RepresentativeState
from consent.vocabulary import CHANNELS_OF, OFFERED, SOCIAL, Channel, Purpose, is_public
from mediapolicy.people.models import User


class RepresentativeKind(models.TextChoices):
    """As what somebody speaks for a person. Most may be asked what the person would want; few may decide."""

    LPA_WELFARE = "lpa_welfare", "Attorney for health and welfare"
    DEPUTY_WELFARE = "deputy_welfare", "Deputy for personal welfare"
    COURT_ORDER = "court_order", "Named in a court order"
    LPA_PROPERTY = "lpa_property", "Attorney for property and money"
    EPA = "epa", "Attorney under an enduring power"
    DEPUTY_PROPERTY = "deputy_property", "Deputy for property and affairs"
    APPOINTEE = "appointee", "Appointee for benefits"
    NEXT_OF_KIN = "next_of_kin", "Next of kin"
    FAMILY = "family", "Family"
    FRIEND = "friend", "Friend"
    IMCA = "imca", "Independent mental capacity advocate"
    ADVOCATE = "advocate", "Care Act or other advocate"
    RPR = "rpr", "Representative under the deprivation of liberty safeguards"
    NEAREST_RELATIVE = "nearest_relative", "Nearest relative under the Mental Health Act"
    LITIGATION_FRIEND = "litigation_friend", "Litigation friend"
    SOLICITOR = "solicitor", "Solicitor"
    PERSONAL_REP = "personal_rep", "Personal representative, after death"
    PARENT = "parent", "Parent or guardian"


DECIDERS = frozenset(
    {RepresentativeKind.LPA_WELFARE, RepresentativeKind.DEPUTY_WELFARE, RepresentativeKind.COURT_ORDER}
)


class Evidence(models.TextChoices):
    """What was seen to prove the power."""

    ORIGINAL = "original", "The stamped original"
    CERTIFIED = "certified", "A certified copy"
    ACCESS_CODE = "access_code", "The online service, with an access code"
    OPG100 = "opg100", "A search by the Office of the Public Guardian"
    SEALED_ORDER = "sealed_order", "The court's sealed order"


class Jointly(models.TextChoices):
    """How several attorneys decide."""

    SOLE = "sole", "Alone"
    JOINTLY = "jointly", "Together: all must sign"
    JOINTLY_AND_SEVERALLY = "severally", "Together or alone: any one may sign"
    MIXED = "mixed", "Some matters together, some alone"


class Representative(CapacityRecord):
    """Somebody who speaks for a person: whether they may decide depends on a paper, seen and checked."""

    PREFIX: ClassVar[str] = "REP"
    CALLED = "representative"
    TOLD_OF = True
    STATES = RepresentativeState

    kind = models.CharField(max_length=20, choices=RepresentativeKind)
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    instrument = models.CharField(max_length=60, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    register_says = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("registered", "Registered"),
            ("cancelled", "Cancelled"),
            ("revoked", "Revoked"),
            ("expired", "Expired"),
            ("not_found", "Not found"),
            ("pending", "Not registered yet"),
        ],
    )
    evidence = models.CharField(max_length=14, choices=Evidence, blank=True)
    appointment = models.CharField(max_length=12, choices=Jointly, default=Jointly.SOLE)
    co_attorneys = models.JSONField(default=list)
    restrictions_exist = models.BooleanField(default=False)
    restrictions = models.TextField(blank=True, max_length=2000)
    covers_media = models.BooleanField(null=True)
    covers_because = models.CharField(max_length=300, blank=True)
    order_ends_on = models.DateField(null=True, blank=True)
    order_allows = models.JSONField(default=list)  # purposes that a court order allows
    identity_seen = models.CharField(max_length=120, blank=True)
    is_linked_to_us = models.BooleanField(default=False)
    conflict_settled = models.CharField(max_length=300, blank=True)
    verified_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    verify_again_on = models.DateField(null=True, blank=True)
    refuses = models.JSONField(default=list)  # purposes refused; all of them under "*"
    refused_words = models.CharField(max_length=300, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "state"], name="representative_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RepresentativeState.values), name="representative_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display().lower()}"

    @property
    def title(self) -> str:
        """Who it is."""
        return self.name

    @property
    def could_decide(self) -> bool:
        """Whether papers could give them the power to decide about this: nobody checks the papers of a friend."""
        return self.kind in DECIDERS

    @property
    def may_decide(self) -> bool:
        """Whether they may decide about being shown, today, where the person can't: everyone else is only asked."""
        return self.may_decide_on(timezone.localdate())

    def may_decide_on(self, day: date) -> bool:
        """Whether they may decide on that day."""
        return (
            self.state == RepresentativeState.VERIFIED
            and self.kind in DECIDERS
            and self.covers_media is True
            and (self.order_ends_on is None or self.order_ends_on >= day)
            and (self.verify_again_on is None or self.verify_again_on >= day)
        )

    def refuses_purpose(self, purpose: str) -> bool:
        """Whether they said no to this, or to everything (D9)."""
        return "*" in self.refuses or purpose in self.refuses

    def get_absolute_url(self) -> str:
        """The representative's page."""
        return reverse("consent:representative", args=[self.pk])


class Wish(models.TextChoices):
    """What somebody said about being shown, while they could decide."""

    NO_PUBLICITY = "no_publicity", "Not in public at all"
    NO_SOCIAL = "no_social", "Not on social media"
    INTERNAL_ONLY = "internal_only", "Inside the home only"
    HAPPY = "happy", "Happy to be shown"
    CONDITIONS = "conditions", "Only on conditions"


_PUBLIC = frozenset(purpose for purpose in OFFERED if is_public(purpose))
_OUTSIDE = _PUBLIC | {Purpose.FAMILY_UPDATES}
REFUSED_BY: dict[Wish, frozenset[Purpose]] = {
    Wish.NO_PUBLICITY: _OUTSIDE,
    Wish.INTERNAL_ONLY: _OUTSIDE,
    # Whatever can be on social media: our own pages, paid posts, and somebody's story.
    Wish.NO_SOCIAL: frozenset(
        purpose for purpose in OFFERED if set(CHANNELS_OF[purpose]) & {*SOCIAL, Channel.PAID_SOCIAL}
    ),
}


class AdvanceStatement(CapacityRecord):
    """What somebody wished, said or wrote earlier. A refusal is kept as a hard stop (D14)."""

    PREFIX: ClassVar[str] = "WSH"
    CALLED = "earlier wish"
    STATES = KeptState

    made_on = models.DateField(null=True, blank=True)
    able_then = models.CharField(
        max_length=8, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], default="unknown"
    )
    is_written = models.BooleanField(default=False)
    wish = models.CharField(max_length=16, choices=Wish)
    allows_family = models.BooleanField(default=False)
    words = models.TextField(blank=True, max_length=2000)
    witnessed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=KeptState.values), name="wish_state_known")]

    @property
    def title(self) -> str:
        """Whose it is."""
        return f"What {self.subject} wished"

    @property
    def refused_purposes(self) -> tuple[str, ...]:
        """The purposes that it refuses: a refusal reaches as far as its words, and no further (D14, V-B-03)."""
        refused = REFUSED_BY.get(Wish(self.wish), frozenset())
        return tuple(sorted(refused - {Purpose.FAMILY_UPDATES} if self.allows_family else refused))

    def get_absolute_url(self) -> str:
        """It is looked at on its person's page."""
        return reverse("consent:capacity", args=[self.subject_id])


ADVOCATES = [
    ("care_act", "Care Act advocate"),
    ("non_statutory", "Another advocate"),
    ("imca_already", "An advocate who is already involved"),
]


class AdvocacyRequest(CapacityRecord):
    """An advocate asked for. A media decision never gives a right to one, and the home cannot appoint one (4.7)."""

    PREFIX: ClassVar[str] = "ADV"
    CALLED = "request for an advocate"
    STATES = AdvocacyState

    reason = models.TextField(max_length=2000)
    asked_of = models.CharField(max_length=160)
    kind = models.CharField(
        max_length=16,
        choices=ADVOCATES,
    )
    outcome = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=AdvocacyState.values), name="advocacy_state_known")]

    @property
    def title(self) -> str:
        """For whom."""
        return f"Advocate for {self.subject}"

    def get_absolute_url(self) -> str:
        """It is looked at on its person's page."""
        return reverse("consent:capacity", args=[self.subject_id])
