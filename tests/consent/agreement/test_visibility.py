"""Who sees a form, by every address: the home's own people and its leads; nobody who publishes, no other home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consent.agreement import signing, states
from consent.agreement.models import MediaConsent
from consent.agreement.on_person import on_person
from consent.agreement.signing import Given
from consent.agreement.urls import urlpatterns
from consent.agreement.waiting import waiting_for
from consent.people.models import Person
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]
SignedIn = Callable[[User], Client]

WHO = (
    "carer",
    "manager",
    "other_manager",
    "marketing",
    "director",
    "coo",
    "data_protection",
    "safeguarding",
    "auditor",
    "administrator",
    "stranger",
)
READ = {"carer", "manager", "data_protection", "safeguarding", "auditor"}
TAKE = {"carer", "manager"}
# Address -> (state of the form, who gets the page, who is told that it isn't theirs to do). Everybody else: 404.
PAGES: dict[str, tuple[str, set[str], set[str]]] = {
    "form": ("draft", READ, set()),
    "page what": ("draft", TAKE, READ - TAKE),
    "check": ("draft", TAKE, READ - TAKE),
    "sign": ("awaiting signature", TAKE, READ - TAKE),
    "link": ("awaiting signature", TAKE, READ - TAKE),
    "paper": ("awaiting sign-off", READ, set()),
    "step make-ready": ("draft", TAKE, READ - TAKE),
    "step say-no": ("draft", TAKE, READ - TAKE),
    "step go-back": ("awaiting signature", TAKE, READ - TAKE),
    "step take-the-link-back": ("awaiting signature", TAKE, READ - TAKE),
    "step give-papers": ("awaiting sign-off", TAKE, READ - TAKE),
    "step sign-off": ("awaiting sign-off", {"manager"}, READ - {"manager"}),
    "step send-back": ("awaiting sign-off", {"manager"}, READ - {"manager"}),
    "step declare-void": ("awaiting sign-off", {"data_protection"}, READ - {"data_protection"}),
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    return {who: request.getfixturevalue(who) for who in WHO}


@pytest.fixture
def kwame(appoint: Any, home: Home) -> User:
    """Whoever went through the form, so that the Home Manager may sign it off."""
    from mediapolicy.roles import Role

    return appoint("Kwame Lee", Role.STAFF, home)  # type: ignore[no-any-return]


def _form(state: str, joan: Person, by: User) -> MediaConsent:
    if state == "draft":
        return builders.gone_through(joan, by=by)
    consent = builders.ready(joan, by=by)
    if state == "awaiting sign-off":
        signing.sign(consent, Given(method="paper", signer="Joan Ashby", file=_scan()), by=by)
    return consent


def _scan() -> Any:
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile("scan.png", out.getvalue())


def _address(page: str, consent: MediaConsent) -> str:
    name, _, more = page.partition(" ")
    if name == "paper":
        return reverse("consent:paper", args=[consent.pk, consent.signature.pk])
    return reverse(f"consent:{name}", args=[consent.pk, *([more] if more else [])])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_for_its_people_and_for_nobody_else(
    page: str, joan: Person, kwame: User, cast: dict[str, User], signed_in: SignedIn
) -> None:
    state, sees, refused = PAGES[page]
    address = _address(page, _form(state, joan, kwame))
    found = {who: signed_in(person).get(address).status_code for who, person in cast.items()}
    assert found == {who: 200 if who in sees else 403 if who in refused else 404 for who in cast}
    assert Client().get(address).status_code == 302


def test_the_table_above_names_every_address() -> None:
    asked_elsewhere = {"ask", "answered", "remote"}
    assert {one.name for one in urlpatterns} == {page.split()[0] for page in PAGES} | asked_elsewhere


def test_a_form_is_begun_by_the_people_of_the_home(joan: Person, cast: dict[str, User], signed_in: SignedIn) -> None:
    found = {
        who for who, one in cast.items() if signed_in(one).get(f"/consent/people/{joan.pk}/ask/").status_code == 200
    }
    assert found == TAKE


def test_what_one_may_not_see_is_not_written_to_either(
    joan: Person, kwame: User, marketing: User, other_manager: User, signed_in: SignedIn
) -> None:
    consent = _form("awaiting sign-off", joan, kwame)
    for person in (marketing, other_manager):
        for page in PAGES:
            assert signed_in(person).post(_address(page, consent), {"note": "x"}).status_code == 404
    consent.refresh_from_db()
    assert consent.state == "awaiting sign-off"


def test_the_part_on_a_persons_page_says_nothing_to_who_publishes(
    joan: Person, kwame: User, cast: dict[str, User]
) -> None:
    _form("draft", joan, kwame)
    assert {who for who, person in cast.items() if on_person(joan, person) is not None} == READ


def test_a_form_on_an_ongoing_matter_is_nowhere(joan: Person, kwame: User, manager: User, signed_in: SignedIn) -> None:
    consent = _form("draft", joan, kwame)
    MediaConsent.objects.filter(pk=consent.pk).update(is_locked=True)
    assert signed_in(manager).get(consent.get_absolute_url()).status_code == 404
    assert waiting_for(kwame) == []
    shown = on_person(joan, manager)
    assert shown is not None
    assert shown["forms"] == []


def test_what_waits_is_for_whose_it_is(
    joan: Person, kwame: User, carer: User, manager: User, other_manager: User, marketing: User
) -> None:
    consent = builders.gone_through(joan, by=kwame)
    assert [one.url for one in waiting_for(kwame)] == [consent.get_absolute_url()]
    assert waiting_for(manager) == waiting_for(carer) == []
    from consent.agreement import actions

    actions.make_ready(consent, by=kwame)
    signing.sign(consent, builders.drawn(), by=kwame)
    assert [one.title for one in waiting_for(manager)] == ["Sign off the consent form: Joan Ashby"]
    assert waiting_for(kwame) == waiting_for(other_manager) == waiting_for(marketing) == []


def test_notices_name_nobody(joan: Person, carer: User, manager: User) -> None:
    builders.in_force(joan, by=carer, manager=manager)
    words = " ".join(notice.words for notice in Notice.objects.all())
    assert words
    assert not any(name in words for name in ("Joan", "Ashby", "resident", "capacity"))


def test_the_answer_of_the_steps_table_agrees_with_the_pages() -> None:
    from consent.agreement.steps import STEPS

    assert {step.transition for step in STEPS.values()} <= set(states.TRANSITIONS)
