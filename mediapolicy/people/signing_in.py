"""Coming in and going out: sign in, sign out, a forgotten password, the link in an invitation, the first start."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mediapolicy.people import actions
from mediapolicy.people.first_run import is_set_up, set_up
from mediapolicy.people.forms import FirstRunForm, ForgottenForm, PasswordForm, SignInForm
from mediapolicy.people.models import Invitation, User
from mediapolicy.people.tasks import owe_new_link

BACKEND = "django.contrib.auth.backends.ModelBackend"
read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@sensitive_post_parameters("password")
@read_and_send
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in who knows their password; ten wrong ones close the door for a quarter of an hour."""
    if request.user.is_authenticated:
        return redirect(_wanted_page(request))
    if not is_set_up():
        return redirect("people:first_run")
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())  # a new session key, so that one planted before is worth nothing
        return redirect(_wanted_page(request))
    cast = User.objects.for_demonstration() if settings.DEMONSTRATION else []
    return render(request, "people/sign_in.html", {"form": form, "cast": cast, "next": _wanted_page(request)})


def _wanted_page(request: HttpRequest) -> str:
    """The page somebody was on the way to, if it is one of ours and not one that only takes forms."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") and not wanted.startswith(("/sign-", "/first-run/")) else "/"


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Sign in as an invented person with one press. Exists only in a demonstration."""
    if not settings.DEMONSTRATION:
        raise Http404
    login(request, get_object_or_404(User.objects.active(), pk=pk), backend=BACKEND)
    return redirect(_wanted_page(request))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget who was here: the session on our side, and what the browser kept on theirs."""
    logout(request)
    messages.success(request, "You have signed out.")
    response = redirect("people:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@read_and_send
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a new link. The answer is the same whether the address is known here or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owe_new_link(form.cleaned_data["email"])
        return redirect("people:link_sent")
    return render(request, "people/forgotten.html", {"form": form})


@login_not_required
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say where to look for the link."""
    return render(request, "people/link_sent.html")


# The token in the address is a secret nobody else has, so it does what a CSRF token does; and as the page gives no
# referrer, browsers send its form without an origin, which Django's own check would refuse.
@csrf_exempt
@login_not_required
@sensitive_post_parameters("password")
@read_and_send
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: choose a password, once."""
    invitation = actions.invitation_behind(token)
    if invitation is None:
        return _without_referrer(render(request, "people/link_ended.html", status=410))
    form = PasswordForm(invitation.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _accept(request, invitation, form.cleaned_data["password"])
    return _without_referrer(render(request, "people/welcome.html", {"form": form}))


def _accept(request: HttpRequest, invitation: Invitation, raw: str) -> HttpResponse:
    try:
        actions.accept(invitation, raw)
    except Invitation.DoesNotExist:
        return _without_referrer(render(request, "people/link_ended.html", status=410))
    logout(request)  # whoever was signed in on this machine before is not who chose the password
    messages.success(request, "Your password is saved. Sign in with it now.")
    return redirect("people:sign_in")


def _without_referrer(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@sensitive_post_parameters("password", "key")
@read_and_send
def first_run(request: HttpRequest) -> HttpResponse:
    """The page of the first start; once set up there is nothing at its address."""
    if is_set_up():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_up(form.cleaned_data)
        messages.success(request, "Everything is ready. Sign in with the address and password you have just chosen.")
        return redirect("people:sign_in")
    return render(request, "people/first_run.html", {"form": form})
