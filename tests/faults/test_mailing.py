"""A mailing to many: programs killed in the middle, a mail server in a bad mood, stopped and resumed. Nobody is missed.

MAILING_SIZE says how many addresses; 150 in the usual run.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from launch.processes import Child
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import User
from pressroom.distribution import actions
from pressroom.distribution.models import Letter, Mailing, Outcome
from pressroom.distribution.states import MailingState
from tests.faults import test_delivery
from tests.faults.test_delivery import PostOffice, Product, _left_as_found, _no_trigger_in_the_way, until
from tests.pressroom.builders_mailing import a_list, a_release

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True), pytest.mark.clause("PR-4a")]
__all__ = ["_left_as_found"]  # what really commits is emptied after, here as there
USUAL = 150
SIZE = int(os.environ.get("MAILING_SIZE", str(USUAL)))
IN_HAND = 3  # two in the worker, one in the scheduler: what may be on its way when both are killed
S = Dispatch.State


class MoodyPostOffice(PostOffice):
    """Refuses some letters for now, and hangs up after some others, as it pleases."""

    def __init__(self) -> None:
        super().__init__()
        self.chance = random.Random(20261125)
        self.hung_up = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        mood = self.chance.random()
        if mood < 0.05:
            return "451 Not now"
        if mood > 0.99:
            self.hung_up += 1
            self.breaks_off += 1
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def office() -> Iterator[MoodyPostOffice]:
    opened = MoodyPostOffice()
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def product(transactional_db: None, tmp_path: Path, office: MoodyPostOffice) -> Iterator[Product]:
    """Everything but the pages, which this has no use for."""
    _no_trigger_in_the_way()
    running = Product(tmp_path, office)
    try:
        running.start_redis()
        yield running
    finally:
        running.end()


def hurry(*, after_a_kill: bool = False) -> None:
    """What waits for another try waits no longer; after a kill, nobody holds on to what was in hand."""
    now = timezone.now()
    Dispatch.objects.filter(state=S.OWED, next_try_at__gt=now).update(next_try_at=now)
    if after_a_kill:
        Dispatch.objects.filter(state=S.SENDING).update(claimed_until=now)


def taken(office: MoodyPostOffice, share: float) -> Any:
    """Whether so much of it has arrived; letters that were refused for now are tried at once meanwhile."""

    def arrived() -> bool:
        hurry()
        return len(office.copies()) >= SIZE * share

    return arrived


def killed_and_begun_again(product: Product, at_work: list[Child]) -> list[Child]:
    """SIGKILL for the worker and the scheduler, in the middle of their work; then others in their place.

    In a short run the scheduler goes on alone: a worker takes as long to begin as the rest of it.
    """
    for child in at_work:
        child.kill()
    hurry(after_a_kill=True)
    return [product.sweeper(), *([product.worker()] if SIZE > USUAL else [])]


def pause_and_go_on(mailing: Mailing, office: MoodyPostOffice, by: User) -> None:
    """Stop in the middle: what was leaving has left, and nothing more does until it goes on."""
    actions.pause(mailing, by=by)
    on_their_way = Dispatch.objects.filter(kind="letter", state__in=[S.OWED, S.SENDING])
    until(lambda: [hurry(), not on_their_way.exists()][1], "nothing is on its way any more")
    before = len(office.taken)
    assert 0 < before < SIZE
    assert Letter.objects.filter(outcome=Outcome.WAITING, owed_at__isnull=False).count() == 0
    assert len(office.taken) == before
    mailing.refresh_from_db()
    assert mailing.state == MailingState.PAUSED
    actions.resume(mailing, by=by)


def test_nobody_is_missed_and_copies_are_copies_of_one_letter(
    product: Product, office: MoodyPostOffice, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(test_delivery, "PATIENCE", 45 + SIZE / 10)
    papers = a_list(by=marketing, size=SIZE)
    mailing = actions.prepare(a_release(by=marketing), lists=[papers], by=marketing)
    at_work, kills, began = [product.worker(), product.sweeper()], 0, time.monotonic()
    actions.start(mailing, by=marketing)
    longest = time.monotonic() - began
    for share in (0.2, 0.5) if SIZE > USUAL else (0.3,):
        until(taken(office, share), f"{share:.0%} of it arrived")
        at_work, kills = killed_and_begun_again(product, at_work), kills + 1
    until(taken(office, 0.6), "60% of it arrived")
    pause_and_go_on(mailing, office, marketing)
    until(taken(office, 1), "all of it arrived")
    until(lambda: [hurry(), Mailing.objects.filter(state=MailingState.FINISHED).exists()][1], "it is finished")
    seconds = time.monotonic() - began

    letters = Letter.objects.filter(mailing=mailing).select_related("subscriber")
    assert set(letters.values_list("outcome", flat=True)) == {Outcome.SENT}
    wanted = {f"<{letter.pk}@testserver>": letter.subscriber.address for letter in letters}
    assert len(wanted) == SIZE
    assert dict((identity, to) for to, identity in office.taken) == wanted, "each to its own address, by its own name"
    copies = sum(office.copies().values()) - SIZE
    assert copies <= IN_HAND * kills + office.hung_up, (
        "a copy only of what was in hand at a kill or not known to be taken"
    )
    print(
        f"{SIZE} letters, {copies} copies, {office.hung_up} hung up, begun in {longest:.2f} s, {seconds:.0f} s in all"
    )
