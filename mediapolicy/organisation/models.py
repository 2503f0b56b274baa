"""The care group itself: its name, its settings, who is on call, and the days it doesn't work."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from mediapolicy.organisation.states import Kept
from mediapolicy.people.models import Home, User
from mediapolicy.permissions import may
from mediapolicy.records import SignedRecord


class Organisation(SignedRecord):
    """The one organisation of this deployment."""

    CALLED = "organisation"

    name = models.CharField(max_length=120)
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_organisation")]

    def __str__(self) -> str:
        return self.name


class OrganisationSetting(SignedRecord):
    """A setting that differs from its declared default."""

    CALLED = "setting"

    key = models.CharField(max_length=60, unique=True)
    value = models.IntegerField()
    # The safe default that held until the first change: history says what it was then, whatever the default is by now.
    value_before = models.IntegerField(null=True, editable=False)

    def __str__(self) -> str:
        return self.key


class OnCallQuerySet(models.QuerySet["OnCall"]):
    """How the rota is asked for."""

    def at(self, instant: datetime) -> Self:
        """The turns that cover this instant, by someone who still works here; the one that began last comes first."""
        return (
            self.filter(state=Kept.KEPT, starts_at__lte=instant, ends_at__gt=instant, person__is_active=True)
            .select_related("person")
            .order_by("-starts_at")
        )

    def now_or_next(self, instant: datetime) -> OnCall | None:
        """The turn that holds at this instant, the one that began last first; without one, the next."""
        ahead = self.filter(state=Kept.KEPT, ends_at__gt=instant).select_related("person")
        holds = Case(When(starts_at__lte=instant, person__is_active=True, then=F("starts_at")))
        return ahead.order_by(holds.desc(nulls_last=True), "starts_at").first()

    def coming(self) -> Self:
        """Turns that haven't ended, soonest first."""
        return self.filter(state=Kept.KEPT, ends_at__gt=timezone.now()).select_related("person").order_by("starts_at")


class OnCall(SignedRecord):
    """A turn on the out-of-hours rota."""

    CALLED = "turn on call"

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="turns_on_call")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = OnCallQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="on_call_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="on_call_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.person} on call"

    @property
    def may_take_up(self) -> bool:
        """Whether the person's roles let them take an approach up."""
        return may(self.person, "take_up_enquiry")


class BankHoliday(SignedRecord):
    """A day the calendar's own list doesn't know, or wrongly has: this table wins over it."""

    CALLED = "bank holiday"

    day = models.DateField()
    nation = models.CharField(max_length=3, choices=Home.NATIONS)
    name = models.CharField(max_length=80)
    is_worked = models.BooleanField(default=False, help_text="A listed holiday on which we work all the same.")

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "nation"], condition=Q(state=Kept.KEPT), name="one_entry_per_day_and_nation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"
