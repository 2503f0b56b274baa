"""What people see of changes of mind, of what is shown and of taking it down: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.people.models import Person
from consent.pictures.showing import may_look_up
from consent.takedown import actions, states
from consent.takedown.forms import ChangedTheirMindForm, ShowingForm
from consent.takedown.listing import badges_of, facts_of, found_people, reach_tabs, showing_tabs, task_tabs
from consent.takedown.models import MadeBy, Showing, TakedownTask, Withdrawal
from consent.takedown.showing import note_showing
from consent.takedown.steps import SHOWING_STEPS, TASK_STEPS, open_showing_steps
from consent.takedown.waiting import tasks_about, tasks_of, waiting_for
from consent.takedown.withdrawing import withdraw
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.paging import page_of
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

DONE = "It is in effect from now on. Nothing new of {name} is shown."
NOTED = "Written down. The Home Manager has been told, and talks to {name}."


def find(request: SignedIn) -> HttpResponse:
    """Find the person who changed their mind: the name is enough."""
    if not may(request.user, states.NOTE_WITHDRAWAL.permission):
        raise Http404
    words = request.GET.get("words", "").strip()
    page = {"words": words, "people": found_people(words, request.user)}
    return render(request, "consent/takedown/find.html", page)


def changed_their_mind(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take it back with them: what, and who says so. In effect at once."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("home"), pk=pk)
    reach = request.GET.get("what", "all")
    form = ChangedTheirMindForm(request.POST or None, person=person, reach=reach, by=request.user)
    if request.method == "POST" and form.is_valid():
        noted = withdraw(person, by=request.user, **form.cleaned_data)
        said = NOTED if noted.made_by == MadeBy.SOMEBODY_ELSE else DONE
        messages.success(request, said.format(name=person.first_name))
        return redirect(noted)
    states.NOTE_WITHDRAWAL.check(request.user, Withdrawal(home_id=person.home_id, subject=person))
    page = {"person": person, "form": form, "tabs": reach_tabs(person, reach, request.user), "reach": reach}
    return render(request, "consent/takedown/changed.html", page, status=422 if form.errors else 200)


def withdrawal(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One change of mind: what it reached, and what is still to be taken down."""
    visible = Withdrawal.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("home", "subject", "asset", "received_by", "consent"), pk=pk)
    page = {
        "withdrawal": found,
        "facts": facts_of(found, request.user),
        "tasks": tasks_about(request.user, withdrawal=found),
        "may_finish": may(request.user, states.FINISH_TASK.permission, found),
        "may_tell": states.TELL_THEM.is_open_to(request.user, found) and not states.TELL_THEM.lacks(found),
        "rows": timeline([history_of(Withdrawal, "withdrawal", id=found.pk)]),
    }
    return render(request, "consent/takedown/withdrawal.html", page)


def tell(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Tell them what happened, and what could not be taken back."""
    visible = Withdrawal.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("home", "subject"), pk=pk)
    if request.method == "POST":
        actions.tell_them(found, by=request.user)
        messages.success(request, "Kept. This is finished.")
        return redirect(found)
    states.TELL_THEM.check(request.user, found)
    page = {"withdrawal": found, "tasks": tasks_about(request.user, withdrawal=found), "step": states.TELL_THEM}
    return render(request, "consent/takedown/tell.html", page)


def tasks(request: SignedIn) -> HttpResponse:
    """What has to be taken down, soonest first."""
    if not may(request.user, states.FINISH_TASK.permission):
        raise Http404
    tab = request.GET.get("tab", "mine")
    found = waiting_for(request.user) if tab == "mine" else tasks_of(request.user, done=tab == "done")
    page = page_of(request, found, by="created_at" if tab == "done" else "due_at", descending=tab == "done")
    return render(request, "consent/takedown/tasks.html", {"page": page, "tab": tab, "tabs": task_tabs(tab)})


def task(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a takedown: take it on, or say how it ended."""
    step = TASK_STEPS.get(verb)
    visible = TakedownTask.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("home", "subject", "showing", "withdrawal"), pk=pk)
    if step is None or not may(request.user, step.transition.permission, found):
        raise Http404
    form = step.form_for(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        step.act(found, form.cleaned_data, request.user)
        messages.success(request, step.done)
        return redirect(_after(found, request.user))
    whose = found.subject if found.subject and may_look_up(found.subject, request.user) else None
    page = {"task": found, "form": form, "step": step, "whose": whose}
    return render(request, "consent/takedown/task.html", page, status=422 if form.errors else 200)


def _after(found: TakedownTask, user: User) -> Any:
    """Where it stands, for whoever may know of that: the change of mind may be of somebody of another home."""
    if found.withdrawal_id and Withdrawal.objects.visible_to(user).filter(pk=found.withdrawal_id).exists():
        return found
    return found.showing or "consent:tasks"


def showings(request: SignedIn) -> HttpResponse:
    """Where people are shown, newest first."""
    if not may(request.user, states.NOTE_SHOWING.permission):
        raise Http404
    tab = request.GET.get("tab", "shown")
    found = Showing.objects.visible_to(request.user).select_related("home", "owner")
    state = {"reach": states.ShowingState.OUT_OF_REACH, "down": states.ShowingState.TAKEN_DOWN}
    page = page_of(
        request, found.filter(state=state.get(tab, states.ShowingState.SHOWN)), by="created_at", descending=True
    )
    return render(request, "consent/takedown/showings.html", {"page": page, "tab": tab, "tabs": showing_tabs(tab)})


def add_showing(request: SignedIn) -> HttpResponse:
    """Note something that shows people, if everybody in it may be shown."""
    if not may(request.user, states.NOTE_SHOWING.permission):
        raise Http404
    form = ShowingForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["previewed"]
        kept = note_showing(form.showing, form.parts, previewed=seen, by=request.user)
        messages.success(request, "Noted. If anybody in it changes their mind, you are told at once.")
        return redirect(kept)
    return render(request, "consent/takedown/add_showing.html", {"form": form}, status=422 if form.errors else 200)


def showing(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One showing: where, who is in it and whether each may still be shown."""
    visible = Showing.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("home", "owner", "asset"), pk=pk)
    page = {
        "showing": found,
        "badges": badges_of(found, request.user),
        "tasks": tasks_about(request.user, showing=found),
        "may_finish": may(request.user, states.FINISH_TASK.permission, found),
        "steps": open_showing_steps(found, request.user),
        "rows": timeline([history_of(Showing, "showing", id=found.pk)]),
    }
    return render(request, "consent/takedown/showing.html", page)


def showing_step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """Take it down, or find that it can't be."""
    step = SHOWING_STEPS.get(verb)
    found = get_object_or_404(Showing.objects.visible_to(request.user).select_related("home"), pk=pk)
    if step is None or not may(request.user, step.transition.permission, found):
        raise Http404
    form = step.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step.act(found, form.cleaned_data, request.user)
        messages.success(request, step.done)
        return redirect(found)
    step.transition.check(request.user, found)
    page = {"showing": found, "form": form, "step": step}
    return render(request, "consent/takedown/showing_step.html", page, status=422 if form.errors else 200)
