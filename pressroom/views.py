"""What people see of statements: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from approvals.models import Approval
from mediapolicy.differences import difference, in_words
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.opening import opened_or_404
from mediapolicy.paging import page_of
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from pressroom import actions, naming, states
from pressroom.chain import chain_of
from pressroom.forms import DraftForm, WordsForm
from pressroom.mentions import in_the_words
from pressroom.models import Statement
from pressroom.steps import STEPS, open_steps


def statement_list(request: SignedIn) -> HttpResponse:
    """Statements, newest first."""
    if not may(request.user, "open_statement"):
        raise Http404
    found = Statement.objects.visible_to(request.user).for_list()
    tab = request.GET.get("tab", "open")
    shown = (
        found.filter(state__in=sorted(states.OPEN)) if tab == "open" else found.exclude(state__in=sorted(states.OPEN))
    )
    page = page_of(request, shown, by="created_at", descending=True)
    may_draft = may(request.user, states.DRAFT.permission)
    return render(request, "pressroom/statement_list.html", {"page": page, "tab": tab, "may_draft": may_draft})


def draft(request: SignedIn) -> HttpResponse:
    """Start a statement on an article, a complaint, a visit or an incident."""
    if not may(request.user, states.DRAFT.permission):
        raise Http404
    form = DraftForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.draft(by=request.user, **form.cleaned_data))
    return render(request, "pressroom/statement_draft.html", {"form": form}, status=422 if form.errors else 200)


def statement(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One statement: its words, where it is, who signed what."""
    found = opened_or_404(
        request, Statement.objects.visible_to(request.user).select_related("home", "written_by"), pk=pk
    )
    signatures = list(Approval.objects.of(found).select_related("decided_by", "asked_by")[:20])
    rows = timeline(
        [
            history_of(Statement, "statement", id=found.pk),
            history_of(Approval, "sign-off", id__in=Approval.objects.of(found).order_by().values("pk")),
        ]
    )
    page = {
        "statement": found,
        "chain": chain_of(found, rows),
        "signatures": signatures,
        "rows": rows,
        "versions": list(found.versions.select_related("by")[:30]),
        "steps": open_steps(found, request.user),
        "may_change": states.EDIT.is_open_to(request.user, found),
        "people": naming.as_seen(found, request.user),
        "in_words": in_the_words(found, request.user),
    }
    return render(request, "pressroom/statement.html", page)


def words(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Write the words. Saving without a change changes nothing; a change makes a signature void."""
    found = opened_or_404(request, Statement.objects.visible_to(request.user).select_related("home"), pk=pk)
    form = WordsForm(request.POST or None, statement=found)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_words(found, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing changed.")
        return redirect(found)
    states.EDIT.check(request.user, found)
    return render(
        request,
        "pressroom/statement_words.html",
        {"statement": found, "form": form},
        status=422 if form.errors else 200,
    )


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a statement: the page that shows exactly what it is about, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = opened_or_404(request, Statement.objects.visible_to(request.user).select_related("home"), pk=pk)
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {
        "statement": found,
        "step": chosen,
        "form": form,
        "in_words": in_the_words(found, request.user) if verb in ("send-for-sign-off", "release") else ([], []),
        "may_change": states.EDIT.is_open_to(request.user, found),
    }
    return render(request, "pressroom/statement_step.html", page, status=422 if form.errors else 200)


def version(request: SignedIn, pk: uuid.UUID, number: int) -> HttpResponse:
    """An earlier version, with what has changed since."""
    found = opened_or_404(request, Statement.objects.visible_to(request.user), pk=pk)
    earlier = get_object_or_404(found.versions.select_related("by"), number=number)
    parts = difference(earlier.words, found.words)
    page = {
        "statement": found,
        "version": earlier,
        "parts": parts,
        "since": in_words(parts, f"version {number}"),
    }
    return render(request, "pressroom/statement_version.html", page)
