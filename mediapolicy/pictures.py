"""Pictures made anew: their points and nothing else. No place, no time, no comment, nothing hidden behind them."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MB = 1024 * 1024
MOST_IMAGE, MOST_PIXELS, LONGEST_SIDE = 10 * MB, 40_000_000, 2560
FORMATS = ("JPEG", "PNG", "WEBP")
TOO_LARGE = "This picture is larger than 10 MB. Send a smaller one."


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as it is kept: safe bytes, the end of its name, and its points for whoever needs to look at them."""

    content: bytes
    suffix: str
    picture: Image.Image

    @property
    def media_type(self) -> str:
        """Our own finding of what it is."""
        return f"image/{'jpeg' if self.suffix == 'jpg' else self.suffix}"


def made_anew(raw: bytes, *, otherwise: str = "This is not a JPEG, PNG or WebP picture that we can read.") -> Made:
    """The picture's points and nothing else; ValidationError, in words, for anything that is no picture."""
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
        raise ValidationError(otherwise) from error
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.frombytes(turned.mode, turned.size, turned.tobytes())
    return Made(*written(clean, "PNG" if kind == "PNG" else "JPEG"), clean)


def written(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    """The bytes of a picture and the end of its name."""
    out = io.BytesIO()
    if kind == "PNG":
        picture.save(out, "PNG", optimize=False)
        return out.getvalue(), "png"
    picture.save(out, "JPEG", quality=88, comment=b"")
    return out.getvalue(), "jpg"
