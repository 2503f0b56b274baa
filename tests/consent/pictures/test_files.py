"""What is kept of a file: the points of a picture, the sound and the film, and nothing that tells where or by whom."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from consent.pictures.arriving import SMALL, kept_copy
from consent.pictures.recordings import MB, cleaned
from tests.consent.builders_pictures import as_file, scene, upload


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        opened.writestr("CANARY.html", "<script>harm()</script>")
    return out.getvalue()


def with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "CANARY description"
    exif[0x0110] = "CANARY camera"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    return as_file(scene(1), exif=exif, comment=b"CANARY comment") + archive()


def with_text() -> bytes:
    text = PngInfo()
    text.add_text("Comment", "CANARY <script>harm()</script>")
    text.add_itxt("XML:com.adobe.xmp", "CANARY xmp")
    return as_file(scene(1), "PNG", pnginfo=text) + archive()


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("made", [with_a_place, with_text])
def test_a_picture_keeps_its_points_and_nothing_else(made: Callable[[], bytes]) -> None:
    assert b"CANARY" in made()
    kept = kept_copy(upload(made()))
    for content in (kept.content, kept.small):
        assert b"CANARY" not in content
        assert b"PK\x03\x04" not in content
        assert not zipfile.is_zipfile(io.BytesIO(content))
        with Image.open(io.BytesIO(content)) as opened:
            assert dict(opened.getexif()) == {}
            assert not {"comment", "Comment", "icc_profile", "exif", "xmp"} & set(opened.info)
    assert max(Image.open(io.BytesIO(kept.small)).size) == SMALL
    assert (kept.width, kept.height) == (640, 480)
    assert kept.sha256 != kept_copy(upload(as_file(scene(2)))).sha256
    assert kept.likeness


def test_the_same_file_is_kept_as_the_same_bytes() -> None:
    assert kept_copy(upload(with_a_place())).sha256 == kept_copy(upload(as_file(scene(1)))).sha256


def _bomb() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 13_000, 13_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (13_000 * 3 + 1) * 200)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page called a picture": ("photo.jpg", lambda: b"<html><script>harm()</script></html>"),
    "SVG": ("drawing.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="harm()"/>'),
    "SVG called PNG": ("drawing.png", lambda: b'<?xml version="1.0"?><svg onload="harm()"/>'),
    "EPS": ("photo.jpg", lambda: as_file(scene(1), "EPS")),
    "GIF": ("photo.gif", lambda: as_file(scene(1), "GIF")),
    "TIFF": ("photo.tif", lambda: as_file(scene(1), "TIFF")),
    "a picture's first bytes before a page": ("photo.jpg", lambda: b"\xff\xd8\xff<script>harm()</script>"),
    "a bomb of 169 million points": ("photo.png", _bomb),
    "half a picture": ("photo.jpg", lambda: as_file(scene(1))[:900]),
    "11 MB": ("photo.jpg", lambda: as_file(scene(1)) + b"\0" * 11 * MB),
    "a PDF": ("paper.jpg", lambda: b"%PDF-1.7\n"),
    "a zip": ("photo.png", archive),
    "nothing but noughts": ("film.mp4", lambda: b"\0" * 100),
    "half a film": ("film.mp4", lambda: film()[:-40]),
    "a film without its index": ("film.mp4", lambda: box(b"ftyp", b"isomiso2") + box(b"mdat", b"x" * 50)),
    "a picture in a film's box": ("photo.mp4", lambda: box(b"ftyp", b"heicmif1") + box(b"meta", b"\0" * 20)),
    "a WAV without sound": ("voice.wav", lambda: riff(chunk_of(b"fmt ", b"\1\0\1\0" + b"\0" * 12))),
    "an MP3 that is only a label": ("voice.mp3", lambda: b"ID3\4\0\0\0\0\0\x0a" + b"CANARY" * 5),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_we_do_not_take_is_refused_in_words(name: str, content: Callable[[], bytes]) -> None:
    with pytest.raises(ValidationError) as refused:
        kept_copy(upload(content(), name))
    assert all(len(words) > 20 and words.endswith(".") for words in refused.value.messages)


# Films and voices, written byte by byte -------------------------------------------------------------------------------


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", b"\0" * 8 + kind + b"\0" * 12 + b"CANARY maker\0")


def track(kind: bytes) -> bytes:
    heads = box(b"tkhd", b"\0\0\0\7" + struct.pack(">II", 3_800_000_000, 3_800_000_001) + b"\0" * 72)
    media = box(b"mdhd", b"\0" * 4 + struct.pack(">II", 3_800_000_000, 3_800_000_001) + b"\0" * 12) + handler(kind)
    return box(b"trak", heads + box(b"mdia", media) + box(b"udta", b"CANARY name"))


def film(*tracks: bytes, brand: bytes = b"isom") -> bytes:
    head = box(b"mvhd", b"\0" * 4 + struct.pack(">II", 3_800_000_000, 3_800_000_001) + b"\0" * 88)
    place = box(b"udta", box(b"\xa9xyz", b"CANARY +51.5074-000.1278/"))
    labels = box(b"meta", b"\0" * 4 + b"CANARY com.apple.quicktime.location")
    inside = b"".join(tracks or (track(b"vide"), track(b"soun")))
    xmp = box(b"uuid", b"\xbe\x7a\xcf\xcb" + b"CANARY xmp")
    return (
        box(b"ftyp", brand + b"\0\0\2\0isomiso2")
        + box(b"moov", head + inside + place + labels)
        + xmp
        + box(b"mdat", b"film")
    )


@pytest.mark.clause("SM-26")
def test_a_film_loses_where_when_and_by_whom_and_nothing_moves() -> None:
    raw = film()
    found = cleaned(raw)
    assert b"CANARY" in raw
    assert b"CANARY" not in found.content
    assert struct.pack(">I", 3_800_000_000) not in found.content
    assert len(found.content) == len(raw)
    assert found.content.index(b"mdat") == raw.index(b"mdat")
    assert found.content.endswith(box(b"mdat", b"film"))
    assert (found.content_type, found.media_type) == ("video", "video/mp4")


def test_a_film_with_a_track_of_places_is_refused() -> None:
    with pytest.raises(ValidationError, match="camera data"):
        cleaned(film(track(b"vide"), track(b"meta")))


def test_a_voice_in_a_films_box_is_a_voice() -> None:
    found = cleaned(film(track(b"soun"), brand=b"M4A "))
    assert (found.content_type, found.media_type) == ("audio", "audio/mp4")


def element(kind: str, content: bytes) -> bytes:
    return bytes.fromhex(kind) + struct.pack(">Q", len(content) | 1 << 56) + content


def webm() -> bytes:
    head = element("1a45dfa3", element("4282", b"webm"))
    info = element(
        "1549a966", element("4461", b"\0" * 8) + element("7ba9", b"CANARY title") + element("4d80", b"CANARY app")
    )
    rest = element("1654ae6b", b"") + element("1f43b675", b"film") + element("1254c367", b"CANARY tags" * 20)
    return head + element("18538067", info + rest + element("1941a469", b"CANARY file"))


def test_a_webm_loses_its_tags_and_files() -> None:
    raw = webm()
    found = cleaned(raw)
    assert b"CANARY" in raw
    assert b"CANARY" not in found.content
    assert len(found.content) == len(raw)
    assert element("1f43b675", b"film") in found.content
    assert cleaned(found.content).content == found.content


def chunk_of(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def riff(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_wav_is_only_its_sound() -> None:
    sound = (chunk_of(b"fmt ", b"\1\0\1\0" + b"\0" * 12), chunk_of(b"data", b"sound"))
    raw = riff(chunk_of(b"LIST", b"CANARY"), *sound, chunk_of(b"bext", b"CANARY")) + archive()
    found = cleaned(raw)
    assert found.content == riff(*sound)
    assert found.content_type == "audio"


def test_an_mp3_loses_the_labels_in_front_and_behind() -> None:
    sound = b"\xff\xfb\x90\x64" + b"sound" * 50
    label = b"ID3\4\0\0" + bytes([0, 0, 0, 6]) + b"CANARY"
    assert cleaned(label + sound + b"TAG" + b"CANARY".ljust(125, b"\0")).content == sound
    assert cleaned(sound).media_type == "audio/mpeg"
