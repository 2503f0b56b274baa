"""Asking for a paper, waiting for it, fetching it. Who may know of the record is asked again each time."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_POST

from mediapolicy.paging import page_of as page_of_list
from mediapolicy.papers import actions
from mediapolicy.papers.kinds import KINDS
from mediapolicy.papers.models import Paper
from mediapolicy.papers.printing import STYLE_SHEET
from mediapolicy.requests import SignedIn

SOON, LATER = 3, 15  # seconds until the page looks again: at first, and when it takes longer
IS_LONG = 60
A_PAGE = 25
STANDS_IN = "This page stands in for the PDF. Print it with your browser: nothing above this line is printed."


def mine(request: SignedIn) -> HttpResponse:
    """The papers that I asked for and can still fetch."""
    page = page_of_list(request, Paper.objects.visible_to(request.user), by="asked_at", descending=True, size=A_PAGE)
    return render(request, "papers/mine.html", {"page": page})


@require_POST
def ask(request: SignedIn, kind: str, record: uuid.UUID) -> HttpResponse:
    """Ask for one paper of one record; go where it can be waited for."""
    wanted = KINDS.get(kind)
    if wanted is None:
        raise Http404
    found = get_object_or_404(wanted.visible_to(request.user), pk=record)
    return redirect(actions.ask_for(wanted, found, by=request.user))


def paper(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """How far it is. Looks again by itself while it is being made, unless told not to; it can be left."""
    found, record = _found(request, pk)
    looks_again = found.is_owed and request.GET.get("look") != "no"
    page = {"paper": found, "record_url": record.get_absolute_url(), "looks_again": looks_again}
    answer = render(request, "papers/paper.html", page)
    if looks_again:
        has_waited = (timezone.now() - found.asked_at).total_seconds()
        answer.headers["Refresh"] = str(LATER if has_waited > IS_LONG else SOON)
    return answer


def download(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The PDF, to be saved and never shown inside our own pages."""
    found, _ = _found(request, pk)
    pdf = actions.read(found)
    if pdf is None:
        messages.error(request, "The file is not there. Ask for it again from the record.")
        return redirect(found)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.file_name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def as_page(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The same words as a page, to be printed from the browser where no PDF can be made."""
    found, record = _found(request, pk)
    words = f"{found.why} {STANDS_IN}" if found.why else STANDS_IN
    sheet = static(f"built/{STYLE_SHEET}")
    return HttpResponse(actions.page_of(found, record, style_sheet=sheet, on_screen=words))


def _found(request: SignedIn, pk: uuid.UUID) -> tuple[Paper, Any]:
    """My paper and its record: 404 unless I may still know of the record, refused unless the paper is still mine to have."""
    found = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)
    record = found.record_for(request.user)
    if record is None:
        raise Http404
    actions.must_be_open(found.what, record, request.user)
    return found, record
