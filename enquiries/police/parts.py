"""What belongs to a request of the police. What was changed stands in the request's own history."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.people.models import Person
from consent.takedown.models import TakedownTask
from enquiries.police import vocabulary as v
from mediapolicy.people.models import User


class SubjectManager(models.Manager["PoliceSubject"]):
    """Those in a request, each with their name at hand."""

    def get_queryset(self) -> models.QuerySet[PoliceSubject]:
        """With the person of our list, where there is one."""
        return super().get_queryset().select_related("person")


class PoliceSubject(models.Model):
    """Somebody in a request, and as what. What was changed stands in the request's history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("enquiries.PoliceRequest", on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=8, choices=v.Role)
    is_identifiable = models.BooleanField(default=False)
    waived_on = models.DateField(null=True)
    waiver_where = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = SubjectManager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="police_subject_is_somebody"),
            models.CheckConstraint(
                condition=Q(waived_on=None) | (Q(role=v.Role.VICTIM) & ~Q(waiver_where="")),
                name="only_a_victim_waives_in_writing",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="police_subject_person")]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """Their name."""
        return self.person.name if self.person is not None else self.name


class PoliceItem(models.Model):
    """One thing that is given to the police: picked, agreed, given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("enquiries.PoliceRequest", on_delete=models.PROTECT, related_name="items")
    subject = models.ForeignKey(PoliceSubject, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=v.What)
    words = models.TextField(blank=True, max_length=1000)
    picked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    picked_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True)
    given_how = models.CharField(max_length=14, choices=v.How, blank=True)
    given_to = models.CharField(max_length=160, blank=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    said_yes = models.CharField(max_length=160, blank=True)  # the manager who let a carer give it

    class Meta:
        ordering = ["picked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at=None) | (~Q(given_how="") & Q(given_by__isnull=False)),
                name="given_says_how_and_by",
            )
        ]

    def __str__(self) -> str:
        whose = f" ({self.subject.called})" if self.subject is not None else ""
        return f"{self.get_what_display()}{whose}"


class PoliceCheck(models.Model):
    """The answer to one safeguarding check."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("enquiries.PoliceRequest", on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=5)
    answer = models.CharField(max_length=3, choices=v.Check)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["request", "code"], name="one_answer_for_a_check")]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_answer_display()}"


class PoliceShare(models.Model):
    """The police's own post, shared by us, and the task that takes it down again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey("enquiries.PoliceRequest", on_delete=models.PROTECT, related_name="shares")
    channel = models.CharField(max_length=40)
    url = models.URLField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    task = models.ForeignKey(TakedownTask, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.channel}: {self.url}"
