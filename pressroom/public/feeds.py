"""The press room for programs: a feed for readers of news, a map for search engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from pressroom.public.reading import lead, said_since, since, url_of
from pressroom.public.room import absolute, public, room_now
from pressroom.release.models import PressRelease

LONGEST = 50


class News(Feed):  # type: ignore[type-arg]
    """The newest releases, as Atom."""

    feed_type = Atom1Feed
    language = "en-gb"

    def title(self) -> str:
        """Whose news it is."""
        return f"News from {room_now().organisation}"

    def link(self) -> str:
        """The press room."""
        return absolute(reverse("press:news"))

    def feed_url(self) -> str:
        """The feed itself."""
        return absolute(reverse("press:feed"))

    def items(self) -> list[PressRelease]:
        """What anybody may read at this moment, newest first."""
        found = PressRelease.objects.public(timezone.now())
        return list(found.order_by("-first_released_at", "-id")[:LONGEST])

    def item_title(self, item: PressRelease) -> str:
        """The headline, with the label of a page that we pay for before it (PR-3)."""
        return f"{item.get_ad_label_display()}: {item.headline}" if item.is_advertorial else item.headline

    def item_description(self, item: PressRelease) -> str:
        """Its first words."""
        return lead(item)

    def item_link(self, item: PressRelease) -> str:
        """Where it is read."""
        return absolute(url_of(item))

    def item_pubdate(self, item: PressRelease) -> datetime:
        """Since when anybody may read it."""
        return since(item)

    def item_updateddate(self, item: PressRelease) -> datetime:
        """Since when it says what it says."""
        return said_since(item)


class Releases(Sitemap):  # type: ignore[type-arg]
    """Every release that anybody may read."""

    def items(self) -> Any:
        """At this moment."""
        return PressRelease.objects.public(timezone.now()).order_by("-first_released_at", "-id")

    def location(self, item: PressRelease) -> str:
        """Where it is read."""
        return url_of(item)

    def lastmod(self, item: PressRelease) -> datetime:
        """Since when it says what it says."""
        return said_since(item)

    def get_protocol(self, protocol: str | None = None) -> str:
        """As we say we are reached, whatever a request says."""
        return str(urlsplit(settings.SITE_URL).scheme)

    def get_domain(self, site: Any = None) -> str:
        """The same."""
        return str(urlsplit(settings.SITE_URL).netloc)


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The feed."""
    return News()(request)


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The map."""
    return sitemaps.sitemap(request, {"releases": Releases})
