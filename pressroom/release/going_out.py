"""When a release goes out: now or at its time, its embargo, and how it is taken back or corrected (PR-4a)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from approvals import actions as approvals
from consent.takedown.recalling import end_ours, recall
from consent.takedown.withdrawing import hold_still
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.transitions import making
from pressroom.release import states
from pressroom.release.models import PressRelease
from pressroom.release.showing import note_what_it_shows

LETTERS = "23456789abcdefghjkmnpqrtwxyz"  # none of them is mistaken for another when it is read aloud


@transaction.atomic
def schedule(release: PressRelease, at: datetime, *, by: User) -> None:
    """Let it go at a time: who is in it is asked about for that moment too, and again when it comes (PR-4a)."""
    release.wanted_at = at
    with making(states.SCHEDULE, release, by=by):
        release.release_at, release.scheduled_by = at, by


@transaction.atomic
def unschedule(release: PressRelease, *, by: User) -> None:
    """Don't let it go at that time; it stays approved (PR-4a)."""
    with making(states.UNSCHEDULE, release, by=by):
        release.release_at = None


def _keep_everybody_still(release: PressRelease) -> None:
    """Whoever is in it can't change their mind in the middle of it: before, and it doesn't go; or after, and it is found.

    Before the release itself is locked, as a change of mind takes them too.
    """
    seen = [mark.person_id for one in release.pictures() for mark in one.asset.appearances.all() if mark.person_id]
    hold_still([*(one.person_id for one in release.people()), *seen])


@transaction.atomic
def release_now(release: PressRelease, *, by: User) -> None:
    """Let it go: from now on it is released, and read by anybody once its embargo is over (PR-4a)."""
    _keep_everybody_still(release)
    with making(states.RELEASE, release, by=by):
        _let_it_go(release, by=by)
    note_what_it_shows(release, owner=by)


def release_on_time(release: PressRelease) -> bool:
    """Its time has come: asked again about everything, it goes, or is held back and whoever set the time is told.

    Whether it went.
    """
    try:
        with transaction.atomic():
            _keep_everybody_still(release)
            with making(states.RELEASE_ON_TIME, release, by=User.objects.the_clock()):
                assert release.scheduled_by is not None
                _let_it_go(release, by=release.scheduled_by)
            note_what_it_shows(release, owner=release.scheduled_by)
        return True
    except Missing as missing:
        _hold_back(release, " ".join(missing.missing))
    except ValidationError as error:
        _hold_back(release, " ".join(error.messages))
    return False


@transaction.atomic
def _hold_back(release: PressRelease, why: str) -> None:
    """Something stands in the way: nothing goes, the approval falls, and whoever set the time is told."""
    clock = User.objects.the_clock()
    approvals.void_all(release, by=clock, why="It could not go out at its time.")
    with making(states.HOLD_BACK, release, by=clock, note=why[:2000]):
        told = {release.scheduled_by, release.written_by} - {None}
    tell(told, "release_held_back", release, by=clock)


def _let_it_go(release: PressRelease, *, by: User) -> None:
    """What a release gets when it goes out: its moment, and its address, or the place of the one it corrects."""
    now, first = timezone.now(), release.corrects
    release.released_at, release.released_by = now, by
    release.first_released_at, release.address = now, _new_address(release)
    if first is not None:
        with making(states.TAKE_ITS_PLACE, first, by=User.objects.the_clock(), note=release.reference):
            pass
        release.first_released_at, release.address = first.first_released_at, first.address
        end_ours(first)


def _new_address(release: PressRelease) -> str:
    """Readable, and not to be guessed before it is out: the headline and ten letters."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"{slugify(release.headline)[:70].strip('-') or 'news'}-{drawn}"


@transaction.atomic
def lift_embargo(release: PressRelease, *, by: User, note: str) -> None:
    """Anybody may read it from now on, earlier than was said; needs a reason (PR-4a)."""
    release.says_why = note
    with making(states.LIFT_EMBARGO, release, by=by, note=note):
        release.embargo_until = timezone.now()


def let_stand_again(release: PressRelease, *, by: User) -> None:
    """Put what was held back on our pages: everybody in it may be shown, and no matter stands against it (SM-26, V-O-05)."""
    with making(states.LET_STAND_AGAIN, release, by=by):
        release.is_held = False


@transaction.atomic
def warn_of_embargo(release: PressRelease) -> None:
    """Its embargo ends in a day, or in an hour: whoever is responsible for it is told (PR-4a)."""
    now, clock = timezone.now(), User.objects.the_clock()
    with making(states.WARN_OF_EMBARGO, release, by=clock):
        release.warned_for = now
    tell([release.owner], "embargo_ends_soon", release, by=clock)


@transaction.atomic
def withdraw(release: PressRelease, *, by: User, note: str) -> None:
    """Take back what was released: ours is gone at once, and others who show people of it are asked to take it down."""
    release.says_why = note
    with making(states.WITHDRAW, release, by=by, note=note):
        release.withdrawn_at, release.withdrawn_because = timezone.now(), note.strip()
    recall(release)
