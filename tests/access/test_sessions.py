"""Who is in stays in only while they may; what the browser is told protects whoever comes next to the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from tests import builders
from tests.access.conftest import picture

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PASSWORD = "violet tractor lantern"


@pytest.fixture
def with_password(marketing: User) -> User:
    """The Marketing Manager, with a password of her own."""
    people.change_password(marketing, PASSWORD, by=marketing)
    return marketing


def sign_in(browser: Client, person: User, **more: str) -> str:
    """Sign in as people do; where it leads."""
    answer = browser.post("/sign-in/", {"username": person.email, "password": PASSWORD, **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"])


def is_out(browser: Client) -> bool:
    """Whether the next page is the sign-in page."""
    answer = browser.get("/me/")
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


# In and out ---------------------------------------------------------------------------------------------------------


def test_a_session_planted_before_signing_in_is_worth_nothing(with_password: User) -> None:
    browser = Client()
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(browser, with_password)
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert is_out(thief)


def test_signing_out_ends_the_session_on_our_side(with_password: User) -> None:
    browser, copied = Client(), Client()
    sign_in(browser, with_password)
    copied.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert not is_out(copied)
    answer = browser.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert is_out(browser)
    assert is_out(copied)


def test_only_a_form_signs_somebody_out(signed_in: SignedIn, marketing: User) -> None:
    browser = signed_in(marketing)
    assert browser.get("/sign-out/").status_code == 405
    assert not is_out(browser)


def test_the_next_person_on_the_same_machine_starts_anew(
    with_password: User, signed_in: SignedIn, director: User
) -> None:
    browser = signed_in(director)
    session = browser.session
    session["csv_rows"] = [{"name": "left behind"}]
    session.save()
    browser.post("/sign-out/")
    sign_in(browser, with_password)
    assert "csv_rows" not in browser.session


def test_a_new_password_signs_out_everywhere_else(with_password: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, with_password)
    sign_in(elsewhere, with_password)
    answer = here.post("/me/password/", {"old": PASSWORD, "password": "copper orchard bicycle"})
    assert answer.status_code == 302
    assert not is_out(here)
    assert is_out(elsewhere)


def test_who_has_left_is_out_at_the_next_request(signed_in: SignedIn, marketing: User, founder: User) -> None:
    browser = signed_in(marketing)
    assert not is_out(browser)
    people.leave(marketing, by=founder)
    assert is_out(browser)
    assert browser.post("/enquiries/log/", {"question": "x"}).status_code == 302
    people_page = Client().post("/sign-in/", {"username": marketing.email, "password": PASSWORD})
    assert people_page.status_code == 200


def test_who_is_switched_off_is_out_at_the_next_request(signed_in: SignedIn, marketing: User) -> None:
    browser = signed_in(marketing)
    User.objects.filter(pk=marketing.pk).update(is_active=False)
    assert is_out(browser)


def test_an_ended_appointment_loses_its_power_at_the_next_request(
    signed_in: SignedIn, carer: User, manager: User, marketing: User, founder: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    page, browser = f"/enquiries/{enquiry.pk}/", signed_in(manager)
    assert browser.get(page).status_code == 200
    people.end_appointment(manager.appointments.get(), by=founder)
    assert [browser.get(url).status_code for url in (page, "/enquiries/", f"{page}pass-on/")] == [404] * 3
    assert browser.post(f"{page}pass-on/", {"to": str(marketing.pk)}).status_code == 404
    desk = signed_in(marketing)
    assert desk.get(f"{page}take-up/").status_code == 200
    people.end_appointment(marketing.appointments.get(), by=founder)
    assert desk.post(f"{page}take-up/").status_code == 404
    assert not is_out(desk)  # she still works here


# Where signing in leads ---------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    "http://testserver@evil.example/",
    "https://testserver.evil.example/",
    "data:text/html,x",
]
CLUMSY = [
    "nowhere",
    "people:me",
    "/a\r\nSet-Cookie: stolen=1",
    "/\u202egpj",
    "/%",
    "/{{7*7}}",
    "?",
    "#",
    " ",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(with_password: User, wanted: str) -> None:
    for where in (sign_in(Client(), with_password, next=wanted), _through_the_address(with_password, wanted)):
        assert where.startswith("/"), where
        assert not where.startswith(("//", "/\\")), where


@pytest.mark.parametrize("wanted", CLUMSY, ids=range(len(CLUMSY)))
def test_signing_in_leads_somewhere_whatever_was_wanted(with_password: User, wanted: str) -> None:
    browser = Client(raise_request_exception=False)
    answer = browser.post("/sign-in/", {"username": with_password.email, "password": PASSWORD, "next": wanted})
    assert answer.status_code == 302, answer.status_code
    assert "Set-Cookie: stolen" not in str(answer.headers)
    again = browser.get("/sign-in/", {"next": wanted})
    assert again.status_code == 302, again.status_code


def _through_the_address(person: User, wanted: str) -> str:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return str(browser.get("/sign-in/", {"next": wanted})["Location"])


def test_a_long_address_still_leads_to_the_sign_in_page(founder: User) -> None:
    answer = Client(raise_request_exception=False).get("/enquiries/", {"words": "w" * 3000})
    assert answer.status_code == 302, answer.status_code
    assert answer["Location"].startswith("/sign-in/")


def test_the_page_that_was_asked_for_is_where_one_arrives(with_password: User) -> None:
    assert sign_in(Client(), with_password, next="/enquiries/?tab=open") == "/enquiries/?tab=open"


# One press ----------------------------------------------------------------------------------------------------------


def test_one_press_signs_in_only_in_a_demonstration(marketing: User, settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    browser = Client()
    assert browser.post(f"/sign-in/as/{marketing.pk}/").status_code == 404
    assert is_out(browser)
    page = browser.get("/sign-in/").content.decode()
    assert "/sign-in/as/" not in page
    assert marketing.name not in page
    for url in ("/demonstration/kit/", "/demonstration/mail/", "/demonstration/mail/a.eml/"):
        assert browser.get(url).status_code == 404


def test_one_press_never_signs_in_the_clock_or_who_has_left(marketing: User, founder: User) -> None:
    people.leave(marketing, by=founder)
    for person in (marketing, User.objects.the_clock()):
        assert Client().post(f"/sign-in/as/{person.pk}/").status_code == 404


def test_the_clock_never_signs_in(founder: User) -> None:
    clock = User.objects.the_clock()
    for password in ("!", "", "clock", clock.password):
        assert Client().post("/sign-in/", {"username": clock.email, "password": password}).status_code == 200


# What the browser is told -------------------------------------------------------------------------------------------

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_every_answer_carries_its_protection(
    signed_in: SignedIn, carer: User, manager: User, marketing: User, home: Home
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    browser = signed_in(manager)
    browser.raise_request_exception = False
    answers = {url: browser.get(url) for url in ("/", f"/enquiries/{enquiry.pk}/", "/nothing-here/", "/statements/")}
    answers["403"] = browser.get(f"/enquiries/{enquiry.pk}/take-up/")
    answers["422"] = browser.post(f"/enquiries/{enquiry.pk}/add-a-note/", {})
    answers["400"] = browser.post("/enquiries/log/", {"question": "x" * 3_000_000})
    answers["sign in"] = Client().get("/sign-in/")
    answers["to sign in"] = Client().get("/")
    answers["no token"] = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    answers["alive"] = Client().get("/healthz")
    wrong = [f"{name}: {words}" for name, answer in answers.items() for words in _lacks(answer)]
    assert not wrong, "\n".join(wrong)


def _lacks(answer: Any) -> Iterator[str]:
    """Each protection that this answer does not carry."""
    said = answer.get("Content-Security-Policy", "")
    told = dict(part.split(" ", 1) for part in said.split("; ") if " " in part)
    yield from (f"CSP {key}" for key, wanted in POLICY.items() if told.get(key) != wanted)
    yield from (f"CSP holds {word}" for word in ("unsafe", "*", "http:") if word in said)
    yield from (f"{name} is {answer.get(name)}" for name, wanted in HEADERS.items() if answer.get(name) != wanted)
    page = answer.content.decode()
    inline = ("<style", " style=", "onclick=", "onload=", "javascript:", "<script>")
    yield from (f"the page holds {words}" for words in inline if words in page)


def test_a_file_is_never_shown_inside_the_page(signed_in: SignedIn, marketing: User, home: Home) -> None:
    from enquiries import files

    enquiry = builders.an_approach(by=marketing, home=home)
    kept = files.add_file(enquiry, picture(), by=marketing)
    answer = signed_in(marketing).get(f"/enquiries/{enquiry.pk}/files/{kept.pk}/")
    assert b"".join(answer).startswith(b"\x89PNG")  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="scene.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_an_invitation_gives_no_referrer(founder: User) -> None:
    assert Client().get("/welcome/not-a-token/")["Referrer-Policy"] == "no-referrer"


def test_a_page_without_its_token_says_what_to_do_and_keeps_what_was_typed(marketing: User) -> None:
    """An old tab after signing in anew: the words must survive, so the page says that it is not done."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(marketing, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/enquiries/log/", {"question": "What they asked."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "data-not-done" in page
    assert "CSRF" not in page, "a word that helps nobody"


def test_the_cookies_of_an_installation_that_is_real() -> None:
    """Read in a process of its own: a demonstration lets plain http through, nothing else does."""
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY"
    code = f"from mediapolicy import settings as s; print(all(getattr(s, n) for n in '{names}'.split()), s.DEBUG, "
    code += "s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS)"
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = {**plain, "SECRET_KEY": "x", "SITE_URL": "https://media.example"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "Lax", "Lax", str(2 * 365 * 24 * 3600)]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "DEMONSTRATION": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "one-click sign-in must never face the internet" in done.stderr
