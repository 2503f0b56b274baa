"""The public press room: nothing before its minute, nothing after it was taken back, nothing kept in between."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils import timezone
from PIL import Image

from consent.pictures.models import Asset
from consent.pictures.states import AssetState
from mediapolicy.organisation.actions import change_setting
from mediapolicy.people.models import Home, User
from pressroom.release.models import PressRelease
from pressroom.release.parts import ReleasePicture
from tests.conftest import Asked
from tests.pressroom.builders_mailing import a_release, as_it_stands, with_picture
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-1")]
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SECRET = "The zebra wins"
LONDON = ZoneInfo("Europe/London")


@kept
def open_room(founder: User) -> bool:
    change_setting("press_room_open", 1, by=founder)
    return True


@pytest.fixture
def visitor(open_room: bool) -> Client:
    return Client()


def addresses(release: PressRelease, picture: ReleasePicture | None = None) -> list[str]:
    """Every public address at which something of it could stand."""
    found = ["/press/", "/press/feed/", "/press/sitemap.xml", f"/press/{release.address}/"]
    if picture is not None:
        found += [f"/press/{release.address}/pictures/{picture.pk}/{size}/" for size in ("small", "large")]
    return found


def said(answer: Any) -> str:
    """The status, the headers and the body, but for what is new each time."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    words = f"{answer.status_code}\n{sorted(answer.headers.items())}\n{body!r}"
    return re.sub(r"nonce(-|=\\?\")[A-Za-z0-9+/=_-]+", "nonce", words)


# Closed ----------------------------------------------------------------------------------------------------------


def test_a_closed_room_is_nothing_at_all(marketing: User, home: Home) -> None:
    release = a_release(by=marketing)
    picture = with_picture(release, by=marketing, home=home)
    closed = {Client().get(url).status_code for url in addresses(release, picture)}
    assert closed == {404}
    assert "Allow" not in Client().get("/robots.txt").content.decode()


# Open ------------------------------------------------------------------------------------------------------------


def test_what_is_released_can_be_read_without_an_account_and_no_cookie_is_set(
    visitor: Client, marketing: User, home: Home
) -> None:
    release = a_release(by=marketing)
    picture = with_picture(release, by=marketing, home=home)
    for url in addresses(release, picture):
        answer = visitor.get(url)
        assert (answer.status_code, answer.cookies.keys()) == (200, set()), url
        assert answer["Cache-Control"] == "private, no-cache"
    page = visitor.get(addresses(release)[3]).content.decode()
    for words in (release.headline, "We sang all day.", "Ana Reyes", "press@larkfield.example", "Jo Pettifer"):
        assert words in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "state", ["drafting", "awaiting approval", "changes asked", "refused", "approved", "dropped", "corrected"]
)
def test_what_is_not_out_is_nowhere(visitor: Client, marketing: User, state: str) -> None:
    release = a_release(by=marketing, state=state, headline=SECRET, address="the-zebra-wins-000001")
    nothing = [visitor.get(url) for url in addresses(release)]
    assert [answer.status_code for answer in nothing] == [200, 200, 200, 404]
    assert not any(SECRET in said(answer) or "zebra" in said(answer) for answer in nothing)


@pytest.mark.clause("CC-2")
def test_what_a_matter_has_taken_is_nowhere(visitor: Client, marketing: User, home: Home) -> None:
    release = a_release(by=marketing, headline=SECRET)
    picture = with_picture(release, by=marketing, home=home)
    PressRelease.objects.filter(pk=release.pk).update(is_locked=True)
    nothing = [visitor.get(url) for url in addresses(release, picture)]
    assert [answer.status_code for answer in nothing] == [200, 200, 200, 404, 404, 404]
    assert not any(SECRET in said(answer) for answer in nothing)


def test_whoever_is_signed_in_reads_the_same_page(
    visitor: Client, marketing: User, signed_in: Callable[[User], Client]
) -> None:
    release = a_release(by=marketing)
    for url in addresses(release):
        assert visitor.get(url).content == signed_in(marketing).get(url).content


# The embargo -----------------------------------------------------------------------------------------------------

MINUTES = [
    datetime(2026, 12, 1, 8, 0, tzinfo=LONDON),
    datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),  # the hour that comes twice: the first of the two
    datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON),  # and the second
    datetime(2026, 3, 29, 2, 0, tzinfo=LONDON),  # the hour that the clocks skip
]


@pytest.mark.parametrize("minute", MINUTES, ids=str)
def test_not_a_word_before_the_minute_and_every_word_from_it_on(
    visitor: Client, marketing: User, home: Home, minute: datetime
) -> None:
    instant = minute.astimezone(ZoneInfo("UTC"))
    with time_machine.travel(instant - timedelta(seconds=1), tick=False) as clock:
        held = a_release(by=marketing, headline=SECRET, embargo_until=instant, address="the-zebra-wins-000001")
        picture = with_picture(held, by=marketing, home=home)
        before = {url: visitor.get(url) for url in addresses(held, picture)}
        assert [one.status_code for one in before.values()] == [200, 200, 200, 404, 404, 404]
        assert not any("zebra" in said(one).lower() for one in before.values())
        clock.shift(1)
        after = {url: visitor.get(url) for url in addresses(held, picture)}
        assert [one.status_code for one in after.values()] == [200] * 6
        assert all("zebra" in said(one).lower() for one in after.values())


