"""The public page behind a slip: no sign-in, no name, and the same answer whether the link is right or not."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from consent.knocking import address_of
from consent.takedown.forms import SlipForm
from consent.takedown.slip import NUMBER, is_token_of, knocks_too_often
from consent.takedown.withdrawing import withdraw_by_slip

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


# The token in the address is a secret nobody else has, so it does what a CSRF token does; and as the page gives no
# referrer, browsers send its form without an origin, which Django's own check would refuse.
@csrf_exempt
@login_not_required
@sensitive_variables("token")
@read_and_send
def stop_by_slip(request: HttpRequest, urn: str, token: str) -> HttpResponse:
    """Stop using everything, or some of it, from this moment on; opening the page changes nothing (W-1)."""
    if not NUMBER.fullmatch(urn):
        raise Http404
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, urn, token, form.taken)
    page = {"form": form, "urn": urn}
    return _quietly(render(request, "consent/takedown/slip.html", page, status=422 if form.errors else 200))


def _answer(request: HttpRequest, urn: str, token: str, purposes: list[str]) -> HttpResponse:
    if is_token_of(urn, token):
        withdraw_by_slip(urn, purposes)
    elif knocks_too_often(address_of(request)):
        return _quietly(render(request, "consent/takedown/slip_later.html", {"urn": urn}, status=429))
    return _quietly(render(request, "consent/takedown/slip_done.html", {"urn": urn}))


def _quietly(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
