"""Files that people send: pictures are made anew, PDFs are checked, everything else is refused."""

from __future__ import annotations

import io
from pathlib import PurePath

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from mediapolicy.fields import HIDDEN
from mediapolicy.pictures import MB, MOST_IMAGE, TOO_LARGE, made_anew

MOST_PDF, MOST_PAGES = 20 * MB, 200
# What makes a PDF act rather than be read. Unlinking it is not removing it, so such a file is refused whole.
ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/AF", "/Collection")
ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/RichMedia"})


def safe_copy(given: UploadedFile[bytes]) -> tuple[str, str, bytes]:
    """A safe name, our own finding of what it is, and safe bytes; ValidationError, in words, for anything else."""
    stem = safe_stem(given.name)
    start = given.read(8)
    given.seek(0)
    if start.startswith(b"%PDF-"):
        return f"{stem or 'file'}.pdf", "application/pdf", checked_pdf(given)
    if (given.size or 0) > MOST_IMAGE:
        raise ValidationError(TOO_LARGE)
    made = made_anew(given.read(), otherwise="This is not a JPEG, PNG or WebP picture, or a PDF, that we can read.")
    return f"{stem or 'picture'}.{made.suffix}", made.media_type, made.content


def safe_stem(name: str | None) -> str:
    """What a file is called, without its ending, its folders, and characters that hide; it may be empty."""
    return HIDDEN.sub("", PurePath(name or "file").stem.replace("\\", "/").rsplit("/", 1)[-1])[:80].strip(". ")


def checked_pdf(given: UploadedFile[bytes]) -> bytes:
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
