"""Films and voices: known by their first bytes, and kept without what tells where, when and by whom they were made.

The moving pictures and the sound stay bit by bit as they came. What stands beside them is blanked in its place, so that
nothing moves; a recording that can't be read to its end, or that carries a track of camera data, is refused. See
docs/decisions/0013-films-without-their-traces.md for what this can't see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from consent.vocabulary import ContentType
from mediapolicy.pictures import MB

MOST_FILM, MOST_VOICE = 100 * MB, 30 * MB
MOST_PARTS = 100_000  # in one box; an hour of film in pieces of a second has 7,200. Empty ones could be many millions
UNREADABLE = "This film or recording can’t be read to its end. Export it again as MP4, and send that."
NOT_TAKEN = "This is not an MP4 or WebM film, or an MP3, M4A or WAV recording, that we can read."
CAMERA_DATA = "This film carries a track of camera data, such as places. Export it without that, and send the new file."


@dataclass(frozen=True, slots=True)
class Recording:
    """A film or a voice as it is kept."""

    content_type: ContentType
    media_type: str
    content: bytes


def cleaned(raw: bytes) -> Recording:
    """The recording without its traces; ValidationError, in words, for anything that is none."""
    try:
        found = _cleaned(raw)
    except (IndexError, ValueError, RecursionError) as error:
        raise ValidationError(UNREADABLE) from error
    if found is None:
        raise ValidationError(NOT_TAKEN)
    if found.content_type == ContentType.AUDIO and len(raw) > MOST_VOICE:
        raise ValidationError("This recording is larger than 30 MB. Send a shorter one.")
    return found


def _cleaned(raw: bytes) -> Recording | None:
    if raw[4:8] == b"ftyp":
        if raw[8:12] in (b"M4A ", b"M4B "):
            return Recording(ContentType.AUDIO, "audio/mp4", _mp4(raw))
        return Recording(ContentType.VIDEO, "video/mp4", _mp4(raw))
    if raw[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in raw[:64]:
        return Recording(ContentType.VIDEO, "video/webm", _webm(raw))
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        return Recording(ContentType.AUDIO, "audio/wav", _wav(raw))
    if raw[:3] == b"ID3" or (raw[:1] == b"\xff" and raw[1] & 0xE6 == 0xE2):
        return Recording(ContentType.AUDIO, "audio/mpeg", _mp3(raw))
    return None


# MP4: boxes in boxes -------------------------------------------------------------------------------------------------

HOLDS_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"})
AT_THE_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"moof", b"mfra", b"sidx", b"styp"})
TRACES = frozenset({b"udta", b"meta", b"uuid", b"skip", b"wide", b"free"})
TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})  # when it was made and changed
TRACKS = frozenset({b"vide", b"soun", b"hint", b"text", b"sbtl", b"subt", b"clcp"})


def _mp4(raw: bytes) -> bytes:
    kept = bytearray(raw)
    boxes = list(_boxes(raw, 0, len(raw)))
    if not any(kind == b"moov" for kind, _, _, _ in boxes):
        raise ValueError("no moov")
    for kind, start, body, end in boxes:
        if kind not in AT_THE_TOP or kind in TRACES:
            _blank(kept, start, body, end)
        elif kind in HOLDS_BOXES:
            _clean_inside(raw, kept, body, end)
    return bytes(kept)


def _clean_inside(raw: bytes, kept: bytearray, begin: int, stop: int) -> None:
    for kind, start, body, end in _boxes(raw, begin, stop):
        if kind in TRACES:
            _blank(kept, start, body, end)
        elif kind in TIMED:
            wide = 8 if raw[body] == 1 else 4
            kept[body + 4 : body + 4 + 2 * wide] = bytes(2 * wide)
        elif kind == b"hdlr":
            if raw[body + 8 : body + 12] not in TRACKS and raw[body + 8 : body + 12] not in (b"url ", b"alis"):
                raise ValidationError(CAMERA_DATA)
            kept[body + 24 : end] = bytes(end - body - 24)  # its name, often the maker's
        elif kind in HOLDS_BOXES:
            _clean_inside(raw, kept, body, end)


def _boxes(raw: bytes, begin: int, stop: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Each box: its kind, where it starts, where its content starts, where it ends."""
    at, left = begin, MOST_PARTS
    while at < stop:
        left -= 1
        if at + 8 > stop or left < 0:
            raise ValueError("half a box, or too many")
        size, kind, body = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(raw[at + 8 : at + 16], "big"), at + 16
        end = stop if size == 0 else at + size
        if end > stop or end < body:
            raise ValueError("a box beyond the end")
        yield kind, at, body, end
        at = end


