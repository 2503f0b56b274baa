"""What people see of media visits: each page loads, asks, acts, answers. Who is in one: people_views.py."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from enquiries.access import actions, states
from enquiries.access.forms import LogForm
from enquiries.access.models import AccessRequest
from enquiries.access.showing import page_of_day, page_of_visit
from enquiries.access.steps import STEPS
from enquiries.access.topics import TOPICS
from mediapolicy.opening import found_or_404, opened_or_404
from mediapolicy.paging import page_of
from mediapolicy.permissions import may
from mediapolicy.refusals import AlreadyDone
from mediapolicy.requests import SignedIn

WHOLE = ("home", "escort", "prepared_by", "logged_by", "safeguarding_by", "consents_sent_to")


def visit_list(request: SignedIn) -> HttpResponse:
    """Media visits, newest first."""
    if not may(request.user, "open_visit"):
        raise Http404
    found = AccessRequest.objects.visible_to(request.user).for_list()
    tab = request.GET.get("tab", "open")
    shown = found.filter(state__in=sorted(states.OPEN if tab == "open" else states.FINISHED))
    page = {"page": page_of(request, shown, by="created_at", descending=True), "tab": tab}
    return render(request, "enquiries/access/list.html", page)


def log(request: SignedIn) -> HttpResponse:
    """Log that the media want to interview, film or photograph."""
    form = LogForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            visit = actions.log(by=request.user, **form.cleaned_data)
        except AlreadyDone as done:  # a double click: the same receipt again, never a second request
            visit = done.record
        return redirect("enquiries:visit_logged", pk=visit.pk)
    return render(request, "enquiries/access/log.html", {"form": form}, status=422 if form.errors else 200)


def logged(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The receipt: it arrived, and there is nothing more to do."""
    visit = found_or_404(request, AccessRequest.objects.logged_by(request.user), pk=pk)
    may_open = AccessRequest.objects.visible_to(request.user).filter(pk=pk).exists()
    return render(request, "enquiries/access/logged.html", {"visit": visit, "may_open": may_open})


def visit(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One visit: what they ask for, how far it is prepared, who is in it, what can be done now."""
    found = opened_or_404(request, AccessRequest.objects.visible_to(request.user).select_related(*WHOLE), pk=pk)
    return render(request, "enquiries/access/visit.html", page_of_visit(found, request.user))


def day(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The day, on the escort's phone."""
    found = opened_or_404(
        request, AccessRequest.objects.visible_to(request.user).select_related("home", "escort"), pk=pk
    )
    return render(request, "enquiries/access/day.html", page_of_day(found, request.user))


def topic(request: SignedIn, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One part of the preparation. Saving without a change changes nothing; a change makes an approval void."""
    chosen = TOPICS.get(slug)
    if chosen is None:
        raise Http404
    found = opened_or_404(
        request, AccessRequest.objects.visible_to(request.user).select_related("home", "escort"), pk=pk
    )
    form = chosen.form(request.POST or None, visit=found)
    if request.method == "POST" and form.is_valid():
        changed = chosen.keep(found, form.cleaned_data, request.user)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing changed.")
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {"visit": found, "topic": chosen, "form": form}
    return render(request, "enquiries/access/topic.html", page, status=422 if form.errors else 200)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a visit: the page that asks what it needs, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = opened_or_404(
        request, AccessRequest.objects.visible_to(request.user).select_related("home", "escort"), pk=pk
    )
    form = chosen.form_for(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect("enquiries:visit_day" if chosen.is_on_the_day else "enquiries:visit", pk=found.pk)
    chosen.transition.check(request.user, found)
    page = {"visit": found, "step": chosen, "form": form}
    return render(request, "enquiries/access/step.html", page, status=422 if form.errors else 200)
