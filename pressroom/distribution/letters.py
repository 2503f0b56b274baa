"""The letters of a mailing: written out as it begins, owed in batches, each settled once.

How far a letter has come is not a step of the policy: it is set here, and the mailing's own history tells the rest.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from mediapolicy.outbox.actions import owe_all
from pressroom.distribution.models import Letter, Mailing, Outcome
from pressroom.lists.states import SubscriberState

BATCH = 100  # owed at once: other mail never waits behind more than these
FEW = 20  # still on their way when the next batch is owed
MOST = 1000  # of one mailing in the outbox, should the mail server be away
FRESH = timedelta(minutes=1)  # what has been tried for longer than this holds nobody else up
AT_ONCE = 1000
WHY_LEFT_OUT = {
    SubscriberState.UNSUBSCRIBED: "Asked for no more",
    SubscriberState.BOUNCED: "Their address doesn’t work",
    SubscriberState.FORGOTTEN: "Asked to be forgotten",
}


def write_out(mailing: Mailing) -> int:
    """One row for each who was chosen; who asked for no more stands there as left out. Answers how many will get it."""
    had_it = set(mailing.had_it().values_list("subscriber_id", flat=True))
    rows = [
        _letter(mailing, pk, state)
        for pk, state in mailing.chosen().order_by("pk").values_list("pk", "state")
        if pk not in had_it
    ]
    Letter.objects.bulk_create(rows, batch_size=AT_ONCE)
    return sum(row.outcome == Outcome.WAITING for row in rows)


def _letter(mailing: Mailing, subscriber: uuid.UUID, state: str) -> Letter:
    letter = Letter(mailing=mailing, subscriber_id=subscriber)
    if state != SubscriberState.WELCOME:
        letter.outcome, letter.why = Outcome.LEFT_OUT, WHY_LEFT_OUT[SubscriberState(state)]
        letter.settled_at = timezone.now()
    return letter


def has_room(mailing: Mailing) -> bool:
    """Whether the next batch can be owed: few of the last are on their way, but for those that keep failing."""
    fresh = Count("pk", filter=Q(owed_at__gt=timezone.now() - FRESH))
    on_their_way = mailing.letters.filter(outcome=Outcome.WAITING, owed_at__isnull=False)
    counted = on_their_way.aggregate(fresh=fresh, all=Count("pk"))
    return bool(counted["fresh"] <= FEW and counted["all"] < MOST)


def owe_next(mailing: Mailing) -> int:
    """Put the next batch into the outbox; answers how many. The mailing's row is locked, so nobody else does."""
    waiting = mailing.letters.filter(outcome=Outcome.WAITING, owed_at__isnull=True)
    batch = list(waiting.order_by("pk").values_list("pk", "times_owed")[:BATCH])
    Letter.objects.filter(pk__in=[pk for pk, _ in batch]).update(owed_at=timezone.now(), times_owed=F("times_owed") + 1)
    owe_all([("letter", f"letter:{pk}:{times + 1}", str(pk)) for pk, times in batch])
    return len(batch)


def put_back(letter: Letter) -> None:
    """Not now: the mailing is paused. It is owed again when it goes on."""
    Letter.objects.filter(pk=letter.pk, outcome=Outcome.WAITING).update(owed_at=None)


def settle(letter: Letter, outcome: Outcome, why: str = "") -> None:
    """Say what became of it, once."""
    waiting = Letter.objects.filter(pk=letter.pk, outcome=Outcome.WAITING)
    waiting.update(outcome=outcome, why=why, settled_at=timezone.now())


def drop_waiting(mailing: Mailing) -> None:
    """The mailing has stopped: whoever still waited gets nothing."""
    waiting = mailing.letters.filter(outcome=Outcome.WAITING)
    waiting.update(outcome=Outcome.DROPPED, settled_at=timezone.now())


# The way out ------------------------------------------------------------------------------------------------------


def token_of(letter: Letter) -> str:
    """What the link of this letter carries: kept nowhere, made again from the letter's key and our secret."""
    return salted_hmac("press-letter", str(letter.pk), algorithm="sha256").hexdigest()[:40]


def link_of(letter: Letter) -> str:
    """The address at which whoever got this letter stops them."""
    path = reverse("pressroom:no_more_releases", args=[letter.pk, token_of(letter)])
    return f"{settings.SITE_URL}{path}"


def letter_behind(pk: uuid.UUID, token: str) -> Letter | None:
    """The letter whose link this is; None for a forged one."""
    letter = Letter.objects.select_related("subscriber").filter(pk=pk).first()
    return letter if letter is not None and constant_time_compare(token, token_of(letter)) else None
