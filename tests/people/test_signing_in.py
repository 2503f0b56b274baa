"""Coming in and going out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mediapolicy.outbox.actions import sweep
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people import actions
from mediapolicy.people.models import Invitation, User

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
RAW = "heron teapot gravel"


def link_in_the_mail() -> str:
    sweep()
    found = re.search(r"/welcome/\S+/", str(mail.outbox[-1].body))
    assert found
    return found[0]


@pytest.fixture
def with_password(carer: User) -> User:
    actions.change_password(carer, RAW, by=carer)
    return carer


def give(client: Client, email: str, raw: str, **more: str) -> Any:
    return client.post("/sign-in/", {"username": email, "password": raw, **more})


def test_the_right_password_opens_the_door_under_a_new_session_key(client: Client, with_password: User) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    response = give(client, with_password.email.upper(), RAW)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "/sign-out/", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(client: Client, with_password: User, wanted: str) -> None:
    assert give(client, with_password.email, RAW, next=wanted)["Location"] == "/"


def test_the_page_one_was_on_the_way_to_is_kept(client: Client, with_password: User) -> None:
    assert give(client, with_password.email, RAW, next="/me/")["Location"] == "/me/"


def test_wrong_and_unknown_and_left_get_the_same_words(client: Client, with_password: User, founder: User) -> None:
    words = "do not go together"
    assert words in give(client, with_password.email, "wrong").content.decode()
    assert words in give(client, "nobody@larkfield.example", "wrong").content.decode()
    actions.leave(with_password, by=founder)
    assert words in give(client, with_password.email, RAW).content.decode()


def test_ten_wrong_tries_close_the_door_however_they_are_spelled(client: Client, with_password: User) -> None:
    for tried in range(9):
        email = with_password.email.upper() if tried % 2 else with_password.email
        assert give(client, email, f"wrong {tried}").status_code == 200
    assert give(client, with_password.email, "wrong").status_code == 429
    closed = give(client, with_password.email, RAW)
    assert closed.status_code == 429
    assert "quarter of an hour" in closed.content.decode()


@pytest.mark.clause("CRM-1")
def test_a_leavers_access_ends_with_the_next_page(signed_in: SignedIn, carer: User, founder: User) -> None:
    client = signed_in(carer)
    assert client.get("/me/").status_code == 200
    actions.leave(User.objects.get(pk=carer.pk), by=founder)
    assert client.get("/me/").status_code == 302


def test_signing_out_forgets_everything(signed_in: SignedIn, carer: User) -> None:
    client = signed_in(carer)
    response = client.post("/sign-out/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    assert client.get("/sign-out/").status_code == 405


def test_one_press_signs_in_only_in_a_demonstration(client: Client, carer: User, settings: Any) -> None:
    assert "Jo Pettifer" in client.get("/sign-in/").content.decode()
    settings.DEMONSTRATION = False
    assert "Jo Pettifer" not in client.get("/sign-in/").content.decode()
    assert client.post(f"/sign-in/as/{carer.pk}/").status_code == 404
    settings.DEMONSTRATION = True
    assert client.post(f"/sign-in/as/{carer.pk}/")["Location"] == "/"
    assert client.session["_auth_user_id"] == str(carer.pk)


def test_nobody_signs_in_as_the_clock_or_as_a_leaver(client: Client, carer: User, founder: User) -> None:
    actions.leave(carer, by=founder)
    assert client.post(f"/sign-in/as/{carer.pk}/").status_code == 404
    assert client.post(f"/sign-in/as/{User.objects.the_clock().pk}/").status_code == 404


def test_an_invitation_works_once(client: Client, carer: User, founder: User) -> None:
    invitation = actions.invite(carer, by=founder)
    link = link_in_the_mail()
    invitation.refresh_from_db()
    assert invitation.sealed_token == ""
    assert mail.outbox[-1].to == [carer.email]
    assert carer.name not in str(mail.outbox[-1].body)
    page = client.get(link)
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.post(link, {"password": "short"}).status_code == 200
    assert client.post(link, {"password": RAW})["Location"] == "/sign-in/"
    assert client.get(link).status_code == 410
    assert client.post(link, {"password": "another long password"}).status_code == 410
    assert give(client, carer.email, RAW).status_code == 302


def test_an_invitation_needs_no_csrf_token_for_it_is_one(carer: User, founder: User) -> None:
    actions.invite(carer, by=founder)
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(link_in_the_mail(), {"password": RAW}, HTTP_ORIGIN="null").status_code == 302


def test_an_invitation_ends_by_time_by_a_newer_one_by_leaving_and_by_another_address(
    client: Client, carer: User, founder: User
) -> None:
    first = actions.invite(carer, by=founder)
    link = link_in_the_mail()
    first.expires_at = timezone.now() - timedelta(seconds=1)
    first.save()
    assert client.get(link).status_code == 410
    actions.invite(carer, by=founder)
    second = link_in_the_mail()
    actions.invite(carer, by=founder)
    third = link_in_the_mail()
    assert [client.get(second).status_code, client.get(third).status_code] == [410, 200]
    actions.change_details(carer, name=carer.name, email="jo.new@larkfield.example", phone="", by=founder)
    assert client.get(third).status_code == 410
    actions.invite(carer, by=founder)
    fourth = link_in_the_mail()
    actions.leave(carer, by=founder)
    assert client.get(fourth).status_code == 410


def test_a_password_that_is_ones_own_name_is_refused(client: Client, carer: User, founder: User) -> None:
    actions.invite(carer, by=founder)
    assert "similar" in client.post(link_in_the_mail(), {"password": "jo.pettifer@larkfield"}).content.decode()


def test_forgotten_says_the_same_to_everyone_and_costs_the_same(client: Client, carer: User, queries: Any) -> None:
    asked = []
    pages = []
    for email in (carer.email, "nobody@larkfield.example"):
        with queries() as counted:
            response = client.post("/forgotten/", {"email": email})
        pages.append((response.status_code, response["Location"]))
        asked.append(len(counted))
    assert pages[0] == pages[1] == (302, "/forgotten/sent/")
    assert asked[0] == asked[1]
    sweep()
    sweep()
    assert [letter.to for letter in mail.outbox] == [[carer.email]]


def test_a_forgotten_password_sends_one_link_in_five_minutes(client: Client, carer: User) -> None:
    for _ in range(3):
        client.post("/forgotten/", {"email": carer.email.upper()})
    sweep()
    assert Invitation.objects.count() == 1
    assert actions.send_new_link(carer) is None
    assert Dispatch.objects.filter(kind="invitation").count() == 1
    assert client.post(link_in_the_mail(), {"password": RAW}).status_code == 302
    assert carer.history.filter(verb="send a new link", history_user=User.objects.the_clock()).exists()


def test_a_changed_password_signs_out_everywhere_else(signed_in: SignedIn, with_password: User) -> None:
    here, elsewhere = signed_in(with_password), signed_in(with_password)
    new = "lantern biscuit anvil"
    assert here.post("/me/password/", {"old": "wrong", "password": new}).status_code == 422
    assert here.post("/me/password/", {"old": RAW, "password": new})["Location"] == "/me/"
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


@pytest.mark.parametrize("typed", ["a\0b@larkfield.example", "\u202egro@larkfield.example", "x" * 300_000, "é" * 500])
def test_odd_input_at_the_door_is_never_a_fault(client: Client, founder: User, typed: str) -> None:
    assert client.post("/sign-in/", {"username": typed, "password": typed}).status_code == 200
    assert client.post("/forgotten/", {"email": typed}).status_code == 200
    assert client.get(f"/welcome/{typed[:2000].replace(chr(0), '%00')}/").status_code == 410
    assert client.post("/sign-in/", {"username": "a@b.example", "password": "x" * 5_000_000}).status_code < 500
