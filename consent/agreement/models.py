"""Media consent in versions, the signature on each, and the links by which somebody signs from afar."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from consent.agreement.choices import Afterwards, Basis, GivenBy, Hold, LawfulBasis, Reason
from consent.agreement.states import BEING_MADE, DECIDED, IN_FORCE, LIVE, SAID_NO, ConsentState
from consent.capacity.models import CapacityAssessment
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.vocabulary import SOCIAL, IdentLevel, SubjectType, is_public
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

FORM_VERSION = "MC 2026-11"  # the text of the form; a change of its words is a new version
TAGS = {
    ConsentState.AWAITING_SIGNATURE: "waiting",
    ConsentState.AWAITING_SIGN_OFF: "waiting",
    ConsentState.ACTIVE: "signed",
    ConsentState.REVIEW_DUE: "risk",
    ConsentState.SUSPENDED: "risk",
    ConsentState.WITHDRAWN: "voided",
    ConsentState.VOID: "voided",
    ConsentState.EXPIRED: "overdue",
}


class MediaConsentQuerySet(RecordQuerySet):
    """How consents are asked for."""

    def visible_to(self, user: User) -> Self:
        """Forms of the homes where this person may read them; nothing locked. Marketing sees the answer alone (4.9)."""
        standing = standing_of(user)
        found = self.unlocked_for(user)
        if standing.holds_everywhere("open_consent"):
            return found
        return found.filter(home__in=standing.homes_with("open_consent"), kept_from_home=False)

    def of(self, person: Person) -> Self:
        """This person's, newest first."""
        return self.filter(subject=person).order_by("-created_at", "-id")

    def in_force(self) -> Self:
        """Those a use may rest on now."""
        return self.filter(state__in=sorted(IN_FORCE), expires_on__gte=timezone.localdate())

    def live(self) -> Self:
        """Those in force or on hold."""
        return self.filter(state__in=sorted(LIVE))

    def under_way(self) -> Self:
        """Those being made."""
        return self.filter(state__in=sorted(BEING_MADE))

    def decided(self) -> Self:
        """Those that are a recorded decision, No included (CF-1)."""
        return self.filter(state__in=sorted(DECIDED))

    def for_list(self) -> Self:
        """What a row of a list shows."""
        return self.select_related("home", "subject").order_by("-created_at", "-id")


