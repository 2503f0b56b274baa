"""The Herbert Protocol form of one resident, and which residents of a home have none."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.people.models import Person
from consent.vocabulary import SubjectType
from enquiries.police.herbert import states
from enquiries.police.herbert.actions import keep_ready
from enquiries.police.herbert.forms import ReadyForm
from enquiries.police.herbert.models import HerbertForm
from mediapolicy.paging import page_of
from mediapolicy.people.gate import exists_for
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


@exists_for("keep_herbert_form")
def residents(request: SignedIn) -> HttpResponse:
    """The residents of the home, each with their form or without one."""
    found = Person.objects.visible_to(request.user).here().filter(subject_type=SubjectType.RESIDENT)
    page = page_of(request, found.select_related("herbert_form"), by="name")
    return render(request, "enquiries/police/herbert_list.html", {"page": page})


def herbert(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One form: that it is ready, and where it lies."""
    person = _resident(request, pk)
    found = HerbertForm.objects.visible_to(request.user).filter(subject=person).select_related("completed_by").first()
    form = ReadyForm(request.POST or None, found=found)
    draft = found or HerbertForm(subject=person, home=person.home)
    row = states.RENEW if found else states.PREPARE
    if request.method == "POST" and form.is_valid():
        keep_ready(person, by=request.user, **form.cleaned_data)
        messages.success(request, "Written down. It is given to the police only when somebody is missing.")
        return redirect("enquiries:herbert", pk=pk)
    page = {
        "person": person,
        "found": found,
        "form": form,
        "row": row,
        "may_keep": may(request.user, row.permission, draft),
    }
    return render(request, "enquiries/police/herbert.html", page, status=422 if form.errors else 200)


def _resident(request: SignedIn, pk: uuid.UUID) -> Person:
    """A resident whom this person may know of, for those who keep forms or help the police."""
    seen = Person.objects.visible_to(request.user).filter(subject_type=SubjectType.RESIDENT).select_related("home")
    person: Person = get_object_or_404(seen, pk=pk)
    draft = HerbertForm(subject=person, home=person.home)
    if not may(request.user, "keep_herbert_form", draft) and not may(request.user, "open_police_request", draft):
        raise Http404
    return person
