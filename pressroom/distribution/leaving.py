"""The way out of a press list: a link that nobody else has. Opening it changes nothing; a button, or one press in a
mail program (RFC 8058), does."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mediapolicy.refusals import WrongState
from pressroom.distribution.letters import letter_behind
from pressroom.lists import actions
from pressroom.lists.models import Subscriber

T = "pressroom/distribution/"


# The token in the address is a secret that nobody else has, so it does what a CSRF token does; and a mail program that
# unsubscribes with one press has no cookies.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def no_more_releases(request: HttpRequest, pk: uuid.UUID, token: str) -> HttpResponse:
    """Ask whether they want no more, and see to it. What is right is never counted, and done twice is done."""
    letter = letter_behind(pk, token)
    if letter is None:
        return _private(render(request, f"{T}not_a_link.html", status=410))
    if request.method == "POST":
        _leave(letter.subscriber)
    is_done = request.method == "POST" or not letter.subscriber.is_reached
    return _private(render(request, f"{T}no_more.html", {"letter": letter, "is_done": is_done}))


def _leave(subscriber: Subscriber) -> None:
    try:
        with transaction.atomic():
            actions.unsubscribe_by_link(subscriber)
    except WrongState:  # they are out already
        return


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
