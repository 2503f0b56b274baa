"""The pages of press releases and story ideas: what they show, what they ask of the database, and how a story walks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.takedown import withdrawing
from consent.takedown.models import Showing
from mediapolicy.history.openings import Opening
from mediapolicy.people.models import Home, User
from pressroom.idea.models import StoryIdea
from pressroom.release import actions
from pressroom.release.models import PressRelease
from pressroom.release.states import ReleaseState as S
from tests.conftest import Asked
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("director"), pytest.mark.clause("PR-4a")]
SignIn = Callable[[User], Client]
WHERE = {"ident": "I2", "where": "P10:local_press", "goes_to": "Wexcombe Courier"}


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_story_walks_from_a_carers_phone_to_the_press(
    home: Home,
    joan: Person,
    photo: Asset,
    carer: User,
    marketing: User,
    director: User,
    signed_in: SignIn,
) -> None:
    at_home, desk, board = signed_in(carer), signed_in(marketing), signed_in(director)
    told = {
        "called": "The bake sale",
        "happened": "We baked.",
        "home": home.pk,
        "people": [joan.pk],
        "pictures": [photo.pk],
    }
    assert at_home.post("/ideas/add/", told).status_code == 302
    idea = StoryIdea.objects.get()
    assert "Answer: The bake sale" in body(desk.get("/"))
    assert desk.post(f"/ideas/{idea.pk}/take-up/", {"sure": "on"}).status_code == 302
    release = PressRelease.objects.get()
    assert "Priya Anand writes about it." in body(at_home.get(f"/ideas/{idea.pk}/"))
    where = release.get_absolute_url()
    assert joan.name in body(desk.get(f"{where}people/"))
    assert photo.called in body(desk.get(f"{where}pictures/"))
    assert desk.post(f"{where}people/{joan.pk}/", {**WHERE, "content_type": "quote"}).status_code == 302
    assert desk.post(f"{where}pictures/{photo.pk}/", {**WHERE, "alt_text": "Cakes."}).status_code == 302
    release.refresh_from_db()
    words = {
        "headline": "Bake sale raises £1,240",
        "story_kind": "fundraising",
        "body": "Residents baked.",
        "quotes": "Ana Reyes, Home Manager: We are proud of them.",
        "contact_name": "Priya Anand",
        "contact_phone": "01632 960010",
        "read_version": release.version,
    }
    assert desk.post(f"{where}words/", words).status_code == 302
    assert desk.post(f"{where}send-for-approval/", {"note": ""}).status_code == 302
    approval = Approval.objects.get()
    page = body(board.get(f"/sign-offs/{approval.pk}/"))
    for said in ("Press release PRR-", "We are proud of them.", "Cakes.", "Joan Ashby", "Open the press release"):
        assert said in page
    assert board.post(f"/sign-offs/{approval.pk}/sign-off/", {"seal": approval.seal}).status_code == 302
    assert "Release: Bake sale raises" in body(desk.get("/"))
    assert desk.post(f"{where}release/", {}).status_code == 422
    answer = desk.post(f"{where}release/", {"sure": "on", "form_key": str(uuid.uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, where)
    release.refresh_from_db()
    assert Showing.objects.filter(record_id=release.pk).count() == 4  # one form, one for each place
    assert release.state == S.RELEASED
    assert release.reference in body(desk.get("/releases/?tab=out"))


@pytest.mark.clause("CRM-2")
@pytest.mark.parametrize("more", ["", "preview/", "words/", "versions/1/", "give-up/"])
def test_each_page_of_a_release_keeps_who_opened_it_as_what(
    release: PressRelease, marketing: User, signed_in: SignIn, more: str
) -> None:
    assert signed_in(marketing).get(f"{release.get_absolute_url()}{more}").status_code == 200
    kept = Opening.objects.values_list("kind", "record_id", "person__name", "as_role")
    assert list(kept) == [("pressrelease", release.pk, "Priya Anand", "marketing_manager")]


@pytest.mark.clause("PR-1")
def test_bad_news_is_asked_about_and_stopped_by_nothing(
    release: PressRelease, marketing: User, signed_in: SignIn
) -> None:
    desk = signed_in(marketing)
    assert "Is this good news?" not in body(desk.get(release.get_absolute_url()))
    actions.change_words(
        release, body="The police ended their investigation.", read_version=release.version, by=marketing
    )
    page = body(desk.get(release.get_absolute_url()))
    assert "Is this good news?" in page
    assert "<strong>police</strong>, <strong>investigation</strong>" in page
    assert desk.post(f"{release.get_absolute_url()}send-for-approval/", {"note": ""}).status_code == 302


@pytest.mark.clause("SM-26")
def test_the_page_shows_the_answer_about_each_person_and_picture_and_never_why(
    release: PressRelease, joan: Person, photo: Asset, carer: User, marketing: User, signed_in: SignIn
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    desk = signed_in(marketing)
    page = body(desk.get(release.get_absolute_url()))
    assert "May be shown" in page
    assert "May be used" in page
    withdrawing.withdraw(joan, made_by="self", by=carer)
    page = body(desk.get(release.get_absolute_url()))
    assert "Don’t show Joan this way." in page
    assert "withdr" not in page.lower().replace("/withdraw/", "")


@pytest.mark.clause("SM-26")
def test_whoever_is_only_in_the_words_is_seen_before_it_is_sent(
    release: PressRelease, joan: Person, marketing: User, signed_in: SignIn
) -> None:
    actions.change_words(release, body="Joan Ashby baked.", read_version=release.version, by=marketing)
    page = body(signed_in(marketing).get(f"{release.get_absolute_url()}send-for-approval/"))
    assert "In the words, and not asked about yet" in page
    assert "Joan Ashby" in page


def test_the_preview_is_laid_out_as_uk_newsrooms_know_it(
    release: PressRelease, photo: Asset, marketing: User, signed_in: SignIn
) -> None:
    made.with_picture(release, photo, by=marketing, caption="Three days of cake.", credit="Jo Pettifer")
    embargo = timezone.now().replace(year=2027, month=6, day=3, hour=5, minute=1, second=0, microsecond=0)
    actions.change_words(
        release, embargo_until=embargo, notes="Larkfield is open daily.", read_version=release.version, by=marketing
    )
    page = body(signed_in(marketing).get(f"{release.get_absolute_url()}preview/"))
    order = [
        "PRESS RELEASE",
        "EMBARGO: not for publication or broadcast before 06:01 on Thursday 3 June 2027",
        "Bake sale raises",
        "Wexcombe: Residents and neighbours",
        "ENDS",
        "Press contact",
        "Notes to editors",
        "Three days of cake. Picture: Jo Pettifer.",
    ]
    places = [page.index(words, page.index("<article")) for words in order]
    assert places == sorted(places)


def test_a_quote_that_cannot_be_read_is_named(release: PressRelease, marketing: User, signed_in: SignIn) -> None:
    form = {
        "headline": "A",
        "story_kind": "event",
        "quotes": "Ana: Yes.\nNo colon here",
        "read_version": release.version,
    }
    answer = signed_in(marketing).post(f"{release.get_absolute_url()}words/", form)
    assert answer.status_code == 422
    assert "Line 2: write who said it, a colon, and the words." in body(answer)


def test_the_list_is_narrowed_by_words_and_kind(home: Home, marketing: User, signed_in: SignIn) -> None:
    made.a_draft(by=marketing, home=home)
    advert = made.a_draft(by=marketing, home=home, kind="advertorial", headline="A home like yours")
    desk = signed_in(marketing)
    for narrowed in ("?words=home+like", "?kind=advertorial", f"?words={advert.reference}"):
        page = body(desk.get(f"/releases/{narrowed}"))
        assert advert.headline in page
        assert "Bake sale raises" not in page
    assert desk.get("/releases/?kind=forged&tab=forged").status_code == 200


def test_what_stands_under_every_release_is_kept_by_those_who_write_them(marketing: User, signed_in: SignIn) -> None:
    desk = signed_in(marketing)
    form = {"about_us": "Us.", "contact_name": "Priya Anand", "contact_phone": "", "contact_email": ""}
    answer = desk.post("/releases/details/", form)
    assert answer.status_code == 422
    assert "with a phone number or an email address" in body(answer)
    assert desk.post("/releases/details/", {**form, "contact_phone": "01632 960010"}).status_code == 302
    assert desk.post("/releases/details/", {**form, "contact_email": "press@larkfield.example"}).status_code == 302
    assert "press@larkfield.example" in body(desk.get("/releases/details/"))


# What it costs ------------------------------------------------------------------------------------------------------


def test_no_page_asks_more_of_the_database_than_it_may_however_much_is_in_it(
    home: Home,
    joan: Person,
    photo: Asset,
    release: PressRelease,
    carer: User,
    manager: User,
    marketing: User,
    signed_in: SignIn,
    queries: Callable[[], Asked],
) -> None:
    made.with_picture(made.with_somebody(release, joan, by=marketing), photo, by=marketing)
    desk, where = signed_in(marketing), release.get_absolute_url()
    pages = {
        "/releases/": 8,
        "/ideas/": 8,
        where: 18,
        f"{where}words/": 12,
        f"{where}preview/": 12,
        f"{where}people/?words=joan": 12,
        f"{where}pictures/": 12,
        f"{where}send-for-approval/": 20,
    }

    def counted() -> dict[str, int]:
        found = {}
        for url in pages:
            with queries() as asked:
                assert desk.get(url).status_code == 200, url
            found[url] = len(asked.statements)
        return found

    first = counted()
    for number in range(2):
        other = made.somebody_who_agreed(home=home, by=carer, manager=manager, name=f"Vera Lunt {number}")
        more = made.a_picture(other, by=carer, released_by=manager, seed=number + 5)
        made.with_picture(made.with_somebody(release, other, by=marketing), more, by=marketing)
        made.a_draft(by=marketing, home=home)
    second = counted()
    assert first == second
    assert {url: count for url, count in second.items() if count > pages[url]} == {}, second


def test_an_embargo_that_holds_is_seen_and_can_be_lifted(
    release: PressRelease, marketing: User, director: User, signed_in: SignIn
) -> None:
    later = timezone.now() + timedelta(days=2)
    actions.change_words(release, embargo_until=later, read_version=release.version, by=marketing)
    made.released(release, by=marketing, director=director)
    desk, where = signed_in(marketing), release.get_absolute_url()
    assert "Lift the embargo now" in body(desk.get(where))
    assert desk.post(f"{where}lift-the-embargo/", {"note": "The council told the paper."}).status_code == 302
    assert "Lift the embargo now" not in body(desk.get(where))
    assert PressRelease.objects.public(timezone.now()).exists()
