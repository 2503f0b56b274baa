"""What people see of requests by the police: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from enquiries.police import actions
from enquiries.police.log_forms import LogForm, MissingForm
from enquiries.police.models import PoliceRequest
from enquiries.police.showing import page_of_request, still_missing
from enquiries.police.steps import STEPS
from enquiries.police.telling.models import ToldOfPolice
from mediapolicy.opening import opened_or_404
from mediapolicy.organisation.models import OnCall
from mediapolicy.paging import page_of
from mediapolicy.people.gate import exists_for
from mediapolicy.permissions import may
from mediapolicy.policy.models import words_to_say
from mediapolicy.refusals import AlreadyDone
from mediapolicy.requests import SignedIn


@exists_for("log_police_request")
def request_list(request: SignedIn) -> HttpResponse:
    """What the police ask, as far as this person knows of it."""
    found, tab = PoliceRequest.objects.visible_to(request.user).select_related("home"), request.GET.get("tab", "open")
    page = page_of(request, found.open() if tab == "open" else found.finished(), by="created_at", descending=True)
    return render(
        request,
        "enquiries/police/list.html",
        {"page": page, "tab": tab, "keeps_forms": may(request.user, "keep_herbert_form")},
    )


@exists_for("log_police_request")
def log(request: SignedIn) -> HttpResponse:
    """Write down what the police ask: the words to say, a few facts, one button."""
    form = LogForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.log(by=request.user, **form.cleaned_data))
        except AlreadyDone as done:  # a double click: the same request again
            return redirect(done.record)
    page = {"form": form, "script": words_to_say("say_to_police")}
    return render(request, "enquiries/police/log.html", page, status=422 if form.errors else 200)


@exists_for("log_police_request")
def missing(request: SignedIn) -> HttpResponse:
    """Somebody is missing: what to do, in order, and one question."""
    form = MissingForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.log_missing(by=request.user, **form.cleaned_data))
        except AlreadyDone as done:
            return redirect(done.record)
    page = {"form": form, "on_call": OnCall.objects.at(timezone.now()).first()}
    return render(request, "enquiries/police/missing.html", page, status=422 if form.errors else 200)


def police_request(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One request: who asks, who is in it, what holds it, what can be done now."""
    shown = ("home", "logged_by", "basis_by", "safeguarding_by", "identity_by", "image")
    found = opened_or_404(request, PoliceRequest.objects.visible_to(request.user).select_related(*shown), pk=pk)
    page = page_of_request(found, request.user) | {"missing": still_missing(found)}
    return render(request, "enquiries/police/request.html", page)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step: the page that asks what it needs, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = opened_or_404(request, PoliceRequest.objects.visible_to(request.user).select_related("home"), pk=pk)
    form = chosen.form(request.POST or None, police=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check_before_asking(request.user, found)
    page = {"police": found, "step": chosen, "form": form}
    return render(request, "enquiries/police/step.html", page, status=422 if form.errors else 200)


def told(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """What a Director is told: that the police asked, and not what."""
    found = get_object_or_404(ToldOfPolice.objects.visible_to(request.user), pk=pk)
    return render(request, "enquiries/police/told.html", {"told": found})
