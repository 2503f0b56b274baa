"""Papers are fetched only by whoever may still have them, and taken away again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from enquiries.models import Enquiry
from mediapolicy.outbox.actions import sweep
from mediapolicy.papers import actions
from mediapolicy.papers.models import KEPT_FOR, Paper
from mediapolicy.papers.printing import NO_PANGO, PapersUnavailable
from mediapolicy.people.models import User
from mediapolicy.sweeping import SWEEPS
from tests.papers import test_papers
from tests.papers.conftest import needs_pango
from tests.papers.test_papers import HAPPENINGS, PDF, SignedIn, again, asked, failing, stored

pytestmark = pytest.mark.django_db
enquiry = test_papers.enquiry
pressed = test_papers.pressed


@pytest.fixture
def made(a_kind: str, enquiry: Enquiry, manager: User, pressed: list[str]) -> Paper:
    paper = asked(enquiry, manager)
    sweep()
    return again(paper)


def test_asked_for_waited_for_and_fetched_through_the_pages(
    a_kind: str, enquiry: Enquiry, manager: User, signed_in: SignedIn, pressed: list[str]
) -> None:
    browser = signed_in(manager)
    answer = browser.post(f"/papers/ask/{a_kind}/{enquiry.pk}/", {"form_key": str(uuid.uuid4())})
    waits = browser.get(answer["Location"])
    assert "It is being made" in waits.content.decode()
    assert waits["Refresh"] == "3"
    still = browser.get(f"{answer['Location']}?look=no")
    assert "Refresh" not in still
    sweep()
    ready = browser.get(answer["Location"])
    assert "It is ready" in ready.content.decode()
    assert "Refresh" not in ready
    assert enquiry.reference in browser.get("/papers/").content.decode()


def test_it_comes_as_a_file_that_no_browser_opens_or_keeps(made: Paper, manager: User, signed_in: SignedIn) -> None:
    answer = signed_in(manager).get(f"/papers/{made.pk}/download/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="enquiry-note-{made.known_as}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


PAGES = ("", "download/", "page/")


@pytest.mark.clause("CRM-2")
@HAPPENINGS
def test_to_who_may_no_longer_see_the_record_there_is_no_paper(
    happens: Any, made: Paper, enquiry: Enquiry, manager: User, founder: User, signed_in: SignedIn
) -> None:
    browser = signed_in(manager)
    assert [browser.get(f"/papers/{made.pk}/{page}").status_code for page in PAGES] == [200] * 3
    happens(manager, enquiry, founder)
    missing = browser.get(f"/papers/{uuid.uuid4()}/download/")
    for page in PAGES:
        answer = browser.get(f"/papers/{made.pk}/{page}")
        assert (answer.status_code, PDF in answer.content) == (404, False)
    assert len(missing.content) == len(browser.get(f"/papers/{made.pk}/download/").content)
    assert enquiry.reference not in browser.get("/papers/").content.decode()


@pytest.mark.clause("CRM-2")
@pytest.mark.parametrize("who", ["coo", "director", "auditor", "administrator", "other_manager", "carer"])
def test_a_paper_is_only_for_who_asked(
    who: str, made: Paper, request: pytest.FixtureRequest, signed_in: SignedIn
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert [browser.get(f"/papers/{made.pk}/{page}").status_code for page in PAGES] == [404] * 3


def test_who_sees_the_record_and_may_not_have_the_paper_is_told_the_clause(
    a_kind: str, enquiry: Enquiry, auditor: User, signed_in: SignedIn
) -> None:
    answer = signed_in(auditor).post(f"/papers/ask/{a_kind}/{enquiry.pk}/")
    assert answer.status_code == 403
    assert "CRM-2" in answer.content.decode()
    assert not Paper.objects.exists()


@pytest.mark.usefixtures("a_kind")
def test_no_kind_no_record_no_paper(enquiry: Enquiry, other_manager: User, signed_in: SignedIn) -> None:
    browser = signed_in(other_manager)
    assert browser.post(f"/papers/ask/no-such-kind/{enquiry.pk}/").status_code == 404
    assert browser.post(f"/papers/ask/enquiry-note/{enquiry.pk}/").status_code == 404
    assert browser.get(f"/papers/ask/enquiry-note/{enquiry.pk}/").status_code == 405


def test_bytes_that_are_not_what_was_made_are_not_given(made: Paper, manager: User, signed_in: SignedIn) -> None:
    with open(default_storage.path(made.stored_as), "ab") as file:
        file.write(b"and more")
    answer = signed_in(manager).get(f"/papers/{made.pk}/download/", follow=True)
    assert answer.redirect_chain[0][0] == f"/papers/{made.pk}/"
    assert "The file is not there" in answer.content.decode()


def test_where_no_pdf_can_be_made_the_page_itself_is_printed(
    a_kind: str, enquiry: Enquiry, manager: User, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, PapersUnavailable(NO_PANGO))
    paper, browser = asked(enquiry, manager), signed_in(manager)
    sweep()
    assert "Pango" in browser.get(f"/papers/{paper.pk}/").content.decode()
    page = browser.get(f"/papers/{paper.pk}/page/")
    words = page.content.decode()
    assert "Pango" in words
    assert "stands in for the PDF" in words
    assert enquiry.question in words
    assert "built/papers.css" in words
    assert "paper.invalid" not in words
    assert "style-src 'self'" in page["Content-Security-Policy"]
    assert "<style" not in words


# Taking away -------------------------------------------------------------------------------------------------------


def test_after_a_week_it_is_gone(made: Paper, manager: User, signed_in: SignedIn) -> None:
    assert actions.take_away_papers in SWEEPS
    assert stored()
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(minutes=1), tick=False):
        assert signed_in(manager).get(f"/papers/{made.pk}/").status_code == 404
        assert actions.take_away_papers() == 1
        assert actions.take_away_papers() == 0
    assert not Paper.objects.exists()
    assert stored() == []


def test_the_list_asks_no_more_for_more_papers(
    made: Paper, enquiry: Enquiry, manager: User, signed_in: SignedIn, queries: Callable[[], Any]
) -> None:
    browser = signed_in(manager)
    browser.get("/papers/")
    with queries() as few:
        browser.get("/papers/")
    for _ in range(10):
        asked(enquiry, manager)
    with queries() as many:
        assert browser.get("/papers/").content.decode().count("enquiry") > 0
    assert len(many.statements) == len(few.statements)
    assert len(many.statements) < 15


@needs_pango
@pytest.mark.usefixtures("a_kind")
def test_the_real_press_makes_the_real_paper(enquiry: Enquiry, manager: User) -> None:
    paper = asked(enquiry, manager)
    sweep()
    pdf = actions.read(again(paper))
    assert pdf is not None
    assert pdf.startswith(b"%PDF-1.7")
