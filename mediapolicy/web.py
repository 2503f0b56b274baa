"""What every request passes: who acts, the form's one-time key, refusals as pages that help, nothing cached."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mediapolicy.database.who import WHO
from mediapolicy.opening import NeedsSeniorReview
from mediapolicy.refusals import AlreadyDone, Missing, Refused, StaleCopy, WrongState
from mediapolicy.refusing import Refusal, refusal_of
from mediapolicy.transitions import FORM_KEY, READ_VERSION

TWO_AT_ONCE = ("lock timeout", "deadlock detected")
GetResponse = Callable[[HttpRequest], HttpResponse]


class NoStore:
    """Pages are for the person who asked and for now: no cache keeps one, on a shared tablet least of all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


class WhoActs:
    """Tells the database who acts in the view's transaction, and the steps which form they come from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = WHO.set(str(request.user.pk or ""))
        key = FORM_KEY.set(_form_key(request))
        read = READ_VERSION.set(_read_version(request))
        try:
            return self.get_response(request)
        finally:
            WHO.reset(who)
            FORM_KEY.reset(key)
            READ_VERSION.reset(read)


def _form_key(request: HttpRequest) -> str | None:
    """The one-time key that the form carried; None for a forged one, which then protects nothing but breaks nothing."""
    if request.method != "POST":
        return None
    try:
        return str(uuid.UUID(request.POST.get("form_key", "")))
    except ValueError:
        return None


def _read_version(request: HttpRequest) -> int | None:
    """The version of the record that the page was made from; None where the form doesn't say, or says nonsense."""
    given = request.POST.get("read_version", "") if request.method == "POST" else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


class Refusals:
    """Turns a refusal into a page that says what to do next. The view's transaction has been undone by then."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the refusals we know; anything else is a fault and goes on."""
        if isinstance(exception, AlreadyDone):
            messages.success(request, "That was done already: it counts once.")
            return redirect(exception.record.get_absolute_url())
        if isinstance(exception, StaleCopy | WrongState):
            return self._page(request, refusal_of(exception), 409)
        if isinstance(exception, Refused):
            return self._page(request, refusal_of(exception), 403)
        if isinstance(exception, Missing | ValidationError):
            return self._page(request, refusal_of(exception), 422)
        if isinstance(exception, OperationalError) and any(words in str(exception) for words in TWO_AT_ONCE):
            return self._page(request, Refusal.someone_is_saving(request.path), 409)
        return None

    def _page(self, request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
        # What was typed comes back with the refusal, so that it can be copied: nothing typed is lost.
        refusal.typed = [
            (name.replace("_", " ").capitalize(), value)
            for name, value in request.POST.items()
            if isinstance(value, str) and len(value) > 30 and name not in ("csrfmiddlewaretoken", "form_key", "seal")
        ]
        return render(request, "refusal.html", {"refusal": refusal}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here; whoever took part in what a matter has taken since is told that much, in the same way."""
    template = "needs_senior_review.html" if isinstance(exception, NeedsSeniorReview) else "404.html"
    return render(request, template, status=404)
