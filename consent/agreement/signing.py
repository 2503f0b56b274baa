"""Signing in somebody's presence: drawn, typed, a mark, spoken words, an aid, or paper; with a witness where one is needed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from consent.agreement import states
from consent.agreement.actions import end_links, managers_of
from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.paper import safe_paper
from consent.agreement.signature import Signature
from consent.agreement.signing_rules import SIGNATURE, must_be_what_was_read
from mediapolicy.fields import HIDDEN
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.transitions import Transition, making

# Strokes as straight lines between points on a sheet of 600 by 200: nothing else can be written in it.
STROKES = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")
LONGEST_DRAWING, FEWEST_POINTS = 40_000, 4


class NotSigned(Missing):
    """What a signature lacks, each with the field that it is about."""

    def __init__(self, missing: dict[str, str], *, transition: Transition, record: MediaConsent) -> None:
        super().__init__(list(missing), transition=transition, record=record)
        self.fields = missing


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave when they signed, and who saw it."""

    method: str
    signer: str
    drawing: str = ""
    words: str = ""
    file: UploadedFile[bytes] | None = None
    signed_at: datetime | None = None
    late_because: str = ""
    cosigners: list[str] = field(default_factory=list)
    witness: str = ""
    witness_is: str = ""
    witness_contact: str = ""
    device: str = ""
    address: str = ""


@transaction.atomic
def sign(consent: MediaConsent, given: Given, *, read: str | None = None, by: User) -> Signature:
    """Keep the signature with exactly what was shown; the Home Manager is told (CC-3, V-C-03, V-C-04, V-C-14)."""
    if given.method == SignedBy.REMOTE:
        raise ValidationError("A link is signed by whoever it was sent to.")
    return keep(consent, given, transition=states.SIGN, by=by, kept_by=by, read=read)


@transaction.atomic
def keep(
    consent: MediaConsent,
    given: Given,
    *,
    transition: Transition,
    by: User,
    kept_by: User | None,
    read: str | None = None,
) -> Signature:
    """Take the step that signs and keep what shows it; `read` is the fingerprint of the page that was signed."""
    with making(transition, consent, by=by, note=str(SignedBy(given.method).label)):
        must_be_what_was_read(consent, read)
        signature = _signature(consent, given, kept_by)
        if missing := {words: field for rule, field in SIGNATURE.items() if (words := rule(consent, signature))}:
            raise NotSigned(missing, transition=transition, record=consent)
        signature.save(force_insert=True)
        consent.obtained_on = timezone.localdate(signature.signed_at)
        end_links(consent)
    tell(managers_of(consent), "consent_to_sign_off", consent, by=by)
    return signature


def _signature(consent: MediaConsent, given: Given, kept_by: User | None) -> Signature:
    now = timezone.now()
    witness = given.witness.strip()
    signature = Signature(
        consent=consent,
        method=given.method,
        signer=given.signer.strip(),
        signer_is=consent.given_by,
        signed_at=given.signed_at or now,
        kept_at=now,
        kept_by=kept_by,
        shown_hash=consent.shown_hash,
        form_version=consent.form_version,
        drawing=checked_drawing(given.drawing),
        words=given.words.strip(),
        late_because=given.late_because.strip(),
        cosigners=[name.strip() for name in given.cosigners if name.strip()],
        device=HIDDEN.sub("", given.device)[:200],
        address=HIDDEN.sub("", given.address)[:45],
        witness=witness,
        witness_user=User.objects.active().filter(name__iexact=witness).first() if witness else None,
        witness_is=given.witness_is.strip(),
        witness_contact=given.witness_contact.strip(),
        witnessed_at=now if witness else None,
    )
    if given.file is not None:
        _add_paper(signature, given.file)
    return signature


def _add_paper(signature: Signature, given: UploadedFile[bytes]) -> None:
    media_type, content = safe_paper(given, may_be_sound=signature.method == SignedBy.SPOKEN)
    signature.file_type, signature.file_sha256 = media_type, hashlib.sha256(content).hexdigest()
    # Written when the signature is kept: a scan of one that was refused lies nowhere.
    signature.file = ContentFile(content, name=str(signature.pk))


def checked_drawing(drawing: str) -> str:
    """The strokes of a signature and nothing else; ValidationError for whatever isn't a drawing of ours."""
    drawing = drawing.strip()
    if not drawing:
        return ""
    if len(drawing) > LONGEST_DRAWING or not STROKES.fullmatch(drawing):
        raise ValidationError("This drawing can’t be kept. Clear it and sign again, or type the name.")
    if drawing.count("L") < FEWEST_POINTS:
        raise ValidationError("This is only a dot or two. Sign again, or type the name.")
    return drawing


def signer_of(consent: MediaConsent) -> str:
    """Who signs, by name, as far as it is known."""
    if consent.given_by == "self":
        return consent.subject.name
    if consent.representative is not None:
        return str(consent.representative.name)
    return consent.parent_name


def how_it_was_signed(signature: Any) -> str:
    """In a few words: the way, and the witness."""
    said = signature.get_method_display()
    return f"{said}, seen by {signature.witness}" if signature.witness else str(said)
