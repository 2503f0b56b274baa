"""Whom of our people a media visit concerns: who appears and in which ways, and who is kept out of it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.gate.use import Use
from consent.people.models import Person
from consent.vocabulary import IdentLevel
from enquiries.access.vocabulary import ON_CAMERA, WAYS, Part, SaidToday
from mediapolicy.people.models import User

if TYPE_CHECKING:
    from enquiries.access.models import AccessRequest


class InTheVisit(models.Model):
    """One person of the register in one visit: as what they take part, or how they are kept out of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey("enquiries.AccessRequest", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part)
    ways = models.JSONField(default=list)  # how they take part (WAYS); none for somebody who is kept out
    ident = models.CharField(max_length=2, choices=IdentLevel, default=IdentLevel.NO_NAME)
    also = models.JSONField(default=list)  # what else is told of them: their age, the name of their home
    how = models.CharField(max_length=200, blank=True)  # how they are kept out of it
    said_today = models.CharField(max_length=4, choices=SaidToday, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_person_once_in_a_visit"),
            models.CheckConstraint(
                condition=Q(said_today="") | Q(asked_at__isnull=False, asked_by__isnull=False),
                name="asked_again_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def appears(self) -> bool:
        """Whether they take part."""
        return self.part == Part.APPEARS

    @property
    def is_on_camera(self) -> bool:
        """Whether they are filmed, recorded or photographed: asked again on the day (V-I-02)."""
        return bool(ON_CAMERA & set(self.ways))

    def uses(self, visit: AccessRequest) -> list[Use]:
        """What the publish gate is asked about: one use for each way they take part."""
        return [
            Use(
                purpose=way.purpose,
                channels=way.channels(visit.seen_on),
                content_type=way.content_type,
                ident=self.ident,
                third_parties=frozenset({visit.outlet}) if visit.outlet else frozenset(),
                item=visit.topic,
                previewed=visit.shown_first,
                mentions_health="mentions_health" in self.also,
                uses_age="uses_age" in self.also,
                uses_home_name="uses_home_name" in self.also,
                uses_family="uses_family" in self.also,
            )
            for way in (WAYS[code] for code in self.ways)
        ]

    @property
    def ways_in_words(self) -> str:
        """How they take part: "Filmed, quoted"."""
        words = ", ".join(WAYS[code].label for code in self.ways)
        return words[:1].upper() + words[1:].lower()

    def was_asked_on(self, day: date) -> bool:
        """Whether they were asked again on that day."""
        return bool(self.said_today) and _day_of(self.asked_at) == day

    def is_ready_on(self, day: date) -> bool:
        """Whether they said yes on that day, and have not taken it back."""
        return self.said_today == SaidToday.YES and self.was_asked_on(day)

    def is_out_on(self, day: date) -> bool:
        """Whether they said No on that day: they are kept out from then on."""
        return self.said_today == SaidToday.NO and self.was_asked_on(day)


def _day_of(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None


class CalendarFeed(models.Model):
    """The private address of one person's calendar of visits, kept only as a hash: theirs alone, and theirs to end (CRM-2)."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar of {self.person}"
