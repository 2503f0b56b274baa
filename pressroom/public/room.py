"""The press room itself: whether it is open, whose it is, whom the press may ask, and what every answer of it carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import conditional_page, require_safe

from mediapolicy.organisation.actions import setting
from mediapolicy.organisation.models import Organisation
from pressroom.details.models import PressDetails
from pressroom.public.states import OPEN

View = Callable[..., HttpResponseBase]
# Nobody between us and a reader keeps a copy, and a reader's own browser asks again each time: what was withdrawn, or
# is not out yet, is nowhere.
ASK_AGAIN = "private, no-cache"


@dataclass(frozen=True, slots=True)
class Room:
    """Whose press room it is, and whom the press may ask."""

    organisation: str
    details: PressDetails | None


def room_now() -> Room:
    """What stands around every page."""
    name = Organisation.objects.values_list("name", flat=True).first() or ""
    return Room(name, PressDetails.objects.first())


def public(view: View) -> View:
    """A page of the press room: no account, no cookie, nothing kept in between; none at all while the room is closed."""

    @login_not_required
    @require_safe
    @conditional_page
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not setting(OPEN):
            raise Http404
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["Cache-Control"] = ASK_AGAIN
            response.headers.setdefault("X-Robots-Tag", "all")
        return response

    return opened


def absolute(path: str) -> str:
    """The whole address, on the site that we say we are."""
    return f"{settings.SITE_URL}{path}"
