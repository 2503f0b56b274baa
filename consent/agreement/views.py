"""What people see of consent forms: the pages gone through together, and the form's own page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from consent.agreement import actions, pages, states
from consent.agreement.deciding import who_decides
from consent.agreement.explaining import AskForm
from consent.agreement.models import MediaConsent
from consent.agreement.questions import is_kept_private, left_out
from consent.agreement.showing import page_of_form, said_to_them
from consent.agreement.states import BEING_MADE
from consent.agreement.steps import STEPS, open_steps
from consent.people.models import Person
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

PEOPLE_ON_IT = ("subject", "home", "representative", "explained_by", "requested_by", "signed_off_by", "supersedes")


def form_of(request: SignedIn, pk: uuid.UUID) -> MediaConsent:
    """The form, if this person may read it; otherwise there is nothing at its address."""
    found = MediaConsent.objects.visible_to(request.user).select_related(*PEOPLE_ON_IT).prefetch_related("signatures")
    consent: MediaConsent = get_object_or_404(found, pk=pk)
    return consent


def ask(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Begin: who decides, and why they are asked now. A form under way is gone on with."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("home"), pk=pk)
    if not may(request.user, states.ASK.permission, person):  # who decides tells of what they can decide
        raise Http404
    under_way = MediaConsent.objects.visible_to(request.user).under_way().filter(subject=person).first()
    if under_way is not None and request.method == "GET":
        return redirect(under_way)
    deciding = who_decides(person)
    form = AskForm(request.POST if request.method == "POST" else None, person=person, deciding=deciding)
    if request.method == "POST" and form.is_valid():
        consent = actions.ask(person, by=request.user, **form.asked)
        return redirect("consent:page", consent.pk, pages.pages_for(consent)[0].slug)
    context = {"person": person, "deciding": deciding, "form": form}
    return render(request, "consent/agreement/ask.html", context, status=422 if form.errors else 200)


def page(request: SignedIn, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One page of the form. Whatever was given is kept, also when they stop for now."""
    consent, chosen = form_of(request, pk), pages.named(slug)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None, consent=consent)
    if request.method == "POST" and form.is_valid():
        chosen.keep(consent, form, by=request.user)
        return _after(request, consent, chosen)
    states.CHOOSE.check(request.user, consent)
    title = chosen.title_for(consent)
    context = {"consent": consent, "page": chosen, "title": title, "form": form, **_place(consent, chosen)}
    return render(request, "consent/agreement/page.html", context, status=422 if form.errors else 200)


def _after(request: SignedIn, consent: MediaConsent, chosen: pages.Page) -> HttpResponse:
    if "stop" in request.POST:
        messages.success(request, "Stopped for now. Everything is kept.")
        return redirect(consent)
    _, after = pages.beside(consent, chosen)
    return redirect("consent:page", consent.pk, after) if after else redirect("consent:check", consent.pk)


def _place(consent: MediaConsent, chosen: pages.Page) -> dict[str, object]:
    going = [one.slug for one in pages.pages_for(consent)]
    before, after = pages.beside(consent, chosen)
    step = going.index(chosen.slug) + 1 if chosen.slug in going else len(going)
    return {"before": before, "after": after, "step": step, "of": len(going) + 1}


def check(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Everything that was chosen, what is still missing, and on to signing."""
    consent = form_of(request, pk)
    if consent.state != states.S.DRAFT:
        return redirect(consent)
    states.MAKE_READY.check_who(request.user, consent)
    context = page_of_form(consent, request.user) | {
        "agreed": said_to_them(consent),
        "missing": actions.missing_to_sign(consent),
        "pages": [(one.slug, one.title_for(consent)) for one in pages.pages_for(consent)],
        "is_kept_private": is_kept_private(consent),
        "left_out": left_out(consent),
    }
    return render(request, "consent/agreement/check.html", context)


def form(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One form: where it stands, what was agreed, who signed, what happened."""
    consent = form_of(request, pk)
    steps = open_steps(consent, request.user)
    context = page_of_form(consent, request.user) | {
        "steps": steps,
        "may_choose": states.CHOOSE.is_open_to(request.user, consent),
        "may_sign": states.SIGN.is_open_to(request.user, consent),
        "may_send": states.SEND_LINK.is_open_to(request.user, consent),
        "missing": states.SIGN_OFF.lacks(consent) if consent.state == states.S.AWAITING_SIGN_OFF else [],
        "is_being_made": consent.state in BEING_MADE,
        "first_page": pages.pages_for(consent)[0].slug,
        "lead": "sign-off" if consent.copy_given_at else "give-papers",
    }
    return render(request, "consent/agreement/form.html", context)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a form: what it is about, what is missing, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    consent = form_of(request, pk)
    posted = request.method == "POST"
    start = {"shown": consent.shown_hash, **chosen.start(consent)}
    given = chosen.form(request.POST) if posted else chosen.form(initial=start)
    if posted and given.is_valid():
        chosen.act(consent, given.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect("consent:sign", consent.pk) if verb == "make-ready" else redirect(consent)
    chosen.transition.check_who(request.user, consent)
    missing = chosen.transition.lacks(consent)
    context = page_of_form(consent, request.user) | {"step": chosen, "form": given, "missing": missing}
    return render(request, f"consent/agreement/{chosen.template}.html", context, status=422 if given.errors else 200)


def paper(request: SignedIn, pk: uuid.UUID, signature_pk: uuid.UUID) -> FileResponse:
    """The scan or recording behind a signature: never shown inside the page, never run."""
    signature = get_object_or_404(form_of(request, pk).signatures.exclude(file=""), pk=signature_pk)
    name = f"{signature.pk}.{signature.file_type.rpartition('/')[2]}"
    response = FileResponse(
        signature.file.open("rb"), as_attachment=True, filename=name, content_type=signature.file_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
