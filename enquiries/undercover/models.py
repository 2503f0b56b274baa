"""Worries about undercover reporters, and what was done about each."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from enquiries.undercover.states import IN_HAND, LOCKING, NOT_TAKEN, WorryState
from enquiries.undercover.vocabulary import Answer, Breach, Cover, Cue, Outcome, Protected
from enquiries.undercover.whom import left_out
from matters.models import Changing
from mediapolicy.locking import Touching, any_of
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.records import PolicyRecord, RecordQuerySet

WORDS = ("where", "name_used", "saw", "found", "outcome_words")
TAGS = {WorryState.SENT: "waiting", WorryState.LETTER: "risk", WorryState.CLOSED: "signed"}


class UndercoverReportQuerySet(RecordQuerySet):
    """How worries are asked for."""

    def visible_to(self, user: User) -> Self:
        """Whoever sent it, whom they told, the COO and whom the COO named (IR-5). Never the person it is about."""
        others = self.exclude(about=user)
        if standing_of(user).holds_everywhere("handle_matter"):
            return others
        return others.unlocked_for(user).filter(Q(reported_by=user) | Q(told=user) | self.shared_with(user))

    def left_to(self, user: User) -> Self:
        """Not to whom it is about, nor to their line, who were told before that was known."""
        return self.filter(Q(reported_by=user) | Q(told=user) | self.shared_with(user)).exclude(about=user)

    def touched_by_words(self, words: list[str]) -> Self:
        """Those that hold one of these words."""
        said = self.annotate(said=SearchVector(*WORDS, config="english")).filter(said=any_of(words))
        return self.filter(pk__in=said.values("pk"))

    def not_opened_in_time(self, now: datetime) -> Self:
        """Those that nobody has opened although the time to is over; a matter's are with the COO already."""
        return self.filter(state__in=sorted(NOT_TAKEN), alert_at__lte=now, is_locked=False)

    def with_data_running_out(self, now: datetime) -> Self:
        """Those whose time to tell the Information Commissioner is nearly over."""
        return self.filter(breach_warn_at__lte=now, breach="").exclude(state=WorryState.CLOSED)


class UndercoverReport(Changing, PolicyRecord):
    """Somebody may not be who they say they are: told in three taps, added to afterwards."""

    PREFIX: ClassVar[str] = "WOR"
    OPENED_WITH = "handle_matter"
    KNOWN_WITH = "handle_matter"
    CALLED = "worry"
    TOLD_OF = True
    STATES = WorryState
    UNDER_A_MATTER = LOCKING

    cover = models.CharField(max_length=16, choices=Cover)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Until when whoever was told may open it; empty once they have, or once it is with the COO.
    alert_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    where = models.CharField(max_length=200, blank=True)
    name_used = models.CharField(max_length=120, blank=True)
    saw = models.TextField(max_length=10_000, blank=True)
    cues = ArrayField(models.CharField(max_length=24, choices=Cue), default=list, blank=True)
    residents_recorded = models.CharField(max_length=10, choices=Answer, blank=True)
    data_taken = models.CharField(max_length=10, choices=Answer, blank=True)
    care_concern = models.BooleanField(null=True)
    care_follow_up = models.TextField(max_length=4000, blank=True)
    breach_due_at = models.DateTimeField(null=True, editable=False)
    breach_warn_at = models.DateTimeField(null=True, editable=False)
    breach = models.CharField(max_length=10, choices=Breach, blank=True)
    breach_reasons = models.TextField(max_length=4000, blank=True)
    breach_reference = models.CharField(max_length=80, blank=True)
    found = models.TextField(max_length=10_000, blank=True)
    # The reference of the enquiry: a key of it here would tell whoever reads history of enquiries that there is this.
    letter = models.CharField(max_length=14, blank=True)
    protected = models.CharField(max_length=10, choices=Protected, blank=True)
    protected_reasons = models.TextField(max_length=4000, blank=True)
    legal_reference = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_words = models.TextField(max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = UndercoverReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["alert_at"], condition=Q(state__in=sorted(NOT_TAKEN)), name="worry_not_opened"),
            models.Index(fields=["breach_warn_at"], condition=Q(breach=""), name="worry_data_clock"),
            models.Index(fields=["reported_by", "-created_at", "-id"], name="worry_reported_by"),
            models.Index(fields=["told", "-created_at", "-id"], name="worry_told"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WorryState.values), name="worry_state_known"),
            models.CheckConstraint(
                condition=~Q(about=models.F("reported_by")) & ~Q(about=models.F("told")),
                name="worry_is_told_to_nobody_it_is_about",
            ),
            models.CheckConstraint(
                condition=~Q(state=WorryState.CLOSED) | (Q(care_concern__isnull=False) & ~Q(outcome="")),
                name="worry_closes_with_the_care_question_answered",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.HR) | ~Q(protected=""),
                name="worry_goes_to_hr_only_with_the_law_considered",
            ),
        ]

    @property
    def title(self) -> str:
        """Who they said they were."""
        return f"{self.get_cover_display()} who may be a reporter"

    @property
    def tag_kind(self) -> str:
        """The kind of its tag."""
        return TAGS.get(WorryState(self.state), "draft")

    @property
    def cue_words(self) -> list[str]:
        """What gave them away, in words."""
        return [str(Cue(one).label) for one in self.cues]

    @property
    def is_in_hand(self) -> bool:
        """Whether the Chief Operating Officer has it and it goes on."""
        return self.state in IN_HAND

    @cached_property
    def people_left_out(self) -> set[uuid.UUID]:
        """The person it is about and their line."""
        return left_out(self.about)

    def get_absolute_url(self) -> str:
        """Its page; the address says no more than that somebody worries."""
        return f"/worries/{self.pk}/"

    def touching(self) -> Touching:
        """What was said about whom."""
        return Touching(" ".join(getattr(self, name) for name in WORDS))


class Done(models.Model):
    """What somebody did about a worry; never changed once written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(UndercoverReport, on_delete=models.PROTECT, related_name="done")
    words = models.TextField(max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"done on {self.at:%d %b}"


class UndercoverReportUserObjectPermission(UserObjectPermissionBase):
    """guardian: one worry shared with one person whom the COO named on it."""

    content_object = models.ForeignKey(UndercoverReport, on_delete=models.CASCADE)
