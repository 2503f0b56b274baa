"""What belongs to one enquiry and is never changed once written: advice, notes, replies, files."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from mediapolicy.people.models import User
from pressroom.models import Way


class Source(models.TextChoices):
    """Who can be asked for advice (ME-2)."""

    LEGAL = "legal", "Legal"
    DATA_PROTECTION = "data_protection", "Data protection"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    HR = "hr", "HR"
    INSURER = "insurer", "Insurer"
    POLICE = "police", "Police"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    REGULATOR = "regulator", "Regulator (CQC)"


class Advice(models.Model):
    """Advice asked for before the answer: of whom, what, and what they said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, related_name="advice")
    source = models.CharField(max_length=20, choices=Source)
    asked_of = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.get_source_display()

    @property
    def is_out(self) -> bool:
        """Whether it has not come yet."""
        return self.answered_at is None


class Note(models.Model):
    """An internal note: stays inside, never sent, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"note of {self.at:%d %b}"


class ReplyKind(models.TextChoices):
    """What kind of words went out."""

    ACKNOWLEDGEMENT = "acknowledgement", "We have your question"
    ANSWER = "answer", "The answer"
    DECLINE = "decline", "We decline to comment"


class Reply(models.Model):
    """Words that went out to the enquirer, by the one way they chose; the exact text is kept (CRM-3b)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=20, choices=ReplyKind)
    way = models.CharField(max_length=12, choices=Way)
    address = models.CharField(max_length=254)
    to = models.CharField(max_length=250)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    what_was_said = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Attachment(models.Model):
    """A picture (made anew, stripped) or a checked PDF kept with an enquiry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    stored = models.FileField(upload_to="enquiries/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.name
