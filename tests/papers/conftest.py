"""A kind of paper of the tests' own, about an enquiry, and a way to look into a PDF."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from enquiries.models import Enquiry
from launch.environment import has_pango
from mediapolicy.clauses import Clause
from mediapolicy.papers.kinds import KINDS, Sheet, paper

PDF_CAN_BE_MADE = has_pango() or os.environ.get("CI", "").lower() in ("1", "true", "yes")
needs_pango = pytest.mark.skipif(not PDF_CAN_BE_MADE, reason="no Pango on this machine")


@pytest.fixture
def a_kind() -> Iterator[str]:
    """The paper of an enquiry: whoever may note on it may have it."""

    @paper("enquiry-note", title="Note of", about="enquiries.Enquiry", permission="note_enquiry", clause=Clause.CRM_2)
    def fill(enquiry: Enquiry) -> Sheet:
        return Sheet("papers/tried.html", {"words": enquiry.question})

    yield "enquiry-note"
    del KINDS["enquiry-note"]


@pytest.fixture(autouse=True)
def tried(settings: Any, tmp_path: Any) -> None:
    """Its template, and storage of this test's own."""
    templates = tmp_path / "templates" / "papers"
    templates.mkdir(parents=True)
    (templates / "tried.html").write_text(
        '{% extends "papers/_sheet.html" %}{% block title %}Tried{% endblock %}'
        "{% block content %}<h1>What they asked</h1><p>{{ words }}</p>{% endblock %}"
    )
    engines = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path / "templates"]}]
    settings.TEMPLATES = engines
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def opened() -> Iterator[Callable[[bytes], pikepdf.Pdf]]:
    """A PDF to look into, closed after."""
    left: list[pikepdf.Pdf] = []

    def open_it(pdf: bytes) -> pikepdf.Pdf:
        left.append(pikepdf.open(io.BytesIO(pdf)))
        return left[-1]

    yield open_it
    for pdf in left:
        pdf.close()


def sheet(body: str, head: str = "") -> str:
    """A whole page around these words."""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A form</title>{head}'
        f'<link rel="stylesheet" href="https://paper.invalid/papers.css"></head><body>{body}</body></html>'
    )


def tags_of(pdf: pikepdf.Pdf) -> list[str]:
    """The kinds of the structure's elements, in the order in which they are read."""
    found: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/S" in element:
            found.append(str(element.S))
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found
