"""A visit under an ongoing matter: approvals fall, the COO decides beside a Director, and nobody else can tell it is there."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from enquiries.access import actions, appearing, states
from enquiries.access.models import AccessRequest, VisitQuerySet
from enquiries.access.states import VisitState as S
from matters import actions as matters
from matters.models import Matter
from mediapolicy.notices.models import Notice
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests.access.test_noninterference import World, answer_of, crawl, parts_of
from tests.conftest import Asked
from tests.enquiries.access import builders_visits as visits
from tests.enquiries.access.test_calendar import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1a"), pytest.mark.clause("CC-2")]
SignedIn = Callable[[User], Client]
SECRET = "Quillhaven"


def a_matter(coo: User, **reach: object) -> Matter:
    """A complaint, with what it reaches."""
    given = {"kind": "complaint", "called": SECRET, "about": SECRET, **reach}
    return matters.open_matter(by=coo, **given)


@pytest.mark.parametrize("reach", ["words", "crew", "people", "kept out", "home"])
def test_a_matter_takes_it_by_whatever_it_holds(
    approved: AccessRequest, joan: Person, home: Home, coo: User, manager: User, reach: str
) -> None:
    if reach == "kept out":
        appearing.take_out(approved, approved.appearing()[0], by=manager)
        appearing.keep_out(approved, joan, how="Away.", by=manager)
    by: dict[str, dict[str, object]] = {
        "words": {"words": ["summer fair"]},
        "crew": {"words": ["Ebdon"]},
        "people": {"people": [joan]},
        "kept out": {"people": [joan]},
        "home": {"home": home, "reaches_home": True},
    }
    a_matter(coo, **by[reach])
    approved.refresh_from_db()
    assert (approved.is_locked, approved.state) == (True, S.PREPARING)
    assert {one.state for one in Approval.objects.of(approved)} == {ApprovalState.VOIDED}
    assert all(one.is_locked for one in Approval.objects.of(approved))


@pytest.mark.clause("IR-2")
def test_a_request_that_a_matter_touches_is_the_coos_from_the_first_moment(
    home: Home, carer: User, manager: User, marketing: User, director: User, coo: User
) -> None:
    a_matter(coo, words=[SECRET])
    visit = visits.asked(by=carer, home=home, topic=f"What happened at {SECRET}", origin="unplanned")
    assert visit.is_locked
    told = Notice.objects.filter(record_id=visit.pk).values_list("recipient__name", flat=True)
    assert set(told) == {"Helen Strand"}


def test_a_later_word_or_person_brings_it_there(visit: AccessRequest, joan: Person, coo: User, manager: User) -> None:
    actions.prepare(visit, by=manager)
    a_matter(coo, words=["Larchwood"])
    actions.change(visit, states.SAY_WHAT, by=manager, questions="What happened at Larchwood?")
    visit.refresh_from_db()
    assert visit.is_locked


def test_on_a_matter_a_director_and_the_coo_both_agree(
    ready: AccessRequest, coo: User, director: User, second_director: User, carer: User
) -> None:
    matter = a_matter(coo, words=["summer fair"])
    until = timezone.now() + timedelta(days=3)
    with pytest.raises(Missing):  # nobody but the COO may know of it
        actions.send_for_approval(AccessRequest.objects.get(pk=ready.pk), by=coo)
    matters.name_on_it(matter, director, level="read", because="Approves it.", until=until, by=coo)
    visit = AccessRequest.objects.get(pk=ready.pk)
    actions.send_for_approval(visit, by=coo)
    asked = {one.stage: one for one in Approval.objects.of(visit).filter(state=ApprovalState.WAITING)}
    assert set(asked) == {"visit", "coo"}
    approvals.decide(asked["visit"], ApprovalState.SIGNED, seal=asked["visit"].seal, by=director)
    visit.refresh_from_db()
    assert visit.state == S.AWAITING_APPROVAL
    approvals.decide(asked["coo"], ApprovalState.SIGNED, seal=asked["coo"].seal, by=coo)
    visit.refresh_from_db()
    assert visit.state == S.APPROVED


def test_those_who_would_let_them_in_are_told_as_far_as_they_may_know(
    approved: AccessRequest, coo: User, carer: User, manager: User, signed_in: SignedIn
) -> None:
    """They are owed it from that moment; they read it once it is given back, and the page itself is gone meanwhile."""
    matter = a_matter(coo, words=["summer fair"])
    owed = Notice.objects.filter(record_id=approved.pk, kind="visit_not_now")
    assert {one.recipient for one in owed} == {carer, manager}
    for person in (carer, manager):
        assert "let nobody in" not in signed_in(person).get("/notices/?show=all").content.decode()
        assert signed_in(person).get(f"/visits/{approved.pk}/day/").status_code == 404
    matters.close_matter(matter, "Heard, and content.", give_back=True, by=coo)
    approved.refresh_from_db()
    assert (approved.is_locked, approved.state) == (False, S.PREPARING)
    assert "let nobody in" in signed_in(carer).get("/notices/?show=all").content.decode()


@pytest.fixture
def frozen() -> Iterator[None]:
    """Both worlds are looked at in the same moment."""
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False):
        yield


def test_with_a_locked_visit_and_without_it_every_answer_is_the_same(
    made_anew: None,
    frozen: None,
    joan: Person,
    home: Home,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    safeguarding: User,
    auditor: User,
    coo: User,
    administrator: User,
    signed_in: SignedIn,
    queries: Callable[[], Asked],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = {"carer": carer, "manager": manager, "marketing": marketing, "director": director}
    people |= {"safeguarding": safeguarding, "auditor": auditor, "administrator": administrator}
    known = _an_approved_one("The summer fair", joan, home, people)
    feeds = [address_of(signed_in(people[who])) for who in ("carer", "manager", "director")]
    sheet = _sheet_of(known, signed_in(carer))
    urls = [
        *(
            "/",
            "/visits/",
            "/visits/?tab=over",
            "/visits/calendar/",
            "/visits/log/",
            "/notices/?show=all",
            "/sign-offs/",
        )
    ]
    urls += [f"/visits/{known.pk}/", f"/visits/{known.pk}/day/", f"/history/accessrequest/{known.pk}/", "/papers/"]
    urls += ["/history/", "/history/?kind=accessrequest", f"/history/?words={SECRET}", "/history/export.csv", *feeds]
    urls += [sheet.get_absolute_url(), f"{joan.get_absolute_url()}", "/consent/showings/", "/enquiries/mine/"]
    world = World({who: signed_in(person) for who, person in people.items()}, urls)
    list(crawl(world, queries))  # who opened what is kept and shown: all that can be opened has been
    before = transaction.savepoint()
    hidden = _an_approved_one(f"The {SECRET} affair", joan, home, people)
    paper = _sheet_of(hidden, signed_in(carer))
    approval = Approval.objects.of(hidden).first()
    assert approval is not None
    a_matter(coo, words=[SECRET])
    hidden.refresh_from_db()
    assert hidden.is_locked
    signed_in(coo).get(f"/visits/{hidden.pk}/")
    world.urls += [
        f"/visits/{hidden.pk}/{more}" for more in ("", "day/", "part/what/", "people/", "call-off-the-visit/")
    ]
    world.urls += [f"/visits/mine/{hidden.pk}/", f"/history/accessrequest/{hidden.pk}/", f"/sign-offs/{approval.pk}/"]
    world.urls += [paper.get_absolute_url(), f"{paper.get_absolute_url()}download/"]
    answer_of(world.browsers["auditor"], "/policy/", queries)
    with_it = dict(crawl(world, queries))
    assert sum(answer[0] == 200 for answer in with_it.values()) > 40
    assert not any(SECRET in answer[1] for (_, url), answer in with_it.items() if "words=" not in url)
    with monkeypatch.context() as leak:  # a comparison that sees no leak would prove nothing
        leak.setattr(VisitQuerySet, "unlocked_for", lambda self, user: self)
        for who, url in (("manager", "/visits/"), ("carer", f"/visits/{hidden.pk}/day/")):
            assert answer_of(world.browsers[who], url, queries) != with_it[who, url]
    transaction.savepoint_rollback(before)
    without = ((where, parts_of(with_it[where], answer)) for where, answer in crawl(world, queries))
    assert [f"{who} {url}: {parts}" for (who, url), parts in without if parts] == []


def _an_approved_one(topic: str, joan: Person, home: Home, people: dict[str, User]) -> AccessRequest:
    manager, carer = people["manager"], people["carer"]
    visit = visits.asked(by=carer, home=home, topic=topic)
    roles = {"safeguarding": people["safeguarding"], "to": people["marketing"]}
    visits.ready_to_send(visit, joan, by=manager, escort=carer, **roles)
    visits.sent(visit, by=manager)
    return visits.approve(visit, by=people["director"])


def _sheet_of(visit: AccessRequest, browser: Client) -> Paper:
    answer = browser.post(f"/papers/ask/visit-sheet/{visit.pk}/", {"form_key": str(uuid.uuid4())})
    key = re.search(r"/papers/([0-9a-f-]{36})/", answer["Location"])
    assert key is not None
    return Paper.objects.get(pk=key.group(1))
