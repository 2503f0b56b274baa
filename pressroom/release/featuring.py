"""Who is in a release: put in through the publish gate, taken out, and followed when their answer changes (SM-26)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from approvals import actions as approvals
from consent.people.models import Person
from consent.pictures.models import Asset
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making
from pressroom import mentions
from pressroom.release import states
from pressroom.release.looking import look_up
from pressroom.release.models import PressRelease
from pressroom.release.parts import Featured, ReleasePicture

CHANGED = "Who is in it changed."


@transaction.atomic
def feature(release: PressRelease, person: Person, *, by: User, **how: Any) -> Featured:
    """Name, quote or tell of somebody, if they agreed to exactly that, on our website too; an approval falls (SM-26)."""
    row = Featured(release=release, person=person, by=by, **how)
    release.gate_says = " ".join(look_up([row], []).stands_in_the_way)
    note = row.use_of(row.content_type).words
    with (
        approvals.voiding_when_changed(release, by=by, why=CHANGED),
        making(states.FEATURE, release, by=by, note=note),
    ):
        if release.featured.filter(person=person).exists():
            raise ValidationError(f"{person.first_name} is in it already. Take them out first to change how.")
        row.save()
        release.people_in += 1
        release.number += 1
    return row


@transaction.atomic
def unfeature(release: PressRelease, row: Featured, *, by: User) -> None:
    """Somebody is not in it any more; an approval falls (SM-26)."""
    note = row.use_of(row.content_type).words
    with (
        approvals.voiding_when_changed(release, by=by, why=CHANGED),
        making(states.UNFEATURE, release, by=by, note=note),
    ):
        row.delete()
        release.people_in = release.featured.count()
        release.number += 1


@transaction.atomic
def say_it_is_somebody_else(release: PressRelease, person: Person, *, by: User) -> None:
    """The name in the words isn't this person's: kept with who said so, sealed, and an approval falls (SM-26)."""
    with (
        approvals.voiding_when_changed(release, by=by, why=CHANGED),
        making(states.SAY_IT_IS_SOMEBODY_ELSE, release, by=by, note=f"Not {person.reference}, {person.name}."),
    ):
        release.set_person_aside(person)


def only_in_the_words(release: PressRelease, reader: User) -> tuple[list[Person], list[Person]]:
    """Whose whole name its words hold, and whose first name, that nothing was said of yet (SM-26)."""
    settled = [release.featured.values("person"), release.set_aside]
    return mentions.names_in(release.told, release.home_id, settled, reader)


@transaction.atomic
def add_picture(release: PressRelease, asset: Asset, *, by: User, **how: Any) -> ReleasePicture:
    """Add a picture of the library, if it is complete and everybody in it agreed to this; an approval falls (SM-26)."""
    row = ReleasePicture(release=release, asset=Asset.objects.with_people().get(pk=asset.pk), by=by, **how)
    release.gate_says = " ".join(look_up([], [row]).stands_in_the_way)
    with (
        approvals.voiding_when_changed(release, by=by, why="Its pictures changed."),
        making(states.ADD_PICTURE, release, by=by, note=row.asset.reference),
    ):
        if release.shows.filter(asset=asset).exists():
            raise ValidationError("That picture is in it already.")
        row.save()
        release.pictures_in += 1
        release.number += 1
    return row


@transaction.atomic
def take_out_picture(release: PressRelease, row: ReleasePicture, *, by: User) -> None:
    """A picture is not in it any more; an approval falls (SM-26)."""
    with (
        approvals.voiding_when_changed(release, by=by, why="Its pictures changed."),
        making(states.TAKE_OUT_PICTURE, release, by=by, note=row.asset.reference),
    ):
        row.delete()
        release.pictures_in = release.shows.count()
        release.number += 1


@transaction.atomic
def follow_authority(people: Collection[Any], assets: Collection[Any] = ()) -> int:
    """Whether somebody, or a picture, may be shown has changed: approvals that covered another answer fall.

    Runs inside the transaction that changed it, so that nothing approved before can leave after; how many were stopped.
    """
    clock, stopped = User.objects.the_clock(), 0
    for release in _that_show(people, assets):
        if not _is_still_open(release) or not approvals.void_what_changed(release, by=clock, why=CHANGED):
            continue
        if release.state in states.RESTS_ON_A_SIGNATURE:
            told = release.scheduled_by if release.state == states.ReleaseState.SCHEDULED else release.written_by
            with making(states.FOLLOW_AUTHORITY, release, by=clock):
                pass
            tell({release.written_by, told} - {None}, "person_in_release_changed", release, by=clock)
            stopped += 1
    return stopped + sum(hold_if_somebody_may_not_be_shown(one) for one in _that_show(people, assets, are_out=True))


def hold_if_somebody_may_not_be_shown(release: PressRelease) -> bool:
    """What is out already leaves our pages at once, and before its embargo ends; the home's takedowns see to the rest."""
    if release.is_held or not release.looked_up().stands_in_the_way:
        return False
    with making(states.HOLD_WHAT_IS_OUT, release, by=User.objects.the_clock()):
        release.is_held = True
    tell({release.owner, release.written_by} - {None}, "release_off_our_pages", release, by=User.objects.the_clock())
    return True


def _that_show(people: Collection[Any], assets: Collection[Any], *, are_out: bool = False) -> list[PressRelease]:
    """Releases with one of these people or pictures in them, by key: those still written, or those that are out."""
    people, assets = list(people), list(assets)
    wanted = [states.ReleaseState.RELEASED] if are_out else sorted(states.OPEN)
    shows = Q(featured__person__in=people) | Q(shows__asset__appearances__person__in=people)
    found = PressRelease.objects.filter(state__in=wanted).filter(shows | Q(shows__asset__in=assets))
    keys = found.order_by().values("pk")
    return list(PressRelease.objects.filter(pk__in=keys).order_by("pk"))


def _is_still_open(release: PressRelease) -> bool:
    """The release as it stands now, held: one that was just let go is past stopping; its showings are seen to instead."""
    approvals.hold(release)
    release.refresh_from_db(from_queryset=PressRelease._base_manager.select_for_update(of=("self",)))
    return release.is_open
