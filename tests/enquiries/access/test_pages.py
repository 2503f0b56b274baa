"""The pages of media visits, walked through as each person walks through them; who sees which, and what they cost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

from approvals.models import Approval
from consent.people.models import Person
from enquiries.access import appearing
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState as S
from enquiries.access.waiting import waiting_for
from mediapolicy.people.models import Home, User
from tests.conftest import Asked
from tests.consent.builders_people import a_person
from tests.enquiries.access import builders_visits as visits

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def post(client: Client, url: str, **given: Any) -> None:
    """Send a form with a fresh one-time key and expect it to be taken."""
    response = client.post(url, {"form_key": str(uuid.uuid4()), **given})
    assert response.status_code == 302, (url, response.status_code, response.content.decode()[:3000])


def words_of(client: Client, url: str) -> str:
    """What stands on a page."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_whole_visit_through_the_pages(
    signed_in: SignedIn,
    home: Home,
    joan: Person,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    safeguarding: User,
) -> None:
    vera = a_person("Vera Lunt", by=manager, home=home)
    at_the_door = signed_in(carer)
    words_of(at_the_door, "/visits/log/")
    asks = {"topic": "The summer fair", "enquirer": "Tamsin Rudd", "outlet": visits.OUTLET, "home": home.pk}
    asks |= {"outlet_type": "broadcast_news", "access_types": ["film", "interview_resident"], "origin": "our_release"}
    post(at_the_door, "/visits/log/", **asks)
    visit = AccessRequest.objects.get()
    page = f"/visits/{visit.pk}/"
    assert visit.reference in words_of(at_the_door, f"/visits/mine/{visit.pk}/")
    assert at_the_door.get(page).status_code == 404

    at_home = signed_in(manager)
    assert "Prepare a media visit: The summer fair" in words_of(at_home, "/")
    post(at_home, f"{page}prepare-the-visit/")
    starts = timezone.localtime() + timedelta(hours=2)
    ends = starts + timedelta(hours=1)
    day = f"{starts:%d/%m/%Y}"
    parts: dict[str, dict[str, Any]] = {
        "what": {
            **{name: asks[name] for name in ("topic", "enquirer", "outlet", "outlet_type", "access_types")},
            "starts_at_0": day,
            "starts_at_1": f"{starts:%H:%M}",
            "ends_at_0": day,
            "ends_at_1": f"{ends:%H:%M}",
            "place": "The garden",
            "seen_on": ["tv"],
        },
        "crew": {"crew": "Sam Ebdon; camera; press card 1234", "regulator": "ofcom"},
        "areas": {"areas_allowed": "The garden", "areas_closed": "Upstairs"},
        "escort": {"escort": carer.pk, "stops_on_distress": "on", "notice": visit.notice},
        "terms": {"terms": "One hour."},
    }
    for slug, given in parts.items():
        words_of(at_home, f"{page}part/{slug}/")
        post(at_home, f"{page}part/{slug}/", **given)
    assert "Joan appears" in words_of(at_home, f"{page}people/?words=Joan")
    words_of(at_home, f"{page}people/{joan.pk}/appears/")
    post(at_home, f"{page}people/{joan.pk}/appears/", ways=["filmed"], ident="I2")
    refused = at_home.post(f"{page}people/{vera.pk}/appears/", {"ways": ["filmed"], "ident": "I2"})
    assert (refused.status_code, "Don’t show Vera" in refused.content.decode()) == (422, True)
    post(at_home, f"{page}people/{vera.pk}/kept-out/", how="Stays in the lounge.")
    post(at_home, f"{page}ask-the-safeguarding-lead/")
    lead = signed_in(safeguarding)
    assert "Say if it is safe: The summer fair" in words_of(lead, "/")
    words_of(lead, f"{page}give-the-safeguarding-view/")
    post(lead, f"{page}give-the-safeguarding-view/", view="go ahead", words="Keep it short.")
    post(at_home, f"{page}send-the-consents-on/", to=marketing.pk)
    assert "To do" not in words_of(at_home, page)
    words_of(at_home, f"{page}send-for-approval/")
    post(at_home, f"{page}send-for-approval/")

    upstairs, approval = signed_in(director), Approval.objects.get()
    shown = words_of(upstairs, f"/sign-offs/{approval.pk}/")
    for words in (
        "Media visit",
        "Sam Ebdon, camera (press card 1234)",
        "Vera Lunt (Stays in the lounge.)",
        "Joan Ashby",
    ):
        assert words in shown, words
    assert "Conditions" in words_of(upstairs, f"/sign-offs/{approval.pk}/sign-off/")
    post(upstairs, f"/sign-offs/{approval.pk}/sign-off/", seal=approval.seal, reason="Only in the garden.")

    assert f"Go with the media: {visit.topic}" in words_of(at_the_door, "/")
    on_the_day = words_of(at_the_door, f"{page}day/")
    for words in ("Only in the garden.", "Joan: yes", "Vera Lunt", "Check: press card 1234", "Upstairs"):
        assert words in on_the_day, words
    one = visit.people.get(person=joan)
    post(at_the_door, f"{page}people/{one.pk}/today/", said="yes")
    assert at_the_door.post(f"{page}begin-the-visit/", {"form_key": str(uuid.uuid4())}).status_code == 422
    post(at_the_door, f"{page}begin-the-visit/", identity_seen="on")
    words_of(at_the_door, f"{page}stop-the-visit/")
    post(at_the_door, f"{page}end-the-visit/")
    assert "Write down how it went" in words_of(at_home, "/")
    post(at_home, f"{page}write-down-how-the-visit-went/", outcome="A good hour.", may_be_published="All of it.")
    assert "A good hour." in words_of(at_home, page)
    visit.refresh_from_db()
    assert visit.state == S.DONE
    for url in ("/visits/", "/visits/?tab=over", "/visits/calendar/", f"/visits/calendar/?month={day[6:]}-{day[3:5]}"):
        words_of(at_home, url)


