"""The user guide and its pictures belong together: none is missing, none is left over, all are small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.pictures import FOLDER, LARGEST

GUIDE = FOLDER.parent
PAGES = sorted(GUIDE.glob("*.md"))
PHONE_WIDTH, DESK_WIDTH = 390, 1280
TAKEN = re.compile(r"\.picture\(\s*\"([a-z-]+)\"")


def named() -> set[str]:
    """The pictures that the guide shows."""
    return {name for page in PAGES for name in re.findall(r"\]\(pictures/([^)]+)\.png\)", page.read_text())}


def test_every_picture_of_the_guide_is_there_and_none_is_left_over() -> None:
    assert {picture.stem for picture in FOLDER.glob("*.png")} == named()


def test_every_picture_of_the_guide_is_taken_by_a_journey() -> None:
    journeys = "".join(test.read_text() for test in Path(__file__).parent.glob("test_*.py"))
    assert set(TAKEN.findall(journeys)) == named()


@pytest.mark.parametrize("picture", sorted(FOLDER.glob("*.png")), ids=lambda picture: picture.stem)
def test_a_picture_is_small(picture: Path) -> None:
    assert picture.stat().st_size <= LARGEST
    with Image.open(picture) as opened:
        on_a_phone = picture.stem.startswith("care-staff") or opened.width == PHONE_WIDTH
        assert opened.width == (PHONE_WIDTH if on_a_phone else DESK_WIDTH)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_the_guide_is_short_and_its_links_lead_somewhere(page: Path) -> None:
    words = page.read_text()
    assert len(words.splitlines()) <= 60
    for link in re.findall(r"\]\(([^)#:]+)\)", words):
        assert (GUIDE / link).exists(), link
    assert not [link for link in re.findall(r"!\[([^\]]*)\]", words) if len(link) < 10], "say what a picture shows"
