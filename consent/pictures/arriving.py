"""What becomes of a file that arrives: found out what it is, made safe, made small, told apart by fingerprints."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from consent.pictures.likeness import likeness_of, turns_of
from consent.pictures.recordings import MOST_FILM, NOT_TAKEN, cleaned
from consent.vocabulary import ContentType
from mediapolicy.pictures import MOST_IMAGE, TOO_LARGE, Made, made_anew, written

SMALL = 480  # points of the longer side of a small copy
NOTHING_WE_TAKE = (
    "This is not a JPEG, PNG or WebP picture, an MP4 or WebM film, or an MP3, M4A or WAV recording, that we can read."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept, with its small copy and its fingerprints."""

    content_type: ContentType
    media_type: str
    content: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0
    likeness: str = ""
    turned: list[int] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes that are kept."""
        return hashlib.sha256(self.content).hexdigest()


def kept_copy(given: UploadedFile[bytes]) -> Kept:
    """What is kept of this file; ValidationError, in words, for anything that we don't take."""
    start = given.read(12)
    given.seek(0)
    size = given.size or 0
    if start[:3] == b"\xff\xd8\xff" or start[:8] == b"\x89PNG\r\n\x1a\n" or start[8:12] == b"WEBP":
        if size > MOST_IMAGE:
            raise ValidationError(TOO_LARGE)
        return _picture(made_anew(given.read(), otherwise=NOTHING_WE_TAKE))
    if size > MOST_FILM:
        raise ValidationError("This file is larger than 100 MB. Send a shorter film.")
    try:
        found = cleaned(given.read())
    except ValidationError as error:
        raise ValidationError(NOTHING_WE_TAKE) if error.messages == [NOT_TAKEN] else error from error
    return Kept(found.content_type, found.media_type, found.content)


def _picture(made: Made) -> Kept:
    small = made.picture.copy()
    small.thumbnail((SMALL, SMALL))
    content, _ = written(small, "PNG" if made.suffix == "png" else "JPEG")
    width, height = made.picture.size
    looks = likeness_of(made.picture)
    turned = turns_of(made.picture) if looks else []
    return Kept(ContentType.PHOTO, made.media_type, made.content, content, width, height, looks, turned)
