"""A press release or an idea that a matter took: with it and without it, every answer is the same, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from approvals.models import Approval
from matters import actions as matters
from mediapolicy.people.models import Home, User
from pressroom.idea import actions as ideas
from pressroom.release.models import PressRelease
from tests.access.test_noninterference import Answer, answer_of
from tests.conftest import Asked
from tests.pressroom.release import made

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-1a"), pytest.mark.clause("CC-2")]
SignIn = Callable[[User], Client]
SECRET = "Quillhaven"
LISTS = (
    *("/", "/releases/", "/releases/?tab=out", "/releases/?tab=over", f"/releases/?words={SECRET}"),
    *("/ideas/", "/ideas/?tab=answered", "/sign-offs/", "/notices/", "/history/", "/history/?kind=pressrelease"),
    *("/history/?kind=storyidea", "/history/?kind=approval", "/history/export.csv", f"/history/?words={SECRET}"),
)
DEAD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.mark.parametrize("state", ["waiting", "released"])
def test_nobody_learns_of_a_release_that_a_matter_took(
    made_anew: None,
    home: Home,
    founder: User,
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    auditor: User,
    administrator: User,
    coo: User,
    signed_in: SignIn,
    queries: Callable[[], Asked],
    state: str,
) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as clock:
        made.a_draft(by=marketing, home=home)
        with transaction.atomic():
            matters.open_matter(kind="complaint", called="It", about="A complaint.", words=[SECRET], by=coo)
        clock.shift(60)
        uncleared = {who.name: signed_in(who) for who in (director, auditor, marketing, manager, carer, administrator)}

        def crawl(also: list[str]) -> dict[tuple[str, str], Answer]:
            return {
                (who, url): answer_of(browser, url, queries)
                for who, browser in uncleared.items()
                for url in (*LISTS, *also)
            }

        crawl([])  # the first look of all warms what is kept between pages
        mark = transaction.savepoint()
        about = _what_the_matter_took(home, carer, marketing, director, state)
        with_it = crawl(about)
        public = PressRelease.objects.public(timezone.now()).count()
        transaction.savepoint_rollback(mark)
        without = crawl(about)
    assert public == 0
    differs = [key for key, answer in with_it.items() if answer != without[key]]
    assert differs == []
    assert {with_it[who, url][0] for who in uncleared for url in about} == {404}


def _what_the_matter_took(home: Home, carer: User, marketing: User, director: User, state: str) -> list[str]:
    """A release, its approval and an idea, with the watched word in them: the matter takes each as it is changed."""
    from pressroom.release import actions

    release = made.a_draft(by=director, home=home)
    made.released(release, by=director, director=marketing) if state == "released" else made.asked(release, by=director)
    if state == "released":
        actions.start_correction(release, f"It was at {SECRET}.", by=director)
    else:
        actions.change_words(release, body=f"At {SECRET}.", read_version=release.version, by=director)
    release.refresh_from_db()
    assert release.is_locked
    idea = ideas.send(called=SECRET, happened=f"A party at {SECRET}.", home=home, by=carer)
    assert idea.is_locked
    approval = Approval.objects.of(release).first()
    assert approval is not None
    where = release.get_absolute_url()
    # Whoever took part is told that it needs senior review: that page is proven in the room of matters.
    return [f"{where}preview/", f"/sign-offs/{approval.pk}/"][1:]
