"""The pages of press lists: each loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.paging import page_of
from mediapolicy.people.gate import exists_for
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from mediapolicy.spreadsheets import Unreadable
from pressroom.lists import actions, csv_import, states
from pressroom.lists.forms import AddForm, BouncedForm, FileForm, ImportForm, ListForm, start_of
from pressroom.lists.models import MailingList, Subscriber
from pressroom.lists.steps import STEPS, open_steps

ROWS = "press_list_rows"
T = "pressroom/lists/"


@exists_for("open_press_list")
def press_lists(request: SignedIn) -> HttpResponse:
    """The lists, and the form that starts another."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.start_list(by=request.user, **form.cleaned_data))
    found = MailingList.objects.visible_to(request.user).in_use().with_numbers()[:100]
    page = {"lists": found, "form": form, "may_keep": may(request.user, states.START_LIST.permission)}
    return render(request, f"{T}lists.html", page, status=422 if form.errors else 200)


def press_list(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One list: who is on it, and who of them is written to."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user).with_numbers(), pk=pk)
    on_it = Subscriber.objects.visible_to(request.user).filter(entries__mailing_list=found)
    page = {
        "list": found,
        "page": page_of(request, on_it, by="name"),
        "rows": timeline([history_of(MailingList, "press list", id=found.pk)]),
        "may_keep": states.PUT_ON_LIST.is_open_to(request.user, found),
    }
    return render(request, f"{T}list.html", page)


def add(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Put one address on a list."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user), pk=pk)
    states.PUT_ON_LIST.check(request.user, found)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = actions.add_subscriber(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"{who.name} is on the list.")
        return redirect(found)
    return render(request, f"{T}add.html", {"list": found, "form": form}, status=422 if form.errors else 200)


def import_rows(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Choose a file of addresses to put on a list."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user), pk=pk)
    states.PUT_ON_LIST.check(request.user, found)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[ROWS] = csv_import.read(form.cleaned_data["file"])
        except Unreadable as why:
            form.add_error("file", str(why))
        else:
            return redirect("pressroom:press_list_check", found.pk)
    return render(request, f"{T}import.html", {"list": found, "form": form}, status=422 if form.errors else 200)


def import_check(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Show what the file says and what is wrong with it; add everybody, or nobody."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user), pk=pk)
    states.PUT_ON_LIST.check(request.user, found)
    if not (given := request.session.get(ROWS)):
        return redirect("pressroom:press_list_import", found.pk)
    rows, form = csv_import.check(given), ImportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not any(row.problems for row in rows):
        number = actions.add_many(found, [row.given for row in rows], by=request.user, **form.cleaned_data)
        del request.session[ROWS]
        messages.success(request, f"{number} added to the list.")
        return redirect(found)
    page = {"list": found, "form": form, "again": FileForm(), **csv_import.preview(rows)}
    return render(request, f"{T}import_check.html", page, status=422 if request.method == "POST" else 200)


@exists_for("keep_press_list")
def import_template(request: SignedIn) -> HttpResponse:
    """An empty table with the right headings and two examples."""
    response = HttpResponse(csv_import.TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="press-list.csv"'
    return response


@require_POST
def take_off(request: SignedIn, pk: uuid.UUID, subscriber_pk: uuid.UUID) -> HttpResponse:
    """Take an address off this list."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user), pk=pk)
    who = get_object_or_404(Subscriber.objects.visible_to(request.user), pk=subscriber_pk)
    actions.take_off_list(found, who, by=request.user)
    messages.success(request, f"{who.name} is off this list.")
    return redirect(found)


@require_POST
def close(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Use this list no more."""
    found = get_object_or_404(MailingList.objects.visible_to(request.user), pk=pk)
    actions.close_list(found, by=request.user)
    messages.success(request, f"“{found.name}” is no longer used.")
    return redirect("pressroom:press_lists")


def subscriber(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Somebody on the lists: why we may write to them, and what can be done."""
    found = get_object_or_404(Subscriber.objects.visible_to(request.user), pk=pk)
    page = {
        "subscriber": found,
        "on": [entry.mailing_list for entry in found.entries.select_related("mailing_list")[:50]],
        "steps": open_steps(found, request.user),
        "rows": timeline([history_of(Subscriber, "press contact", id=found.pk)]),
    }
    return render(request, f"{T}subscriber.html", page)


def subscriber_step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step about somebody on the lists."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = get_object_or_404(Subscriber.objects.visible_to(request.user), pk=pk)
    form = chosen.form(request.POST or None, initial=start_of(found))
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check_before_asking(request.user, found)
    page = {"subscriber": found, "step": chosen, "form": form}
    return render(request, f"{T}subscriber_step.html", page, status=422 if form.errors else 200)


@exists_for("keep_press_list")
def bounced(request: SignedIn) -> HttpResponse:
    """Write down the addresses that mail came back from: this product reads no mailbox."""
    form = BouncedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, unknown = actions.note_bounces(form.cleaned_data["addresses"], by=request.user)
        messages.success(request, f"{number} noted. They are left out from now on.")
        for address in unknown[:20]:
            messages.warning(request, f"{address} is on no list of ours.")
        return redirect("pressroom:press_lists")
    return render(request, f"{T}bounced.html", {"form": form}, status=422 if form.errors else 200)
