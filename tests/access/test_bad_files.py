"""Files that are not what they say, hold what acts, or tell where they were made."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from enquiries.models import Attachment, Enquiry
from mediapolicy.people.models import Home, User
from tests import builders
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_frame")]
SignedIn = Callable[[User], Client]
Sent = Callable[[str, bytes], Any]
MB = 1024 * 1024


@kept
def enquiry(marketing: User, home: Home) -> Enquiry:
    return builders.an_approach(by=marketing, home=home)


@pytest.fixture
def send(signed_in: SignedIn, marketing: User, enquiry: Enquiry) -> Sent:
    """Add a file by the page, as a browser would."""
    browser = signed_in(marketing)
    browser.raise_request_exception = False
    url = f"/enquiries/{enquiry.pk}/add-a-file/"
    return lambda name, content: browser.post(url, {"file": SimpleUploadedFile(name, content, "image/jpeg")})


def image(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any) -> bytes:
    paper = io.BytesIO()
    Image.new(mode, size).save(paper, kind, **how)
    return paper.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **how: Any) -> bytes:
    """A PDF of one page, changed."""
    paper, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    if change:
        change(made)
    made.save(paper, **how)
    return paper.getvalue()


JS = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def _root(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda made: [made.Root.__setitem__(f"/{name}", value) for name, value in entries.items()] and None


def _on_the_page(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda made: [made.pages[0].obj.__setitem__(f"/{name}", value) for name, value in entries.items()] and None


def _annotation(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    """Something to press on the page, written directly inside it."""
    box = pikepdf.Array([0, 0, 500, 500])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, **entries)
    return _on_the_page(Annots=pikepdf.Array([note]))


def _embedded(made: pikepdf.Pdf) -> None:
    made.attachments["harm.exe"] = b"MZ"


def _spec(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    stream = pikepdf.Stream(made, b"MZ")
    return pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="harm.exe", EF=pikepdf.Dictionary(F=stream))


NEXT = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://x.example"), Next=JS)
ACTS: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "script on opening": _root(OpenAction=JS),
    "script among the names": _root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))),
    "script on closing": _root(AA=pikepdf.Dictionary(WC=JS)),
    "a form": _root(AcroForm=pikepdf.Dictionary(Fields=pikepdf.Array([]))),
    "an embedded file": _embedded,
    "an associated file": lambda made: _root(AF=pikepdf.Array([_spec(made)]))(made),
    "script when the page is shown": _on_the_page(AA=pikepdf.Dictionary(O=JS)),
    "script when pressed": _annotation(A=JS),
    "script after a link": _annotation(A=NEXT),
    "a program when pressed": _annotation(A=LAUNCH),
    "a file on the page": lambda made: _annotation(FS=_spec(made))(made),
    # A dictionary of its own: made indirect, it belongs to this one PDF and ends with it.
    "script in an indirect action": lambda made: _annotation(A=made.make_indirect(pikepdf.Dictionary(JS)))(made),
    "a page's associated file": lambda made: _on_the_page(AF=pikepdf.Array([_spec(made)]))(made),
}


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS)
def test_a_pdf_that_acts_is_refused(send: Sent, change: Callable[[pikepdf.Pdf], None]) -> None:
    answer = send("paper.pdf", pdf(change))
    assert answer.status_code == 422, "taken as it is"
    assert "script, a form or another file" in answer.content.decode()
    assert not Attachment.objects.exists()


def _bomb() -> bytes:
    """13,000 by 13,000 points of one bit each, in a few kilobytes."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (1 + 13_000 // 8) * 13_000, 9)
    head = struct.pack(">IIBBBBB", 13_000, 13_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def _many_pages(made: pikepdf.Pdf) -> None:
    for _ in range(200):
        made.add_blank_page()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "HTML named .pdf": ("paper.pdf", lambda: b"<html><script>harm()</script></html>"),
    "HTML behind a PDF's first bytes": ("paper.pdf", lambda: b"%PDF-1.7\n<html><script>harm()</script></html>"),
    "GIF named .jpg": ("photo.jpg", lambda: image("GIF")),
    "BMP": ("photo.bmp", lambda: image("BMP")),
    "TIFF": ("photo.tif", lambda: image("TIFF")),
    "EPS": ("photo.jpg", lambda: image("EPS")),
    "SVG": ("drawing.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="harm()"/>'),
    "a zip": ("photo.png", lambda: b"PK\x03\x04" + b"\0" * 100),
    "a bomb of 169 million points": ("photo.png", _bomb),
    "half a picture": ("photo.png", lambda: image("PNG", (400, 300))[:120]),
    "half a PDF": ("paper.pdf", lambda: pdf()[:60]),
    "a PDF with a password": ("paper.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="u"))),
    "201 pages": ("paper.pdf", lambda: pdf(_many_pages)),
    "11 MB": ("photo.png", lambda: image("PNG") + b"\0" * 11 * MB),
    "a PDF of 21 MB": ("paper.pdf", lambda: pdf() + b"%" * 21 * MB),
    "nothing": ("photo.png", lambda: b""),
    "a program": ("photo.png", lambda: b"MZ" + b"\0" * 100),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_not_what_we_take_is_refused_in_words(
    send: Sent, name: str, content: Callable[[], bytes]
) -> None:
    answer = send(name, content())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mp-refusal" in page or "govuk-error-message" in page
    assert not Attachment.objects.exists()


def test_no_file_at_all_is_asked_for(signed_in: SignedIn, marketing: User, enquiry: Enquiry) -> None:
    for fields in ({"form_key": ""}, {"file": "a word"}):
        assert signed_in(marketing).post(f"/enquiries/{enquiry.pk}/add-a-file/", fields).status_code == 422


# What is taken is made anew -------------------------------------------------------------------------------------------


def kept() -> bytes:
    return bytes(Attachment.objects.get().stored.read())


def test_a_picture_is_only_its_points(send: Sent) -> None:
    """Nothing stays of where and when it was taken, of a comment, or of what hides behind it."""
    exif = Image.Exif()
    exif[0x010E] = "CANARY description"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("CANARY.html", "<script>harm()</script>")
    picture = image("JPEG", exif=exif, comment=b"CANARY comment") + archive.getvalue()
    assert send("photo.jpg", picture).status_code == 302
    content = kept()
    assert b"CANARY" not in content
    assert b"PK\x03\x04" not in content
    with Image.open(io.BytesIO(content)) as made:
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (40, 30), {})
        assert "comment" not in made.info


def test_a_picture_that_is_also_an_archive_and_a_page_is_only_a_picture(send: Sent) -> None:
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Comment", "CANARY <script>harm()</script>")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("CANARY.txt", "hidden")
    assert send("photo.png", image("PNG", pnginfo=text) + archive.getvalue()).status_code == 302
    assert b"CANARY" not in kept()
    assert not zipfile.is_zipfile(io.BytesIO(kept()))


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]
)
def test_pictures_of_every_mode_are_taken(send: Sent, kind: str, mode: str) -> None:
    assert send("photo.jpg", image(kind, mode=mode)).status_code == 302
    assert Attachment.objects.get().media_type in ("image/png", "image/jpeg")


