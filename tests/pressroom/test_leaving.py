"""The way out of a press list: opening the link changes nothing, one press does, and nobody can forge it."""

from __future__ import annotations

import pytest
from django.test import Client

from mediapolicy.people.models import User
from pressroom.distribution import actions, letters
from pressroom.distribution.models import Letter, Mailing, Outcome
from pressroom.lists.models import Subscriber
from pressroom.lists.states import SubscriberState
from tests import builders
from tests.pressroom.builders_mailing import a_list, a_release
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-3b")]


@kept
def mailing(marketing: User) -> Mailing:
    """On its way to three."""
    found = actions.prepare(a_release(by=marketing), lists=[a_list(by=marketing)], by=marketing)
    actions.start(found, by=marketing)
    return found


def test_opening_the_link_changes_nothing_and_one_press_does(mailing: Mailing) -> None:
    letter = mailing.letters.select_related("subscriber").first()
    assert letter is not None
    link, visitor = letters.link_of(letter).removeprefix("http://testserver"), Client(enforce_csrf_checks=True)
    assert "Send me no more" in visitor.get(link).content.decode()
    letter.subscriber.refresh_from_db()
    assert letter.subscriber.is_welcome
    for _ in range(2):
        answer = visitor.post(link, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies.keys()) == (200, set())
    letter.subscriber.refresh_from_db()
    assert letter.subscriber.state == SubscriberState.UNSUBSCRIBED
    assert builders.verbs(letter.subscriber) == ["add to the press list", "unsubscribe by the link"]


def test_a_forged_link_stops_nobody(mailing: Mailing) -> None:
    one, other = mailing.letters.all()[:2]
    visitor = Client()
    for pk, token in ((one.pk, letters.token_of(other)), (mailing.release_id, letters.token_of(one)), (one.pk, "x")):
        answer = visitor.post(f"/no-more-releases/{pk}/{token}/")
        assert answer.status_code == 410
    assert Subscriber.objects.welcome().count() == 3


def test_no_token_stands_in_the_database(mailing: Mailing) -> None:
    letter = mailing.letters.first()
    assert letter is not None
    row = Letter.objects.filter(pk=letter.pk).values().get()
    assert letters.token_of(letter) not in str(row)
    assert row["outcome"] == Outcome.WAITING
