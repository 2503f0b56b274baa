"""The book of contacts: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from enquiries.contacts import actions, states
from enquiries.contacts.forms import ContactForm, PressListForm, SearchForm
from enquiries.contacts.models import Contact
from enquiries.models import Enquiry
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.opening import opened_or_404
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from pressroom.lists.states import PUT_ON_LIST


def contact_list(request: SignedIn) -> HttpResponse:
    """Journalists and their outlets."""
    if not may(request.user, "open_contacts"):
        raise Http404
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    page = {
        "form": form,
        "words": words,
        "contacts": Contact.objects.visible_to(request.user).like(words)[:100],
    }
    return render(request, "enquiries/contact_list.html", page | {"may_add": may(request.user, "take_up_enquiry")})


def contact(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One journalist and what they have asked us, as far as this person may see it."""
    found = opened_or_404(request, Contact.objects.visible_to(request.user).select_related("outlet"), pk=pk)
    theirs = Enquiry.objects.visible_to(request.user).filter(contact=found).for_list().order_by("-created_at")[:50]
    page = {
        "contact": found,
        "enquiries": theirs,
        "rows": timeline([history_of(Contact, "contact", id=found.pk)]),
    }
    may_do = {
        "may_change": may(request.user, "take_up_enquiry"),
        "may_put_on_list": bool(found.email) and may(request.user, PUT_ON_LIST.permission),
    }
    return render(request, "enquiries/contact.html", page | may_do)


def put_on_press_list(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Let them get our press releases."""
    if not may(request.user, PUT_ON_LIST.permission):
        raise Http404
    found = opened_or_404(request, Contact.objects.visible_to(request.user).select_related("outlet"), pk=pk)
    form = PressListForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.put_on_press_list(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"{found.name} gets our press releases.")
        return redirect(found)
    page = {"form": form, "contact": found}
    return render(request, "enquiries/contact_press_list.html", page, status=422 if form.errors else 200)


def add(request: SignedIn) -> HttpResponse:
    """Add somebody to the book."""
    if not may(request.user, states.ADD_CONTACT.permission):
        raise Http404
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.add_contact(by=request.user, **form.cleaned_data))
    return render(request, "enquiries/contact_form.html", {"form": form}, status=422 if form.errors else 200)


def change(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Put right what the book says."""
    found = opened_or_404(request, Contact.objects.visible_to(request.user).select_related("outlet"), pk=pk)
    start = {
        **{key: getattr(found, key) for key in ("name", "email", "phone", "about")},
        "outlet": found.outlet or "",
    }
    form = ContactForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.change_contact(found, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(found)
    states.CHANGE_CONTACT.check(request.user, found)
    page = {"form": form, "contact": found}
    return render(request, "enquiries/contact_form.html", page, status=422 if form.errors else 200)


def remove(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Take somebody out of the book, after asking."""
    found = opened_or_404(request, Contact.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        actions.remove_contact(found, by=request.user)
        messages.success(request, f"{found.name} is out of the book. Enquiries keep what was said.")
        return redirect("enquiries:contacts")
    states.REMOVE_CONTACT.check(request.user, found)
    return render(request, "enquiries/contact_remove.html", {"contact": found})


def suggest(request: SignedIn) -> JsonResponse:
    """Contacts that match what is being typed: the same book, the same permission."""
    form = SearchForm({"words": request.GET.get("q", "")})
    found = Contact.objects.visible_to(request.user)
    near = found.like(form.cleaned_data["words"])[:8] if form.is_valid() and form.cleaned_data["words"] else []
    detail = [{"label": one.name, "value": one.reference, "detail": str(one.outlet or one.reference)} for one in near]
    return JsonResponse(detail, safe=False)
