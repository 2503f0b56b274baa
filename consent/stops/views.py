"""What people see of stops: placing one in a few taps, and lifting it with a reason."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.people.models import Person
from consent.stops import actions
from consent.stops.forms import KeepForm, LiftForm
from consent.stops.models import Stop
from consent.stops.states import KEEP, PLACINGS, StopKind
from consent.stops.steps import DONE, STEPS, draft_of
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


def place(request: SignedIn, pk: uuid.UUID, kind: str) -> HttpResponse:
    """Keep somebody from being shown, from this moment on."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("home"), pk=pk)
    step = STEPS.get(kind)
    if step is None or (step.kind is StopKind.MATTER and not may(request.user, "handle_matter", person)):
        raise Http404
    form = step.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.place(step.kind, person, by=request.user, **form.facts)
        messages.success(request, DONE)
        return redirect(person)
    step.transition.check_who(request.user, draft_of(step.kind, person))
    page = {"person": person, "step": step, "form": form}
    return render(request, "consent/stops/place.html", page, status=422 if form.errors else 200)


def keep(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Safeguarding looked at it, and it stays: what was found, and when it is looked at again."""
    stop = get_object_or_404(Stop.objects.visible_to(request.user).select_related("subject", "home"), pk=pk)
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep(stop, by=request.user, **form.cleaned_data)
        messages.success(request, "Kept. It is on your list again on that day.")
        return redirect(stop.subject)
    KEEP.check(request.user, stop)
    return render(request, "consent/stops/keep.html", {"stop": stop, "form": form}, status=422 if form.errors else 200)


def lift(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """It no longer stands: why."""
    stop = get_object_or_404(Stop.objects.visible_to(request.user).select_related("subject", "home"), pk=pk)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lift(stop, form.cleaned_data["words"], by=request.user)
        messages.success(request, "Lifted. Forms that it put on hold stay so until the Home Manager takes them off.")
        return redirect(stop.subject)
    PLACINGS[StopKind(stop.kind)].lift.check(request.user, stop)
    return render(request, "consent/stops/lift.html", {"stop": stop, "form": form}, status=422 if form.errors else 200)
