"""The inbox: what I was told, and how I like to be told. Looking at it changes nothing; buttons and opening records do."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from mediapolicy.notices.actions import choose, mark_read
from mediapolicy.notices.forms import ChoicesForm, UpToForm, choosable
from mediapolicy.notices.kinds import KINDS
from mediapolicy.notices.models import Notice, NoticeChoice
from mediapolicy.paging import page_of
from mediapolicy.requests import SignedIn

A_PAGE = 25


def inbox(request: SignedIn) -> HttpResponse:
    """What is unread, or everything, newest first."""
    shows_all = request.GET.get("show") == "all"
    found = Notice.objects.inbox_of(request.user)
    page = page_of(request, found if shows_all else found.unread(), by="created_at", descending=True, size=A_PAGE)
    shown = {"page": page, "shows_all": shows_all, "tabs": _tabs(shows_all)}
    return render(request, "notices/inbox.html", shown | {"unread": [one for one in page.rows if one.read_at is None]})


@require_POST
def open_notice(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Mark it read and go to what it tells of."""
    notice = get_object_or_404(Notice.objects.inbox_of(request.user), pk=pk)
    mark_read([notice])
    return redirect(notice.url if notice.url.startswith("/") else "notices:inbox")


@require_POST
def mark_all(request: SignedIn) -> HttpResponse:
    """Mark as read everything up to the newest one that was on the page."""
    form = UpToForm(request.POST)
    if form.is_valid():
        seen = Notice.objects.inbox_of(request.user).unread().filter(created_at__lte=form.cleaned_data["up_to"])
        mark_read(list(seen))
        messages.success(request, "Marked as read. You find them under All.")
    return redirect("notices:inbox")


def choices(request: SignedIn) -> HttpResponse:
    """Which kinds of notice also come by email."""
    off = NoticeChoice.objects.filter(person=request.user, by_email=False).values_list("kind", flat=True)
    form = ChoicesForm(
        request.POST or None, initial={"by_email": [code for code in choosable() if code not in set(off)]}
    )
    if request.method == "POST" and (form := ChoicesForm(request.POST)).is_valid():
        choose(request.user, form.chosen)
        messages.success(request, "Saved. We email you as you chose.")
        return redirect("notices:choices")
    always = [kind for kind in KINDS.values() if kind.always_email]
    return render(request, "notices/choices.html", {"form": form, "always": always}, status=422 if form.errors else 200)


def _tabs(shows_all: bool) -> list[dict[str, Any]]:
    return [
        {"label": "Unread", "url": "?", "is_current": not shows_all, "count": None},
        {"label": "All", "url": "?show=all", "is_current": shows_all, "count": None},
    ]
