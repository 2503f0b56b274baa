"""What people see of changes of mind, of what is shown and of takedowns: who may open what, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as C
from consent.people.models import Person
from consent.takedown.models import MadeBy, Showing, TakedownTask, Withdrawal
from consent.takedown.on_person import on_person
from consent.takedown.withdrawing import withdraw
from mediapolicy.people.models import User
from tests import builders
from tests.builders import World
from tests.consent import builders_takedown as make
from tests.consent.takedown.test_withdrawal import unable

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
EVERYBODY = tuple(builders.CAST)
AT_THE_HOME = {"carer", "manager"}
SEES_ANSWERS = AT_THE_HOME | {
    *("marketing", "director", "second director", "coo", "data protection", "safeguarding", "auditor")
}
MAY_WITHDRAW = SEES_ANSWERS - {"auditor"}
KEEPS = {"manager", "marketing", "coo"}
# Of another home: the lists open, and hold nothing of this one.
KEEPS_SOMEWHERE = KEEPS | {"other manager"}
WITHDRAWS_SOMEWHERE = MAY_WITHDRAW | {"other manager"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


@pytest.fixture
def elsie(world: World) -> Person:
    return make.a_person(by=world["carer"], home=world.home)


@pytest.fixture
def consent(world: World, elsie: Person) -> MediaConsent:
    return make.agreed(elsie, by=world["carer"], manager=world["manager"])


@pytest.fixture
def post(world: World, elsie: Person, consent: MediaConsent) -> Showing:
    return make.a_post(elsie, by=world["marketing"])


@pytest.fixture
def noted(world: World, elsie: Person, post: Showing) -> Withdrawal:
    return withdraw(elsie, made_by=MadeBy.SELF, words="She is tired of it.", by=world["carer"])


def who_opens(url: str, world: World, signed_in: SignIn) -> set[str]:
    """Everybody for whom this address answers; for all others it doesn't exist."""
    codes = {who: signed_in(world[who]).get(url).status_code for who in EVERYBODY}
    assert set(codes.values()) <= {200, 404}, codes
    return {who for who, code in codes.items() if code == 200}


@pytest.mark.clause("SM-26")
def test_whoever_may_not_know_finds_nothing(
    world: World, elsie: Person, noted: Withdrawal, post: Showing, signed_in: SignIn
) -> None:
    task = noted.tasks.get(kind="remove")
    opened = {
        "/consent/changed-their-mind/": WITHDRAWS_SOMEWHERE,
        f"/consent/withdrawals/{noted.pk}/": SEES_ANSWERS,
        f"/consent/showings/{post.pk}/": SEES_ANSWERS,
        "/consent/showings/": KEEPS_SOMEWHERE,
        "/consent/showings/add/": KEEPS_SOMEWHERE,
        "/consent/takedowns/": KEEPS_SOMEWHERE,
        f"/consent/takedowns/{task.pk}/finish/": KEEPS,
        f"/consent/showings/{post.pk}/take-down/": KEEPS,
    }
    for url, who in opened.items():
        assert who_opens(url, world, signed_in) == who, url


def test_who_may_read_but_not_write_is_told_why(world: World, elsie: Person, signed_in: SignIn) -> None:
    url = f"/consent/people/{elsie.pk}/changed-their-mind/"
    codes = {who: signed_in(world[who]).get(url).status_code for who in EVERYBODY}
    assert {who for who, code in codes.items() if code == 200} == MAY_WITHDRAW
    assert {who for who, code in codes.items() if code == 403} == {"auditor"}


def test_another_home_finds_nobody_of_this_one(world: World, elsie: Person, signed_in: SignIn) -> None:
    for who, sees in (("carer", True), ("other manager", False)):
        answer = signed_in(world[who]).get("/consent/changed-their-mind/", {"words": "marr"})
        assert ("Elsie Marrable" in answer.content.decode()) is sees


@pytest.mark.clause("SM-26")
def test_acceptance_23_a_night_carer_takes_it_back_and_it_holds_at_once(
    world: World, elsie: Person, consent: MediaConsent, post: Showing, signed_in: SignIn
) -> None:
    carer = signed_in(world["carer"])
    found = carer.get("/consent/changed-their-mind/", {"words": "elsie"})
    url = f"/consent/people/{elsie.pk}/changed-their-mind/"
    assert url in found.content.decode()
    answer = carer.post(url, {"made_by": "self"}, follow=True)
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN
    page = answer.content.decode()
    assert "It is in effect from now on." in page
    assert "Remove, blur or crop it" in page
    assert Withdrawal.objects.get().how == "said"


