"""What people see about deciding for oneself: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.capacity import actions, showing, states
from consent.capacity.forms import StartForm
from consent.capacity.models import CapacityAssessment
from consent.capacity.parts import PARTS, STEPS, open_part, open_steps, tasks_of
from consent.capacity.wording import scope_of
from consent.interests.states import PREPARE_DECISION
from consent.speaking.states import ASK_FOR_ADVOCATE, KEEP_WISH, RECORD_REPRESENTATIVE
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

HAPPENED = "assessment"


def capacity(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Deciding for themselves: what was found, who speaks for them, what they wished, and what follows."""
    person = showing.person_to_read(request.user, pk)
    page = showing.overview(person, request.user)
    page["may_assess"] = may(request.user, states.START_ASSESSMENT.permission, person)
    page["may_decide"] = may(request.user, PREPARE_DECISION.permission, person)
    page["may_record"] = may(request.user, RECORD_REPRESENTATIVE.permission, person)
    page["may_keep_wish"] = may(request.user, KEEP_WISH.permission, person)
    page["may_ask_advocate"] = may(request.user, ASK_FOR_ADVOCATE.permission, person)
    return render(request, "consent/capacity/overview.html", page)


def assess(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Begin an assessment: what exactly is to be decided, and why there is a doubt."""
    person = showing.person_to_read(request.user, pk)
    if not may(request.user, states.START_ASSESSMENT.permission, person):
        raise Http404
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = {"trigger": given.pop("trigger"), "doubt": given.pop("doubt")}
        return redirect(actions.start(person, scope=scope_of(**given), by=request.user, **facts))
    page = {"person": person, "form": form}
    return render(request, "consent/capacity/start.html", page, status=422 if form.errors else 200)


def assessment(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One assessment: its parts in the order of the law, and what is to be done next."""
    found = _assessment(request, pk)
    page = {
        "assessment": found,
        "tag": showing.tag_of(found.state),
        "tasks": tasks_of(found, request.user),
        "warnings": actions.copied_evidence(found),
        "answers": showing.answers_of(found),
        "cause": showing.cause_of(found),
        "found": showing.found_of(found),
        "steps": open_steps(found, request.user),
        "rows": timeline([history_of(CapacityAssessment, HAPPENED, id=found.pk)]),
    }
    return render(request, "consent/capacity/assessment.html", page)


def part(request: SignedIn, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One part of an assessment, on a page of its own."""
    if slug not in PARTS:
        raise Http404
    found = _assessment(request, pk)
    chosen = open_part(slug, found, request.user)
    form = chosen.form(request.POST or None, about=found)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, by=request.user, **form.facts)
        messages.success(request, "Saved.")
        return redirect(found)
    page = {"assessment": found, "part": chosen, "form": form}
    return render(request, "consent/capacity/part.html", page, status=422 if form.errors else 200)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of an assessment, with all of it in sight."""
    if verb not in STEPS:
        raise Http404
    found, chosen = _assessment(request, pk), STEPS[verb]
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {"assessment": found, "step": chosen, "form": form, "answers": showing.answers_of(found)}
    page |= {"cause": showing.cause_of(found), "found": showing.found_of(found)}
    page["warnings"] = actions.copied_evidence(found)
    return render(request, "consent/capacity/step.html", page, status=422 if form.errors else 200)


def _assessment(request: SignedIn, pk: uuid.UUID) -> CapacityAssessment:
    visible = CapacityAssessment.objects.visible_to(request.user)
    found: CapacityAssessment = get_object_or_404(
        visible.select_related("home", "subject", "assessor", "countersigned_by"), pk=pk
    )
    return found
