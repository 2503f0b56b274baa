"""What the pages of the form say and do: little at a time, nothing ticked beforehand, nothing typed lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consent.agreement import actions
from consent.agreement.models import MediaConsent
from consent.agreement.pages import PAGES, pages_for
from consent.agreement.questions import QUESTIONS
from consent.people.models import Person
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _page(consent: MediaConsent, slug: str) -> str:
    return f"/consent/forms/{consent.pk}/pages/{slug}/"


def test_a_form_is_begun_and_gone_through_page_by_page(joan: Person, carer: User, signed_in: SignedIn) -> None:
    browser = signed_in(carer)
    begun = browser.post(f"/consent/people/{joan.pk}/ask/", {"decider": "self", "reason": "admission"})
    consent = joan.consents.get()
    assert begun["Location"] == _page(consent, "what")
    went = browser.post(_page(consent, "what"), {"photos": "yes", "films": "no"})
    assert went["Location"] == _page(consent, "inside")
    browser.post(_page(consent, "public"), {"facebook": "yes"})
    consent.refresh_from_db()
    assert consent.answers == {"photos": "yes", "films": "no", "facebook": "yes"}
    assert consent.purposes == {"P07"}
    again = browser.get(_page(consent, "what")).content.decode()
    assert re.search(r'name="photos"[^>]*value="yes"[^>]*checked', again)
    assert re.search(r'name="films"[^>]*value="no"[^>]*checked', again)
    assert not re.search(r'name="words"[^>]*checked', again)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("page", [page.slug for page in PAGES if page.slug not in ("explain", "organisations")])
def test_nothing_is_ticked_beforehand_and_yes_and_no_are_one_size(
    joan: Person, carer: User, signed_in: SignedIn, page: str
) -> None:
    consent = builders.asked(joan, by=carer)
    content = signed_in(carer).get(_page(consent, page)).content.decode()
    assert " checked" not in content
    assert content.count("mp-pick--large") == content.count('class="mp-pick ')
    assert "Stop for now" in content
    assert "mp-nav" not in content
    assert "mp-footer" not in content


def test_there_is_no_all_of_the_above(joan: Person, carer: User) -> None:
    for one in QUESTIONS:
        assert len({one.purpose}) == 1
        assert "all of" not in one.words.lower()
    assert len({one.key for one in QUESTIONS}) == len(QUESTIONS)


def test_stop_for_now_keeps_what_was_given(joan: Person, carer: User, signed_in: SignedIn) -> None:
    consent = builders.asked(joan, by=carer)
    stopped = signed_in(carer).post(_page(consent, "what"), {"photos": "yes", "stop": "1"})
    assert stopped["Location"] == consent.get_absolute_url()
    consent.refresh_from_db()
    assert consent.answers == {"photos": "yes"}


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        ("resident", {"inside", "afterwards", "safety"}, set()),
        ("staff", {"elsewhere"}, {"inside", "health", "afterwards", "safety"}),
        ("visitor", {"public", "press"}, {"inside", "elsewhere", "health", "afterwards", "safety"}),
    ],
)
def test_each_kind_of_person_has_their_own_pages(
    home: Home, carer: User, kind: str, there: set[str], not_there: set[str]
) -> None:
    person = builders.somebody(home=home, by=carer, subject_type=kind, name="Kim Doyle")
    consent = builders.asked(person, by=carer)
    actions.choose(consent, answers=builders.ANSWERS, by=carer)
    slugs = {page.slug for page in pages_for(consent)}
    assert there <= slugs
    assert not slugs & not_there


def test_the_question_about_health_comes_when_something_is_public(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    assert "health" not in {page.slug for page in pages_for(consent)}
    actions.choose(consent, answers={"facebook": "yes"}, by=carer)
    assert "health" in {page.slug for page in pages_for(consent)}
    assert "organisations" not in {page.slug for page in pages_for(consent)}
    actions.choose(consent, answers={"local_paper": "yes"}, by=carer)
    assert "organisations" in {page.slug for page in pages_for(consent)}


def test_each_page_keeps_what_it_asks(joan: Person, carer: User, signed_in: SignedIn) -> None:
    browser, consent = signed_in(carer), builders.asked(joan, by=carer)
    sent: dict[str, dict[str, Any]] = {
        "what": {"photos": "yes"},
        "public": {"facebook": "yes"},
        "press": {"local_paper": "yes"},
        "name": {"name": "I3", "age": "yes", "home_name": "no", "tagged": "yes"},
        "health": {"health": "yes", "health_detail": "arthritis"},
        "organisations": {"name_1": "Wexcombe Courier", "role_1": "newspaper"},
        "until": {"until": "six", "see_first": "yes", "conditions": "Never with the cat"},
        "afterwards": {"after_death": "ask_representative", "after_leaving": "keep_existing"},
        "safety": {"must_not_know": "no"},
        "explain": {
            "formats": ["spoken"],
            "no_detriment_shown": "on",
            "irreversible_explained": "on",
            "overseas_explained": "on",
        },
    }
    for slug, data in sent.items():
        assert browser.post(_page(consent, slug), data).status_code == 302, slug
    consent.refresh_from_db()
    assert (consent.most_ident, consent.may_use_age, consent.may_use_home_name, consent.may_be_tagged) == (
        "I4",
        True,
        False,
        True,
    )
    assert (consent.health_agreed, consent.health_detail, consent.may_mention_health) == (True, "arthritis", True)
    assert consent.third_parties == [{"name": "Wexcombe Courier", "role": "newspaper"}]
    assert (consent.view_first, consent.conditions) == (True, "Never with the cat")
    assert (consent.after_death, consent.after_leaving, consent.after_capacity_loss) == (
        "ask_representative",
        "keep_existing",
        "stop",
    )
    assert consent.somebody_must_not_know is False
    checked = browser.get(f"/consent/forms/{consent.pk}/check/").content.decode()
    assert "Before it can be signed" not in checked
    assert "Go on to sign or make your mark" in checked
    went = browser.post(f"/consent/forms/{consent.pk}/steps/make-ready/", {})
    assert went["Location"] == f"/consent/forms/{consent.pk}/sign/"


def test_what_was_drawn_stays_when_something_is_missing(joan: Person, carer: User, signed_in: SignedIn) -> None:
    consent = builders.ready(joan, by=carer)
    browser, address = signed_in(carer), f"/consent/forms/{consent.pk}/sign/"
    drawn = {"signer": "Joan Ashby", "drawing": builders.STROKES, "shown": consent.shown_hash}
    page = browser.post(address, {"method": "mark", **drawn})
    assert page.status_code == 422
    assert builders.STROKES in page.content.decode()
    assert "This needs a witness" in page.content.decode()
    done = browser.post(address, {"method": "on_screen", **drawn})
    assert done["Location"] == consent.get_absolute_url()
    shown = browser.get(consent.get_absolute_url()).content.decode()
    assert f'<path d="{builders.STROKES}"/>' in shown


def test_the_sign_off_page_shows_exactly_what_is_signed_off_and_what_is_missing(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    consent = builders.signed(joan, by=carer)
    browser, address = signed_in(manager), f"/consent/forms/{consent.pk}/steps/sign-off/"
    page = browser.get(address).content.decode()
    assert "Hand over the copy and the slip" in page
    assert "Exactly this is signed off" in page
    assert "On our social media" in page
    assert ">Sign off this form</button>" not in " ".join(page.split())
    signed_in(carer).post(f"/consent/forms/{consent.pk}/steps/give-papers/", {"privacy_notice": "PN 3", "handed": "on"})
    assert browser.post(address, {"shown": consent.shown_hash}).status_code == 302
    consent.refresh_from_db()
    assert consent.state == "active"


def test_versions_show_what_changed(joan: Person, carer: User, manager: User, signed_in: SignedIn) -> None:
    first = builders.in_force(joan, by=carer, manager=manager)
    second = builders.in_force(joan, by=carer, manager=manager, answers={"photos": "yes", "wall": "yes"})
    page = signed_in(carer).get(second.get_absolute_url()).content.decode()
    assert "What changed since version 1" in page
    assert "<del>" in page
    assert first.get_absolute_url() in page


def test_the_code_of_a_link_is_shown_once(joan: Person, carer: User, signed_in: SignedIn) -> None:
    consent = builders.ready(joan, by=carer)
    browser, address = signed_in(carer), f"/consent/forms/{consent.pk}/link/"
    assert "joan@ashby.example" in browser.get(address).content.decode()
    sent = browser.post(address, {"form_key": "5f2f4b34-6c6e-4a4c-9b5e-2f9d7c1f0a11"})
    assert re.search(r"mp-sign__code\">\d{3} \d{3}<", sent.content.decode())
    again = browser.post(address, {"form_key": "5f2f4b34-6c6e-4a4c-9b5e-2f9d7c1f0a11"})
    assert again.status_code == 302
    assert consent.links.count() == 1


def test_when_nobody_may_decide_the_page_says_what_to_do(
    joan: Person, carer: User, manager: User, signed_in: SignedIn
) -> None:
    builders.an_assessment(joan, "lacks", by=manager)
    builders.an_attorney(joan, kind="next_of_kin", name="Ruth Ashby")
    page = signed_in(carer).get(f"/consent/people/{joan.pk}/ask/").content.decode()
    assert "cannot agree for them" in page
    assert "Ruth" not in page
    assert "Begin" not in page


def test_an_old_page_does_not_write_over_a_newer_one(joan: Person, carer: User, signed_in: SignedIn) -> None:
    consent = builders.asked(joan, by=carer)
    browser = signed_in(carer)
    assert browser.post(_page(consent, "what"), {"photos": "yes", "read_version": "1"}).status_code == 302
    assert browser.post(_page(consent, "what"), {"photos": "no", "read_version": "1"}).status_code == 409


# Statements ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["carer", "manager"])
def test_a_page_asks_little_of_the_database_however_much_there_is(
    joan: Person,
    carer: User,
    manager: User,
    signed_in: SignedIn,
    queries: Callable[[], Any],
    request: pytest.FixtureRequest,
    who: str,
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    consent = builders.in_force(joan, by=carer, manager=manager)
    browser.get(consent.get_absolute_url())
    with queries() as first:
        browser.get(consent.get_absolute_url())
    for _ in range(3):
        consent = builders.in_force(joan, by=carer, manager=manager)
    with queries() as second:
        browser.get(consent.get_absolute_url())
    assert len(first.statements) <= 12, first.statements
    assert len(second.statements) <= len(first.statements), second.statements


@pytest.mark.parametrize("page", [page.slug for page in PAGES])
def test_a_page_of_the_form_asks_little_of_the_database(
    joan: Person, carer: User, signed_in: SignedIn, queries: Callable[[], Any], page: str
) -> None:
    consent, browser = builders.asked(joan, by=carer), signed_in(carer)
    browser.get(_page(consent, page))
    with queries() as asked:
        browser.get(_page(consent, page))
    assert len(asked.statements) <= 12, asked.statements


def test_my_work_shows_forms_in_one_statement_more(
    joan: Person, carer: User, manager: User, home: Home, signed_in: SignedIn, queries: Callable[[], Any]
) -> None:
    browser = signed_in(manager)
    browser.get("/")
    with queries() as before:
        browser.get("/")
    for name in ("Ada Bell", "Bob Cole", "Cy Dunn"):
        builders.signed(builders.somebody(home=home, by=carer, name=name), by=carer)
    with queries() as after:
        page = browser.get("/").content.decode()
    assert "Sign off the consent form: Bob Cole" in page
    assert len(after.statements) == len(before.statements)
