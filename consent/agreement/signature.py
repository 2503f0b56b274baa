"""The signature on one version of a consent, and the links by which somebody signs from afar."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.agreement.choices import GivenBy, SignedBy
from consent.agreement.models import MediaConsent
from mediapolicy.people.models import User


def where_paper_is_kept(signature: Signature, _: str) -> str:
    """Scans and recordings are stored under the signature's key, never under a name."""
    return f"consent/{signature.pk}"


class Signature(models.Model):
    """The signature on one version, and the witness to it; never changed after. Large things stand here, not in history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(MediaConsent, on_delete=models.PROTECT, related_name="signatures")
    method = models.CharField(max_length=12, choices=SignedBy)
    signer = models.CharField(max_length=120)
    signer_is = models.CharField(max_length=14, choices=GivenBy)
    signed_at = models.DateTimeField()
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    shown_hash = models.CharField(max_length=64)
    form_version = models.CharField(max_length=20)
    drawing = models.TextField(blank=True)  # strokes as an SVG path, checked
    words = models.TextField(blank=True, max_length=2000)  # what was said, when it was spoken
    file = models.FileField(upload_to=where_paper_is_kept, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_type = models.CharField(max_length=40, blank=True)
    late_because = models.CharField(max_length=300, blank=True)
    device = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    cosigners = models.JSONField(default=list)
    witness = models.CharField(max_length=120, blank=True)
    witness_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    witness_is = models.CharField(max_length=120, blank=True)
    witness_contact = models.CharField(max_length=254, blank=True)
    witnessed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(method__in=["mark", "spoken", "aid"]) | ~Q(witness=""), name="mark_or_spoken_has_a_witness"
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer}, {self.get_method_display().lower()}"


class ConsentLink(models.Model):
    """A link by which somebody signs from afar. Only its hash is kept; it opens nothing without the code told apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(MediaConsent, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_token = models.TextField(blank=True)  # readable only with SECRET_KEY, emptied once the email has left
    code_hash = models.CharField(max_length=200)
    shown_hash = models.CharField(
        max_length=64, default=""
    )  # of exactly what the link shows: any other content ends it
    sent_to = models.EmailField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        ended = self.used_at or self.revoked_at or self.locked_at
        return ended is None and self.expires_at > timezone.now()
