"""What people see of those who may be shown: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.gate.badges import NAMING, answers_about, conditions_of
from consent.people import actions, colleagues, register_import
from consent.people.forms import AddForm, ColleaguesForm
from consent.people.hub import may_see_herbert_form, parts_of, reads_forms, timeline_of
from consent.people.listing import Listing
from consent.people.models import Person
from consent.people.steps import STEPS, open_steps
from mediapolicy.people.forms import FileForm
from mediapolicy.people.gate import exists_for
from mediapolicy.permissions import may
from mediapolicy.refusals import AlreadyDone
from mediapolicy.requests import SignedIn
from mediapolicy.spreadsheets import Unreadable

ROWS = "register_rows"


@exists_for("see_answer")
def people(request: SignedIn) -> HttpResponse:
    """Whom we may show: the register, searched and narrowed."""
    page = {
        "listing": Listing(request),
        "may_add": may(request.user, "keep_person"),
        "may_count": may(request.user, "see_compliance"),
    }
    return render(request, "consent/people/list.html", page)


def person(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One person: whether they may be shown, and everything about them that this reader may know of."""
    found = get_object_or_404(Person.objects.visible_to(request.user).select_related("home", "line_manager"), pk=pk)
    parts, answers = parts_of(found, request.user), answers_about(found, request.user)
    page = {
        **{part.kind: part.shown for part in parts},
        "person": found,
        "naming": [words for _, words in NAMING],
        "answers": answers,
        "conditions": conditions_of(answers),
        "is_silent": any(answer.is_silent for answer in answers),
        "reads_forms": reads_forms(found, request.user),
        "parts": parts,
        "steps": open_steps(found, request.user),
        "herbert": may_see_herbert_form(found, request.user),
        "rows": timeline_of(found, request.user),
    }
    return render(request, "consent/people/person.html", page)


@exists_for("keep_person")
def add(request: SignedIn) -> HttpResponse:
    """Put somebody on the list."""
    form = AddForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.add(by=request.user, **form.cleaned_data))
        except AlreadyDone as done:  # a double click: the same person again, never twice
            return redirect(done.record)
    return render(request, "consent/people/add.html", {"form": form}, status=422 if form.errors else 200)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step about a person: the page that asks what it needs, and the taking of it."""
    found, chosen = (
        get_object_or_404(Person.objects.visible_to(request.user).select_related("home"), pk=pk),
        STEPS.get(verb),
    )
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST or None, person=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        is_theirs = Person.objects.visible_to(request.user).filter(pk=pk).exists()
        return redirect(found if is_theirs else "consent:people")
    chosen.transition.check(request.user, found)
    page = {"person": found, "step": chosen, "form": form}
    return render(request, "consent/people/step.html", page, status=422 if form.errors else 200)


@exists_for("keep_person")
def add_colleagues(request: SignedIn) -> HttpResponse:
    """Put colleagues who sign in here on the list, in one go."""
    found = colleagues.not_on_the_list(request.user)
    form = ColleaguesForm(request.POST or None, colleagues=found)
    if request.method == "POST" and form.is_valid():
        chosen = colleagues.with_home_and_manager(form.cleaned_data["chosen"], request.user)
        number = actions.add_colleagues(chosen, by=request.user)
        messages.success(request, f"{number} added. Next: ask each of them.")
        return redirect("consent:people")
    page = {"form": form, "is_empty": not found.exists()}
    return render(request, "consent/people/colleagues.html", page, status=422 if form.errors else 200)


@exists_for("keep_person")
def import_people(request: SignedIn) -> HttpResponse:
    """Choose a file of people to put on the list."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[ROWS] = register_import.read(form.cleaned_data["file"])
        except Unreadable as why:
            form.add_error("file", str(why))
        else:
            return redirect("consent:import_check")
    return render(request, "consent/people/import.html", {"form": form})


@exists_for("keep_person")
def import_check(request: SignedIn) -> HttpResponse:
    """Show what the file says and what is wrong with it; add everybody, or nobody."""
    if not (given := request.session.get(ROWS)):
        return redirect("consent:import")
    rows = register_import.check(given["rows"], by=request.user)
    if request.method == "POST" and not any(row.problems for row in rows):
        register_import.add_all(rows, by=request.user)
        del request.session[ROWS]
        messages.success(request, f"{len(rows)} added. Next: ask each of them.")
        return redirect("consent:people")
    page = {"again": FileForm(), "left_out": given["left_out"], **register_import.preview(rows)}
    return render(request, "consent/people/import_check.html", page, status=422 if request.method == "POST" else 200)


@exists_for("keep_person")
def import_template(request: SignedIn) -> HttpResponse:
    """An empty table with the right headings and two examples."""
    response = HttpResponse(register_import.TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people-we-show.csv"'
    return response
