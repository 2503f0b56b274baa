"""Scans of signed paper and recordings of spoken words: pictures made anew, PDFs checked, sound kept without its traces."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from consent.pictures.recordings import NOT_TAKEN, cleaned
from mediapolicy.uploads import safe_copy

MOST_SOUND = 20 * 1024 * 1024
PAPER = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")
NO_SOUND = "This is not an MP3, M4A, MP4, WebM or WAV recording, nor a picture or a PDF, that we can read."


def safe_paper(given: UploadedFile[bytes], *, may_be_sound: bool = False) -> tuple[str, bytes]:
    """What it is by our own finding, and safe bytes; ValidationError, in words, for anything else."""
    start = given.read(16)
    given.seek(0)
    is_paper = start.startswith(PAPER) or start[8:12] == b"WEBP"
    if is_paper or not may_be_sound:
        _, media_type, content = safe_copy(given)
        return media_type, content
    if (given.size or 0) > MOST_SOUND:
        raise ValidationError("This recording is larger than 20 MB. Send a shorter one.")
    try:
        found = cleaned(given.read())
    except ValidationError as error:
        raise ValidationError(NO_SOUND) if error.messages == [NOT_TAKEN] else error from error
    return found.media_type, found.content
