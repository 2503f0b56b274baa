"""The pages about people: one's own, the list, one person, adding one or many."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.people import actions, csv_import, states
from mediapolicy.people.forms import (
    AddPersonForm,
    AppointForm,
    ChangePasswordForm,
    DetailsForm,
    FileForm,
    ImportForm,
    LeaveForm,
    PeopleFilter,
)
from mediapolicy.people.gate import exists_for
from mediapolicy.people.models import Appointment, User
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from mediapolicy.roles import Role
from mediapolicy.spreadsheets import Unreadable

PAGE = 50
CSV_ROWS = "csv_rows"
TITLES = {
    "found": "First administrator",
    "join": "Added",
    "change details": "Details changed",
    "change password": "Password chosen",
    "invite": "Invitation sent",
    "send a new link": "New link sent",
    "leave": "Left",
    "join again": "Joined again",
    "appoint": "Appointed",
    "appoint the first administrator": "Appointed",
    "end appointment": "Appointment ended",
}


def me(request: SignedIn) -> HttpResponse:
    """One's own page: who I am here, and what I hold."""
    held = request.user.appointments.held().select_related("home")
    return render(request, "people/me.html", {"person": request.user, "held": held})


@sensitive_post_parameters("old", "password")
def change_password(request: SignedIn) -> HttpResponse:
    """Change one's own password; everywhere else one is signed out."""
    person = User.objects.get(pk=request.user.pk)
    form = ChangePasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(person, form.cleaned_data["password"], by=request.user)
        update_session_auth_hash(request, person)
        messages.success(request, "Your new password is saved. Everywhere else you are signed out.")
        return redirect("people:me")
    return render(
        request, "people/change_password.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


@exists_for("run_organisation")
def people_list(request: SignedIn) -> HttpResponse:
    """Everybody who works here, by name, fifty at a time."""
    form = PeopleFilter(request.GET)
    after = _key(request.GET.get("after", ""))
    people = User.objects.listed(**{name: value for name, value in form.chosen.items() if value}, after=after)
    rows = list(people[: PAGE + 1])
    next_url = _next_url(request.GET, rows[PAGE - 1]) if len(rows) > PAGE else ""
    context = {"form": form, "people": rows[:PAGE], "next_url": next_url, "is_later": after is not None}
    return render(request, "people/list.html", context)


def _key(given: str) -> tuple[str, uuid.UUID] | None:
    """Where a page begins, out of an address; anything forged reads as the beginning."""
    pk, _, name = given.partition(" ")
    try:
        return (name.replace("\0", ""), uuid.UUID(pk))
    except ValueError:
        return None


def _next_url(query: QueryDict, last: User) -> str:
    kept = [(name, value) for name, values in query.lists() if name != "after" for value in values]
    return "?" + urlencode([*kept, ("after", f"{last.pk} {last.name}")])


@exists_for("run_organisation")
def add_person(request: SignedIn) -> HttpResponse:
    """Add somebody, with their first role and the link to choose a password."""
    form = AddPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        role = Role.of(given["role"]) if given["role"] else None
        person = csv_import.welcome_in(given, role, given["home"], invite=given["invite"], by=request.user)
        messages.success(request, f"{person} is added." + (" The invitation is on its way." if given["invite"] else ""))
        return redirect(person)
    return render(request, "people/add.html", {"form": form}, status=422 if form.errors else 200)


def person_page(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One person: who they are, what they hold, what was done. For everyone else their own page."""
    if not may(request.user, "run_organisation"):
        if pk == request.user.pk:
            return redirect("people:me")
        raise Http404
    person = _person(pk)
    return render(request, "people/person.html", _person_context(request, person, AppointForm()))


def _person(pk: uuid.UUID) -> User:
    return get_object_or_404(User.objects.filter(is_system=False), pk=pk)


def _person_context(request: SignedIn, person: User, form: AppointForm) -> dict[str, Any]:
    appointments = list(person.appointments.select_related("home"))
    by = request.user
    return {
        "person": person,
        "held": [(one, states.END_APPOINTMENT.is_open_to(by, one)) for one in appointments if one.ended_at is None],
        "former": [one for one in appointments if one.ended_at is not None],
        "form": form,
        "may_appoint": person.is_active and states.APPOINT.is_open_to(by, Appointment(person=person)),
        "may_change": states.CHANGE_DETAILS.is_open_to(by, person),
        "may_leave": states.LEAVE.is_open_to(by, person),
        "may_join_again": states.JOIN_AGAIN.is_open_to(by, person),
        "invitation": person.invitations.order_by("-created_at").first(),
        "rows": _timeline_of(person, appointments),
    }


def _timeline_of(person: User, appointments: list[Appointment]) -> list[Row]:
    """What was done about this person: their own history, and that of each appointment with its role and home."""
    histories = [history_of(User, "", id=person.pk)]
    histories += [history_of(Appointment, one.words, id=one.pk) for one in appointments]
    return [
        replace(row, title=": ".join(filter(None, [TITLES.get(row.verb, row.title), row.called])))
        for row in timeline(histories)
    ]


@exists_for("run_organisation")
def change_details(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Put somebody's name, address or telephone right."""
    person = _person(pk)
    now = {"name": person.name, "email": person.email, "phone": person.phone}
    form = DetailsForm(request.POST or None, initial=now, person=person)
    if request.method == "POST" and form.is_valid():
        actions.change_details(person, **form.cleaned_data, by=request.user)
        messages.success(request, "The details are saved.")
        return redirect(person)
    return render(
        request, "people/change_details.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


@exists_for("appoint_person")
@require_POST
def appoint(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Give somebody a role."""
    person, form = _person(pk), AppointForm(request.POST)
    if not form.is_valid():
        return render(request, "people/person.html", _person_context(request, person, form), status=422)
    role, home = Role.of(form.cleaned_data["role"]), form.cleaned_data["home"]
    appointment = actions.appoint(person, role, home, by=request.user)
    messages.success(request, f"{person} is now {appointment.words}.")
    return redirect(person)


@exists_for("appoint_person")
@require_POST
def end_appointment(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take a role from somebody."""
    appointment = get_object_or_404(Appointment.objects.select_related("person", "home"), pk=pk)
    actions.end_appointment(appointment, by=request.user)
    messages.success(request, f"{appointment.person} is no longer {appointment.words}.")
    return redirect(appointment.person)


@exists_for("run_organisation")
@require_POST
def invite(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Send somebody a link to choose their password; an older link stops working."""
    person = _person(pk)
    actions.invite(person, by=request.user)
    messages.success(request, f"An invitation is on its way to {person.email}. It is good for 14 days.")
    return redirect(person)


@exists_for("run_organisation")
def leave(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Record that somebody has left, after a page that says what it does."""
    person, form = _person(pk), LeaveForm(request.POST or None)
    if not states.LEAVE.is_open_to(request.user, person) and request.method != "POST":
        raise Http404
    if request.method == "POST" and form.is_valid():
        actions.leave(person, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"{person} has left. Their access has stopped.")
        return redirect(person)
    held = person.appointments.held().select_related("home")
    return render(
        request, "people/leave.html", {"form": form, "person": person, "held": held}, status=422 if form.errors else 200
    )


@exists_for("run_organisation")
@require_POST
def join_again(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Let somebody who left come back to their own account."""
    person = _person(pk)
    actions.join_again(person, by=request.user)
    messages.success(request, f"{person} works here again. An invitation is on its way to {person.email}.")
    return redirect(person)


@exists_for("run_organisation")
def import_people(request: SignedIn) -> HttpResponse:
    """Choose a file of people to add."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[CSV_ROWS] = csv_import.read(form.cleaned_data["file"])
        except Unreadable as why:
            form.add_error("file", str(why))
        else:
            return redirect("people:import_check")
    return render(request, "people/import.html", {"form": form}, status=422 if form.errors else 200)


@exists_for("run_organisation")
def import_check(request: SignedIn) -> HttpResponse:
    """Show what the file says and what is wrong with it; add everybody, or nobody."""
    if not (given := request.session.get(CSV_ROWS)):
        return redirect("people:import")
    rows, form = csv_import.check(given), ImportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not any(row.problems for row in rows):
        csv_import.add_all(rows, invite=form.cleaned_data["invite"], by=request.user)
        del request.session[CSV_ROWS]
        messages.success(
            request, f"{len(rows)} added." + (" Invitations are on their way." if form.cleaned_data["invite"] else "")
        )
        return redirect("people:list")
    context = {"form": form, "again": FileForm(), **csv_import.preview(rows)}
    return render(request, "people/import_check.html", context, status=422 if request.method == "POST" else 200)


@exists_for("run_organisation")
def import_template(request: SignedIn) -> HttpResponse:
    """An empty table with the right headings and two examples."""
    response = HttpResponse(csv_import.TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response
