"""Files kept with an enquiry: pictures are made anew, PDFs are checked, everything else is refused."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from enquiries import states
from enquiries.models import Attachment, Enquiry
from mediapolicy.people.models import User
from mediapolicy.transitions import making
from mediapolicy.uploads import safe_copy

MOST_FILES = 200


def add_file(enquiry: Enquiry, given: UploadedFile[bytes], *, by: User) -> Attachment:
    """Keep a picture, made anew without its traces, or a PDF that holds nothing active (CRM-3a)."""
    name, media_type, content = safe_copy(given)
    with making(states.ADD_FILE, enquiry, by=by, note=name):
        if enquiry.attachments.count() >= MOST_FILES:
            raise ValidationError(f"This enquiry holds {MOST_FILES} files already.")
        attachment = Attachment(
            enquiry=enquiry,
            name=name,
            media_type=media_type,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            by=by,
        )
        attachment.stored.save(f"{attachment.pk}", ContentFile(content), save=False)
        attachment.save()
    return attachment