def test_some_of_it_by_the_page(world: World, elsie: Person, consent: MediaConsent, signed_in: SignIn) -> None:
    url = f"/consent/people/{elsie.pk}/changed-their-mind/?what=some"
    carer = signed_in(world["carer"])
    assert carer.post(url, {"made_by": "self"}).status_code == 422
    assert carer.post(url, {"made_by": "self", "purposes": ["P07"]}).status_code == 302
    assert MediaConsent.objects.get(supersedes=consent).purposes == {"P05", "P06", "P08"}


def test_one_picture_by_the_page(world: World, elsie: Person, consent: MediaConsent, signed_in: SignIn) -> None:
    one = make.a_picture(elsie, by=world["marketing"])
    url = f"/consent/people/{elsie.pk}/changed-their-mind/?what=picture"
    carer = signed_in(world["carer"])
    assert one.called in carer.get(url).content.decode()
    assert carer.post(url, {"made_by": "self", "asset": str(one.pk)}).status_code == 302
    assert Withdrawal.objects.get().asset == one


def test_a_double_tap_counts_once(world: World, elsie: Person, consent: MediaConsent, signed_in: SignIn) -> None:
    make.a_post(elsie, by=world["marketing"])
    make.agreed(elsie, by=world["carer"], manager=world["manager"])
    url = f"/consent/people/{elsie.pk}/changed-their-mind/?what=some"
    given = {"made_by": "self", "purposes": ["P07"], "form_key": "5f0c2b52-63c9-4c0a-9d3e-6a7b1f0c9e11"}
    carer = signed_in(world["carer"])
    assert [carer.post(url, given).status_code for _ in range(2)] == [302, 302]
    assert Withdrawal.objects.count() == 1
    assert TakedownTask.objects.filter(kind="remove").count() == 1
    assert MediaConsent.objects.filter(edition=2).count() == 2


@pytest.mark.clause("IR-6")
def test_marketing_reads_neither_reason_nor_way_nor_that_a_relative_objects(
    world: World, elsie: Person, noted: Withdrawal, signed_in: SignIn
) -> None:
    url = f"/consent/withdrawals/{noted.pk}/"
    for who, reads in (("carer", True), ("manager", True), ("marketing", False), ("director", False)):
        page = signed_in(world[who]).get(url).content.decode()
        assert ("She is tired of it." in page, "Who said so" in page) == (reads, reads), who
    other = make.a_person(by=world["carer"], home=world.home, name="Ben Tarrant")
    asked = withdraw(other, made_by=MadeBy.SOMEBODY_ELSE, by=world["carer"])
    assert who_opens(f"/consent/withdrawals/{asked.pk}/", world, signed_in) == {
        *AT_THE_HOME,
        "data protection",
        "safeguarding",
        "auditor",
    }


@pytest.mark.clause("IR-6")
def test_the_answer_to_a_relative_is_the_same_whatever_somebody_can_decide(world: World, signed_in: SignIn) -> None:
    said = []
    for name, able in (("Ann Able", True), ("Una Able", False)):
        person = make.a_person(by=world["carer"], home=world.home, name=name)
        make.agreed(person, by=world["carer"], manager=world["manager"])
        if not able:
            unable(person, world)
        url = f"/consent/people/{person.pk}/changed-their-mind/"
        answer = signed_in(world["marketing"]).post(url, {"made_by": "somebody_else"}, follow=True)
        page = answer.content.decode()
        noted = Withdrawal.objects.get(subject=person)
        for mine in (noted.reference, str(noted.pk), person.name, person.first_name, str(person.pk)):
            page = page.replace(mine, "X")
        said.append([line for line in page.splitlines() if not any(w in line for w in ("csrf", "nonce", "<time"))])
    assert said[0] == said[1]


def test_a_task_is_done_by_its_page_and_the_person_is_told(
    world: World, elsie: Person, noted: Withdrawal, signed_in: SignIn
) -> None:
    marketing, carer = signed_in(world["marketing"]), signed_in(world["carer"])
    assert "Remove, blur or crop it" in marketing.get("/").content.decode()
    for task in noted.tasks.all():
        url = f"/consent/takedowns/{task.pk}/finish/"
        assert marketing.post(url, {"outcome": "refused"}).status_code == 422
        assert marketing.post(url, {"outcome": "removed"}).status_code == 302
    assert "Tell Elsie what happened" in carer.get("/").content.decode()
    told = carer.get(f"/consent/withdrawals/{noted.pk}/told/").content.decode()
    assert "Harvest supper, Facebook: removed." in told
    assert carer.post(f"/consent/withdrawals/{noted.pk}/told/").status_code == 302
    assert "Tell Elsie what happened" not in carer.get("/").content.decode()


