"""The pages on which somebody, or a picture, is put into a release or taken out of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from consent.people.models import Person
from consent.pictures.models import Asset
from consent.pictures.states import AssetState
from consent.vocabulary import ContentType
from mediapolicy.requests import SignedIn
from pressroom.forms import FindPersonForm
from pressroom.release import featuring, states
from pressroom.release.forms import FeatureForm, PictureForm
from pressroom.release.models import PressRelease

MOST_FOUND = 20


def _found(request: SignedIn, pk: uuid.UUID) -> PressRelease:
    found: PressRelease = get_object_or_404(
        PressRelease.objects.visible_to(request.user).select_related("home", "idea"), pk=pk
    )
    return found


def find(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Who is in it? Found by name, among the people whom this reader may see the answer for."""
    release = _found(request, pk)
    states.FEATURE.check_before_asking(request.user, release)
    form = FindPersonForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    known = Person.objects.visible_to(request.user).select_related("home")
    found = known.named(words)[:MOST_FOUND] if words else None
    sent_in = known.filter(pk__in=release.idea.people.values("pk"))[:MOST_FOUND] if release.idea else None
    page = {"release": release, "form": form, "words": words, "found": found, "sent_in": sent_in}
    return render(request, "pressroom/release/person_find.html", page)


def feature(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """How is this person in it? The publish gate answers, and a refusal says what it would need."""
    release = _found(request, pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    states.FEATURE.check_before_asking(request.user, release)
    form = FeatureForm(request.POST or None, initial={"goes_to": release.publisher})
    if request.method == "POST" and form.is_valid():
        featuring.feature(release, person, by=request.user, **form.how)
        messages.success(request, f"{person.first_name} may be in it like this.")
        return redirect(release)
    page = {"release": release, "person": person, "form": form}
    return render(request, "pressroom/release/person.html", page, status=422 if form.errors else 200)


@require_POST
def not_them(request: SignedIn, pk: uuid.UUID, person_pk: uuid.UUID) -> HttpResponse:
    """The name in the words is somebody else's."""
    release = _found(request, pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    featuring.say_it_is_somebody_else(release, person, by=request.user)
    messages.success(request, f"Kept: the words mean somebody else than the {person.name} on our list.")
    return redirect(release)


@require_POST
def unfeature(request: SignedIn, pk: uuid.UUID, row_pk: uuid.UUID) -> HttpResponse:
    """Somebody is not in it any more."""
    release = _found(request, pk)
    row = get_object_or_404(release.featured.select_related("person"), pk=row_pk)
    featuring.unfeature(release, row, by=request.user)
    messages.success(request, f"{row.person.first_name} is not in it any more.")
    return redirect(release)


def find_picture(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Which picture? Those of the library that are complete."""
    release = _found(request, pk)
    states.ADD_PICTURE.check_before_asking(request.user, release)
    form = FindPersonForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    seen = [ContentType.PHOTO, ContentType.ARTWORK]
    ready = Asset.objects.visible_to(request.user).filter(state=AssetState.READY, content_type__in=seen)
    ready = ready.exclude(pk__in=release.shows.values("asset")).select_related("home")
    if words:
        ready = ready.found_by(words, request.user)
    sent_in = ready.filter(pk__in=release.idea.pictures.values("pk"))[:MOST_FOUND] if release.idea else None
    found = ready.order_by("-created_at", "-id")[:MOST_FOUND]
    page = {"release": release, "form": form, "words": words, "found": found, "sent_in": sent_in}
    return render(request, "pressroom/release/picture_find.html", page)


def add_picture(request: SignedIn, pk: uuid.UUID, asset_pk: uuid.UUID) -> HttpResponse:
    """What is said of this picture, and where it is seen: everybody in it is asked about."""
    release = _found(request, pk)
    asset = get_object_or_404(Asset.objects.visible_to(request.user), pk=asset_pk)
    states.ADD_PICTURE.check_before_asking(request.user, release)
    start = {"alt_text": asset.alt_text, "credit": asset.made_by, "goes_to": release.publisher}
    form = PictureForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        featuring.add_picture(release, asset, by=request.user, **form.how)
        messages.success(request, "The picture is in it.")
        return redirect(release)
    page = {"release": release, "asset": asset, "form": form}
    return render(request, "pressroom/release/picture.html", page, status=422 if form.errors else 200)


@require_POST
def take_out_picture(request: SignedIn, pk: uuid.UUID, row_pk: uuid.UUID) -> HttpResponse:
    """A picture is not in it any more."""
    release = _found(request, pk)
    row = get_object_or_404(release.shows.select_related("asset"), pk=row_pk)
    featuring.take_out_picture(release, row, by=request.user)
    messages.success(request, "The picture is not in it any more.")
    return redirect(release)
