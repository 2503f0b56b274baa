"""What a picture looks like, in numbers: enough to know it again when it comes back changed a little.

Measured on generated scenes (tests/consent/pictures/test_likeness.py): the same picture saved again, shrunk, tinted,
brighter, darker, grey, turned by quarters or mirrored, and trimmed by up to about five hundredths at any side, is known
again; different pictures differ by twelve bits and more. What it doesn't catch: heavy trimming, a slant, a frame added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import Image

from consent.pictures.models import Forbidden

ALIKE = 8  # bits of 64 in which two may differ and still be the same picture; different ones differ by 12 and more
FLAT = 12  # shades of grey between the lightest and the darkest part: with fewer, every picture looks alike
AT_ONCE = 2000
# How much is trimmed (left, top, right, bottom) before it is looked at: somebody who brings a picture back often trims it.
TRIMS = (
    (0.0, 0.0, 0.0, 0.0),
    (0.025, 0.025, 0.025, 0.025),
    (0.05, 0.05, 0.05, 0.05),
    (0.05, 0.0, 0.0, 0.0),
    (0.0, 0.05, 0.0, 0.0),
    (0.0, 0.0, 0.05, 0.0),
    (0.0, 0.0, 0.0, 0.05),
    (0.05, 0.05, 0.0, 0.0),
    (0.0, 0.05, 0.05, 0.0),
    (0.05, 0.0, 0.0, 0.05),
    (0.0, 0.0, 0.05, 0.05),
)
T = Image.Transpose
TURNS = (
    T.FLIP_LEFT_RIGHT,
    T.ROTATE_90,
    T.ROTATE_180,
    T.ROTATE_270,
    T.FLIP_TOP_BOTTOM,
    T.TRANSPOSE,
    T.TRANSVERSE,
)


def likeness_of(picture: Image.Image) -> str:
    """What it looks like, whole and trimmed: numbers of 64 bits in hex. Empty for a picture with nothing to tell."""
    grey = _grey(picture)
    low, high = grey.resize((9, 8), Image.Resampling.BOX).getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float) or high - low < FLAT:
        return ""
    return " ".join(f"{_difference(_trimmed(grey, trim)):016x}" for trim in TRIMS)


def taken_out_before(sha256: str, likeness: str, turned: Iterable[int] = ()) -> bool:
    """Whether these bytes, or a picture that looks like this, were taken out because somebody withdrew."""
    if Forbidden.objects.filter(sha256=sha256).exists():
        return True
    if not likeness:
        return False
    asked = _numbers(likeness)
    whole, turns = asked[0], list(turned)
    known = Forbidden.objects.exclude(likeness="").values_list("likeness", flat=True)
    for kept in known.iterator(chunk_size=AT_ONCE):
        numbers = _numbers(kept)
        if _near(numbers, whole) or _near(asked, numbers[0]) or any(_near(numbers, turn) for turn in turns):
            return True
    return False


def turns_of(picture: Image.Image) -> list[int]:
    """What it looks like mirrored and turned by quarters."""
    grey = _grey(picture)
    return [_difference(grey.transpose(turn)) for turn in TURNS]


def _near(numbers: list[int], one: int) -> bool:
    return any((number ^ one).bit_count() <= ALIKE for number in numbers)


def _numbers(likeness: str) -> list[int]:
    return [int(one, 16) for one in likeness.split()]


def _grey(picture: Image.Image) -> Image.Image:
    """Small and grey; what shines through is white."""
    if picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    grey = picture.convert("L")
    grey.thumbnail((480, 480))
    return grey


def _trimmed(grey: Image.Image, trim: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = trim
    return grey.crop(
        (
            round(grey.width * left),
            round(grey.height * top),
            max(round(grey.width * (1 - right)), 1),
            max(round(grey.height * (1 - bottom)), 1),
        )
    )


def _difference(grey: Image.Image) -> int:
    """Where it gets darker from left to right, on a field of nine by eight (a difference hash)."""
    shades = grey.resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    number = 0
    for place in _pairs():
        number = number << 1 | (shades[place] > shades[place + 1])
    return number


def _pairs() -> Iterator[int]:
    return (row * 9 + column for row in range(8) for column in range(8))
