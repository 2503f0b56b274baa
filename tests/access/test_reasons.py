"""Nobody outside a home learns why somebody isn't shown: with a reason and without one, every page is the same (4.9, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from consent.people.models import Person
from consent.pictures.models import Asset
from consent.stops import actions as stops
from consent.stops.states import StopKind as K
from consent.takedown.models import TakedownTask
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from mediapolicy.roles import Role
from pressroom import actions as pressroom
from pressroom import naming
from tests.conftest import Appoint, Asked
from tests.consent import builders_agreement as forms
from tests.consent import builders_capacity as capacity
from tests.consent import builders_people as people
from tests.consent import builders_pictures as pictures
from tests.consent import builders_takedown as takedown

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6", "CRM-2")]
Queries = Callable[[], Asked]
SignedIn = Callable[[User], Client]
OUTSIDE = ("marketing", "director", "coo")
THESE = ("marketing",)
CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?')
SOMETHING = (K.RESTRICTION, K.WHEREABOUTS, K.OBJECTION, K.UNDUE_INFLUENCE, K.CAPACITY_DOUBT, K.PRIOR_REFUSAL, K.DISPUTE)

ONCE_UNABLE = (K.PRIOR_REFUSAL, K.DISPUTE)  # these count once somebody can't decide


@pytest.fixture(autouse=True)
def frozen() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    names = ("carer", "manager", "safeguarding", "auditor", *OUTSIDE)
    return {name: request.getfixturevalue(name) for name in names}


@pytest.fixture
def assessor(appoint: Appoint, home: Home) -> User:
    return appoint("Nia Okafor", Role.CAPACITY_ASSESSOR, home)


@pytest.fixture
def joan(cast: dict[str, User], home: Home) -> Person:
    return forms.somebody(home=home, by=cast["carer"])


@pytest.fixture
def photo(joan: Person, cast: dict[str, User], home: Home) -> Asset:
    asset = pictures.a_photo(home=home, by=cast["carer"])
    return pictures.complete(asset, [joan], by=cast["carer"], released_by=cast["manager"])


def pages_about(joan: Person, photo: Asset) -> list[str]:
    """Where an answer about her is told: each kind of page once, the uses by turns."""
    return [
        joan.get_absolute_url(),
        *("/consent/people/", "/consent/people/?answer=not_asked", "/consent/people/?answer=social"),
        f"/consent/recorded/{joan.home_id}/still-to-ask.csv",
        *(f"{photo.get_absolute_url()}?use={use}" for use in ("P01+noticeboard", "P07+facebook")),
        "/consent/pictures/?use=P07+facebook&allowed=on",
    ]


def pages_of_work(joan: Person) -> list[str]:
    return [
        *(f"/consent/recorded/{joan.home_id}/", "/consent/pictures/", "/consent/showings/"),
        *("/consent/takedowns/?tab=open", "/", "/notices/"),
    ]


class Looks:
    """What these people get to see, without what is new each time."""

    def __init__(self, signed_in: SignedIn, cast: dict[str, User], queries: Queries) -> None:
        self.browsers = {who: signed_in(person) for who, person in cast.items()}
        self.queries = queries

    def at(self, urls: list[str], *who: str, counted: bool = False) -> dict[tuple[str, str], Any]:
        found: dict[tuple[str, str], Any] = {}
        for name in who:
            for url in urls:
                with self.queries() as asked:
                    answer = self.browsers[name].get(url)
                body = CHANGES.sub("·", b"".join(answer).decode())  # type: ignore[call-overload]
                found[name, url] = (answer.status_code, body, len(asked.statements) if counted else 0)
        return found


@pytest.fixture
def looks(signed_in: SignedIn, cast: dict[str, User], queries: Queries) -> Looks:
    return Looks(signed_in, cast, queries)


def differences(one: dict[tuple[str, str], Any], other: dict[tuple[str, str], Any]) -> list[tuple[str, str]]:
    assert one.keys() == other.keys()
    assert {status for status, *_ in one.values()} <= {200, 404}
    return [where for where in one if one[where] != other[where]]


class Undone:
    """A block after which nothing of it has happened."""

    def __enter__(self) -> None:
        self.before = transaction.savepoint()

    def __exit__(self, *_: object) -> None:
        transaction.savepoint_rollback(self.before)


def stopped(kind: K, joan: Person, cast: dict[str, User], **more: Any) -> None:
    by = cast["manager" if kind is K.PRIOR_REFUSAL else "safeguarding"]
    which = {"restriction": "court_order"} if kind is K.RESTRICTION else {}
    stops.place(kind, joan, "Secret.", by=by, **which, **more)


def test_whoever_was_never_asked_looks_the_same_whatever_stands_in_the_way(
    looks: Looks, joan: Person, photo: Asset, cast: dict[str, User]
) -> None:
    """ "Not asked", in every use, to everybody but those who may read what it is."""
    urls, hers = pages_about(joan, photo), joan.get_absolute_url()
    looks.at(urls, *THESE)  # what a process asks only once is asked by now
    without, to_others = looks.at(urls, *THESE), looks.at([hers], "director", "coo")
    for kind in SOMETHING:
        with Undone():
            stopped(kind, joan, cast)
            assert differences(without, looks.at(urls, *THESE)) == [], kind
            assert differences(to_others, looks.at([hers], "director", "coo")) == [], kind
            told = looks.at([hers], "manager")["manager", hers][1]
            assert ("Don’t show" in told) is (kind not in ONCE_UNABLE), kind
            assert "Secret." in told
    page = without["marketing", hers][1]
    assert (page.count("Not asked"), page.count("Don’t show")) == (8, 0)


def test_nobody_outside_learns_that_somebody_could_not_decide(
    looks: Looks, joan: Person, photo: Asset, cast: dict[str, User], assessor: User
) -> None:
    """Neither from an assessment nor from what their best interests allow inside the home."""
    urls = pages_about(joan, photo)
    looks.at(urls, *THESE)
    without = looks.at(urls, *THESE, counted=True)
    scope = capacity.a_scope("P01", "P03", "P06", "P07", "P10", ident="I3")
    unable = capacity.found(joan, by=assessor, manager=cast["manager"], scope=scope)
    assert differences(without, looks.at(urls, *THESE, counted=True)) == []
    capacity.decided(unable, manager=cast["manager"], second=cast["safeguarding"])
    assert differences(without, looks.at(urls, *THESE, counted=True)) == []


def test_a_yes_that_something_stops_looks_like_a_no(
    looks: Looks, joan: Person, photo: Asset, cast: dict[str, User]
) -> None:
    """For all uses: the same as somebody who said No to everything. What stops nothing yet looks as before."""
    urls = pages_about(joan, photo)
    with Undone():
        people.an_answer(joan, by=cast["carer"], state="refused")
        looks.at(urls, *THESE)
        a_no = looks.at(urls, *THESE)
    people.an_answer(joan, by=cast["carer"], yes=("P05", "P06", "P07", "P10"), **people.UNLIMITED)
    a_yes = looks.at(urls, *THESE)
    assert differences(a_no, a_yes) != []
    for kind in SOMETHING:
        with Undone():
            stopped(kind, joan, cast)
            expected = a_yes if kind in ONCE_UNABLE else a_no
            assert differences(expected, looks.at(urls, *THESE)) == [], kind


def test_a_stop_on_one_use_looks_like_a_no_to_that_use(
    looks: Looks, joan: Person, photo: Asset, cast: dict[str, User]
) -> None:
    """The rest stays as it was agreed, in the same words and under the same conditions."""
    urls, yes = pages_about(joan, photo), ("P05", "P06", "P10")
    with Undone():
        people.an_answer(joan, by=cast["carer"], yes=yes)
        looks.at(urls, *THESE)
        a_no = looks.at(urls, *THESE)
    people.an_answer(joan, by=cast["carer"], yes=(*yes, "P07"))
    assert differences(a_no, looks.at(urls, *THESE)) != []
    for kind in (K.OBJECTION, K.UNDUE_INFLUENCE, K.SAFEGUARDING):
        with Undone():
            stopped(kind, joan, cast, purposes=["P07"])
            assert differences(a_no, looks.at(urls, *THESE)) == [], kind


@pytest.mark.parametrize("kind", [K.RESTRICTION, K.OBJECTION])
def test_a_stopped_child_looks_like_one_whose_parent_said_no(
    looks: Looks, photo: Asset, cast: dict[str, User], home: Home, kind: K
) -> None:
    """That a child is never named is said where something was agreed to, and nowhere else."""
    sam = people.a_person("Sam Ashby", by=cast["manager"], home=home, kind="child", born_on=date(2020, 5, 1))
    url = sam.get_absolute_url()
    with Undone():
        people.an_answer(sam, by=cast["carer"], state="refused", given_by="parent")
        a_no = looks.at([url], *OUTSIDE)
    people.an_answer(sam, by=cast["carer"], given_by="parent", **people.UNLIMITED)
    assert "A child is never named" in looks.at([url], "marketing")["marketing", url][1]
    stopped(kind, sam, cast)
    assert differences(a_no, looks.at([url], *OUTSIDE)) == []


@pytest.mark.clause("CC-2")
def test_cc_2_a_matter_changes_nothing_of_what_shows_somebody(
    looks: Looks, joan: Person, photo: Asset, cast: dict[str, User], home: Home
) -> None:
    """Not the badge, nor the picture, nor what is posted, nor a statement, nor what is owed; only the COO sees it."""
    marketing = cast["marketing"]
    takedown.agreed(
        joan,
        by=cast["carer"],
        manager=cast["manager"],
        yes=[*takedown.EVERYTHING, "P10"],
        contents=["photo", "quote", "video"],
        third_parties=[takedown.COURIER],
    )
    post = takedown.a_post(joan, by=marketing)
    to = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]
    statement = pressroom.draft(
        subject="The fair", trigger="article", home=home, words="Joan came.", recipients=to, by=marketing
    )
    naming.name_person(
        statement, joan, content_type="quote", ident="I2", purpose="P10", channel="local_press", by=marketing
    )
    shown = [post.get_absolute_url(), statement.get_absolute_url(), "/history/"]
    urls = [*pages_about(joan, photo), *pages_of_work(joan), *shown]
    uncleared = ["marketing", "manager", "auditor", "carer"]  # who would see most of it
    looks.at(urls, *uncleared)
    without = looks.at(urls, *uncleared, counted=True)
    stops.place(K.MATTER, joan, "Part of the inquest.", by=cast["coo"])
    assert differences(without, looks.at(urls, *uncleared, counted=True)) == []
    owed = TakedownTask.objects.get()
    assert (owed.owner, owed.is_locked, owed.kind) == (cast["coo"], True, "review")
    assert {notice.recipient for notice in Notice.objects.filter(record_id=owed.pk)} == {cast["coo"]}
    seen = looks.at(urls, "coo")
    for url in (joan.get_absolute_url(), f"{photo.get_absolute_url()}?use=P07+facebook", statement.get_absolute_url()):
        assert "The COO decides" in seen["coo", url][1], url
    assert "The COO decides" in seen["coo", post.get_absolute_url()][1]


@pytest.mark.clause("CC-2")
def test_cc_2_what_is_refused_reads_as_a_no(joan: Person, cast: dict[str, User]) -> None:
    """A thing that is to go out waits for the COO: that it is a matter, or the COO's, isn't said."""
    takedown.agreed(joan, by=cast["carer"], manager=cast["manager"])
    said = []
    for kind in (K.MATTER, K.OBJECTION):
        with Undone():
            stops.place(kind, joan, "Part of the inquest.", by=cast["coo"])
            with pytest.raises(Missing) as refused:
                takedown.a_post(joan, by=cast["marketing"])
            said.append(refused.value.missing)
    assert said[0] == said[1] == ["Don’t show Joan this way. Ask the home if you think this should change."]
