"""What people see of pictures: each page loads, asks, acts, answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from consent.people.models import Person
from consent.pictures import actions, rules, states
from consent.pictures.adding import add_files
from consent.pictures.forms import AddForm, AddWordsForm, NothingForm
from consent.pictures.listing import Library
from consent.pictures.models import Asset
from consent.pictures.showing import KNOWN, USES, USUAL, as_seen, faces, sentence, use_for
from consent.pictures.steps import MARKS, STEPS, leading, open_steps
from consent.pictures.using import look_at
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
}


def library(request: SignedIn) -> HttpResponse:
    """Pictures, films and words, each with whether it may be used in the way one asks about."""
    if not may(request.user, "see_answer"):
        raise Http404
    page = {"library": Library(request), "may_add": may(request.user, states.ADD_PICTURE.permission)}
    return render(request, "consent/pictures/library.html", page)


def add(request: SignedIn) -> HttpResponse:
    """Add pictures, films and recordings, several at once."""
    if not may(request.user, states.ADD_PICTURE.permission):
        raise Http404
    form = AddForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        kept, refused = add_files(form.cleaned_data, by=request.user)
        for words in refused:
            form.add_error("uploads", words) if not kept else messages.warning(request, words)
        if kept:
            messages.success(
                request,
                "Added. Next: say how many people can be seen." if len(kept) == 1 else f"{len(kept)} are added.",
            )
            return redirect(kept[0] if len(kept) == 1 else f"{reverse('consent:pictures')}?tab=waiting")
    return render(request, "consent/pictures/add.html", {"form": form}, status=422 if form.errors else 200)


def add_words(request: SignedIn) -> HttpResponse:
    """Add a quote or a story."""
    if not may(request.user, states.ADD_PICTURE.permission):
        raise Http404
    form = AddWordsForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.add(by=request.user, **form.cleaned_data))
    page = {"form": form, "is_words": True}
    return render(request, "consent/pictures/add.html", page, status=422 if form.errors else 200)


def picture(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """One picture: who is in it, whether each may be shown, what is missing, what can be done now."""
    found = _found(request, pk)
    rows = timeline([history_of(Asset, "picture", id=found.pk)])
    page = {"asset": found, "rows": rows, "shows_file": shows_file(found, request.user)}
    page |= {**_answers(found, request), **_doing(found, request.user)}
    return render(request, "consent/pictures/picture.html", page)


def _answers(asset: Asset, request: SignedIn) -> dict[str, Any]:
    """What the gate says of everybody in it, for the use that the page asks about."""
    code = request.GET.get("use", "")
    answer = as_seen(look_at([asset], use_for(code))[asset.pk], request.user)
    return {
        "answer": answer,
        "sentence": sentence(answer),
        "faces": faces(answer, request.user),
        "uses": USES,
        "chosen": code if code in KNOWN else USUAL,
    }


def _doing(asset: Asset, user: User) -> dict[str, Any]:
    """What is missing, and what this person may do."""
    return {
        "missing": [words for rule in rules.COMPLETE if (words := rule(asset))],
        "lead": leading(asset, user),
        "steps": open_steps(asset, user),
        "may_unname": states.UNNAME_SOMEBODY.is_open_to(user, asset),
        "may_agree": states.CONFIRM_NOBODY.is_open_to(user, asset),
    }


def _found(request: SignedIn, pk: uuid.UUID) -> Asset:
    visible = Asset.objects.visible_to(request.user).select_related("home", "added_by").with_people()
    found: Asset = get_object_or_404(visible, pk=pk)
    return found


def step(request: SignedIn, pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step of a picture: the page that asks what it needs, and the taking of it."""
    chosen = STEPS.get(verb)
    if chosen is None:
        raise Http404
    found = _found(request, pk)
    more: dict[str, Any] = {"suggest_url": reverse("consent:picture_people")} if verb == "who" else {}
    form = chosen.form(request.POST or None, asset=found, by=request.user, **more)
    if request.method == "POST" and form.is_valid():
        chosen.act(found, form.cleaned_data, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    page = {"asset": found, "step": chosen, "verb": verb, "form": form, "faces": _frames(found, request, verb)}
    return render(request, "consent/pictures/step.html", page, status=422 if form.errors else 200)


def _frames(asset: Asset, request: SignedIn, verb: str) -> list[Any]:
    """The frames that are on the picture already, while another is placed."""
    if verb != "who":
        return []
    return faces(as_seen(look_at([asset], use_for(""))[asset.pk], request.user), request.user)


def mark(request: SignedIn, pk: uuid.UUID, mark_pk: uuid.UUID, verb: str) -> HttpResponse:
    """One step about one face: take the name off, or agree that nobody can tell."""
    chosen = MARKS.get(verb)
    if chosen is None:
        raise Http404
    found = _found(request, pk)
    one = get_object_or_404(found.appearances.select_related("asset", "person"), pk=mark_pk)
    if request.method == "POST":
        chosen.act(one, request.user)
        messages.success(request, chosen.done)
        return redirect(found)
    chosen.transition.check(request.user, found)
    shown = [face for face in _frames(found, request, "who") if face.appearance.pk == one.pk]
    page = {
        "asset": found,
        "step": chosen,
        "verb": verb,
        "form": NothingForm(asset=found, by=request.user),
        "faces": shown,
    }
    return render(request, "consent/pictures/step.html", page)


def file(request: SignedIn, pk: uuid.UUID, size: str) -> FileResponse:
    """The file itself, to those who may see its page: never run, never kept by a browser or anything between."""
    found = get_object_or_404(Asset.objects.visible_to(request.user), pk=pk)
    kept = found.small if size == "small" else found.stored
    if not kept or not shows_file(found, request.user):
        raise Http404
    name = f"{found.reference}.{ENDINGS[found.media_type]}"
    response = FileResponse(kept.open("rb"), as_attachment=True, filename=name, content_type=found.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def shows_file(asset: Asset, user: User) -> bool:
    """What was put away is looked at by those alone who could bring it back: nobody else has a use for it (W-4)."""
    return asset.state != states.AssetState.QUARANTINED or may(user, states.BRING_BACK.permission, asset)


def people(request: SignedIn) -> JsonResponse:
    """People who match what is being typed, as far as this person may look them up."""
    if not may(request.user, states.NAME_SOMEBODY.permission):
        raise Http404
    words = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    near = Person.objects.visible_to(request.user).named(words).select_related("home")[:8] if len(words) > 1 else []
    said = [{"label": one.name, "value": one.reference, "detail": _detail(one)} for one in near]
    return JsonResponse(said, safe=False)


def _detail(person: Person) -> str:
    where = f", {person.home.name}" if person.home else ""
    return f"{person.get_subject_type_display()}{where}"
