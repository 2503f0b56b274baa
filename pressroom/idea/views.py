"""What people see of story ideas: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.opening import found_or_404
from mediapolicy.paging import page_of
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from pressroom.idea import states
from pressroom.idea.actions import send
from pressroom.idea.forms import IdeaForm
from pressroom.idea.models import StoryIdea
from pressroom.idea.steps import STEPS, open_steps


def ideas(request: SignedIn) -> HttpResponse:
    """Ideas: for those who write releases all that were sent in, for everybody else their own."""
    if not may(request.user, "send_idea"):
        raise Http404
    found = StoryIdea.objects.visible_to(request.user).for_list()
    tab = "answered" if request.GET.get("tab") == "answered" else "sent"
    shown = found.filter(state="sent") if tab == "sent" else found.exclude(state="sent")
    page = page_of(request, shown, by="created_at", descending=True)
    reads_all = may(request.user, "answer_idea")
    return render(request, "pressroom/idea/list.html", {"page": page, "tab": tab, "reads_all": reads_all})


def add(request: SignedIn) -> HttpResponse:
    """Send in a good news story."""
    if not may(request.user, states.SEND.permission):
        raise Http404
    form = IdeaForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        idea = send(by=request.user, **form.cleaned_data)
        messages.success(request, "Sent in, thank you. You are told what becomes of it.")
        return redirect("pressroom:ideas" if idea.is_locked else idea)
    return render(request, "pressroom/idea/add.html", {"form": form}, status=422 if form.errors else 200)


def idea(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One idea: what happened, who is in it, and what became of it."""
    rows = StoryIdea.objects.visible_to(request.user).select_related("home", "sent_by", "answered_by")
    found = found_or_404(request, rows, pk=pk)
    page = {
        "idea": found,
        "people": found.people.visible_to(request.user).select_related("home")[:50],
        "pictures": found.pictures.visible_to(request.user)[:50],
        "rows": timeline([history_of(StoryIdea, "story idea", id=found.pk)]),
        "steps": open_steps(found, request.user),
        "releases": found.releases.visible_to(request.user)[:5] if may(request.user, "open_release") else [],
    }
    return render(request, "pressroom/idea/idea.html", page)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """Take it up, or say no thank you."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    rows = StoryIdea.objects.visible_to(request.user).select_related("home", "sent_by")
    found = found_or_404(request, rows, pk=pk)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(made or found)
    chosen.transition.check_before_asking(request.user, found)
    page = {"idea": found, "step": chosen, "form": form}
    return render(request, "pressroom/idea/step.html", page, status=422 if form.errors else 200)
