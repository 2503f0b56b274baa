"""Nobody learns of an ongoing matter: with its records and without them, every answer is the same, byte for byte.

What kinds of record there are stands in under_a_matter.py, which says how to add one; the leaks that are planted, to see
whether they would be noticed, in leaks.py.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from matters import actions as matters
from matters.touching import kinds_a_matter_can_take
from mediapolicy.models import Opening
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.actions import sweep
from mediapolicy.people import standing
from mediapolicy.people.models import Home, User
from mediapolicy.shell import Shell
from tests.access.conftest import a_policy_in_force
from tests.access.leaks import LEAKS, LEAKS_BY_EMAIL
from tests.access.under_a_matter import ELSEWHERE, KINDS, SECRET, Kind, Setting
from tests.conftest import Asked

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
# Those who would see most of it first; safeguarding holds exactly what data protection holds.
UNCLEARED = "director auditor marketing manager carer administrator other_manager data_protection stranger"
# Lists that don't exist for these people in any world (addresses/): left out to be quick.
SETTINGS, HISTORY = ("/people/", "/settings/", "/homes/"), ("/history/?", "/history/e")
LISTS = ("/enquiries/?", "/contacts/?")
NOTHING = (*SETTINGS, *HISTORY, *LISTS, "/statements/?")
NOT_THEIRS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("carer", "stranger", "data_protection"), NOTHING),
    **dict.fromkeys(("director", "marketing"), (*SETTINGS, *HISTORY)),
    **dict.fromkeys(("manager", "other_manager"), (*SETTINGS, *HISTORY, "/contacts/?")),
    "auditor": SETTINGS,
    "administrator": (*LISTS, "/statements/?"),
}
CHANGES = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?|csrftoken=\w+'
)


@dataclass
class World:
    """The people, and the addresses they try."""

    browsers: dict[str, Client]
    urls: list[str]


POST = "POST "  # before the address of a form that is sent there, empty
Where = tuple[str, str]
Answer = tuple[int, str, tuple[tuple[str, str], ...], int]


def answer_of(browser: Client, url: str, queries: Callable[[], Asked]) -> Answer:
    """Status, body, headers, each without what is new each time, and the number of statements."""
    connection.queries_log.clear()  # it holds 9,000 and then warns
    with queries() as asked:
        response = browser.post(url.removeprefix(POST), {}) if url.startswith(POST) else browser.get(url)
    sent = len(asked.statements)
    body = CHANGES.sub("·", b"".join(response).decode(errors="replace"))  # type: ignore[arg-type]
    if "This needs senior review" in body:  # whoever took part is told that, and no more (tests/matters)
        response = browser.get(f"/enquiries/{uuid.uuid4()}/")
        body = CHANGES.sub("·", response.content.decode())
    headers = tuple(sorted((name, CHANGES.sub("·", value)) for name, value in response.items()))
    cookies = tuple(sorted(("cookie", name) for name in response.cookies))
    return response.status_code, body, headers + cookies, sent


def crawl(world: World, queries: Callable[[], Asked]) -> Iterator[tuple[Where, Answer]]:
    """Every answer to every person: the most telling people first."""
    for who, browser in world.browsers.items():
        for url in world.urls:
            if not url.startswith(NOT_THEIRS.get(who, ())):
                yield (who, url), answer_of(browser, url, queries)


def parts_of(was: Answer, now: Answer) -> str:
    """What differs, in words."""
    names = ("status", "body", "headers", "statements")
    return ", ".join(name for name, a, b in zip(names, was, now, strict=True) if a != b)


# The two worlds -----------------------------------------------------------------------------------------------------


@pytest.fixture
def frozen() -> Iterator[time_machine.Coordinates]:
    """Both worlds are looked at in the same moment."""
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def frame_where_it_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame is the same on every page and half its work: it is drawn on those on which it is looked at."""
    usual = Shell.facts.func  # type: ignore[attr-defined]
    on_some = cached_property(
        lambda shell: usual(shell) if shell.request.path in FRAMED else ("Larkfield", 0, "", None)
    )
    on_some.__set_name__(Shell, "facts")
    monkeypatch.setattr(Shell, "facts", on_some)


FRAMED = ("/", "/me/", "/notices/", "/policy/", "/enquiries/")


@pytest.fixture
def setting(
    made_anew: None,  # in the frozen moment, not before
    frozen: time_machine.Coordinates,
    cast: dict[str, User],
    home: Home,
    other_home: Home,
) -> Setting:
    return Setting(cast, home, other_home, later=lambda: frozen.shift(60))


@pytest.fixture
def ordinary(setting: Setting, founder: User, signed_in: SignedIn) -> World:
    """The world without the matter: some of each kind of record, and the pages that are there in any world."""
    cast, home = setting.cast, setting.home
    a_policy_in_force(founder)
    urls = [
        *("/", "/notices/", "/notices/?show=all", "/notices/choices/", "/me/", "/readyz"),
        *("/history/", "/history/export.csv", "/history/?clause=MS-2", f"/history/?words={SECRET}"),
        *(f"/history/?home={home.pk}", "/history/?person=Priya"),
        *("/history/?verb=opened", "/history/export.csv?verb=opened"),
        *("/policy/", "/policy/MS-2/", "/people/", "/settings/", "/homes/", f"/homes/{home.pk}/"),
        *(f"/people/{cast['marketing'].pk}/", f"/homes/{home.pk}/close/"),
    ]
    for kind in KINDS:
        urls += [*kind.lists, *kind.ordinary(setting)]
        setting.later()
    return World({who: signed_in(cast[who]) for who in UNCLEARED.split()}, urls)