def test_what_it_is_called_does_not_decide_what_it_is(send: Sent, signed_in: SignedIn, marketing: User) -> None:
    assert send("harm.html", image("PNG")).status_code == 302
    found = Attachment.objects.get()
    assert (found.name, found.media_type) == ("harm.png", "image/png")
    answer = signed_in(marketing).get(f"/enquiries/{found.enquiry_id}/files/{found.pk}/")
    assert (answer["Content-Type"], answer["Content-Disposition"][:10]) == ("image/png", "attachment")


NAMES = [
    "../../../etc/passwd.png",
    "..\\..\\windows\\harm.png",
    "a\x00b.png",
    "\u202egnp.exe",
    "....",
    "%2e%2e%2fharm.png",
    'a"; filename="harm.html.png',
    "a\r\nSet-Cookie: harm=1.png",
    "<img src=x onerror=harm()>.png",
    "n" * 255 + ".png",
    "łódź \U0001f469 photo.png",
    ".htaccess",
    "con.png",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_leads_nowhere(send: Sent, signed_in: SignedIn, marketing: User, enquiry: Enquiry, name: str) -> None:
    assert send(name, image("PNG")).status_code in (302, 422)
    for found in Attachment.objects.all():
        assert not set(found.name) & set("/\\\x00\r\n\u202e")
        assert found.stored.name.rsplit("/", 1)[1].replace("-", "").isalnum(), "the place is ours, not the name's"
        assert len(found.name) <= 120
        answer = signed_in(marketing).get(f"/enquiries/{enquiry.pk}/files/{found.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert "harm=1" not in str(answer.cookies)
        page = signed_in(marketing).get(f"/enquiries/{enquiry.pk}/").content.decode()
        assert "<img src=x" not in page
