"""The pages of mailings: each loads, asks, acts, answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.paging import page_of
from mediapolicy.people.gate import exists_for
from mediapolicy.requests import SignedIn
from pressroom.distribution import actions, states
from pressroom.distribution.forms import PrepareForm, WhoForm, as_chosen
from pressroom.distribution.models import Mailing, Outcome, kinds_of
from pressroom.distribution.steps import STEPS, open_steps
from pressroom.release.models import PressRelease

T = "pressroom/distribution/"
# What is shown by name: letters that came to nothing.
TROUBLE = (Outcome.FAILED, Outcome.LEFT_OUT)


@exists_for("open_press_list")
def mailing_list(request: SignedIn) -> HttpResponse:
    """Mailings, newest first."""
    page = page_of(request, Mailing.objects.visible_to(request.user), by="created_at", descending=True)
    return render(request, f"{T}mailings.html", {"page": page})


@exists_for("open_press_list")
def prepare(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """What was sent of one release, and the form that sends it to others."""
    release = get_object_or_404(PressRelease.objects.visible_to(request.user).select_related("home"), pk=pk)
    may_send = states.PREPARE.is_open_to(request.user, Mailing(release=release, prepared_by=request.user))
    form = PrepareForm(request.POST or None, release=release, by=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.prepare(release, by=request.user, **form.given))
    page = {
        "release": release,
        "form": form if may_send and kinds_of(release) else None,
        "sent": Mailing.objects.visible_to(request.user).filter(release=release).order_by("-created_at")[:50],
    }
    return render(request, f"{T}prepare.html", page, status=422 if form.errors else 200)


def mailing(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One mailing: what goes out, to whom, and how far it is."""
    found = _found(request, pk)
    page = {
        **_progress(found),
        "steps": open_steps(found, request.user),
        "may_choose": states.CHOOSE.is_open_to(request.user, found),
        "text": found.written() if found.state == states.MailingState.PREPARED else found,
        "lists": list(found.lists.order_by("name")),
        "to_be_written": found.recipients().count() if found.state == states.MailingState.PREPARED else 0,
        "trouble": found.letters.filter(outcome__in=TROUBLE).select_related("subscriber")[:50],
        "rows": timeline([history_of(Mailing, "mailing", id=found.pk)]),
    }
    return render(request, f"{T}mailing.html", page)


def progress(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """How far it is, alone: for a page that looks again by itself."""
    return render(request, f"{T}_progress.html", _progress(_found(request, pk)))


def _progress(found: Mailing) -> dict[str, Any]:
    numbers = found.numbers()
    total = sum(numbers.values())
    return {"mailing": found, "numbers": numbers, "total": total, "done": total - numbers["waiting"]}


def choose(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Choose others, before the first letter leaves."""
    found = _found(request, pk)
    states.CHOOSE.check(request.user, found)
    form = WhoForm(request.POST or None, initial=as_chosen(found), release=found.release, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose(found, by=request.user, **form.given)
        return redirect(found)
    page = {"mailing": found, "form": form}
    return render(request, f"{T}choose.html", page, status=422 if form.errors else 200)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a mailing, after asking."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = _found(request, pk)
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {"mailing": found, "step": chosen, "form": form, "number": found.recipients().count()}
    return render(request, f"{T}step.html", page, status=422 if form.errors else 200)


def _found(request: SignedIn, pk: uuid.UUID) -> Mailing:
    found: Mailing = get_object_or_404(Mailing.objects.visible_to(request.user), pk=pk)
    return found
