"""The documents of consent: every block is there, in the order in which it is read, in words that tell the law rightly."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from consent.papers import capacity, documents, parts
from consent.papers.capacity import CapacityPaper
from consent.papers.documents import FormPaper
from consent.vocabulary import CHANNELS_OF, OFFERED, ContentType, Purpose, SubjectType
from mediapolicy.drawings import DRAWINGS
from mediapolicy.papers.kinds import Sheet
from mediapolicy.papers.printing import render
from tests.consent.papers import HEAD, a_blank_form, a_filled_form, all_papers
from tests.papers.conftest import needs_pango
from tests.papers.reading import heard

NAMES = list(all_papers())
FORMS = ("blank", "staff", "filled", "large")


def page_of(sheet: Sheet) -> str:
    frame = {
        "organisation": "Larkfield Care",
        "style_sheet": "https://paper.invalid/papers.css",
        "made_at": datetime(2026, 11, 24, 9, tzinfo=UTC),
    }
    return render_to_string(sheet.template, {**frame, **sheet.context})


def words_of(page: str) -> str:
    """What can be read on the page, without its marks."""
    body = re.sub(r"<(title|head)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&quot;", '"').replace("&#x27;", "'").split())


@cache
def printed(name: str) -> bytes:
    return render(page_of(all_papers()[name]))


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed(name)))


# The sixteen blocks, by what each must say, in order.
BLOCKS = (
    "Media consent form – your choice",
    "Who is asking",
    "You can say no",
    "What we would like to use",
    "Where",
    "My name",
    "Health and personal information",
    "Other organisations",
    "How long",
    "What we can and cannot undo",
    "What I want",
    "How to change your mind",
    "Signature",
    "If someone else is signing",
    "Office use",
    "Slip: I have changed my mind",
)


@pytest.mark.clause("CC-3")
@pytest.mark.clause("CF-1")
@pytest.mark.parametrize("name", FORMS)
def test_the_form_has_its_sixteen_blocks_in_order(name: str) -> None:
    heads = re.findall(
        r"<h[12]>(?:<span class=\"paper-number\">\d+</span>)?\s*(.*?)</h[12]>", page_of(all_papers()[name])
    )
    assert tuple(heads) == BLOCKS
    numbers = re.findall(r'<span class="paper-number">(\d+)</span>', page_of(all_papers()[name]))
    assert numbers == [str(number) for number in range(1, 17)]


def test_the_form_says_what_each_block_must() -> None:
    words = words_of(page_of(all_papers()["blank"]))
    for said in (
        "CON-H5R8W",
        "MC 1.0",
        "Larkfield Care Homes Ltd",
        "Owen Castell",
        "Saying no, or changing your mind, will never affect your care.",
        "A line left blank means no.",
        "A photograph or story may show that I live in a care home and may suggest that I have a health condition.",
        "I also agree to mention of",
        "My signature or initials for this box alone",
        "We cannot control how newspapers or broadcasters use it again.",
        "At most two years",
        "I want to see it first",
        "If I can no longer decide this for myself",
        "Tell any member of staff",
        "I saw the person agree, and I believe they understood and agreed freely.",
        "registered health and welfare attorney",
        "I understand that next of kin cannot sign.",
        "Please stop using",
    ):
        assert said in words, said


def test_nothing_is_ticked_beforehand() -> None:
    for name in ("blank", "staff", "large", "easy", "capacity-blank", "best-interests-blank", "slip"):
        assert "<title>Ticked</title>" not in page_of(all_papers()[name]), name


@pytest.mark.clause("CF-1")
def test_each_line_offers_yes_and_no_alike() -> None:
    page = page_of(documents.consent_form(a_blank_form()))
    grid = page[page.index('<h2><span class="paper-number">5') : page.index('<h2><span class="paper-number">6')]
    rows = re.findall(r"<tr>(.*?)</tr>", grid, flags=re.S)[1:]
    assert len(rows) == len(OFFERED) == 13
    for row in rows:
        assert len(re.findall(r"</svg> Yes</span>", row)) == len(re.findall(r"</svg> No</span>", row)) == 1


def test_a_filled_form_shows_no_where_nothing_was_said() -> None:
    form = a_filled_form()
    by_words = {use.words: use for use in form.uses}
    assert [words for words, use in by_words.items() if use.answer] == [
        "On display in the home",
        "On our social media",
        "In newspapers and magazines",
    ]
    assert [place.words for place in by_words["On our social media"].places if place.is_ticked] == ["Facebook"]
    assert not any(place.is_ticked for use in form.uses if not use.answer for place in use.places)


@pytest.mark.parametrize(
    ("subject", "never"),
    [
        (SubjectType.RESIDENT, "your care"),
        (SubjectType.FORMER_RESIDENT, "your care"),
        (SubjectType.STAFF, "your job"),
        (SubjectType.AGENCY_WORKER, "your job"),
        (SubjectType.FAMILY, "your visits"),
    ],
)
def test_what_no_never_affects_is_what_this_person_has_to_lose(subject: SubjectType, never: str) -> None:
    form = a_blank_form(subject)
    assert form.never_affects == never
    assert f"will never affect {never}." in words_of(page_of(documents.consent_form(form)))


def test_only_residents_are_asked_of_life_story_capacity_and_death() -> None:
    words = words_of(page_of(documents.consent_form(a_blank_form(SubjectType.STAFF))))
    for said in ("life story", "my own family", "no longer decide", "When I have died", "I live in a care home"):
        assert said not in words
    assert "If I leave" in words


def test_every_purpose_kind_and_place_has_its_words_and_drawing() -> None:
    assert set(parts.IN_MY_WORDS) == set(OFFERED)
    assert set(parts.MY_CONTENT) == set(ContentType)
    assert {use.drawing for use in parts.uses(SubjectType.RESIDENT)} <= set(DRAWINGS)
    for purpose, use in zip(OFFERED, parts.uses(SubjectType.RESIDENT), strict=True):
        assert len(use.places) == len(CHANNELS_OF[purpose])
    assert Purpose.POLICE_APPEAL not in parts.IN_MY_WORDS


# What no document may say: that family can agree for an adult.
SAYS_FAMILY_CONSENTS = re.compile(
    r"next of kin (may|can|must|should|to) (sign|consent|agree)|consent of (the )?(family|next of kin)"
    r"|(family|relative|next of kin)['’]?s? (consent|permission|signature)|signed by (a )?(relative|family|next of kin)",
    re.I,
)


@pytest.mark.parametrize("name", NAMES)
def test_no_document_lets_next_of_kin_consent(name: str) -> None:
    assert not SAYS_FAMILY_CONSENTS.search(words_of(page_of(all_papers()[name])))


def test_the_search_for_that_finds_it() -> None:
    assert SAYS_FAMILY_CONSENTS.search("The legal next of kin must consent.")
    assert SAYS_FAMILY_CONSENTS.search("Please get the family's permission.")


@pytest.mark.parametrize("name", ["blank", "easy", "slip"])
def test_sentences_are_short(name: str) -> None:
    """Reading age 12: under 20 words on average, none over 40 (the health statement is the law's own)."""
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", page_of(all_papers()[name]), flags=re.S)
    plain = (" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in paragraphs)
    lengths = [len(one.split()) for words in plain for one in re.split(r"[.!?:]\s", words) if one.split()]
    assert lengths
    assert max(lengths) <= 40
    assert sum(lengths) / len(lengths) < 15


EASY = (
    "We take photos and videos.",
    "We would like to use yours.",
    "Look: this is our Facebook page.",
    "Anyone in the world can see it.",
    "People can copy it.",
    "We may not be able to get it back.",
    "People may know you live here.",
    "You can say yes or no .",
    "No is fine. Nothing will change.",
    "You can say yes to some and no to others.",
    "You can change your mind any day. Tell anyone who works here.",
    "Do you want your name on it?",
    "Do you want to see it first?",
    "Sign or make your mark.",
)


def test_the_easy_version_goes_its_fourteen_steps_each_with_a_drawing() -> None:
    page = page_of(all_papers()["easy"])
    steps = re.findall(r"<li[ >].*?(?=<li[ >]|</ol>)", page, flags=re.S)
    assert len(steps) == len(EASY) == 14
    for step, said in zip(steps, EASY, strict=True):
        assert said in words_of(step)
        assert 'class="mp-drawing"' in step


@pytest.mark.clause("CC-3")
def test_ability_comes_before_impairment_and_the_cause_after() -> None:
    words = words_of(page_of(all_papers()["capacity"]))
    places = [
        words.index(said)
        for said in (
            "First: can they decide, with help?",
            "Only if they cannot: is the mind or brain",
            "Is it the cause?",
        )
    ]
    assert places == sorted(places)


def test_who_can_decide_is_not_asked_about_their_mind() -> None:
    able = CapacityPaper(head=HEAD, person="Arthur Penhale", decision="x", is_unable=False)
    words = words_of(page_of(capacity.capacity_record(able)))
    assert "brain" not in words
    assert "Is it the cause?" not in words
    assert "Outcome" in words


@pytest.mark.parametrize("name", ["capacity", "capacity-blank", "best-interests", "best-interests-blank"])
def test_what_tells_of_health_says_that_it_is_confidential(name: str) -> None:
    page = page_of(all_papers()[name])
    assert words_of(page).startswith("CONFIDENTIAL.")
    assert "paper-qr" not in page


def test_what_people_wrote_is_only_ever_words() -> None:
    form = FormPaper(head=HEAD, asker=a_blank_form().asker, never_affects="your care", person="<img src=x>&{{ 1 }}")
    page = page_of(documents.consent_form(form))
    assert "<img" not in page
    assert "&lt;img src=x&gt;&amp;{{ 1 }}" in page


def test_each_drawing_is_whole_and_has_a_title() -> None:
    folder = settings.ROOT / "templates" / "drawings"
    assert {path.stem for path in folder.glob("*.svg")} == set(DRAWINGS)
    for name, title in DRAWINGS.items():
        shown = ElementTree.fromstring(render_to_string("drawings/_frame.html", _drawn(name, title)))
        named = shown.find("{http://www.w3.org/2000/svg}title")
        assert named is not None
        assert named.text == title
        text = (folder / f"{name}.svg").read_text()
        assert not re.search(r"style=|href|<script|<style|url\(", text)


def _drawn(name: str, title: str) -> dict[str, Any]:
    return {"picture": f"drawings/{name}.svg", "title": title, "width": 128, "beside_words": False}


# Printed ------------------------------------------------------------------------------------------------------------


@needs_pango
@pytest.mark.parametrize("name", NAMES)
def test_it_prints_tagged_archival_and_named(name: str) -> None:
    with opened(name) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).lower() == "en-gb"
        assert HEAD.reference in str(pdf.docinfo["/Title"])


@needs_pango
@pytest.mark.parametrize(("name", "most"), [("blank", 4), ("staff", 4), ("filled", 4), ("easy", 5), ("slip", 1)])
def test_it_takes_no_more_sides_than_it_should(name: str, most: int) -> None:
    with opened(name) as pdf:
        assert len(pdf.pages) <= most


@needs_pango
def test_it_is_read_aloud_in_the_order_in_which_it_is_filled_in() -> None:
    said = heard(printed("filled"))
    after = 0
    for number, block in enumerate(BLOCKS, 1):
        called = f"{number} {block}" if number > 1 else block
        assert called in said[after:], called
        after = said.index(called, after)
    assert "[Ticked] Yes [Not ticked] No" in said
    assert "This is the choice of Joan Ashby" in said
    assert "Łucja Nowak" in said


@needs_pango
def test_letters_beyond_english_come_from_the_font_that_has_them() -> None:
    """Two files of one family are taken for one font and their letters mixed up, though the text behind looks right."""
    with opened("filled") as pdf:
        fonts = {str(one.BaseFont).partition("+")[2] for one in pdf.objects if _is_font(one)}
    assert "Atkinson-Hyperlegible-Wider-Bold" in fonts
    assert all(font.startswith("Atkinson-Hyperlegible") for font in fonts)


def _is_font(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"


@needs_pango
@pytest.mark.parametrize(("name", "least"), [("blank", 12), ("large", 18), ("easy", 16), ("capacity", 12)])
def test_no_letter_is_smaller_than_promised(name: str, least: int) -> None:
    sizes = set()
    with opened(name) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    sizes.add(round(float(operands[1]) * 0.75, 1))  # pixels of the page to points
    assert min(sizes) >= least


@needs_pango
def test_the_same_form_is_the_same_file() -> None:
    assert printed("filled") == render(page_of(documents.consent_form(a_filled_form())))
