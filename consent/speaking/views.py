"""What people see of those who speak for a person: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.capacity import showing
from consent.capacity.forms import NoteForm, ReasonForm
from consent.people.models import Person
from consent.speaking import actions, forms, states
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.speaking.papers import papers_of
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One button of somebody who speaks for a person."""

    transition: Transition
    form: Callable[..., Any]
    act: Callable[[Representative, dict[str, Any], User], None]
    done: str
    lead: str = ""
    is_grave: bool = False


STEPS: dict[str, Step] = {
    "papers": Step(
        states.CHANGE_REPRESENTATIVE,
        forms.PowerForm,
        lambda who, given, by: actions.change_power(who, by=by, **given),
        "Saved. It counts when the papers are checked.",
        "Look at the document itself. Whoever only says that they have a power decides nothing.",
    ),
    "contact": Step(
        states.CHANGE_CONTACT,
        forms.ContactForm,
        lambda who, given, by: actions.change_contact(who, by=by, **given),
        "Saved.",
    ),
    "check": Step(
        states.VERIFY,
        NoteForm,
        lambda who, given, by: actions.verify(who, by=by, note=given["note"]),
        "Papers seen and checked.",
        "From now on it rests on what you saw. You are asked to check it again in good time.",
    ),
    "refusal": Step(
        states.NOTE_THEIR_REFUSAL,
        forms.RefusalForm,
        lambda who, given, by: actions.note_refusal(who, given["purposes"], given["words"], by=by),
        "Written down.",
        "A No of an attorney or deputy stands: nobody here can override it.",
    ),
    "end": Step(
        states.END_REPRESENTATIVE,
        ReasonForm,
        lambda who, given, by: actions.end(who, by=by, note=given["note"]),
        "Ended. What they agreed to is on hold.",
        "What they agreed to is put on hold.",
        is_grave=True,
    ),
}
WITH_ANSWERS = frozenset({"papers", "contact"})


def record(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Record who speaks for somebody."""
    person = _person(request, pk, states.RECORD_REPRESENTATIVE)
    form = forms.WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.record(person, by=request.user, **form.cleaned_data))
    return _form_page(request, person, form, states.RECORD_REPRESENTATIVE, WHO_LEAD)


def representative(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One who speaks for a person: whether they decide or are asked, and on which papers."""
    who = _representative(request, pk)
    page = {
        "who": who,
        "tag": showing.tag_of(who.state),
        "papers": papers_of(who),
        "missing": states.VERIFY.lacks(who),
        "steps": [(slug, one) for slug, one in STEPS.items() if one.transition.is_open_to(request.user, who)],
        "rows": timeline([history_of(Representative, "representative", id=who.pk)]),
    }
    return render(request, "consent/speaking/representative.html", page)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of somebody who speaks for a person."""
    if verb not in STEPS:
        raise Http404
    who, chosen = _representative(request, pk), STEPS[verb]
    about = {"about": who} if verb in WITH_ANSWERS else {}
    form: django_forms.Form = chosen.form(request.POST or None, **about)
    if request.method == "POST" and form.is_valid():
        chosen.act(who, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(who)
    chosen.transition.check(request.user, who)
    page = {"who": who, "step": chosen, "form": form, "papers": papers_of(who) if verb == "check" else []}
    return render(request, "consent/speaking/step.html", page, status=422 if form.errors else 200)


def keep_wish(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Keep what somebody wished; whoever is told of it writes it down, also where they may not read it later."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("home"), pk=pk)
    if not may(request.user, states.KEEP_WISH.permission, person):
        raise Http404
    form = forms.WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_wish(person, by=request.user, **form.cleaned_data)
        messages.success(request, "Kept. What they refused is not shown from now on.")
        return redirect("consent:capacity" if showing.may_read(request.user, person) else "consent:person", pk)
    return _form_page(request, person, form, states.KEEP_WISH, WISH_LEAD)


def take_wish_back(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The person, able to decide, changed their mind."""
    wish = get_object_or_404(AdvanceStatement.objects.visible_to(request.user).select_related("subject__home"), pk=pk)
    form = forms.ChangedMindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_wish_back(wish, by=request.user, **form.cleaned_data)
        messages.success(request, "Written down. What it refused is no longer stopped by it.")
        return redirect(wish)
    states.TAKE_WISH_BACK.check(request.user, wish)
    return _form_page(request, wish.subject, form, states.TAKE_WISH_BACK, f"They wished: “{wish.words}”", wish)


def ask_for_advocate(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Ask somebody else for an advocate."""
    person = _person(request, pk, states.ASK_FOR_ADVOCATE)
    form = forms.AdvocateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.ask_for_advocate(person, by=request.user, **form.cleaned_data))
    return _form_page(request, person, form, states.ASK_FOR_ADVOCATE, ADVOCATE_LEAD)


def note_advocate(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Keep what the advocate says."""
    asked = get_object_or_404(AdvocacyRequest.objects.visible_to(request.user).select_related("subject__home"), pk=pk)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_advocate(asked, form.cleaned_data["words"], by=request.user)
        messages.success(request, "Kept.")
        return redirect(asked)
    states.NOTE_ADVOCATE.check(request.user, asked)
    return _form_page(request, asked.subject, form, states.NOTE_ADVOCATE, f"Asked of {asked.asked_of}.", asked)


WHO_LEAD = "Being close to somebody gives nobody the power to decide for them. Ask what they would want."
WISH_LEAD = "Said or written while they could decide. A refusal is kept: only they themselves, or a court, can lift it."
ADVOCATE_LEAD = "An advocate helps the person to be heard. They decide nothing."


def _person(request: SignedIn, pk: uuid.UUID, transition: Transition) -> Person:
    person = showing.person_to_read(request.user, pk)
    if not may(request.user, transition.permission, person):
        raise Http404
    return person


def _representative(request: SignedIn, pk: uuid.UUID) -> Representative:
    visible = Representative.objects.visible_to(request.user)
    found: Representative = get_object_or_404(visible.select_related("home", "subject", "verified_by"), pk=pk)
    return found


def _form_page(
    request: SignedIn, person: Person, form: Any, transition: Transition, lead: str, record: Any = None
) -> HttpResponse:
    back = "consent:capacity" if showing.may_read(request.user, person) else "consent:person"
    page = {"person": person, "form": form, "transition": transition, "lead": lead, "record": record, "back": back}
    return render(request, "consent/speaking/form.html", page, status=422 if form.errors else 200)