class MediaConsent(PolicyRecord):
    """One version of what a person agrees to. Once signed its words never change: a change is a new version."""

    PREFIX: ClassVar[str] = "MC"
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    CALLED = "consent form"
    # Each of these says whether the person could decide, or what stands in the way (4.9).
    STEPS_KNOWN_WITH: ClassVar[dict[str, str]] = dict.fromkeys(
        ("put on hold", "take off hold", "ask again on the day"), "open_capacity"
    )
    COLUMNS_KNOWN_WITH: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("given_by", "representative", "basis", "assessment", "best_interests"),
            *("on_hold_because", "reconfirmed_at", "somebody_must_not_know", "after_capacity_loss", "cannot_read"),
        ),
        "open_capacity",
    )
    TOLD_OF = True
    STATES = ConsentState

    urn = models.CharField(max_length=14, editable=False, db_index=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    subject_type = models.CharField(max_length=20, choices=SubjectType)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    raised_by_subject = models.BooleanField(default=False)

    given_by = models.CharField(max_length=14, choices=GivenBy, default=GivenBy.SELF)
    representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent_name = models.CharField(max_length=120, blank=True)
    child_agreed = models.BooleanField(null=True)
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.PRESUMED)
    assessment = models.ForeignKey(
        CapacityAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    best_interests = models.ForeignKey(
        BestInterestsDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lawful_basis = models.CharField(max_length=24, choices=LawfulBasis, default=LawfulBasis.CONSENT)
    interests_assessment = models.CharField(max_length=60, blank=True)

    # The choices. `answers`: each question of the form, "yes" or "no"; what was not answered is a No (V-C-06).
    answers = models.JSONField(default=dict)
    # `lines`: one for every purpose that was offered, {"purpose", "yes", "channels", "at"}.
    lines = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    most_ident = models.CharField(max_length=2, choices=IdentLevel, default=IdentLevel.NO_NAME)
    may_use_age = models.BooleanField(default=False)
    may_use_home_name = models.BooleanField(default=False)
    may_use_family = models.BooleanField(default=False)
    may_mention_health = models.BooleanField(default=False)
    health_detail = models.CharField(max_length=300, blank=True)
    may_be_tagged = models.BooleanField(default=False)
    health_agreed = models.BooleanField(null=True)
    health_statement = models.TextField(blank=True, max_length=1000)
    health_agreed_at = models.DateTimeField(null=True, blank=True)
    view_first = models.BooleanField(default=False)
    conditions = models.TextField(blank=True, max_length=1000)
    third_parties = models.JSONField(default=list)
    one_off_event = models.CharField(max_length=160, blank=True)
    after_death = models.CharField(max_length=20, choices=Afterwards, default=Afterwards.STOP)
    after_leaving = models.CharField(max_length=20, choices=Afterwards, default=Afterwards.STOP)
    after_capacity_loss = models.CharField(max_length=20, choices=Afterwards, default=Afterwards.STOP)
    somebody_must_not_know = models.BooleanField(null=True)

    # How it was explained.
    explained_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_where = models.CharField(max_length=120, blank=True)
    formats = models.JSONField(default=list)
    interpreter = models.CharField(max_length=120, blank=True)
    interpreter_is_family = models.BooleanField(default=False)
    supporters = models.CharField(max_length=300, blank=True)
    questions = models.TextField(blank=True, max_length=4000)
    no_detriment_shown = models.BooleanField(default=False)
    irreversible_explained = models.BooleanField(default=False)
    overseas_explained = models.BooleanField(default=False)
    no_pressure = models.BooleanField(default=False)
    something_given = models.BooleanField(default=False)
    coo_note = models.CharField(max_length=300, blank=True)
    cannot_read = models.BooleanField(default=False)
    form_version = models.CharField(max_length=20, default=FORM_VERSION)
    privacy_notice = models.CharField(max_length=20, blank=True)
    copy_given_at = models.DateTimeField(null=True, blank=True)
    slip_given_at = models.DateTimeField(null=True, blank=True)

    obtained_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    on_hold_because = models.CharField(max_length=24, choices=Hold, blank=True)
    reconfirmed_at = models.DateTimeField(null=True, editable=False)
    previewed_ok_at = models.DateTimeField(null=True, editable=False)

    objects = MediaConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-created_at"], name="consent_of_person"),
            models.Index(fields=["home", "state"], name="consent_of_home"),
            models.Index(
                fields=["subject"],
                name="consent_on_record",
                condition=Q(state__in=[str(one) for one in sorted(LIVE | SAID_NO)]),
                include=["state", "expires_on", "review_due"],
            ),
            models.Index(
                fields=["signed_off_at"],
                name="consent_by_sign_off",
                condition=Q(signed_off_at__isnull=False),
                include=["id", "home", "is_locked", "kept_from_home"],
            ),
            models.Index(
                fields=["ended_at"],
                name="consent_by_no",
                condition=Q(state=ConsentState.REFUSED, signed_off_at__isnull=True),
                include=["id", "home", "is_locked", "kept_from_home"],
            ),
            models.Index(fields=["review_due"], name="consent_by_review", condition=Q(state=ConsentState.ACTIVE)),
            models.Index(
                fields=["expires_on"], name="consent_by_end", condition=Q(state__in=[str(one) for one in sorted(LIVE)])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConsentState.values), name="consent_state_known"),
            models.CheckConstraint(condition=Q(given_by__in=GivenBy.values), name="nobody_else_can_consent"),
            models.CheckConstraint(
                condition=~Q(state__in=[str(one) for one in sorted(IN_FORCE)])
                | Q(signed_off_by__isnull=False, signed_off_at__isnull=False, expires_on__isnull=False),
                name="consent_in_force_is_signed_off_and_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsentState.SUSPENDED) | ~Q(on_hold_because=""), name="consent_on_hold_says_why"
            ),
            models.UniqueConstraint(fields=["urn", "edition"], name="one_edition_per_number_of_consent"),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state__in=[str(one) for one in sorted(BEING_MADE)]),
                name="one_form_under_way_per_person",
            ),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.urn:
            self.urn = self.reference

    @property
    def title(self) -> str:
        """Whose it is."""
        return f"Consent of {self.subject}"

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(ConsentState(self.state), "draft")

    @property
    def signature(self) -> Any:
        """The newest signature: a form that was sent back and changed is signed again, and the first one is kept."""
        return max(self.signatures.all(), key=lambda one: one.kept_at, default=None)

    @property
    def yes_lines(self) -> list[dict[str, Any]]:
        """The purposes agreed to."""
        return [line for line in self.lines if line["yes"]]

    @property
    def purposes(self) -> frozenset[str]:
        """The codes of the purposes agreed to."""
        return frozenset(line["purpose"] for line in self.yes_lines)

    @property
    def is_public(self) -> bool:
        """Whether anything agreed to may be seen by anyone."""
        return any(is_public(purpose) for purpose in self.purposes)

    @property
    def uses_social_media(self) -> bool:
        """Whether anything agreed to may be kept outside the United Kingdom by a platform."""
        return any(channel in SOCIAL for line in self.yes_lines for channel in line["channels"])

    @property
    def kind(self) -> SubjectType:
        """As what the person agreed."""
        return SubjectType(self.subject_type)

    @property
    def authorises(self) -> bool:
        """Whether a use may rest on it today."""
        return self.state in IN_FORCE and self.expires_on is not None and self.expires_on >= timezone.localdate()

    def says_yes_to(self, purpose: str) -> dict[str, Any] | None:
        """The line of this purpose, if it is a Yes."""
        return next((line for line in self.yes_lines if line["purpose"] == purpose), None)

    @property
    def scope(self) -> dict[str, Any]:
        """What is agreed to, for comparison with what was assessed (V-M-01)."""
        return {
            "purposes": sorted(self.purposes),
            "contents": sorted(self.contents),
            "most_ident": self.most_ident,
        }

    def shown_content(self) -> dict[str, Any]:
        """Everything the signer was shown, so that the signature can be held against it for ever."""
        return {
            "form": self.form_version,
            "person": self.subject.name,
            "given_by": self.given_by,
            "lines": self.lines,
            "contents": self.contents,
            "most_ident": self.most_ident,
            "age": self.may_use_age,
            "home_name": self.may_use_home_name,
            "family": self.may_use_family,
            "health": [self.may_mention_health, self.health_detail, self.health_agreed, self.health_statement],
            "tagged": self.may_be_tagged,
            "view_first": self.view_first,
            "conditions": self.conditions,
            "third_parties": self.third_parties,
            "event": self.one_off_event,
            "afterwards": [self.after_death, self.after_leaving, self.after_capacity_loss],
            "from": _iso(self.valid_from),
            "until": _iso(self.expires_on),
        }

    @property
    def shown_hash(self) -> str:
        """The fingerprint (SHA-256, in hex) of what the signer was shown."""
        text = json.dumps(self.shown_content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def get_absolute_url(self) -> str:
        """The form's page."""
        return reverse("consent:form", args=[self.pk])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


class MediaConsentUserObjectPermission(UserObjectPermissionBase):
    """guardian: one form shared with one colleague."""

    content_object = models.ForeignKey(MediaConsent, on_delete=models.CASCADE)
