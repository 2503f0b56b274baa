"""What is done with mailings: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making, starting
from pressroom.distribution import letters, states
from pressroom.distribution.models import Mailing, MailingKind
from pressroom.distribution.states import MailingState
from pressroom.lists.models import MailingList, Subscriber
from pressroom.release.models import PressRelease


@transaction.atomic
def prepare(
    release: PressRelease,
    *,
    kind: str = MailingKind.RELEASE,
    lists: Iterable[MailingList] = (),
    singles: Iterable[Subscriber] = (),
    under_embargo: bool = False,
    by: User,
) -> Mailing:
    """Choose to whom a released text goes; nothing leaves yet (PR-4a)."""
    mailing = Mailing(release=release, kind=kind, under_embargo=under_embargo, prepared_by=by)
    starting(states.PREPARE, mailing, by=by)
    mailing.lists.set(lists)
    mailing.singles.set(singles)
    return mailing


def choose(
    mailing: Mailing,
    *,
    lists: Iterable[MailingList],
    singles: Iterable[Subscriber] = (),
    under_embargo: bool,
    by: User,
) -> None:
    """Choose others, before the first letter leaves (PR-4a)."""
    with making(states.CHOOSE, mailing, by=by):
        mailing.under_embargo = under_embargo
        mailing.lists.set(lists)
        mailing.singles.set(singles)


@transaction.atomic
def start(mailing: Mailing, *, by: User) -> None:
    """Freeze and seal the text, write out who gets it, and owe the first letters (PR-4a)."""
    with making(states.START, mailing, by=by):
        text = mailing.written()
        mailing.subject, mailing.words, mailing.seal = text.subject, text.words, mailing.seal_now()
        mailing.started_at = timezone.now()
        letters.write_out(mailing)
        letters.owe_next(mailing)


def pause(mailing: Mailing, *, by: User) -> None:
    """Let no more letters leave for now; what is leaving at this moment is not called back (PR-4a)."""
    with making(states.PAUSE, mailing, by=by):
        pass


@transaction.atomic
def resume(mailing: Mailing, *, by: User) -> None:
    """Go on with whoever still waits, if it may still go out (PR-4a)."""
    with making(states.RESUME, mailing, by=by):
        pass
    if letters.has_room(mailing):
        letters.owe_next(mailing)


@transaction.atomic
def stop(mailing: Mailing, *, note: str, by: User) -> None:
    """Stop for good: whoever still waits gets nothing. Needs a reason (PR-4a)."""
    if not note.strip():
        raise ValidationError("Say why it stops.")
    with making(states.STOP, mailing, by=by, note=note):
        mailing.why_stopped, mailing.ended_at = note.strip()[:300], timezone.now()
    letters.drop_waiting(mailing)


@transaction.atomic
def stop_by_itself(mailing: Mailing, why: str) -> None:
    """It may not go out any more: it stops before the next letter, and whoever began it is told (PR-4a)."""
    clock = User.objects.the_clock()
    with making(states.STOP_BY_ITSELF, mailing, by=clock, note=why):
        mailing.why_stopped, mailing.ended_at = why, timezone.now()
    letters.drop_waiting(mailing)
    tell([mailing.prepared_by], "mailing_stopped", mailing.release, by=clock)


@transaction.atomic
def go_on(mailing: Mailing) -> None:
    """Owe the next batch once most of the last has left; with nobody left to write to, finish (PR-4a)."""
    mailing.refresh_from_db(from_queryset=Mailing._base_manager.select_for_update(of=("self",)))
    if mailing.state != MailingState.SENDING or not letters.has_room(mailing):
        return
    if not letters.owe_next(mailing) and not mailing.somebody_waits:
        with making(states.FINISH, mailing, by=User.objects.the_clock()):
            mailing.ended_at = timezone.now()
