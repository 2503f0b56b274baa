"""The month of visits, and the private address for calendar programs."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from enquiries.access.belongings import CalendarFeed
from enquiries.access.calendar import end_feed, feed_for, make_feed, month_of, owner_of
from mediapolicy.requests import SignedIn


def month(request: SignedIn) -> HttpResponse:
    """The visits of a month, day by day: for escorts too, who see those that they go with."""
    page = {"month": month_of(request.GET.get("month", ""), request.user)}
    return render(request, "enquiries/access/calendar.html", page)


def feed(request: SignedIn) -> HttpResponse:
    """The private address: made anew with one press, and shown this once."""
    address = ""
    if request.method == "POST":
        address = f"{settings.SITE_URL}{reverse('enquiries:visit_ics', args=[make_feed(by=request.user)])}"
    has_one = CalendarFeed.objects.filter(person=request.user).exists()
    return render(request, "enquiries/access/feed.html", {"address": address, "has_one": has_one})


@require_POST
def stop_feed(request: SignedIn) -> HttpResponse:
    """The address opens nothing any more."""
    end_feed(by=request.user)
    messages.success(request, "The address no longer works.")
    return redirect("enquiries:visit_feed")


@login_not_required
@sensitive_variables("token")
@require_safe
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a private address; unchanged, it is not sent again (ETag)."""
    person = owner_of(token)
    if person is None:
        raise Http404
    body = feed_for(person)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = quote_etag(hashlib.sha256(body).hexdigest())
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
