"""Nobody learns of an ongoing matter: with its records and without them, every answer is the same, byte for byte."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from enquiries import actions, advising, answering, files
from enquiries.contacts import actions as contacts
from enquiries.models import Contact, Enquiry
from matters import actions as matters
from mediapolicy.models import Opening
from mediapolicy.notices.models import Notice
from mediapolicy.people import standing
from mediapolicy.people.models import Home, User
from mediapolicy.shell import Shell
from pressroom import actions as pressroom
from tests import builders
from tests.access.conftest import a_policy_in_force, picture
from tests.access.leaks import LEAKS
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
# A word that stands in every text of the matter, so that a search for it would find what must not be found.
SECRET = "Quillhaven"
CHANGES = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?|csrftoken=\w+'
)


@dataclass
class World:
    """The people, and the addresses they try."""

    browsers: dict[str, Client]
    urls: list[str]


Where = tuple[str, str]
Answer = tuple[int, str, tuple[tuple[str, str], ...], int]


def answer_of(browser: Client, url: str, queries: Callable[[], Asked]) -> Answer:
    """Status, body, headers, each without what is new each time, and the number of statements."""
    connection.queries_log.clear()  # it holds 9,000 and then warns
    with queries() as asked:
        response = browser.get(url)
    sent = len(asked.statements)
    body = CHANGES.sub("·", b"".join(response).decode())  # type: ignore[arg-type]
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
def ordinary(
    made_anew: None,  # in the frozen moment, not before
    frozen: time_machine.Coordinates,
    cast: dict[str, User],
    founder: User,
    home: Home,
    other_home: Home,
    signed_in: SignedIn,
) -> World:
    """The world without the matter: enquiries in three states, a statement of its own, a book of contacts."""
    marketing, director = cast["marketing"], cast["director"]
    a_policy_in_force(founder)
    fresh = builders.an_approach(by=cast["carer"], home=home)
    frozen.shift(60)
    known = builders.answered(builders.an_approach(by=marketing, home=home), by=marketing, director=director)
    known.refresh_from_db()
    frozen.shift(60)  # no two in the same moment, which nothing would put in order
    waiting = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=other_home), by=marketing)
    frozen.shift(60)
    mine = builders.drafted(builders.an_approach(by=director, home=None), by=director)
    pressroom.draft(subject="The inspection", trigger="cqc_visit", home=home, by=marketing)
    actions.link_contact(known, None, by=marketing)
    contacts.add_contact(name="Obadiah Fenn", outlet="Northmoor Radio", by=director)
    urls = [
        *("/", "/notices/", "/notices/?show=all", "/notices/choices/", "/sign-offs/", "/me/", "/readyz"),
        *("/enquiries/", "/enquiries/?tab=open", "/enquiries/?tab=finished", "/enquiries/?due=week", "/enquiries/log/"),
        *(f"/enquiries/?tab=open&words={SECRET}", f"/enquiries/?tab=open&home={home.pk}", "/enquiries/mine/"),
        *("/enquiries/?tab=open&words=council", "/enquiries/?tab=finished&words=council", "/enquiries/?state=logged"),
        *(
            "/statements/",
            "/statements/?tab=finished",
            "/contacts/",
            f"/contacts/?words={SECRET}",
            "/contacts/?words=a",
        ),
        *(f"/contacts/suggest/?q={SECRET}", "/contacts/suggest/?q=Tamsin", "/contacts/suggest/?q=wex"),
        *("/history/", "/history/?kind=enquiry", "/history/?kind=statement", "/history/?kind=approval"),
        *("/history/?kind=contact", "/history/?kind=outlet", "/history/?verb=log", f"/history/?home={home.pk}"),
        *("/history/export.csv", "/history/?clause=MS-2", f"/history/?words={SECRET}", "/history/?person=Priya"),
        *(
            "/history/?verb=opened",
            "/history/?verb=changes-and-openings&kind=enquiry",
            "/history/export.csv?verb=opened",
        ),
        *("/policy/", "/policy/MS-2/", "/people/", "/settings/", "/homes/", f"/homes/{home.pk}/"),
        *(f"/people/{cast['marketing'].pk}/", f"/homes/{home.pk}/close/", f"/statements/{mine.pk}/"),
    ]
    for enquiry in (fresh, known, Enquiry.objects.get(statement=waiting.subject_id)):
        urls += [f"/enquiries/{enquiry.pk}/", f"/enquiries/mine/{enquiry.pk}/", f"/history/enquiry/{enquiry.pk}/"]
        urls += [f"/enquiries/{enquiry.pk}/merge/", f"/enquiries/{enquiry.pk}/link-contact/"]
    urls += [f"/contacts/{known.contact_id}/", f"/sign-offs/{waiting.pk}/", f"/statements/{known.statement_id}/"]
    return World({who: signed_in(cast[who]) for who in UNCLEARED.split()}, urls)


def open_everything(world: World, queries: Callable[[], Asked]) -> None:
    """Who opened what is kept and shown: all that can be opened has been, before anything is compared."""
    about_one = re.compile(r"/(?:enquiries|statements|sign-offs|contacts|history/enquiry)/[0-9a-f-]{36}/")
    records = World(world.browsers, [url for url in world.urls if about_one.match(url)])
    assert sum(answer[0] == 200 for _, answer in crawl(records, queries)) > 30


def add_the_matter(cast: dict[str, User], home: Home, other_home: Home, second: User) -> list[Enquiry]:
    """Five enquiries that a matter touches, with all that can belong to one; then they are locked."""
    marketing, director, carer = cast["marketing"], cast["director"], cast["carer"]
    told = {"question": f"Wants to know about {SECRET}.", "enquirer": f"Cora {SECRET}", "outlet": f"The {SECRET} Echo"}
    fresh = builders.an_approach(by=carer, home=home, **told)
    passed = builders.an_approach(by=director, home=other_home)  # the same words as an ordinary one: "related"
    actions.hand_over(builders.taken_up(passed, by=marketing), director, by=marketing, note=SECRET)
    waiting = builders.sent_for_sign_off(builders.an_approach(by=marketing, home=home, **told), by=marketing)
    asked = Enquiry.objects.get(statement=waiting.subject_id)
    advised = builders.taken_up(builders.an_approach(by=cast["manager"], home=home, **told), by=marketing)
    advising.seek_advice(advised, "legal", f"May we speak of {SECRET}?", asked_of=director, by=marketing)
    answered = builders.an_approach(by=carer, home=home, **told)
    builders.signed(answered, by=marketing, director=director)
    for enquiry in (asked, answered):
        actions.add_note(enquiry, f"{SECRET}, again.", by=cast["manager"])
        files.add_file(enquiry, picture(f"{SECRET}.png"), by=marketing)
    actions.link_contact(asked, None, by=marketing)
    actions.link_contact(passed, Contact.objects.filter(name="Tamsin Rudd").first(), by=marketing)
    actions.link_contact(advised, Contact.objects.filter(name="Obadiah Fenn").first(), by=marketing)
    answering.acknowledge(answered, way="email", by=marketing)
    answering.answer(answered, way="email", seal=_seal(answered), by=marketing)
    found = [one.pk for one in (fresh, passed, asked, advised, answered)]
    _take(passed, asked, cast["coo"], second)
    assert set(Enquiry.objects.filter(is_locked=True).values_list("pk", flat=True)) == set(found)
    return list(Enquiry.objects.filter(pk__in=found))


def _take(by_hand: Enquiry, with_statement: Enquiry, coo: User, second: User) -> None:
    """The COO opens a matter, and has a Director sign what is said on it: what waits for somebody is hidden as well."""
    matter = matters.open_matter(kind="complaint", called=SECRET, about=SECRET, words=[SECRET], by=coo)
    matters.bring_under(matter, Enquiry.objects.get(pk=by_hand.pk), SECRET, by=coo)
    until = timezone.now() + timedelta(days=3)
    matters.name_on_it(matter, second, level="read", because=SECRET, until=until, by=coo)
    statement = Enquiry.objects.get(pk=with_statement.pk).statement
    assert statement is not None
    pressroom.send_for_sign_off(statement, by=coo)


def _seal(enquiry: Enquiry) -> str:
    assert enquiry.statement is not None
    return Approval.objects.of(enquiry.statement).filter(state="signed").latest("created_at").seal


def addresses_of(locked: list[Enquiry]) -> list[str]:
    """Where somebody who had kept an address, or guessed one, would look."""
    found = []
    for enquiry in locked:
        found += [f"/enquiries/{enquiry.pk}/", f"/enquiries/mine/{enquiry.pk}/", f"/history/enquiry/{enquiry.pk}/"]
        found += [f"/enquiries/{enquiry.pk}/{verb}/" for verb in ("add-a-note", "write-down-advice")]
        found += [f"/enquiries/?tab=open&words={enquiry.reference}", f"/history/?words={enquiry.reference}"]
        found += [f"/enquiries/{enquiry.pk}/files/{file.pk}/" for file in enquiry.attachments.all()]
        if enquiry.statement_id:
            found += [
                f"/statements/{enquiry.statement_id}/{more}" for more in ("", "words/", "versions/1/", "withdraw/")
            ]
            found += [f"/history/statement/{enquiry.statement_id}/"]
            for approval in Approval.objects.filter(subject_id=enquiry.statement_id):
                found += [f"/sign-offs/{approval.pk}/", f"/sign-offs/{approval.pk}/sign-off/"]
        if enquiry.contact and SECRET in enquiry.contact.name:
            found += [f"/contacts/{enquiry.contact_id}/", f"/contacts/{enquiry.contact_id}/change/"]
    return found


@pytest.mark.usefixtures("frame_where_it_matters")
def test_an_ongoing_matter_changes_no_answer(
    ordinary: World,
    cast: dict[str, User],
    home: Home,
    other_home: Home,
    second_director: User,
    queries: Callable[[], Asked],
    monkeypatch: pytest.MonkeyPatch,
    signed_in: SignedIn,
) -> None:
    """With the matter, then without it. A harness that sees nothing proves nothing: each planted leak must show."""
    open_everything(ordinary, queries)
    before = transaction.savepoint()
    locked = add_the_matter(cast, home, other_home, second_director)
    for url in addresses_of(locked):
        signed_in(cast["coo"]).get(url)
    assert Opening.objects.filter(person=cast["coo"]).count() > 9
    assert Notice.objects.filter(record_id__in=[one.pk for one in locked], recipient=cast["director"]).exists()
    ordinary.urls += addresses_of(locked)
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
    transaction.savepoint_rollback(before)
    without = ((where, parts_of(with_it[where], answer)) for where, answer in crawl(ordinary, queries))
    differences = [f"{who} {url}: {parts}" for (who, url), parts in without if parts]
    assert not differences, "\n".join(differences)
    assert sorted(LEAKS.keys() - shown.keys()) == [], "leaks that the harness does not see"
    for name, ((who, url), leaked) in shown.items():
        with monkeypatch.context() as patch:
            patch.setattr(standing, "_KEPT", {})
            LEAKS[name](patch)
            alone = answer_of(ordinary.browsers[who], url, queries)
        assert alone != leaked, f"{name}, {who} {url}: the leak's own doing"
