"""What the COO, and whoever the COO named, see of matters. For everybody else there are none: each page is a 404."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.people.models import Person
from matters import actions, states
from matters.forms import FindPersonForm, LinkForm, OpenForm
from matters.glass.models import BrokenGlass
from matters.models import Matter, MatterQuerySet
from matters.showing import page_of_matter
from matters.stepping import sub_step
from matters.steps import STEPS
from mediapolicy.opening import opened_or_404
from mediapolicy.paging import page_of
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

MOST_FOUND = 20


def matter_list(request: SignedIn) -> HttpResponse:
    """The matters that this person may know of; who knows of none finds no such page."""
    found = Matter.objects.visible_to(request.user).select_related("home")
    may_open = may(request.user, states.OPEN_MATTER.permission)
    if not may_open and not found.exists():
        raise Http404
    tab = request.GET.get("tab", "open")
    shown = found.holding() if tab == "open" else found.filter(state=states.MatterState.CLOSED)
    page = page_of(request, shown, by="created_at", descending=True)
    broken = BrokenGlass.objects.visible_to(request.user).select_related("by").order_by("-created_at")[:5]
    return render(request, "matters/list.html", {"page": page, "tab": tab, "may_open": may_open, "broken": broken})


def open_matter(request: SignedIn) -> HttpResponse:
    """Open a matter: whatever it reaches comes to the COO at once."""
    if not may(request.user, states.OPEN_MATTER.permission):
        raise Http404
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        matter = actions.open_matter(by=request.user, **form.cleaned_data)
        messages.success(request, "It is open. Whatever it reaches is with you alone now. Say who is part of it.")
        return redirect(matter)
    return render(request, "matters/open.html", {"form": form}, status=422 if form.errors else 200)


def matter(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One matter: where it stands, whom it reaches, what it holds, who knows, who looked."""
    found = opened_or_404(request, _theirs(request).select_related("home", "opened_by"), pk=pk)
    return render(request, "matters/matter.html", page_of_matter(found, request.user))


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a matter."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = opened_or_404(request, _theirs(request).select_related("home"), pk=pk)
    form = chosen.form_for(found, request.POST or None, request.user)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.row.check_before_asking(request.user, found)
    page = {"matter": found, "step": chosen, "form": form}
    return render(request, "matters/step.html", page, status=422 if form.errors else 200)


def find(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Who is part of it? Found by name."""
    found = get_object_or_404(_theirs(request).select_related("home"), pk=pk)
    states.CHANGE_REACH.check_before_asking(request.user, found)
    form = FindPersonForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    people = Person.objects.visible_to(request.user).named(words).select_related("home")[:MOST_FOUND] if words else None
    return render(request, "matters/find.html", {"matter": found, "form": form, "words": words, "found": people})


def link(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """They are part of it: from now on nothing shows or names them without the COO."""
    found = get_object_or_404(_theirs(request).select_related("home"), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    states.CHANGE_REACH.check_before_asking(request.user, found)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.link_person(found, person, watch_name=form.cleaned_data["watch_name"], by=request.user)
        messages.success(request, f"{person.first_name} is part of it. You decide what is shown.")
        return redirect(found)
    return render(request, "matters/link.html", {"matter": found, "person": person, "form": form})


def part(request: SignedIn, pk: uuid.UUID, part_pk: uuid.UUID, what: str) -> HttpResponse:
    """One person, colleague or record of a matter: taken out of it, with a reason."""
    found = get_object_or_404(_theirs(request).select_related("home"), pk=pk)
    chosen, form = sub_step(found, what, part_pk, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen.act(form.cleaned_data["note"], request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check_before_asking(request.user, chosen.record)
    page = {"matter": found, "step": chosen, "form": form}
    return render(request, "matters/step.html", page, status=422 if form.errors else 200)


def _theirs(request: SignedIn) -> MatterQuerySet:
    found: MatterQuerySet = Matter.objects.visible_to(request.user)
    return found