def test_before_its_minute_a_release_differs_in_nothing_from_one_that_does_not_exist(
    visitor: Client, marketing: User, home: Home, queries: Callable[[], Asked]
) -> None:
    """Status, headers, body, and what is asked of the database."""
    a_release(by=marketing, number=7, headline="Something else")
    until = timezone.now() + timedelta(hours=1)

    def answers(held: PressRelease, picture: ReleasePicture | None) -> list[tuple[str, int]]:
        found = []
        with time_machine.travel(timezone.now().replace(microsecond=0), tick=False):
            for url in addresses(held, picture):
                with queries() as asked:
                    answer = visitor.get(url)
                found.append((said(answer), len(asked.statements)))
        return found

    held = a_release(by=marketing, headline=SECRET, embargo_until=until, address="the-zebra-wins-000001")
    picture = with_picture(held, by=marketing, home=home)
    there = answers(held, picture)
    PressRelease.objects.filter(pk=held.pk).update(address="elsewhere-000002", state="dropped")
    not_there = answers(held, picture)
    assert there == not_there


def test_how_many_statements_a_page_takes_is_the_same_on_both_sides_of_the_minute(
    visitor: Client, marketing: User, queries: Callable[[], Asked]
) -> None:
    until = timezone.now() + timedelta(hours=1)
    held = a_release(by=marketing, embargo_until=until)
    a_release(by=marketing, number=2, headline="Another")
    counts = []
    for moment in (until - timedelta(seconds=1), until):
        with time_machine.travel(moment, tick=False):
            counts.append([_counted(visitor, url, queries) for url in addresses(held)[:3]])
    assert counts[0] == counts[1]


def _counted(visitor: Client, url: str, queries: Callable[[], Asked]) -> int:
    with queries() as asked:
        visitor.get(url)
    return len(asked.statements)


def test_the_day_over_it_is_the_day_it_could_be_read(visitor: Client, marketing: User) -> None:
    released, until = timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)
    a_release(by=marketing, released_at=released, first_released_at=released, embargo_until=until)
    feed = ElementTree.fromstring(visitor.get("/press/feed/").content)
    assert feed.findtext(f"{ATOM}entry/{ATOM}published", "")[:19] == until.isoformat()[:19]


# Taken back ------------------------------------------------------------------------------------------------------


def test_a_withdrawn_release_says_so_at_its_address_and_stands_nowhere_else(
    visitor: Client, marketing: User, home: Home
) -> None:
    release = a_release(by=marketing, headline=SECRET)
    picture = with_picture(release, by=marketing, home=home)
    kept_copy = visitor.get(addresses(release)[3])
    release.withdrawn_at, release.withdrawn_because = timezone.now(), "Joan changed her mind."
    as_it_stands(release, "withdrawn", marketing)
    answers = [visitor.get(url) for url in addresses(release, picture)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 410, 404, 404]
    assert not any(SECRET in said(answer) or "Joan" in said(answer) for answer in answers)
    assert "Please do not use what it said" in answers[3].content.decode()
    again = visitor.get(addresses(release)[3], headers={"if-none-match": kept_copy["ETag"]})
    assert (again.status_code, again["Cache-Control"], again["X-Robots-Tag"]) == (410, "no-store", "noindex")


def test_one_that_nobody_could_read_yet_is_not_known_to_have_been_withdrawn(visitor: Client, marketing: User) -> None:
    until = timezone.now() + timedelta(hours=1)
    release = a_release(by=marketing, state="withdrawn", embargo_until=until)
    assert visitor.get(addresses(release)[3]).status_code == 404
    with time_machine.travel(until + timedelta(days=1)):
        assert visitor.get(addresses(release)[3]).status_code == 404


def test_a_correction_stands_at_the_same_address_and_says_what_was_wrong(visitor: Client, marketing: User) -> None:
    first = a_release(by=marketing, body="Twenty singers.")
    as_it_stands(first, "corrected", marketing)
    better = a_release(by=marketing, corrects=first, address=first.address, correction="It was 22 singers.")
    page = visitor.get(f"/press/{better.address}/").content.decode()
    assert "It was 22 singers." in page
    assert "Twenty singers." not in page
    assert visitor.get("/press/").content.decode().count(better.headline) == 1


@pytest.mark.clause("PR-3")
def test_a_page_that_we_pay_for_says_so_wherever_it_stands(visitor: Client, marketing: User) -> None:
    paid = a_release(by=marketing, kind="advertorial", ad_label="feature", publisher="Wexcombe Life")
    page = visitor.get(f"/press/{paid.address}/").content.decode()
    assert page.index("Advertisement feature. Published by Wexcombe Life") < page.index("<h1")
    assert "Advertisement feature" in visitor.get("/press/").content.decode()
    assert "Advertisement feature: " in visitor.get("/press/feed/").content.decode()


