"""Recordings made to keep the worker busy or to break it: each is refused, in words, and soon."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from consent.pictures.recordings import MOST_PARTS, UNREADABLE, cleaned


def box(kind: bytes, body: bytes = b"") -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


FILM = box(b"ftyp", b"isom\0\0\0\0")
WEBM = b"\x1a\x45\xdf\xa3\x84webm"


def nested(times: int) -> bytes:
    inside = b""
    for _ in range(times):
        inside = box(b"trak", inside)
    return inside


@pytest.mark.parametrize(
    "raw",
    [
        FILM + box(b"moov", nested(3000)),
        FILM + box(b"moov") + box(b"free") * (MOST_PARTS + 1),
        FILM + box(b"moov", box(b"free") * (MOST_PARTS + 1)),
        WEBM + b"\xec\x80" * (MOST_PARTS + 1),
        WEBM + b"\x18\x53\x80\x67\xff" + b"\xec\x80" * (MOST_PARTS + 1),
    ],
    ids=["boxes in boxes", "boxes beside boxes", "boxes in a box", "elements", "elements in a segment"],
)
def test_a_recording_of_endless_parts_is_refused(raw: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(raw)
    assert refused.value.messages == [UNREADABLE]