def open_everything(world: World, queries: Callable[[], Asked]) -> None:
    """Who opened what is kept and shown: all that can be opened has been, before anything is compared."""
    about_one = re.compile(r"/[0-9a-f-]{36}/")
    records = World(world.browsers, [url for url in world.urls if about_one.search(url)])
    for _ in range(2):  # what is opened for the first time is another page than what was opened before
        assert sum(answer[0] == 200 for _, answer in crawl(records, queries)) > 30


Made = list[tuple[Kind, Any]]


def add_the_matter(setting: Setting, second: User) -> Made:
    """Records of each kind that a matter touches; the COO opens it, and it has all of them."""
    coo = setting.cast["coo"]
    by_kind = [(kind, kind.made(setting)) for kind in KINDS]
    made = [(kind, record) for kind, records in by_kind for record in records]
    matter = matters.open_matter(kind="complaint", called=SECRET, about=SECRET, words=[SECRET], by=coo)
    for _, record in made:
        if not type(record)._base_manager.get(pk=record.pk).is_locked:
            matters.bring_under(matter, type(record)._base_manager.get(pk=record.pk), SECRET, by=coo)
    until = timezone.now() + timedelta(days=3)
    matters.name_on_it(matter, second, level="read", because=SECRET, until=until, by=coo)
    for kind, records in by_kind:
        kind.afterwards(setting, records)
    for _, record in made:
        record.refresh_from_db()
        assert record.is_locked, record
    return made


def addresses_of(made: Made) -> list[str]:
    """Where somebody who had kept an address, or guessed one, would look, and what a form that is sent there answers."""
    pages, lists = list[str](), list[str]()
    for kind, record in made:
        its_own = [record.get_absolute_url(), *kind.addresses(record)]
        pages += [one for one in its_own if "?" not in one]
        lists += [one for one in its_own if "?" in one]
        lists += [f"/history/{record._meta.model_name}/{record.pk}/", f"/history/?words={record.reference}"]
    return [*pages, *lists, *(f"{POST}{one}" for one in pages)]


def letters_to(cast: dict[str, User]) -> list[tuple[str, str, str]]:
    """Every email to somebody uncleared, once all that is owed has left."""
    mail.outbox.clear()
    while sweep():
        pass
    uncleared = {cast[who].email for who in UNCLEARED.split()}
    return sorted((to, one.subject, str(one.body)) for one in mail.outbox for to in one.to if to in uncleared)


def letters_with_a_leak(cast: dict[str, User], plant: Callable[[pytest.MonkeyPatch], None]) -> list[Any]:
    """The emails that would leave with this leak; nothing of it stays."""
    before = transaction.savepoint()
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        found = letters_to(cast)
    transaction.savepoint_rollback(before)
    return found


def test_every_kind_that_a_matter_can_take_is_looked_at() -> None:
    """Add it to under_a_matter.py."""
    looked_at = {model for kind in KINDS for model in kind.models}
    assert looked_at | set(ELSEWHERE) == set(kinds_a_matter_can_take())


def test_at_least_twelve_leaks_are_planted() -> None:
    assert len(LEAKS) + len(LEAKS_BY_EMAIL) >= 12


@pytest.mark.usefixtures("frame_where_it_matters")
def test_an_ongoing_matter_changes_no_answer(
    ordinary: World,
    setting: Setting,
    second_director: User,
    queries: Callable[[], Asked],
    monkeypatch: pytest.MonkeyPatch,
    signed_in: SignedIn,
) -> None:
    """With the matter, then without it. A harness that sees nothing proves nothing: each planted leak must show."""
    cast = setting.cast
    open_everything(ordinary, queries)
    before = transaction.savepoint()
    made = add_the_matter(setting, second_director)
    for url in addresses_of(made):
        if not url.startswith(POST):
            signed_in(cast["coo"]).get(url)
    assert Opening.objects.filter(person=cast["coo"]).count() > 9
    assert Notice.objects.filter(record_id__in=[one.pk for _, one in made], recipient=cast["director"]).exists()
    ordinary.urls += addresses_of(made)
    for url in ("/readyz", "/history/", "/policy/"):
        answer_of(ordinary.browsers["auditor"], url, queries)  # what a process asks only once is asked by now
    with_it = dict(crawl(ordinary, queries))
    shown: dict[str, tuple[Where, Answer]] = {}
    for name, plant in LEAKS.items():
        with monkeypatch.context() as patch:
            patch.setattr(
                standing, "_KEPT", {}
            )  # what was composed before the leak would hide it, and after it keep it
            plant(patch)
            for where, answer in crawl(ordinary, queries):
                if answer != with_it[where]:
                    shown[name] = where, answer
                    break
    leaked_letters = {name: letters_with_a_leak(cast, plant) for name, plant in LEAKS_BY_EMAIL.items()}
    letters = letters_to(cast)
    transaction.savepoint_rollback(before)
    without = ((where, parts_of(with_it[where], answer)) for where, answer in crawl(ordinary, queries))
    differences = [f"{who} {url}: {parts}" for (who, url), parts in without if parts]
    assert not differences, "\n".join(differences)
    assert letters == letters_to(cast)
    assert [name for name, some in leaked_letters.items() if some == letters] == []
    assert sorted(LEAKS.keys() - shown.keys()) == [], "leaks that the harness does not see"
    for name, ((who, url), leaked) in shown.items():
        with monkeypatch.context() as patch:
            patch.setattr(standing, "_KEPT", {})
            LEAKS[name](patch)
            alone = answer_of(ordinary.browsers[who], url, queries)
        assert alone != leaked, f"{name}, {who} {url}: the leak's own doing"
