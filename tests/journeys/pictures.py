"""The pictures of the user guide, taken by the journeys themselves: GUIDE_PICTURES=1 (docs/guide/README.md)."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide" / "pictures"
LARGEST = 120_000  # bytes
PHONE, DESK = (390, 844), (1280, 800)
# Not part of the product as its users have it: the line that says that people are invented.
TIDY = """() => {
  document.querySelector('.mp-demonstration')?.remove();
  document.activeElement?.blur();
  scrollTo(0, 0);
}"""


def take(page: Page, name: str, size: tuple[int, int] | None = None, *, tall: int = 0, at: str = "") -> None:
    """Take this page's picture for the guide, if pictures are wanted: the first screen, `tall` pixels of the page,
    or what is to be seen when it is scrolled to the element `at`. Leaves the page for good afterwards."""
    if not os.environ.get("GUIDE_PICTURES"):
        return
    usual = page.viewport_size
    width, height = size or ((usual["width"], usual["height"]) if usual else DESK)
    page.evaluate(TIDY)
    page.set_viewport_size({"width": width, "height": tall or height})
    if at:
        page.locator(at).first.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    (FOLDER / f"{name}.png").write_bytes(small(page.screenshot()))
    if usual:
        page.set_viewport_size(usual)


def small(png: bytes) -> bytes:
    """The same picture in as many colours as fit below the limit."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        few = picture.quantize(colors=colours, method=Image.Quantize.MAXCOVERAGE, kmeans=8, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise AssertionError(f"The picture stays larger than {LARGEST // 1000} KB: show less of the page.")
