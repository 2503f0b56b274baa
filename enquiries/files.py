"""Files kept with an enquiry: pictures are made anew, PDFs are checked, everything else is refused."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import PurePath

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from enquiries import states
from enquiries.models import Attachment, Enquiry
from mediapolicy.fields import HIDDEN
from mediapolicy.people.models import User
from mediapolicy.transitions import making

MB = 1024 * 1024
MOST_IMAGE, MOST_PDF, MOST_PIXELS, MOST_PAGES, LONGEST_SIDE, MOST_FILES = (
    10 * MB,
    20 * MB,
    40_000_000,
    200,
    2560,
    200,
)
FORMATS = ("JPEG", "PNG", "WEBP")
# What makes a PDF act rather than be read. Unlinking it is not removing it, so such a file is refused whole.
ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/AF", "/Collection")
ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/RichMedia"})


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


def safe_copy(given: UploadedFile[bytes]) -> tuple[str, str, bytes]:
    """A safe name, our own finding of what it is, and safe bytes; ValidationError, in words, for anything else."""
    stem = HIDDEN.sub("", PurePath(given.name or "file").stem.replace("\\", "/").rsplit("/", 1)[-1])[:80].strip(". ")
    start = given.read(8)
    given.seek(0)
    if start.startswith(b"%PDF-"):
        return f"{stem or 'file'}.pdf", "application/pdf", _checked_pdf(given)
    if (given.size or 0) > MOST_IMAGE:
        raise ValidationError("This picture is larger than 10 MB. Send a smaller one.")
    content, suffix = _made_anew(given.read())
    return f"{stem or 'picture'}.{suffix}", f"image/{'jpeg' if suffix == 'jpg' else suffix}", content


def _made_anew(raw: bytes) -> tuple[bytes, str]:
    """The picture's pixels and nothing else: no place, no time, no comment, nothing hidden behind it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError("This picture has more than 40 million points. Send a smaller one.")
                kind = picture.format
                turned = ImageOps.exif_transpose(picture).convert("RGBA" if kind == "PNG" else "RGB")
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken pictures
        raise ValidationError("This is not a JPEG, PNG or WebP picture, or a PDF, that we can read.") from error
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.frombytes(turned.mode, turned.size, turned.tobytes())
    out = io.BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=False)
        return out.getvalue(), "png"
    clean.save(out, "JPEG", quality=88, comment=b"")
    return out.getvalue(), "jpg"


def _checked_pdf(given: UploadedFile[bytes]) -> bytes:
    """The very bytes of a PDF that holds nothing active; refused otherwise (a PDF can't be cleaned for sure)."""
    if (given.size or 0) > MOST_PDF:
        raise ValidationError("This PDF is larger than 20 MB. Send a smaller one.")
    raw: bytes = given.read()
    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            if pdf.is_encrypted:
                raise ValidationError("This PDF is locked with a password. Send one that is not.")
            if len(pdf.pages) > MOST_PAGES:
                raise ValidationError(f"This PDF has more than {MOST_PAGES} pages.")
            _refuse_active(pdf)
    except ValidationError:
        raise
    except Exception as error:  # pikepdf raises many kinds for broken files
        raise ValidationError("This PDF can’t be read.") from error
    return raw


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    names = root.get("/Names")
    found = any(key in root for key in ACTIVE) or (names is not None and any(key in names for key in ACTIVE_NAMES))
    if not found:
        found = any(_acts(thing) for thing in pdf.objects)
    if found:
        raise ValidationError(
            "This PDF holds a script, a form or another file inside. Print it to a plain PDF and send that."
        )


def _acts(thing: object) -> bool:
    """Whether this, or anything written inside it, acts: a script, an action, a file."""
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if any(key in thing for key in ("/JS", "/EF", "/AA", "/AF")) or str(thing.get("/S", "")) in ACTIVE_ACTIONS:
            return True
        inside = [value for _, value in thing.items()]
    else:
        return False
    return any(_acts(one) for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect)