def test_what_is_shown_is_noted_only_if_everybody_in_it_may_be(
    world: World, elsie: Person, consent: MediaConsent, signed_in: SignIn
) -> None:
    make.a_person(by=world["carer"], home=world.home, name="Ben Tarrant")
    given = {
        "called": "Garden page",
        "home": str(world.home.pk),
        "purpose": "P06",
        "channel": "website",
        "url": "https://larkfield.example/garden",
        "people": "Elsie Marrable\nBen Tarrant",
        "content_type": "photo",
        "ident": "I2",
    }
    marketing = signed_in(world["marketing"])
    refused = marketing.post("/consent/showings/add/", given)
    assert refused.status_code == 422
    assert "Don’t show Ben" in refused.content.decode()
    wrong = marketing.post("/consent/showings/add/", {**given, "people": "Nobody Known"})
    assert "Nobody Known (nobody of this name)" in wrong.content.decode()
    bad_place = marketing.post("/consent/showings/add/", {**given, "people": elsie.name, "channel": "paid_social"})
    assert "A paid post, for one, is an advert." in bad_place.content.decode()
    assert not Showing.objects.exists()
    kept = marketing.post("/consent/showings/add/", {**given, "people": elsie.name}, follow=True)
    assert "May stay" in kept.content.decode()


def test_a_badge_says_may_no_longer_be_shown_and_never_why(
    world: World, noted: Withdrawal, post: Showing, signed_in: SignIn
) -> None:
    page = signed_in(world["marketing"]).get(f"/consent/showings/{post.pk}/").content.decode()
    assert "May no longer be shown" in page
    assert "tired" not in page


@pytest.mark.clause("CC-2")
def test_somebody_of_an_ongoing_matter_is_nobody_for_the_others(
    world: World, elsie: Person, noted: Withdrawal, post: Showing, signed_in: SignIn
) -> None:
    for record in (elsie, noted, post, *noted.tasks.all()):
        type(record)._base_manager.filter(pk=record.pk).update(is_locked=True)
    for url in (f"/consent/withdrawals/{noted.pk}/", f"/consent/showings/{post.pk}/"):
        assert who_opens(url, world, signed_in) == {"coo"}
    page = signed_in(world["marketing"]).get("/consent/takedowns/?tab=open").content.decode()
    assert noted.tasks.all()[0].reference not in page


def test_on_a_persons_page(world: World, elsie: Person, noted: Withdrawal, post: Showing) -> None:
    seen = on_person(elsie, world["carer"])
    assert seen is not None
    assert (seen["withdrawals"], seen["showings"], seen["may_withdraw"]) == ([noted], [post], True)
    assert on_person(elsie, world["other manager"]) is None
    auditor = on_person(elsie, world["auditor"])
    assert auditor is not None
    assert auditor["may_withdraw"] is False


LIST, RECORD = 8, 12


def test_pages_ask_the_same_few_statements_however_much_there_is(
    world: World, elsie: Person, signed_in: SignIn, queries: Any
) -> None:
    asked: list[dict[str, int]] = []
    client = signed_in(world["marketing"])
    noted, post = None, None
    for number in range(2):
        for one in range(1 if number == 0 else 5):
            person = make.a_person(by=world["carer"], home=world.home, name=f"Ann {number}{one}")
            other = make.a_person(by=world["carer"], home=world.home, name=f"Bob {number}{one}")
            for each in (person, other):
                make.agreed(each, by=world["carer"], manager=world["manager"])
            showing = make.a_post(person, other, by=world["marketing"])
            made = withdraw(person, made_by=MadeBy.SELF, by=world["carer"])
            post, noted = post or showing, noted or made
        assert noted is not None
        assert post is not None
        pages = {
            "/consent/showings/": LIST,
            "/consent/takedowns/": LIST,
            "/consent/takedowns/?tab=done": LIST,
            "/consent/changed-their-mind/?words=ann": LIST,
            f"/consent/showings/{post.pk}/": 16,  # the gate's own six among them
            f"/consent/withdrawals/{noted.pk}/": RECORD,
        }
        count = {}
        for url, ceiling in pages.items():
            with queries() as counted:
                assert client.get(url).status_code == 200
            count[url] = len(counted.statements)
            assert count[url] <= ceiling, (url, count[url], counted.statements)
        asked.append(count)
    assert asked[0] == asked[1]
    assert timezone.now() - timedelta(hours=1) < TakedownTask.objects.latest("created_at").created_at
