"""Two fingerprints of a picture: one of its bytes, one of what it looks like."""

from __future__ import annotations

from PIL import Image

from consent.pictures.models import Forbidden
from consent.pictures.rules import ALIKE


def likeness_of(picture: Image.Image) -> str:
    """What the picture looks like in 64 bits (difference hash): hardly changed by saving again, shrinking or tinting."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    grey = list(small.tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            left, right = grey[row * 9 + column], grey[row * 9 + column + 1]
            bits = bits << 1 | (left > right)
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """In how many of the 64 bits two likenesses differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def taken_out_before(sha256: str, likeness: str) -> bool:
    """Whether these bytes, or a picture that looks like this, were taken out because somebody withdrew."""
    if Forbidden.objects.filter(sha256=sha256).exists():
        return True
    if not likeness:
        return False
    known = Forbidden.objects.exclude(likeness="").values_list("likeness", flat=True)
    return any(distance(likeness, one) <= ALIKE for one in known.iterator())
