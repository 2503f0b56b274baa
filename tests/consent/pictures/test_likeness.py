"""A picture that was taken out is known again; another one isn't."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image, ImageEnhance, ImageOps

from consent.pictures.likeness import ALIKE, likeness_of, taken_out_before, turns_of
from consent.pictures.models import Forbidden
from tests.consent.builders_pictures import as_file, scene

pytestmark = pytest.mark.django_db
SCENES = range(40, 50)


def again(picture: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(as_file(picture, quality=quality)))


def trimmed(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    wide, high = picture.size
    return picture.crop((round(wide * left), round(high * top), round(wide * (1 - right)), round(high * (1 - bottom))))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "the same": lambda p: p,
    "saved again": lambda p: again(p, 40),
    "saved again badly": lambda p: again(p, 15),
    "a quarter of the size": lambda p: p.resize((160, 120)),
    "twice the size": lambda p: p.resize((1280, 960)),
    "brighter by a fifth": lambda p: ImageEnhance.Brightness(p).enhance(1.2),
    "darker by a third": lambda p: ImageEnhance.Brightness(p).enhance(0.7),
    "grey": lambda p: p.convert("L").convert("RGB"),
    "mirrored": ImageOps.mirror,
    "turned": lambda p: p.transpose(Image.Transpose.ROTATE_90),
    "upside down": lambda p: p.transpose(Image.Transpose.ROTATE_180),
    "5 hundredths off each side": lambda p: trimmed(p, 0.05, 0.05, 0.05, 0.05),
    "5 hundredths off the left": lambda p: trimmed(p, 0.05, 0, 0, 0),
    "3 hundredths off, unevenly": lambda p: trimmed(p, 0.03, 0.01, 0.02, 0.04),
    "shrunk, trimmed and saved again": lambda p: again(trimmed(p, 0.03, 0.03, 0.03, 0.03).resize((300, 225)), 50),
}


def forbid(picture: Image.Image, reference: str = "PIC-TEST1") -> None:
    Forbidden.objects.create(sha256="0" * 64, likeness=likeness_of(picture), reference=reference)


@cache
def _likeness_of_scene(seed: int) -> str:
    return likeness_of(scene(seed))


def forbid_scenes() -> None:
    for seed in SCENES:
        Forbidden.objects.create(sha256="0" * 64, likeness=_likeness_of_scene(seed), reference="PIC-TEST1")


def known(picture: Image.Image) -> bool:
    return taken_out_before("1" * 64, likeness_of(picture), turns_of(picture))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_picture_that_comes_back_changed_is_known_again(change: Callable[[Image.Image], Image.Image]) -> None:
    forbid_scenes()
    missed = [seed for seed in SCENES if not known(change(scene(seed)))]
    assert missed == []


def test_other_pictures_are_not_taken_for_it() -> None:
    forbid_scenes()
    assert [seed for seed in range(200, 260) if known(scene(seed))] == []


def test_a_picture_with_nothing_to_tell_has_no_likeness() -> None:
    white = Image.new("RGB", (300, 200), "white")
    assert likeness_of(white) == ""
    forbid(scene(40))
    assert not known(white)


def test_what_shines_through_counts_as_white() -> None:
    clear = scene(41).convert("RGBA")
    assert likeness_of(clear) == likeness_of(scene(41))


def test_the_same_bytes_are_known_without_a_likeness() -> None:
    Forbidden.objects.create(sha256="a" * 64, likeness="", reference="PIC-TEST2")
    assert taken_out_before("a" * 64, "")
    assert not taken_out_before("b" * 64, "")


def test_thousands_that_were_taken_out_are_compared_in_a_moment() -> None:
    chance = random.Random(7)
    rows = [
        Forbidden(
            sha256=f"{number:064x}",
            likeness=" ".join(f"{chance.getrandbits(64):016x}" for _ in range(11)),
            reference=f"PIC-{number:05d}",
        )
        for number in range(5000)
    ]
    Forbidden.objects.bulk_create(rows)
    likeness, turned = likeness_of(scene(300)), turns_of(scene(300))
    began = time.process_time()
    assert not taken_out_before("1" * 64, likeness, turned)
    assert time.process_time() - began < 1.5
    assert ALIKE < 12
