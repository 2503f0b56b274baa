"""The pages of the press room: each loads, asks, answers. Nothing is changed here, and nobody signs in."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from consent.pictures.views import ENDINGS
from mediapolicy.organisation.actions import setting
from mediapolicy.paging import page_of
from pressroom.public.reading import stories
from pressroom.public.room import absolute, public, room_now
from pressroom.public.states import OPEN
from pressroom.release.models import PressRelease
from pressroom.release.parts import ReleasePicture

T = "pressroom/public/"
PAGE = 20
SIZES = ("small", "large")


@public
def news(request: HttpRequest) -> HttpResponse:
    """What was released, newest first."""
    now = timezone.now()
    page = page_of(request, PressRelease.objects.public(now), by="first_released_at", descending=True, size=PAGE)
    context = {
        "room": room_now(),
        "page": page,
        "stories": stories(page.rows, now),
        "canonical": absolute(request.path),
    }
    return render(request, f"{T}news.html", context)


@public
def release(request: HttpRequest, address: str) -> HttpResponse:
    """One release; for one that was taken back, that it was. Any other address is nothing at all."""
    now = timezone.now()
    found = PressRelease.objects.public(now).filter(address=address).first()
    if found is None:
        if not PressRelease.objects.gone(now).filter(address=address).exists():
            raise Http404
        return render(request, f"{T}withdrawn.html", {"room": room_now()}, status=410)
    [story] = stories([found], now)
    return render(request, f"{T}release.html", {"room": room_now(), "story": story, "release": found})


@public
def picture(request: HttpRequest, address: str, pk: uuid.UUID, size: str) -> HttpResponseBase:
    """A picture to download, while its release may be read and the picture may be seen."""
    shown = ReleasePicture.objects.public(timezone.now()).filter(release__address=address).select_related("asset")
    asset = get_object_or_404(shown, pk=pk).asset
    kept = {"small": asset.small, "large": asset.stored}.get(size)
    if not kept or not asset.has_picture:
        raise Http404
    etag = f'"{asset.sha256}-{size}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    name = f"{address[:60]}-{asset.reference}-{size}.{ENDINGS[asset.media_type]}"
    response = FileResponse(kept.open("rb"), as_attachment=True, filename=name, content_type=asset.media_type)
    response["ETag"] = etag
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the press room and nothing else; while it is closed, nothing."""
    lines = ["User-agent: *", "Disallow: /"]
    if setting(OPEN):
        lines = ["User-agent: *", "Allow: /press/", "Disallow: /", f"Sitemap: {absolute('/press/sitemap.xml')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
