"""Requests by the police. What belongs to one is in parts.py."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from consent.pictures.models import Asset
from consent.stops.models import RestrictionKind, Stop
from consent.stops.states import StopState
from enquiries.police import vocabulary as v
from enquiries.police.duty import those_who_know
from enquiries.police.herbert.models import HerbertForm
from enquiries.police.parts import PoliceCheck, PoliceItem, PoliceShare, PoliceSubject
from enquiries.police.sealing import sealed
from enquiries.police.states import FINISHED, LOCKING, OPEN, PoliceState
from enquiries.police.telling.models import ToldOfPolice
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

NAMED = "view_policerequest"
TAGS = {
    PoliceState.EMERGENCY: "risk",
    PoliceState.WITH_COO: "waiting",
    PoliceState.AGREED: "signed",
    PoliceState.CONFIRMED: "signed",
}


class PoliceRequestQuerySet(RecordQuerySet):
    """How requests of the police are asked for."""

    def visible_to(self, user: User) -> Self:
        """Those with whom it was shared, whether a matter holds it or not; and those who handle matters (PO-2, CC-2)."""
        if standing_of(user).holds_everywhere("handle_matter"):
            return self
        return self.filter(self.shared_with(user, NAMED))

    def open(self) -> Self:
        """Those that still need somebody."""
        return self.filter(state__in=sorted(OPEN))

    def finished(self) -> Self:
        """Those that need nobody any more."""
        return self.filter(state__in=sorted(FINISHED))

    def owing_a_record(self) -> Self:
        """Those in which help was given, or is, and is not written down yet."""
        return self.open().filter(is_emergency=True, recorded_at=None, record_due_at__isnull=False)

    def touched_by_words(self, words: list[str]) -> Self:
        """Those that hold one of these words, or somebody of that name."""
        said = SearchVector("reference", "asked", "police_reference", "officer_name", "wording", config="english")
        named = PoliceSubject.objects.annotate(said=SearchVector("name", "person__name", config="english"))
        people = named.filter(said=any_of(words)).values("request")
        return self.annotate(said=said).filter(Q(said=any_of(words)) | Q(pk__in=people))

    def touched_by_people(self, people: list[uuid.UUID]) -> Self:
        """Those with one of these people in them."""
        return self.filter(pk__in=PoliceSubject.objects.filter(person__in=people).values("request"))


class PoliceRequest(PolicyRecord):
    """What the police ask of us. For few by its nature: those whose duty it is, and whoever wrote it down."""

    PREFIX: ClassVar[str] = "POL"
    OPENED_WITH = "open_police_request"
    TOLD_OF = True
    TELLS_OF_SOMEBODY: ClassVar[bool] = True
    CALLED = "police request"
    STATES = PoliceState
    UNDER_A_MATTER = LOCKING
    STAYS_LOCKED = True
    needs_second_hand = True  # nobody of those who prepare it signs it

    kind = models.CharField(max_length=12, choices=v.Kind)
    concerns = models.CharField(max_length=12, choices=v.Concerns)
    is_emergency = models.BooleanField(default=False)
    via = models.CharField(max_length=10, choices=v.Via, default=v.Via.PHONE)
    force = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    officer_name = models.CharField(max_length=120, blank=True)
    officer_rank = models.CharField(max_length=60, blank=True)
    collar_number = models.CharField(max_length=30, blank=True)
    call_back = models.CharField(
        max_length=40, blank=True
    )  # as the caller gave it: never the number that proves who it is
    officer_email = models.EmailField(blank=True)
    police_reference = models.CharField(max_length=60, blank=True)
    asked = models.TextField(max_length=5000)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logger_knows = models.BooleanField(default=True)
    # Who it is ------------------------------------------------------------------------------------------------
    identity_method = models.CharField(max_length=12, choices=v.Identity, blank=True)
    identity_number = models.CharField(max_length=40, blank=True)
    identity_source = models.CharField(max_length=160, blank=True)
    identity_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    identity_at = models.DateTimeField(null=True)
    # In writing -----------------------------------------------------------------------------------------------
    written_where = models.CharField(max_length=200, blank=True)
    written_on = models.DateField(null=True, blank=True)
    countersigned_by = models.CharField(max_length=120, blank=True)
    countersign_rank = models.PositiveSmallIntegerField(null=True, blank=True, choices=v.Rank)
    # The law --------------------------------------------------------------------------------------------------
    route = models.CharField(max_length=14, choices=v.Route, blank=True)
    purpose = models.TextField(blank=True, max_length=2000)
    necessity = models.TextField(blank=True, max_length=2000)
    proportionality = models.TextField(blank=True, max_length=2000)
    less_intrusive = models.TextField(blank=True, max_length=2000)
    article_6 = models.CharField(max_length=16, choices=v.Article6, blank=True)
    article_9 = models.CharField(max_length=10, choices=v.Article9, blank=True)
    basis_note = models.TextField(blank=True, max_length=2000)
    prejudice_if_told = models.BooleanField(default=False)
    prejudice_because = models.TextField(blank=True, max_length=1000)
    victim_notice = models.CharField(max_length=10, choices=v.Notice, default=v.Notice.NOT_APPLICABLE)
    victim_notice_to = models.CharField(max_length=160, blank=True)
    person_asked = models.CharField(max_length=20, choices=v.Asked, blank=True)
    capacity_row = models.CharField(max_length=8, blank=True)
    basis_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    basis_at = models.DateTimeField(null=True)
    limits = ArrayField(models.CharField(max_length=16, choices=v.Limit), default=list, blank=True)
    safeguarding_view = models.TextField(blank=True, max_length=4000)
    safeguarding_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    safeguarding_at = models.DateTimeField(null=True)
    cqc_reference = models.CharField(max_length=80, blank=True)
    cqc_not_because = models.CharField(max_length=300, blank=True)
    directors_told_at = models.DateTimeField(null=True)
    # The response ---------------------------------------------------------------------------------------------
    answer = models.CharField(max_length=8, choices=v.Answer, blank=True)
    answer_because = models.TextField(blank=True, max_length=2000)
    publish_by = models.CharField(max_length=10, choices=v.Publisher, default=v.Publisher.NOBODY)
    wording = models.TextField(blank=True, max_length=5000)
    image = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    image_because = models.CharField(max_length=300, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    end_condition = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=160, blank=True)
    # In an emergency ------------------------------------------------------------------------------------------
    record_due_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)
    source_url = models.URLField(max_length=500, blank=True)
    sharing_agreed_at = models.DateTimeField(null=True)
    sharing_agreed_how = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = PoliceRequestQuerySet.as_manager()
    would_let_go = False  # whether somebody who is held would no longer be, filled in by the action

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="police_newest"),
            models.Index(
                fields=["record_due_at"],
                condition=Q(is_emergency=True, recorded_at=None),
                name="police_record_owed",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PoliceState.values), name="police_state_known"),
            models.CheckConstraint(condition=Q(is_locked=True), name="police_request_is_always_locked"),
            models.CheckConstraint(
                condition=~Q(state=PoliceState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="words_confirmed_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False) | Q(record_due_at__isnull=False), name="an_emergency_owes_a_record"
            ),
        ]

    @property
    def title(self) -> str:
        """What they ask, without a name."""
        return f"Police: {str(self.get_kind_display())[0].lower()}{str(self.get_kind_display())[1:]}"

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        if self.owes_record and self.record_due_at and self.record_due_at <= timezone.now():
            return "overdue"
        return TAGS.get(PoliceState(self.state), "draft")

    @property
    def owes_record(self) -> bool:
        """Whether help was given that is still to be written down."""
        return self.is_emergency and self.recorded_at is None

    @property
    def is_held(self) -> bool:
        """Whether the police have still to release somebody whom we hold back for them (V-P-04, V-P-07)."""
        held = {"restriction": RestrictionKind.POLICE_HOLD, "state": StopState.IN_FORCE}
        return Stop.objects.filter(found_in=self.reference, **held).exists()

    @property
    def is_public(self) -> bool:
        """Whether anything of it is said in public."""
        return self.publish_by != v.Publisher.NOBODY

    @property
    def protects_for_life(self) -> bool:
        """Whether a law keeps a complainant anonymous for life (rules 5.6)."""
        return bool(v.ANONYMOUS_FOR_LIFE & set(self.limits))

    @property
    def limit_words(self) -> list[str]:
        """What the law forbids, in words."""
        return [str(v.Limit(one).label) for one in self.limits]

    @property
    def officer(self) -> str:
        """Who asks, as far as it is known."""
        known = (f"{self.officer_rank} {self.officer_name}".strip(), self.unit, self.force)
        return ", ".join(part for part in known if part) or "The police"

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("enquiries:police_request", args=[self.pk])

    def is_known_anyway_to(self, person: User) -> bool:
        """By a duty of their own (duty.py)."""
        return person in those_who_know(self)

    # For ongoing matters, and for the sign-off -------------------------------------------------------------------

    def touching(self) -> Touching:
        """What they ask and about whom."""
        subjects = list(self.subjects.select_related("person")) if not self._state.adding else []
        words = (self.reference, self.asked, self.police_reference, self.officer_name, self.wording)
        return Touching(
            " ".join((*words, *(one.called for one in subjects))),
            frozenset(one.person_id for one in subjects if one.person_id),
        )

    @property
    def number(self) -> int:
        """Which version of it is put to the COO."""
        return self.version

    def sealed_content(self) -> dict[str, Any]:
        """Exactly what is given, the exact words, the picture by its fingerprint."""
        return sealed(self)

    def signing_stages(self) -> tuple[str, ...]:
        """The COO's agreement: only theirs (CC-2, PO-3)."""
        return ("coo",)

    def shared_with_people(self) -> list[User]:
        """Whoever knows of the request may read what the COO answered."""
        held = PoliceRequestUserObjectPermission.objects.filter(content_object=self, permission__codename=NAMED)
        return [one.user for one in held.select_related("user")]

    def authors(self) -> list[Any]:
        """Nobody is kept from signing: the COO discusses and agrees the response (CC-2)."""
        return []


class PoliceRequestUserObjectPermission(UserObjectPermissionBase):
    """guardian: one request shared with one person whose duty it is, or whom the COO named."""

    content_object = models.ForeignKey(PoliceRequest, on_delete=models.CASCADE)


__all__ = [
    "HerbertForm",
    "PoliceCheck",
    "PoliceItem",
    "PoliceRequest",
    "PoliceRequestUserObjectPermission",
    "PoliceShare",
    "PoliceSubject",
    "ToldOfPolice",
]
