"""Who may take which step of a mailing and of a press list, and where: written from the policy, compared both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pressroom.distribution import actions
from pressroom.distribution import states as of_mailings
from pressroom.distribution.models import Mailing
from pressroom.distribution.states import MailingState as M
from pressroom.lists import states as of_lists
from pressroom.lists.models import MailingList, Subscriber
from pressroom.lists.states import ListState as L
from pressroom.lists.states import SubscriberState as S
from pressroom.release.models import PressRelease
from tests import builders
from tests.builders import NEW, Open, World, wherever
from tests.pressroom.builders_mailing import a_list, a_release

pytestmark = pytest.mark.django_db

# PR-4a: only a Director or the Marketing Manager lets a press release out, by email too.
SENDERS = ("marketing", "director", "second director")
UNDER_WAY = (M.PREPARED, M.SENDING, M.PAUSED)

MAILINGS: dict[str, Open] = {
    "prepare a mailing": wherever([NEW], *SENDERS),
    "choose who gets it": wherever([M.PREPARED], *SENDERS),
    "start sending": wherever([M.PREPARED], *SENDERS),
    "pause sending": wherever([M.SENDING], *SENDERS),
    "go on sending": wherever([M.PAUSED], *SENDERS),
    "stop the mailing": wherever(UNDER_WAY, *SENDERS),
    # What changed under it stops it, and the last letter ends it, with nobody at the keyboard.
    "stop: it may not go out any more": wherever([M.SENDING, M.PAUSED], "clock"),
    "finish the mailing": wherever([M.SENDING], "clock"),
}
LISTS: dict[str, Open] = {
    # CRM-1: those who write to the press keep whom they write to.
    "start a press list": wherever([NEW], *SENDERS),
    "put on the list": wherever([L.KEPT], *SENDERS),
    "take off the list": wherever([L.KEPT], *SENDERS),
    "close the list": wherever([L.KEPT], *SENDERS),
}
PEOPLE: dict[str, Open] = {
    "add to the press list": wherever([NEW], *SENDERS),
    "put their address right": wherever([S.WELCOME, S.BOUNCED], *SENDERS),
    # CRM-3b: reached in the way they chose, and not at all where they chose that.
    "note that they want no more": wherever([S.WELCOME, S.BOUNCED], *SENDERS),
    "unsubscribe by the link": wherever([S.WELCOME, S.BOUNCED], "clock"),
    "welcome back": wherever([S.UNSUBSCRIBED], *SENDERS),
    "note a bounce": wherever([S.WELCOME], *SENDERS),
    "note a refused address": wherever([S.WELCOME], "clock"),
    # CRM-2: kept private, and not longer than they agree to.
    "forget them": wherever([S.WELCOME, S.BOUNCED, S.UNSUBSCRIBED], *SENDERS),
}
BY_VERB = {step.verb: step for step in (*of_mailings.TRANSITIONS, *of_lists.TRANSITIONS)}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def mailing(world: World) -> Mailing:
    papers = a_list(by=world["marketing"], size=1)
    return actions.prepare(a_release(by=world["marketing"]), lists=[papers], by=world["marketing"])


@pytest.fixture
def records(world: World, mailing: Mailing) -> dict[str, dict[str, Any]]:
    by = world["marketing"]
    papers, somebody = MailingList.objects.get(), Subscriber.objects.get()
    return {
        "mailing": builders.in_each_state(mailing, M, new=Mailing(release=PressRelease.objects.get(), prepared_by=by)),
        "list": builders.in_each_state(papers, L, new=MailingList(name="Other")),
        "person": builders.in_each_state(somebody, S, new=Subscriber(name="New")),
    }


EXPECTED = [
    (kind, verb, who)
    for kind, table in (("mailing", MAILINGS), ("list", LISTS), ("person", PEOPLE))
    for verb, who in table.items()
]


def test_every_step_of_the_tables_is_one_of_the_policy() -> None:
    assert set(BY_VERB) == {verb for _, verb, _ in EXPECTED}
    assert len(BY_VERB) == len(of_mailings.TRANSITIONS) + len(of_lists.TRANSITIONS)


@pytest.mark.clause("PR-4a")
@pytest.mark.clause("CRM-1")
@pytest.mark.clause("CRM-3b")
@pytest.mark.parametrize(("kind", "verb", "may"), EXPECTED, ids=[verb for _, verb, _ in EXPECTED])
def test_a_step_is_open_to_whom_the_policy_says_and_to_nobody_else(
    world: World, records: dict[str, dict[str, Any]], kind: str, verb: str, may: Open
) -> None:
    found = world.open_to(BY_VERB[verb], records[kind])
    assert {"too much": found - may, "too little": may - found} == {"too much": set(), "too little": set()}


@pytest.mark.clause("CC-2")
def test_on_an_ongoing_matter_nobody_sends_anything(world: World, records: dict[str, dict[str, Any]]) -> None:
    for record in records["mailing"].values():
        record.release.is_locked = True
    open_to = {who for step in of_mailings.TRANSITIONS for _, who in world.open_to(step, records["mailing"])}
    assert open_to <= {"clock"}
