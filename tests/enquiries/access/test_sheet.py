"""The sheet for the door: one page, who may be filmed and who may not by name alone, and never on a visit not approved."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from enquiries.access import appearing
from enquiries.access.documents import visit_sheet
from enquiries.access.models import AccessRequest
from mediapolicy.outbox.actions import sweep
from mediapolicy.papers.kinds import KINDS
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person
from tests.enquiries.access import builders_visits as visits
from tests.papers.conftest import needs_pango
from tests.papers.reading import heard

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-3")]
SignedIn = Callable[[User], Client]


def words_of(visit: AccessRequest) -> str:
    """What stands on it, without its marks."""
    sheet = visit_sheet(AccessRequest.objects.get(pk=visit.pk))
    page = render_to_string(sheet.template, {"style_sheet": "", "made_at": timezone.now(), **sheet.context})
    return " ".join(page.split())


def section(words: str, heading: str) -> str:
    """The part of the sheet under this heading."""
    return words.partition(f"<h2>{heading}</h2>")[2].partition("</section>")[0]


def test_it_names_who_may_be_filmed_and_who_may_not_and_no_reason(
    approved: AccessRequest, joan: Person, home: Home, carer: User, manager: User, director: User, marketing: User
) -> None:
    vera = a_person("Vera Lunt", by=manager, home=home)
    stops.place(StopKind.OBJECTION, vera, "Cried at the sight of the camera.", by=manager)
    appearing.keep_out(approved, vera, how="Stays in the lounge.", by=manager)
    visits.sent(approved, by=manager)
    visits.approve(approved, by=director, conditions="Only in the garden.")
    words = words_of(approved)
    assert "Joan Ashby (filmed)" in section(words, "Who may be filmed or photographed")
    assert "Vera Lunt" in section(words, "Who may not")
    for shown in ("Only in the garden.", "press card 1234", "Jo Pettifer", "Upstairs", "Please stop filming now."):
        assert shown in words, shown
    for never in ("Cried", "NOT APPROVED", "resident", "MC-"):
        assert never not in words, never
    appearing.ask_today(approved, approved.appearing()[0], "no", by=carer)
    assert "Joan Ashby" in section(words_of(approved), "Who may not")


def test_on_a_visit_that_is_not_approved_it_lets_nobody_in(ready: AccessRequest) -> None:
    assert "NOT APPROVED. Nobody comes in" in words_of(ready)


@needs_pango
def test_it_is_printed_on_one_page_for_whoever_goes_with_them(
    approved: AccessRequest, carer: User, signed_in: SignedIn, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = signed_in(carer).post(f"/papers/ask/visit-sheet/{approved.pk}/", {"form_key": str(uuid.uuid4())})
    assert asked.status_code == 302
    sweep()
    paper = Paper.objects.get()
    assert paper.is_made, paper.why
    pdf = (tmp_path / paper.stored_as).read_bytes()
    assert "Joan Ashby" in heard(pdf)
    with pikepdf.open(tmp_path / paper.stored_as) as opened:
        assert len(opened.pages) == 1


@pytest.mark.clause("CC-1a")
def test_a_sheet_of_what_came_under_a_matter_is_gone(
    approved: AccessRequest, carer: User, manager: User, signed_in: SignedIn
) -> None:
    browser, kind = signed_in(carer), KINDS["visit-sheet"]
    browser.post(f"/papers/ask/visit-sheet/{approved.pk}/", {"form_key": str(uuid.uuid4())})
    paper = Paper.objects.get()
    AccessRequest.objects.filter(pk=approved.pk).update(is_locked=True)
    for person in (carer, manager):
        assert not kind.visible_to(person).filter(pk=approved.pk).exists()
        assert not Paper.objects.visible_to(person).exists()
    assert browser.get(paper.get_absolute_url()).status_code == 404
    assert browser.post(f"/papers/ask/visit-sheet/{approved.pk}/", {"form_key": str(uuid.uuid4())}).status_code == 404
