"""Story ideas: anybody who works here sends one in, those who write releases answer, and nobody else sees it (PR-4a)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing, Refused, WrongState
from pressroom.idea import actions
from pressroom.idea.models import StoryIdea
from pressroom.idea.states import IdeaState as S
from pressroom.release import actions as releases
from pressroom.release.models import PressRelease
from tests import builders
from tests.consent.builders_people import a_person
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("PR-4a")]
SignIn = Callable[[User], Client]


@kept
def idea(carer: User, home: Home) -> StoryIdea:
    return actions.send(called="The bake sale", happened="We baked for three days.", home=home, by=carer)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("carer", True),
        ("marketing", True),
        ("director", True),
        *((one, False) for one in ("manager", "coo", "auditor", "administrator", "data_protection", "stranger")),
    ],
)
def test_only_who_sent_it_in_and_those_who_write_releases_see_it(
    idea: StoryIdea, who: str, sees: bool, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    person: User = request.getfixturevalue(who)
    assert StoryIdea.objects.visible_to(person).exists() is sees
    assert (signed_in(person).get(idea.get_absolute_url()).status_code == 200) is sees


def test_those_who_write_releases_are_told_and_whoever_sent_it_in_of_the_answer(
    marketing: User, director: User, carer: User, home: Home
) -> None:
    idea = actions.send(called="A cake", happened="Lovely.", home=home, by=carer)
    assert builders.told_of(idea) == {("idea_sent", "priya anand"), ("idea_sent", "daniel marsh-cole")}
    actions.decline(idea, "Thank you. Please send the next one.", by=marketing)
    assert Notice.objects.filter(recipient=carer, kind="idea_declined").exists()
    assert idea.state == S.DECLINED


def test_no_thank_you_is_said_in_words(idea: StoryIdea, marketing: User) -> None:
    with pytest.raises(Missing, match="Write a few words"):
        actions.decline(idea, "  ", by=marketing)


def test_it_is_taken_up_once_and_becomes_a_draft(idea: StoryIdea, marketing: User, director: User) -> None:
    release = releases.take_up(idea, by=marketing)
    assert (release.headline, release.body, release.idea) == ("The bake sale", "We baked for three days.", idea)
    with pytest.raises(WrongState):
        releases.take_up(idea, by=director)
    assert PressRelease.objects.count() == 1


def test_who_sent_it_in_does_not_answer_it(idea: StoryIdea, carer: User, signed_in: SignIn) -> None:
    with pytest.raises(Refused):
        releases.take_up(idea, by=carer)
    browser, where = signed_in(carer), idea.get_absolute_url()
    assert browser.post(f"{where}decline/", {"answer": "No."}).status_code == 403
    assert "Start a press release from it" not in browser.get(where).content.decode()


def test_an_idea_says_what_happened(carer: User, home: Home) -> None:
    with pytest.raises(ValidationError, match="Say what happened"):
        actions.send(called="A cake", happened=" ", home=home, by=carer)


def test_nobody_of_another_home_can_be_picked(
    carer: User, home: Home, other_home: Home, other_manager: User, signed_in: SignIn
) -> None:
    other = a_person("Cora Whitlock", by=other_manager, home=other_home)
    form = {"called": "A cake", "happened": "Lovely.", "home": home.pk}
    browser = signed_in(carer)
    assert browser.post("/ideas/add/", {**form, "people": [other.pk]}).status_code == 422
    assert browser.post("/ideas/add/", {**form, "home": other_home.pk}).status_code == 422
    later = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    assert browser.post("/ideas/add/", {**form, "happened_on": later}).status_code == 422
    assert not StoryIdea.objects.exists()


def test_the_list_shows_ones_own_and_to_those_who_write_all(
    idea: StoryIdea, manager: User, marketing: User, carer: User, home: Home, signed_in: SignIn
) -> None:
    actions.send(called="The choir", happened="They sang.", home=home, by=manager)
    pages = {who: signed_in(who).get("/ideas/").content.decode() for who in (carer, manager, marketing)}
    assert ("The bake sale" in pages[carer], "The choir" in pages[carer]) == (True, False)
    assert ("The bake sale" in pages[manager], "The choir" in pages[manager]) == (False, True)
    assert ("The bake sale" in pages[marketing], "The choir" in pages[marketing]) == (True, True)