def test_whoever_goes_with_them_sees_that_visit_and_no_other(
    approved: AccessRequest, home: Home, carer: User, signed_in: SignedIn
) -> None:
    other, browser = visits.asked(by=carer, home=home), signed_in(carer)
    assert browser.get(f"/visits/{approved.pk}/day/").status_code == 200
    assert browser.get(f"/visits/{other.pk}/").status_code == 404
    assert browser.get("/visits/").status_code == 404
    assert approved.topic in words_of(browser, "/visits/calendar/")


def test_a_visit_that_is_not_approved_says_so_on_the_page_of_the_day(
    ready: AccessRequest, carer: User, signed_in: SignedIn
) -> None:
    assert "It is not approved. Nobody comes in, and nobody films." in words_of(
        signed_in(carer), f"/visits/{ready.pk}/day/"
    )


@pytest.mark.clause("IR-3")
def test_only_an_approved_visit_stands_in_the_calendar(
    ready: AccessRequest, manager: User, director: User, signed_in: SignedIn
) -> None:
    browser = signed_in(manager)
    assert ready.topic not in words_of(browser, "/visits/calendar/")
    visits.sent(ready, by=manager)
    visits.approve(ready, by=director)
    assert ready.topic in words_of(browser, "/visits/calendar/")
    for month in ("2026-12", "2026-99", "x", "2026-11-25"):
        assert browser.get("/visits/calendar/", {"month": month}).status_code == 200


@pytest.mark.clause("IR-5a")
def test_the_question_for_every_visitor_stands_where_they_come_in(
    approved: AccessRequest, carer: User, manager: User, signed_in: SignedIn
) -> None:
    for person, url in ((carer, f"/visits/{approved.pk}/day/"), (manager, f"/visits/{approved.pk}/")):
        assert "Are you here for the media or a campaign" in words_of(signed_in(person), url)


