"""What people see of best-interests decisions: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consent.capacity import showing
from consent.interests import actions, states
from consent.interests.forms import PrepareForm
from consent.interests.models import BestInterestsDecision
from consent.interests.parts import PARTS, STEPS, answers_for, answers_of, open_steps, still_missing, tasks_of
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


def prepare(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Begin a decision on a finding that they can't make it themselves."""
    person = showing.person_to_read(request.user, pk)
    if not may(request.user, states.PREPARE_DECISION.permission, person):
        raise Http404
    form = PrepareForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.prepare(**form.cleaned_data, by=request.user))
    page = {"person": person, "form": form, "can": form.fields["assessment"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "consent/interests/prepare.html", page, status=422 if form.errors else 200)


def decision(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One decision: the checklist, what is still open, who signed."""
    found = _decision(request, pk)
    if not showing.may_read(request.user, found.subject):
        return _exception(request, found)
    page = {
        "decision": found,
        "tag": showing.tag_of(found.state),
        "tasks": tasks_of(found, request.user),
        "missing": still_missing(found),
        "answers": answers_of(found),
        "steps": open_steps(found, request.user),
        "rows": timeline([history_of(BestInterestsDecision, "decision", id=found.pk)]),
    }
    return render(request, "consent/interests/decision.html", page)


def _exception(request: SignedIn, found: BestInterestsDecision) -> HttpResponse:
    """What the COO sees of an exception: the item and its safeguards."""
    page = {"decision": found, "answers": answers_for(found, request.user), "steps": open_steps(found, request.user)}
    return render(request, "consent/interests/exception.html", page)


def part(request: SignedIn, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One part of the checklist, on a page of its own."""
    if slug not in PARTS:
        raise Http404
    found, chosen = _decision(request, pk), PARTS[slug]
    states.CHANGE_DECISION.check(request.user, found)
    form = chosen.form(request.POST or None, about=found)
    if request.method == "POST" and form.is_valid():
        actions.write(found, by=request.user, **form.facts)
        messages.success(request, "Saved.")
        return redirect(request.path if "another" in request.POST else found.get_absolute_url())
    page = {"decision": found, "part": chosen, "form": form, "slug": slug, "clause": states.CHANGE_DECISION.clause}
    return render(request, "consent/interests/part.html", page, status=422 if form.errors else 200)


@require_POST
def take_out_consultee(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take somebody off the list of those who were asked, by their place on it."""
    found, place = _decision(request, pk), request.POST.get("place", "")
    if place not in map(str, range(len(found.consultees))):
        raise Http404
    name = actions.take_out_consultee(found, int(place), by=request.user)
    messages.success(request, f"{name} is off the list.")
    return redirect("consent:decision_part", found.pk, "people")


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a decision, with all of it in sight."""
    if verb not in STEPS:
        raise Http404
    found, chosen = _decision(request, pk), STEPS[verb]
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {"decision": found, "step": chosen, "form": form, "answers": answers_for(found, request.user)}
    return render(request, "consent/interests/step.html", page, status=422 if form.errors else 200)


def _decision(request: SignedIn, pk: uuid.UUID) -> BestInterestsDecision:
    visible = BestInterestsDecision.objects.visible_to(request.user)
    whole = ("home", "subject", "assessment", "decision_maker", "second_by", "made_by_representative", "allowed_by_coo")
    found: BestInterestsDecision = get_object_or_404(visible.select_related(*whole), pk=pk)
    return found
