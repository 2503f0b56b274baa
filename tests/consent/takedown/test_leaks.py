"""What the pages of a change of mind, and of what is shown, tell of other homes and of an ongoing matter: nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consent.agreement import actions as agreement
from consent.people.actions import move
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown import actions
from consent.takedown.models import Showing, TakedownTask
from consent.takedown.showing import Part, note_showing
from consent.takedown.withdrawing import withdraw
from mediapolicy.notices.models import Notice
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from tests.consent import builders_pictures as pictures
from tests.consent import builders_takedown as make

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
EACH_TIME = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce(?:="|-)[A-Za-z0-9+/=_-]+"?')
UNCLEARED = "carer manager marketing director data_protection safeguarding auditor administrator stranger"


@pytest.fixture
def elsie(home: Home, carer: User, manager: User) -> Person:
    person = make.a_person(by=carer, home=home)
    make.agreed(person, by=carer, manager=manager)
    return person


def said(browser: Client, url: str) -> tuple[int, str]:
    answer = browser.get(url)
    return answer.status_code, EACH_TIME.sub("", answer.content.decode())


@pytest.mark.clause("CC-2")
def test_that_somebody_is_part_of_a_matter_changes_no_page_of_the_uncleared(
    elsie: Person, coo: User, request: pytest.FixtureRequest, signed_in: SignedIn
) -> None:
    marketing, manager = request.getfixturevalue("marketing"), request.getfixturevalue("manager")
    picture, post = make.a_picture(elsie, by=manager), make.a_post(elsie, by=marketing)
    one = f"/consent/people/{elsie.pk}/"
    urls = [
        *("/", "/notices/", "/consent/people/", "/consent/people/?answer=social", one, f"{one}capacity/"),
        *("/consent/pictures/", "/consent/pictures/?use=P07+facebook&allowed=on", picture.get_absolute_url()),
        f"{picture.get_absolute_url()}?use=P07+facebook",
        *("/consent/showings/", post.get_absolute_url(), "/consent/takedowns/?tab=open", f"{one}changed-their-mind/"),
    ]
    browsers = {who: signed_in(request.getfixturevalue(who)) for who in UNCLEARED.split()}
    before = {(who, url): said(browser, url) for who, browser in browsers.items() for url in urls}
    assert sum(status == 200 for status, _ in before.values()) > 60
    stops.place(StopKind.MATTER, elsie, "Part of it.", by=coo)
    after = {(who, url): said(browser, url) for who, browser in browsers.items() for url in urls}
    assert [where for where in before if before[where] != after[where]] == []
    task = TakedownTask.objects.get(showing=post)
    assert (task.is_locked, task.owner, task.kind) == (True, coo, "review")
    assert "The COO decides" in said(signed_in(coo), post.get_absolute_url())[1]
    actions.finish_task(task, "may_stay", by=coo)  # it is theirs to say


def test_nothing_of_the_matter_is_said_to_whoever_notes_what_is_shown(
    elsie: Person, coo: User, marketing: User
) -> None:
    stops.place(StopKind.MATTER, elsie, "Part of it.", by=coo)
    with pytest.raises(Missing) as refused:
        make.a_post(elsie, by=marketing)
    assert refused.value.missing == ["Don’t show Elsie this way. Ask the home if you think this should change."]


def test_what_only_a_matter_knows_of_is_on_no_page_of_a_change_of_mind(
    elsie: Person, carer: User, manager: User, marketing: User, coo: User, signed_in: SignedIn
) -> None:
    post = make.a_post(elsie, by=marketing, called="Quillhaven feast")
    noted = withdraw(elsie, made_by="self", by=carer)
    TakedownTask.objects.exclude(showing=post).update(state="done", outcome="removed")
    Showing.objects.filter(pk=post.pk).update(is_locked=True)
    TakedownTask.objects.filter(showing=post).update(is_locked=True)
    for person, sees in ((manager, False), (carer, False), (coo, True)):
        browser = signed_in(person)
        for url in (noted.get_absolute_url(), f"{noted.get_absolute_url()}told/"):
            status, page = said(browser, url)
            assert (status, "Quillhaven" in page) == (200, sees), (person, url)
    actions.tell_them(noted, by=carer)


def test_a_picture_of_a_matter_makes_no_tab(elsie: Person, carer: User, manager: User, signed_in: SignedIn) -> None:
    picture = make.a_picture(elsie, by=manager)
    url = f"/consent/people/{elsie.pk}/changed-their-mind/"
    assert "One picture" in said(signed_in(carer), url)[1]
    Asset.objects.filter(pk=picture.pk).update(is_locked=True)
    assert "One picture" not in said(signed_in(carer), url)[1]


@pytest.fixture
def shared(elsie: Person, other_home: Home, other_manager: User, marketing: User) -> Showing:
    """A post of one home with somebody of another in it."""
    bob = make.a_person(by=other_manager, home=other_home, name="Bob Quillhaven")
    pictures.agreed(bob, by=other_manager, signed_by=other_manager, conditions="Quillhaven only")
    return make.a_post(elsie, bob, by=marketing)


def test_somebody_of_another_home_is_no_name_on_the_page_of_what_is_shown(
    shared: Showing, manager: User, other_manager: User, marketing: User, signed_in: SignedIn
) -> None:
    bob = Person.objects.get(name="Bob Quillhaven")
    withdraw(bob, made_by="self", by=other_manager)
    urls = [shared.get_absolute_url(), "/consent/takedowns/?tab=open"]
    urls += [f"/consent/takedowns/{task.pk}/finish/" for task in TakedownTask.objects.filter(showing=shared)]
    assert len(urls) == 3
    for url in urls:
        status, page = said(signed_in(manager), url)
        assert (status, "Quillhaven" in page, str(bob.pk) in page) == (200, False, False), url
    assert "Somebody of another home" in said(signed_in(manager), urls[0])[1]
    assert "Bob Quillhaven" in said(signed_in(marketing), urls[0])[1]


def test_somebody_locked_is_not_on_it_at_all(shared: Showing, marketing: User, signed_in: SignedIn) -> None:
    Person.objects.filter(name="Bob Quillhaven").update(is_locked=True)
    page = said(signed_in(marketing), shared.get_absolute_url())[1]
    assert "Quillhaven" not in page
    assert "Somebody of another home" not in page


@pytest.mark.clause("CF-1")
def test_whoever_moved_takes_their_forms_and_changes_of_mind_along(
    elsie: Person, other_home: Home, carer: User, manager: User, other_manager: User, signed_in: SignedIn
) -> None:
    noted = withdraw(elsie, made_by="self", purposes=["P05"], words="Quillhaven", by=carer)
    browser = signed_in(manager)
    forms = list(elsie.consents.all())
    browser.post(f"/papers/ask/consent-form/{forms[0].pk}/", {"form_key": str(uuid.uuid4())})
    paper = Paper.objects.get()
    move(elsie, other_home, by=manager)
    urls = [one.get_absolute_url() for one in [*forms, noted]]
    assert len(urls) == 3
    for url in urls:
        assert (browser.get(url).status_code, signed_in(other_manager).get(url).status_code) == (404, 200), url
    for more in ("", "download/", "page/"):
        assert browser.get(f"{paper.get_absolute_url()}{more}").status_code == 404
    held = elsie.consents.get(state="suspended")
    agreement.resume(held, by=other_manager, note="She said so again.")  # who knows her now can settle it
    assert held.state == "active"


def test_whoever_took_it_down_for_somebody_of_another_home_is_led_on(
    shared: Showing, manager: User, other_manager: User, signed_in: SignedIn
) -> None:
    withdraw(Person.objects.get(name="Bob Quillhaven"), made_by="self", by=other_manager)
    task = TakedownTask.objects.get(showing=shared)
    assert task.get_absolute_url() == shared.get_absolute_url()
    done = signed_in(manager).post(f"/consent/takedowns/{task.pk}/finish/", {"outcome": "removed"}, follow=True)
    assert (done.status_code, done.redirect_chain[-1][0]) == (200, shared.get_absolute_url())


@pytest.mark.clause("SM-26")
def test_whoever_has_to_take_down_somebody_of_another_home_is_told_of_the_thing_alone(
    elsie: Person, other_home: Home, manager: User, other_manager: User
) -> None:
    bob = make.a_person(by=other_manager, home=other_home, name="Bob Quillhaven")
    pictures.agreed(bob, by=other_manager, signed_by=other_manager)
    post = make.a_post(elsie, bob, by=manager)
    withdrawal = withdraw(bob, made_by="self", by=other_manager)
    task = TakedownTask.objects.get(showing=post)
    [notice] = Notice.objects.inbox_of(manager).filter(kind="takedown_owed")
    assert (task.owner, notice.record_id, notice.url) == (manager, task.pk, post.get_absolute_url())
    assert not Notice.objects.filter(recipient=manager, record_id=withdrawal.pk).exists()


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("content", ["name_only", "quote", "artwork"])
def test_a_photo_is_not_shown_as_something_that_was_agreed_to(
    home: Home, carer: User, manager: User, marketing: User, signed_in: SignedIn, content: str
) -> None:
    joan = make.a_person(by=carer, home=home, name="Joan Ashby")
    make.agreed(joan, by=carer, manager=manager, contents=[content])
    picture = make.a_picture(joan, by=manager)
    sent: dict[str, Any] = {"called": "A post", "home": home.pk, "purpose": "P07", "channel": "facebook"}
    sent |= {"url": "https://facebook.example/1", "asset": picture.pk, "content_type": content, "ident": "I1"}
    page = signed_in(marketing).post("/consent/showings/add/", sent)
    assert page.status_code == 422
    assert "Not agreed: photos" in page.content.decode()
    assert not Showing.objects.exists()


@pytest.mark.clause("SM-26")
def test_nobody_of_a_picture_is_left_out(
    elsie: Person, home: Home, carer: User, marketing: User, manager: User
) -> None:
    joan = make.a_person(by=carer, home=home, name="Joan Ashby")  # who never agreed
    picture = make.a_picture(elsie, joan, by=manager)
    post = Showing(
        called="A post", home=home, purpose="P07", channel="facebook", url="https://a.example/", asset=picture
    )
    with pytest.raises(Missing, match="Joan"):
        note_showing(post, [Part(elsie, "photo", "I1")], by=marketing)


@pytest.mark.parametrize("words", ["%00a", "%E2%80%AEa%00", "a%00b"])
def test_a_search_for_what_nobody_can_type_finds_nobody(carer: User, signed_in: SignedIn, words: str) -> None:
    assert signed_in(carer).get(f"/consent/changed-their-mind/?words={words}").status_code == 200
