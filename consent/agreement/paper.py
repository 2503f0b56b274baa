"""Scans of signed paper and recordings of spoken words: pictures made anew, PDFs checked, sound known by how it begins."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from mediapolicy.uploads import safe_copy

MOST_SOUND = 20 * 1024 * 1024
# How each kind of recording begins: (from which byte, what stands there).
SOUNDS: dict[str, tuple[int, bytes]] = {
    "audio/mpeg": (0, b"ID3"),
    "audio/mp4": (4, b"ftyp"),
    "audio/ogg": (0, b"OggS"),
    "audio/wav": (0, b"RIFF"),
    "audio/webm": (0, b"\x1aE\xdf\xa3"),
}


def safe_paper(given: UploadedFile[bytes], *, may_be_sound: bool = False) -> tuple[str, bytes]:
    """What it is by our own finding, and safe bytes; ValidationError, in words, for anything else."""
    start = given.read(16)
    given.seek(0)
    for kind, (place, mark) in SOUNDS.items() if may_be_sound else ():
        if start[place : place + len(mark)] == mark:
            if (given.size or 0) > MOST_SOUND:
                raise ValidationError("This recording is larger than 20 MB. Send a shorter one.")
            return kind, given.read()
    _, media_type, content = safe_copy(given)
    return media_type, content
