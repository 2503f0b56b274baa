"""The other end of a link: whoever was sent it, on a phone, without signing in. Opening the address changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from consent import knocking
from consent.agreement import links
from consent.agreement.showing import said_to_them
from consent.agreement.signature import ConsentLink
from consent.agreement.signing_forms import CodeForm, RemoteSignForm
from consent.agreement.signing_views import say_on
from mediapolicy.refusals import WrongState

T = "consent/agreement/"


# The token in the address is a secret nobody else has, so it does what a CSRF token does; and as the page gives no
# referrer, browsers send its form without an origin, which Django's own check would refuse.
@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def remote(request: HttpRequest, token: str) -> HttpResponse:
    """A neutral page for whoever opens the address, a mail scanner too; with the code it shows the form."""
    if request.method != "POST":
        return private(render(request, f"{T}remote_code.html", {"form": CodeForm()}))
    address = knocking.address_of(request)
    try:
        with transaction.atomic():
            is_welcome = not knocking.LINK.is_shut_to(address)
            if is_welcome:
                knocking.LINK.note(address)
    except DatabaseError:  # who can't be counted isn't let in
        return private(HttpResponse(render_to_string(f"{T}remote_closed.html"), status=503))
    if not is_welcome:
        return private(render(request, f"{T}remote_often.html", status=429))
    link = links.link_behind(token)
    if link is None:
        knocking.LINK.note(address, was_wrong=True)
        return private(render(request, f"{T}remote_ended.html", status=410))
    if links.is_pass_for(link, request.POST.get("pass", "")):
        return private(_answer(request, link))
    return private(_open(request, link, address))


def _open(request: HttpRequest, link: ConsentLink, address: str) -> HttpResponse:
    """With the right code the form is shown; a wrong one says no more than that."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, f"{T}remote_code.html", {"form": form}, status=422)
    given = links.open_link(link, form.cleaned_data["code"])
    if given:
        return _form(request, link, given, RemoteSignForm(consent=link.consent))
    knocking.LINK.note(address, was_wrong=True)
    if links.link_behind_key(link) is None:
        return render(request, f"{T}remote_ended.html", status=410)
    form.add_error("code", "This is not the code. Look again, or ask whoever told you.")
    return render(request, f"{T}remote_code.html", {"form": form}, status=422)


def _answer(request: HttpRequest, link: ConsentLink) -> HttpResponse:
    """They sign, or say no; either way the link is used up."""
    form = RemoteSignForm(request.POST, consent=link.consent)
    try:
        if request.POST.get("answer") == "no":
            links.say_no_by_link(link)
            return redirect("consent:answered")
        if form.is_valid() and _signed(request, link, form):
            return redirect("consent:answered")
    except (ConsentLink.DoesNotExist, WrongState):
        return render(request, f"{T}remote_ended.html", status=410)
    return _form(request, link, request.POST["pass"], form, status=422)


def _signed(request: HttpRequest, link: ConsentLink, form: RemoteSignForm) -> bool:
    given = form.given(device=request.headers.get("User-Agent", ""), address=knocking.address_of(request))
    try:
        links.sign_by_link(link, given)
    except ValidationError as missing:
        return say_on(form, missing)
    return True


def _form(
    request: HttpRequest, link: ConsentLink, opened: str, form: RemoteSignForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "consent": link.consent,
        "agreed": said_to_them(link.consent),
        "form": form,
        "opened": opened,
    }
    return render(request, f"{T}remote_form.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def answered(request: HttpRequest) -> HttpResponse:
    """Thank you, whatever they answered."""
    return private(render(request, f"{T}remote_thanks.html"))


def private(response: HttpResponse) -> HttpResponse:
    """Kept nowhere, found by no search, and telling no other site where one comes from."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
