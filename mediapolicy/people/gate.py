"""Pages exist for the people they are for: for everybody else there is nothing at that address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn

View = Callable[..., HttpResponse]


def exists_for(permission: str) -> Callable[[View], View]:
    """Say that this page exists only for those who hold the permission somewhere; the step itself is checked again."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user, permission):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard
