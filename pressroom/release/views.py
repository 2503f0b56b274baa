"""What people see of press releases: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from approvals.models import Approval
from mediapolicy.differences import difference, in_words
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.opening import opened_or_404
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn
from pressroom.release import actions, states
from pressroom.release.chain import chain_of
from pressroom.release.featuring import only_in_the_words
from pressroom.release.forms import CorrectionForm, StartForm, WordsForm
from pressroom.release.listing import Listing
from pressroom.release.models import PressRelease
from pressroom.release.printing import sounds_adverse, words_in
from pressroom.release.seen import in_it
from pressroom.release.steps import STEPS, open_steps
from pressroom.who_writes import may_write_releases


def _found(request: SignedIn, pk: uuid.UUID, *more: str) -> PressRelease:
    rows = PressRelease.objects.visible_to(request.user).select_related("home", "written_by", *more)
    found: PressRelease = opened_or_404(request, rows, pk=pk)
    return found


def release_list(request: SignedIn) -> HttpResponse:
    """Press releases and advertorials, newest first."""
    if not may(request.user, "open_release"):
        raise Http404
    page = {"listing": Listing(request), "may_start": may_write_releases(request.user)}
    return render(request, "pressroom/release/list.html", page)


def start(request: SignedIn) -> HttpResponse:
    """Start a press release or an advertorial."""
    if not may_write_releases(request.user):
        raise Http404
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.start(by=request.user, **form.cleaned_data))
    return render(request, "pressroom/release/start.html", {"form": form}, status=422 if form.errors else 200)


def release(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One release: its words, where it is, who is in it, who approved what."""
    found = _found(request, pk, "corrects", "idea", "released_by", "scheduled_by")
    signatures = list(Approval.objects.of(found).select_related("decided_by", "asked_by")[:20])
    rows = timeline(
        [
            history_of(PressRelease, "press release", id=found.pk),
            history_of(Approval, "sign-off", id__in=Approval.objects.of(found).order_by().values("pk")),
        ]
    )
    page = {
        "release": found,
        "chain": chain_of(found, rows),
        "signatures": signatures,
        "rows": rows,
        "versions": list(found.versions.select_related("by")[:30]),
        "steps": open_steps(found, request.user),
        "may_change": states.EDIT.is_open_to(request.user, found),
        "may_correct": found.is_out and states.CORRECT.is_open_to(request.user, actions.correction_of(found)),
        "in_it": in_it(found, request.user),
        "adverse": sounds_adverse(found) if found.is_open else [],
        "counted": words_in(found),
        "may_mail": found.released_at is not None and may(request.user, "open_press_list"),
    }
    return render(request, "pressroom/release/release.html", page)


def words(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Write the words. Saving without a change changes nothing; a change makes an approval void."""
    found = _found(request, pk)
    form = WordsForm(request.POST or None, release=found)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_words(found, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing changed.")
        return redirect(found)
    states.EDIT.check(request.user, found)
    page = {"release": found, "form": form, "counted": words_in(found), "adverse": sounds_adverse(found)}
    return render(request, "pressroom/release/words.html", page, status=422 if form.errors else 200)


def preview(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """The release as a newsroom gets it."""
    found = _found(request, pk)
    return render(request, "pressroom/release/preview.html", {"release": found, "pictures": found.pictures()})


def version(request: SignedIn, pk: uuid.UUID, number: int) -> HttpResponse:
    """An earlier version, with what has changed since."""
    found = _found(request, pk)
    earlier = get_object_or_404(found.versions.select_related("by"), number=number)
    parts = difference(earlier.words, found.text)
    page = {"release": found, "version": earlier, "parts": parts, "since": in_words(parts, f"version {number}")}
    return render(request, "pressroom/release/version.html", page)


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a release: the page that shows exactly what it is about, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = _found(request, pk)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    (chosen.transition.check_before_asking if chosen.asks else chosen.transition.check)(request.user, found)
    page = {"release": found, "step": chosen, "form": form, **_beside(found, request, verb)}
    return render(request, "pressroom/release/step.html", page, status=422 if form.errors else 200)


def _beside(release: PressRelease, request: SignedIn, verb: str) -> dict[str, object]:
    """What is looked at before it is sent or goes out: who is in it, and who is only in its words."""
    if verb not in ("send-for-approval", "release", "set-a-time"):
        return {}
    found = in_it(release, request.user)
    return {
        "in_it": found,
        "in_words": only_in_the_words(release, request.user),
        "may_change": states.EDIT.is_open_to(request.user, release),
        "adverse": sounds_adverse(release),
    }


def correct(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Start a corrected one; what is out stays out until it takes its place."""
    found = _found(request, pk)
    states.CORRECT.check_before_asking(request.user, actions.correction_of(found))
    if not found.is_out:
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.start_correction(found, by=request.user, **form.cleaned_data))
    page = {"release": found, "form": form}
    return render(request, "pressroom/release/correct.html", page, status=422 if form.errors else 200)
