"""The pages on which somebody appears in a media visit, is kept out of it, is taken off, or is asked again on the day."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consent.people.models import Person
from enquiries.access import appearing, states
from enquiries.access.forms import AppearForm, FindForm, KeepOutForm
from enquiries.access.models import AccessRequest
from mediapolicy.opening import found_or_404
from mediapolicy.requests import SignedIn

MOST_FOUND = 20


def find(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Whom does it concern? Found by name, among the people whom this reader may see the answer for."""
    visit = found_or_404(request, AccessRequest.objects.visible_to(request.user).select_related("home"), pk=pk)
    states.LET_APPEAR.check_before_asking(request.user, visit)
    form = FindForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = Person.objects.visible_to(request.user).named(words).select_related("home") if words else None
    page = {"visit": visit, "form": form, "words": words, "found": found and found[:MOST_FOUND]}
    return render(request, "enquiries/access/find.html", page)


def appear(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """How does this person take part? The publish gate answers, and a refusal says what it would need."""
    visit = found_or_404(request, AccessRequest.objects.visible_to(request.user).select_related("home"), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    states.LET_APPEAR.check_before_asking(request.user, visit)
    form = AppearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appearing.let_appear(visit, person, by=request.user, **form.cleaned_data)
        messages.success(request, f"{person.first_name} may appear like this.")
        return redirect(visit)
    page = {"visit": visit, "person": person, "form": form, "step": states.LET_APPEAR}
    return render(request, "enquiries/access/person.html", page, status=422 if form.errors else 200)


def keep_out(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """How is this person kept out of it?"""
    visit = found_or_404(request, AccessRequest.objects.visible_to(request.user).select_related("home"), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    states.KEEP_OUT.check_before_asking(request.user, visit)
    form = KeepOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appearing.keep_out(visit, person, by=request.user, **form.cleaned_data)
        messages.success(request, f"{person.first_name} is kept out of it.")
        return redirect(visit)
    page = {"visit": visit, "person": person, "form": form, "step": states.KEEP_OUT}
    return render(request, "enquiries/access/person.html", page, status=422 if form.errors else 200)


@require_POST
def take_out(request: SignedIn, pk: uuid.UUID, one_pk: uuid.UUID) -> HttpResponse:
    """Somebody is not on the list any more."""
    visit = found_or_404(request, AccessRequest.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(visit.people.select_related("person"), pk=one_pk)
    appearing.take_out(visit, one, by=request.user)
    messages.success(request, f"{one.person.first_name} is not on the list any more.")
    return redirect(visit)


@require_POST
def today(request: SignedIn, pk: uuid.UUID, one_pk: uuid.UUID) -> HttpResponse:
    """What somebody said when they were asked again today."""
    visit = found_or_404(request, AccessRequest.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(visit.people.filter(part="appears").select_related("person"), pk=one_pk)
    appearing.ask_today(visit, one, "yes" if request.POST.get("said") == "yes" else "no", by=request.user)
    messages.success(request, f"Written down what {one.person.first_name} said.")
    return redirect("enquiries:visit_day", pk=visit.pk)
