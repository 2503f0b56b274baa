"""A stand-in for the page of a person, only while the room that holds it is not there."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path

from consent import urls


def a_person_page() -> None:
    """Give the address a plain page, unless it has one."""
    if any(getattr(one, "name", "") == "person" for one in urls.urlpatterns):
        return
    urls.urlpatterns.append(path("people/<uuid:pk>/", _page, name="person"))
    clear_url_caches()


def _page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return HttpResponse('<!doctype html><html lang="en-GB"><title>Person</title><main><h1>Person</h1></main></html>')