@pytest.mark.clause("CRM-2")
def test_nobody_but_the_home_reads_why_somebody_may_not_appear(
    approved: AccessRequest, joan: Person, carer: User, manager: User, marketing: User, signed_in: SignedIn
) -> None:
    from consent.stops import actions as stops
    from consent.stops.states import StopKind

    stops.place(StopKind.OBJECTION, joan, "Cried at the sight of the camera.", by=manager)
    for person in (carer, marketing):
        shown = words_of(signed_in(person), f"/visits/{approved.pk}/")
        assert "Don’t show" in shown
        assert "Cried" not in shown


def test_the_pages_stay_within_their_ceilings_however_many_are_in_it(
    approved: AccessRequest, home: Home, manager: User, carer: User, signed_in: SignedIn, queries: Callable[[], Asked]
) -> None:
    ceilings = {
        f"/visits/{approved.pk}/": 12,
        f"/visits/{approved.pk}/day/": 12,
        f"/visits/{approved.pk}/part/what/": 12,
        "/visits/": 8,
        "/visits/calendar/": 8,
        "/visits/calendar/address/": 8,
        "/visits/log/": 8,
        "/": 20,
    }
    browser = signed_in(manager)

    def counted() -> dict[str, int]:
        found = {}
        for url, most in ceilings.items():
            browser.get(url)
            with queries() as asked:
                assert browser.get(url).status_code == 200
            assert len(asked.statements) <= most, (url, len(asked.statements), asked.statements)
            found[url] = len(asked.statements)
        return found

    before = counted()
    for number in range(4):
        person = visits.agrees_to_film(f"Ada Pell{number}", by=manager, home=home)
        appearing.let_appear(approved, person, by=manager, ways=["filmed", "quoted"], ident="I2", also=[])
        appearing.keep_out(approved, a_person(f"Bert Lunt{number}", by=manager, home=home), how="Away.", by=manager)
        visits.prepared(visits.asked(by=carer, home=home), by=manager, escort=carer)
    assert counted() == before


def test_work_waits_for_whose_it_is_and_for_nobody_else(
    visit: AccessRequest, manager: User, marketing: User, safeguarding: User, carer: User, other_manager: User
) -> None:
    def who_has_work() -> dict[str, list[str]]:
        people = {"manager": manager, "marketing": marketing, "safeguarding": safeguarding, "carer": carer}
        people["other"] = other_manager
        return {who: [one.title.partition(":")[0] for one in waiting_for(person)] for who, person in people.items()}

    nothing: dict[str, list[str]] = {who: [] for who in ("manager", "marketing", "safeguarding", "carer", "other")}
    assert who_has_work() == {**nothing, "manager": ["Prepare a media visit"]}
    visits.prepared(visit, by=manager, escort=carer)
    assert who_has_work() == {**nothing, "manager": ["Go on preparing"]}
    visits.asked(by=carer, home=None)
    assert who_has_work() == {**nothing, "manager": ["Go on preparing"], "marketing": ["Prepare a media visit"]}


@pytest.mark.clause("CC-2")
def test_whom_the_coo_named_prepares_and_does_not_send(
    visit: AccessRequest, manager: User, marketing: User, signed_in: SignedIn
) -> None:
    visits.prepared(visit, by=manager, escort=manager)
    AccessRequest.objects.filter(pk=visit.pk).update(is_locked=True)
    browser = signed_in(marketing)
    assert browser.get(f"/visits/{visit.pk}/").status_code == 404
    for permission in ("view", "change"):
        assign_perm(f"enquiries.{permission}_accessrequest", marketing, visit)
    browser = signed_in(User.objects.get(pk=marketing.pk))
    assert browser.get(f"/visits/{visit.pk}/part/terms/").status_code == 200
    assert browser.get(f"/visits/{visit.pk}/send-for-approval/").status_code == 403