def _blank(kept: bytearray, start: int, body: int, end: int) -> None:
    kept[start + 4 : start + 8] = b"free"
    kept[body:end] = bytes(end - body)


# WebM: elements in elements ------------------------------------------------------------------------------------------

SEGMENT, INFO, CLUSTER, VOID = 0x18538067, 0x1549A966, 0x1F43B675, 0xEC
TOP_ELEMENTS = frozenset({0x1A45DFA3, SEGMENT, VOID})
INSIDE_A_SEGMENT = frozenset({0x114D9B74, INFO, 0x1654AE6B, CLUSTER, 0x1C53BB6B, VOID})
TOLD_BY_INFO = frozenset({0x4461, 0x7BA9, 0x73A4, 0x7384, 0x3E83BB, 0x3C83AB, 0x4D80, 0x5741})
SAID = frozenset({0x4D80, 0x5741})  # which program wrote it: has to be there, so its letters are blanked only


def _webm(raw: bytes) -> bytes:
    kept = bytearray(raw)
    for kind, start, body, end in _elements(raw, 0, len(raw)):
        if kind == SEGMENT:
            _clean_segment(raw, kept, body, end)
        elif kind not in TOP_ELEMENTS or kind == VOID:
            _void(kept, start, end)
    return bytes(kept)


def _clean_segment(raw: bytes, kept: bytearray, begin: int, stop: int) -> None:
    for kind, start, body, end in _elements(raw, begin, stop):
        if kind not in INSIDE_A_SEGMENT or kind == VOID:  # tags, attached files, chapters
            _void(kept, start, end)
        elif kind == INFO:
            for told, first, its_body, last in _elements(raw, body, end):
                if told in SAID:
                    kept[its_body:last] = b" " * (last - its_body)
                elif told in TOLD_BY_INFO:
                    _void(kept, first, last)


def _elements(raw: bytes, begin: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    """Each element: its kind, where it starts, where its content starts, where it ends."""
    at, left = begin, MOST_PARTS
    while at < stop:
        left -= 1
        width = 9 - raw[at].bit_length()
        kind = int.from_bytes(raw[at : at + width], "big")
        length = 9 - raw[at + width].bit_length()
        if width > 4 or length > 8 or left < 0:
            raise ValueError("no element, or too many")
        body = at + width + length
        size = int.from_bytes(raw[at + width : body], "big") & ((1 << 7 * length) - 1)
        if size == (1 << 7 * length) - 1:  # written while it was recorded: nobody knew how long it would be
            if kind != SEGMENT:
                raise ValueError("an element without an end")
            end = stop
        else:
            end = body + size
        if end > stop:
            raise ValueError("an element beyond the end")
        yield kind, at, body, end
        at = end


def _void(kept: bytearray, start: int, end: int) -> None:
    """The same length of nothing."""
    length = end - start
    if length < 2:
        raise ValueError("too short to be blanked")
    head = (
        bytes([VOID, 0x80 | (length - 2)])
        if length - 2 < 127
        else bytes([VOID, 0x01]) + (length - 9).to_bytes(7, "big")
    )
    kept[start:end] = head + bytes(length - len(head))


# WAV and MP3 ---------------------------------------------------------------------------------------------------------


def _wav(raw: bytes) -> bytes:
    """Only how it sounds: the format, the sound, and its length."""
    parts, at = [], 12
    raw = raw[: 8 + int.from_bytes(raw[4:8], "little")]
    while at + 8 <= len(raw):
        kind, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        end = at + 8 + size
        if end > len(raw):
            raise ValueError("a chunk beyond the end")
        if kind in (b"fmt ", b"fact", b"data"):
            parts.append(raw[at:end] + b"\0" * (size % 2))
        at = end + size % 2
    if not any(part[:4] == b"data" for part in parts):
        raise ValueError("no sound")
    body = b"WAVE" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _mp3(raw: bytes) -> bytes:
    """Without the labels in front (ID3v2) and behind (APE, ID3v1)."""
    while raw[:3] == b"ID3":
        size = 0
        for part in raw[6:10]:
            size = size << 7 | (part & 0x7F)
        raw = raw[10 + size + (10 if raw[5] & 0x10 else 0) :]
    if raw[-128:-125] == b"TAG":
        raw = raw[:-128]
    behind = raw.rfind(b"APETAGEX", max(len(raw) - 65_536, 0))
    if behind >= 0:
        size = int.from_bytes(raw[-20:-16], "little")
        raw = raw[: max(min(behind, len(raw) - size - 32), 0)]
    raw = raw.lstrip(b"\0")
    if raw[:1] != b"\xff" or raw[1] & 0xE6 != 0xE2:
        raise ValueError("no sound")
    return raw
