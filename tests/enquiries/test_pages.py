"""The pages of enquiries and statements, walked through as each person walks through them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from approvals.models import Approval
from enquiries.models import Enquiry
from enquiries.states import EnquiryState
from mediapolicy.people.models import Home, User
from tests import builders
from tests.conftest import Asked

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def post(client: Client, url: str, **given: object) -> Enquiry | None:
    """Send a form with a fresh one-time key and expect it to be taken."""
    response = client.post(url, {"form_key": str(uuid.uuid4()), **given})
    assert response.status_code == 302, (response.status_code, response.content.decode()[:3000])
    return None


def test_the_whole_story_through_the_pages(
    signed_in: SignedIn, carer: User, manager: User, marketing: User, director: User, home: Home
) -> None:
    at_the_door = signed_in(carer)
    assert at_the_door.get("/enquiries/log/").status_code == 200
    post(
        at_the_door,
        "/enquiries/log/",
        home=home.pk,
        came_by="doorstep",
        question="Asks about the council visit.",
        enquirer="Tamsin Rudd",
        chosen_way="email",
        chosen_address="t.rudd@courier.example",
        said_no_comment="yes",
    )
    enquiry = Enquiry.objects.get()
    page = f"/enquiries/{enquiry.pk}/"
    assert at_the_door.get(f"/enquiries/mine/{enquiry.pk}/").status_code == 200
    assert at_the_door.get(page).status_code == 404

    at_the_home = signed_in(manager)
    assert at_the_home.get(page).status_code == 200
    assert at_the_home.get(f"{page}pass-on/").status_code == 200
    post(at_the_home, f"{page}pass-on/", to=marketing.pk)

    desk = signed_in(marketing)
    for verb, given in (
        ("take-up", {}),
        ("ask-for-advice", {"source": "legal", "question": "May we name the council?"}),
    ):
        assert desk.get(f"{page}{verb}/").status_code == 200
        post(desk, f"{page}{verb}/", **given)
    post(desk, f"{page}write-down-advice/", advice=enquiry.advice.get().pk, answer="Yes.")
    for verb in ("acknowledge", "draft-the-statement"):
        assert desk.get(f"{page}{verb}/").status_code == 200
        post(desk, f"{page}{verb}/", way="email")
    enquiry.refresh_from_db()
    statement = enquiry.statement
    assert statement is not None
    words = f"/statements/{statement.pk}/words/"
    assert desk.get(words).status_code == 200
    post(desk, words, subject="Our reply", words="We welcome the report.", read_version=statement.version)
    assert desk.get(f"/statements/{statement.pk}/").status_code == 200
    post(desk, f"/statements/{statement.pk}/send-for-sign-off/")

    upstairs, approval = signed_in(director), Approval.objects.get()
    assert b"We welcome the report." in upstairs.get(f"/sign-offs/{approval.pk}/").content
    post(upstairs, f"/sign-offs/{approval.pk}/sign-off/", seal=approval.seal)

    shown = desk.get(f"{page}answer/")
    assert b"We welcome the report." in shown.content
    post(desk, f"{page}answer/", way="email", seal=approval.seal)
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.ANSWERED
    for client in (desk, at_the_home, upstairs):
        assert client.get(page).status_code == 200
        for url in ("/", "/enquiries/", "/enquiries/?tab=open", "/enquiries/?tab=finished", "/statements/"):
            assert client.get(url).status_code == 200, url


def test_the_pages_stay_within_their_ceilings(
    signed_in: SignedIn,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    home: Home,
    queries: Callable[[], Asked],
) -> None:
    enquiry = builders.answered(builders.an_approach(by=carer, home=home), by=marketing, director=director)
    desk = signed_in(marketing)
    ceilings = {
        f"/enquiries/{enquiry.pk}/": 12,
        "/enquiries/?tab=open": 8,
        f"/statements/{enquiry.statement_id}/": 12,
        "/statements/": 8,
        "/": 16,  # one for each kind of work that can wait for whoever answers the press
    }
    for url, most in ceilings.items():
        with queries() as asked:
            assert desk.get(url).status_code == 200
        assert len(asked.statements) <= most, (url, asked.statements)
