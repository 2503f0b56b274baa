"""The pages of a worry: two to send it, one that shows it, one for each thing that is added or decided."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from enquiries.undercover import actions, looking, states
from enquiries.undercover.models import UndercoverReport, UndercoverReportQuerySet
from enquiries.undercover.sending import Sending, note_of
from enquiries.undercover.showing import page_of
from enquiries.undercover.steps import STEPS
from enquiries.undercover.vocabulary import Cover
from mediapolicy.opening import opened_or_404
from mediapolicy.paging import page_of as rows_of
from mediapolicy.people.models import User
from mediapolicy.requests import SignedIn


def worries(request: SignedIn) -> HttpResponse:
    """The worries that this person may know of: their own, those they were told of; for the COO, all."""
    page = rows_of(request, _theirs(request).select_related("home"), by="created_at", descending=True)
    return render(request, "enquiries/undercover/list.html", {"page": page})


def which_cover(request: SignedIn) -> HttpResponse:
    """The first of two questions: who do they say they are?"""
    note = note_of(request)
    page = {"covers": Cover.choices, "note": note, "query": f"?note={note.pk}" if note else ""}
    return render(request, "enquiries/undercover/cover.html", page)


def whom(request: SignedIn, cover: str) -> HttpResponse:
    """The second: who should know? Pressing a name sends it."""
    sending = Sending(request, cover)
    if sent := sending.send():
        return redirect(sent)
    page = {"sending": sending, "form": sending.form, "colleague": sending.colleague}
    return render(request, "enquiries/undercover/whom.html", page, status=422 if sending.errors else 200)


def worry(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One worry. That whoever was told has opened it, is kept."""
    people = ("reported_by", "told", "about", "home")
    found = opened_or_404(request, _theirs(request).select_related(*people), pk=pk)
    if states.OPEN.is_open_to(request.user, found):
        actions.open_it(found, by=request.user)
    return render(request, "enquiries/undercover/report.html", page_of(found, request.user))


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One thing that is added or decided."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = opened_or_404(request, _theirs(request).select_related("reported_by", "told", "about"), pk=pk)
    form = chosen.form(request.POST if request.method == "POST" else None, report=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check_before_asking(request.user, found)
    page = {"report": found, "step": chosen, "form": form}
    return render(request, "enquiries/undercover/step.html", page, status=422 if form.errors else 200)


@require_POST
def end_name(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """Somebody whom the COO named no longer needs to know."""
    found = get_object_or_404(_theirs(request), pk=pk)
    looking.end_name(found, get_object_or_404(User, pk=person_pk), by=request.user)
    messages.success(request, "It is closed to them.")
    return redirect(found)


def _theirs(request: SignedIn) -> UndercoverReportQuerySet:
    found: UndercoverReportQuerySet = UndercoverReport.objects.visible_to(request.user)
    return found