# Pictures --------------------------------------------------------------------------------------------------------


def test_a_picture_is_downloaded_clean_and_asked_for_again_each_time(
    visitor: Client, marketing: User, home: Home
) -> None:
    picture = with_picture(a_release(by=marketing), by=marketing, home=home)
    for url in addresses(picture.release, picture)[4:]:
        answer = visitor.get(url)
        shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        assert not shown.getexif()
        assert answer["Content-Disposition"].startswith('attachment; filename="alder-house-choir-')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert visitor.get(url, headers={"if-none-match": answer["ETag"]}).status_code == 304
        Asset.objects.filter(pk=picture.asset_id).update(state=AssetState.QUARANTINED)
        assert visitor.get(url, headers={"if-none-match": answer["ETag"]}).status_code == 404
        Asset.objects.filter(pk=picture.asset_id).update(state=AssetState.READY)


def test_a_picture_is_found_under_its_own_release_alone(visitor: Client, marketing: User, home: Home) -> None:
    picture = with_picture(a_release(by=marketing), by=marketing, home=home)
    other = a_release(by=marketing, number=2)
    assert visitor.get(f"/press/{other.address}/pictures/{picture.pk}/large/").status_code == 404
    assert visitor.get(f"/press/{picture.release.address}/pictures/{picture.pk}/huge/").status_code == 404


# For programs ----------------------------------------------------------------------------------------------------


def test_the_feed_and_the_map_are_read_by_a_parser_and_name_our_own_site(visitor: Client, marketing: User) -> None:
    release = a_release(by=marketing, headline="Bed & <board>")
    feed = ElementTree.fromstring(visitor.get("/press/feed/", headers={"host": "localhost"}).content)
    assert feed.tag == f"{ATOM}feed"
    [entry] = feed.findall(f"{ATOM}entry")
    where = f"{settings.SITE_URL}/press/{release.address}/"
    assert entry.findtext(f"{ATOM}title") == "Bed & <board>"
    assert entry.find(f"{ATOM}link").get("href") == where  # type: ignore[union-attr]
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    found = ElementTree.fromstring(visitor.get("/press/sitemap.xml", headers={"host": "localhost"}).content)
    assert [one.text for one in found.iter(f"{MAP}loc")] == [where]


def test_other_sites_show_it_by_its_own_words_and_picture(visitor: Client, marketing: User, home: Home) -> None:
    release = a_release(by=marketing)
    with_picture(release, by=marketing, home=home)
    page = visitor.get(f"/press/{release.address}/").content.decode()
    told = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
    assert told["og:title"] == release.headline
    assert told["og:url"] == f"{settings.SITE_URL}/press/{release.address}/"
    assert told["og:image"].startswith(f"{settings.SITE_URL}/press/{release.address}/pictures/")
    assert told["og:image:alt"] == "A zebra at a piano"


def test_search_engines_read_the_press_room_and_nothing_else(visitor: Client, marketing: User) -> None:
    release = a_release(by=marketing)
    assert visitor.get("/robots.txt").content.decode().split("\n")[:3] == [
        "User-agent: *",
        "Allow: /press/",
        "Disallow: /",
    ]
    assert visitor.get(f"/press/{release.address}/")["X-Robots-Tag"] == "all"
    assert visitor.get("/sign-in/")["X-Robots-Tag"] == "noindex"


def test_a_page_that_has_not_changed_is_not_sent_again(visitor: Client, marketing: User) -> None:
    release = a_release(by=marketing)
    for url in addresses(release):
        first = visitor.get(url)
        assert visitor.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304, url
    release.body = "Other words."
    as_it_stands(release, "released", marketing)
    url = addresses(release)[3]
    assert visitor.get(url, headers={"if-none-match": "nothing"}).status_code == 200


# A thousand ------------------------------------------------------------------------------------------------------


def test_a_thousand_releases_cost_no_more_statements_than_two(
    visitor: Client, marketing: User, queries: Callable[[], Asked]
) -> None:
    release = a_release(by=marketing)
    few = [_counted(visitor, url, queries) for url in addresses(release)]
    rows = []
    for number in range(2, 1001):
        row = PressRelease.objects.get(pk=release.pk)
        row.pk, row.reference = None, f"PRR-{number:05}"
        row._state.adding = True
        row.address, row.headline = f"choir-{number:06x}", f"Choir {number}"
        rows.append(row)
    for row in rows:
        row.id = PressRelease._meta.pk.get_default()
    models.QuerySet(PressRelease).bulk_create(rows)
    many = [_counted(visitor, url, queries) for url in addresses(release)]
    assert many == few
    assert max(many[:3]) <= 8
    assert many[3] <= 12
    page = visitor.get("/press/").content.decode()
    assert page.count("<article") == 20
    older = re.search(r'href="(\?after=[^"]+)"', page)
    assert older is not None
    assert visitor.get(f"/press/{older[1]}").content.decode().count("<article") == 20
