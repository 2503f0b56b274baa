"""The pages on which somebody is named in a statement, or taken out of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consent.people.models import Person
from mediapolicy.requests import SignedIn
from pressroom import naming, states
from pressroom.forms import FindPersonForm, NameForm
from pressroom.models import Statement

MOST_FOUND = 20


def find(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Whom does it name? Found by name, among the people whom this reader may see the answer for."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user).select_related("home"), pk=pk)
    states.NAME_PERSON.check_before_asking(request.user, statement)
    form = FindPersonForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = Person.objects.visible_to(request.user).named(words).select_related("home") if words else None
    page = {"statement": statement, "form": form, "words": words, "found": found and found[:MOST_FOUND]}
    return render(request, "pressroom/person_find.html", page)


def name(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """How is this person told of? The publish gate answers, and a refusal says what it would need."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user).select_related("home"), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    states.NAME_PERSON.check_before_asking(request.user, statement)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        naming.name_person(statement, person, by=request.user, **form.how)
        messages.success(request, f"{person.first_name} may be named like this.")
        return redirect(statement)
    page = {"statement": statement, "person": person, "form": form}
    return render(request, "pressroom/person_name.html", page, status=422 if form.errors else 200)


@require_POST
def not_them(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """The name in the words is somebody else's."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    naming.say_it_is_somebody_else(statement, person, by=request.user)
    messages.success(request, f"Kept: the words mean somebody else than the {person.name} on our list.")
    return redirect(statement)


@require_POST
def unname(request: SignedIn, pk: uuid.UUID, named_pk: uuid.UUID) -> HttpResponse:
    """Somebody is not in it any more."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user), pk=pk)
    named = get_object_or_404(statement.named.select_related("person"), pk=named_pk)
    naming.unname_person(statement, named, by=request.user)
    messages.success(request, f"{named.person.first_name} is not in it any more.")
    return redirect(statement)
