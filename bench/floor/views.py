"""The pages that are measured, with nothing around them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bench.floor.models import Change, Enquiry

PAGE = 50


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Open ones, soonest due first, or finished ones, newest first: all, or as the address narrows them."""
    asked = request.GET
    is_open = asked.get("tab") != "finished"
    found = Enquiry.objects.filter(is_open=is_open)
    if home := asked.get("home"):
        found = found.filter(home=home)
    if state := asked.get("state"):
        found = found.filter(state=state)
    if words := asked.get("words"):
        found = found.filter(search=SearchQuery(words, config="english", search_type="websearch"))
    if at := asked.get("at"):
        found = found.filter(created_at__lte=at).filter(Q(created_at__lt=at) | Q(id__lt=asked["id"]))
    order = ("reply_due_at", "id") if is_open else ("-created_at", "-id")
    rows = found.select_related("home", "held_by").defer("question", "search").order_by(*order)[:PAGE]
    return render(request, "floor/list.html", {"rows": rows})


@login_required
def record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One enquiry with its history."""
    found = get_object_or_404(Enquiry.objects.select_related("home", "held_by").defer("search"), pk=pk)
    changes = found.changes.select_related("by").order_by("-id")
    return render(request, "floor/record.html", {"enquiry": found, "changes": changes})


@require_POST
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """A new enquiry and its first entry."""
    made = _made(request)
    return redirect(f"/enquiries/{made.pk}/")


@require_POST
@login_required
def create_and_pass_on(request: HttpRequest) -> HttpResponse:
    """The same, and the step that follows: what `take_up` does, in the same transaction."""
    with transaction.atomic():
        made = _made(request)
        found = Enquiry.objects.select_for_update().get(pk=made.pk)
        found.state, found.held_by_id = "with home manager", request.user.pk
        found.save(update_fields=["state", "held_by"])
        Change.objects.create(enquiry=found, verb="pass on", by_id=request.user.pk)
    return redirect(f"/enquiries/{made.pk}/")


def _made(request: HttpRequest) -> Enquiry:
    given = request.POST
    with transaction.atomic():
        made = Enquiry(
            reference=f"FLR-{secrets.token_hex(5)}",
            topic=given["question"][:80],
            question=given["question"],
            enquirer=given["enquirer"],
            outlet=given["outlet"],
            state="escalated",
            home_id=given["home"],
            held_by_id=request.user.pk,
            reply_due_at=datetime.fromisoformat("2027-01-01T12:00:00+00:00"),
        )
        made.save(force_insert=True)
        Change.objects.create(enquiry=made, verb="log", by_id=request.user.pk)
    return made


@require_POST
@login_required
def take_up(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One step: the row locked and changed, and an entry."""
    note = request.POST.get("note", "")
    with transaction.atomic():
        found = get_object_or_404(Enquiry.objects.select_for_update(), pk=pk)
        found.state, found.held_by_id = "taken up", request.user.pk
        found.save(update_fields=["state", "held_by"])
        Change.objects.create(enquiry=found, verb="take up", note=note, by_id=request.user.pk)
    return redirect(f"/enquiries/{pk}/")
