"""Signing: on this screen with the person, or by a link that is sent to them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from consent.agreement import links, signing, states
from consent.agreement.models import MediaConsent
from consent.agreement.showing import said_to_them
from consent.agreement.signing_forms import LinkForm, SignForm
from consent.agreement.views import form_of
from consent.knocking import address_of
from mediapolicy.requests import SignedIn


def sign(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Sign or make a mark, with what is agreed in sight. What was drawn stays there when something is missing."""
    consent = form_of(request, pk)
    posted = request.method == "POST"
    form = SignForm(request.POST if posted else None, request.FILES if posted else None, consent=consent)
    if posted and form.is_valid() and _signed(request, consent, form):
        messages.success(request, "Signed. The Home Manager has been told.")
        return redirect(consent)
    states.SIGN.check(request.user, consent)
    context = {"consent": consent, "form": form, "agreed": said_to_them(consent)}
    return render(request, "consent/agreement/sign.html", context, status=422 if form.errors else 200)


def _signed(request: SignedIn, consent: MediaConsent, form: SignForm) -> bool:
    given = form.given(device=request.headers.get("User-Agent", ""), address=address_of(request))
    try:
        signing.sign(consent, given, read=form.cleaned_data["shown"], by=request.user)
    except ValidationError as missing:
        return say_on(form, missing)
    return True


def say_on(form: Form, missing: ValidationError) -> bool:
    """Put what is missing on the form, beside what it is about, so that nothing given is lost."""
    fields = missing.fields if isinstance(missing, signing.NotSigned) else {}
    for words in missing.messages:
        field = fields.get(words, "")
        form.add_error(field if field in form.fields else None, words)
    return False


def link(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Send a link. The code is shown this once, to be told by phone or in person."""
    consent = form_of(request, pk)
    form = LinkForm(request.POST if request.method == "POST" else None, consent=consent)
    context = {"consent": consent, "form": form, "on_file": "to" not in form.fields}
    if request.method == "POST" and form.is_valid():
        sent = links.send_link(consent, to=form.cleaned_data.get("to", ""), by=request.user)
        return render(request, "consent/agreement/link_sent.html", context | {"sent": sent})
    states.SEND_LINK.check(request.user, consent)
    if context["on_file"]:
        context["goes_to"] = links.address_for(consent)
    return render(request, "consent/agreement/link.html", context, status=422 if form.errors else 200)
