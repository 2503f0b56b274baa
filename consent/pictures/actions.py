"""What is done with pictures, films, voices and words: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from consent.pictures import states
from consent.pictures.arriving import Kept
from consent.pictures.models import Asset, Forbidden
from consent.pictures.states import AssetState
from consent.signals import authority_changed
from consent.vocabulary import ContentType
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import making, starting

DESCRIBED = frozenset({"called", "event", "alt_text", "words", "made_on", "made_by", "is_legacy"})
ABOUT_RIGHTS = frozenset({"rights", "rights_holder", "licence", "licence_until"})


@transaction.atomic
def add(
    *,
    home: Home | None,
    called: str,
    kept: Kept | None = None,
    content_type: str = "",
    words: str = "",
    event: str = "",
    made_on: date | None = None,
    made_by: str = "",
    is_legacy: bool = False,
    by: User,
) -> Asset:
    """Keep a picture, a film, a voice or words once; what somebody withdrew from doesn't come back (SM-26)."""
    asset = Asset(
        home=home,
        content_type=content_type or (kept.content_type if kept else ContentType.QUOTE),
        called=called.strip(),
        words=words,
        event=event.strip(),
        made_on=made_on,
        made_by=made_by.strip(),
        is_legacy=is_legacy,
        added_by=by,
    )
    if kept is None:
        return starting(states.ADD_PICTURE, asset, by=by)
    _take(asset, kept)
    try:
        return starting(states.ADD_PICTURE, asset, by=by)
    except BaseException:
        _delete_files(asset)
        raise


def _take(asset: Asset, kept: Kept) -> None:
    """The files are written when the record is: their place is named after it."""
    asset.media_type, asset.size, asset.sha256 = kept.media_type, len(kept.content), kept.sha256
    asset.width, asset.height = kept.width, kept.height
    asset.likeness, asset.turned = kept.likeness, kept.turned
    asset.stored = ContentFile(kept.content, name="kept")
    if kept.small:
        asset.small = ContentFile(kept.small, name="small")


def _delete_files(asset: Asset) -> None:
    """What was written of its files, if anything was."""
    for file in (asset.stored, asset.small):
        if file.name and file.name.startswith("pictures/"):  # else it never got as far as the storage
            file.storage.delete(file.name)


@transaction.atomic
def describe(asset: Asset, *, by: User, **given: Any) -> None:
    """Say what it is, in words for those who can't see it too, and whose work it is (SM-27)."""
    unknown = set(given) - DESCRIBED - ABOUT_RIGHTS
    if unknown:
        raise TypeError(f"not described by {', '.join(sorted(unknown))}")
    with making(states.DESCRIBE, asset, by=by):
        was = _usable(asset)
        for name, value in given.items():
            setattr(asset, name, value.strip() if isinstance(value, str) else value)
        if asset.state == AssetState.READY and (missing := states.RELEASE_PICTURE.lacks(asset)):
            raise ValidationError(missing)
    if was != _usable(asset):
        tell_who_shows_it(asset, by=by)


def _usable(asset: Asset) -> tuple[Any, ...]:
    """What of its description decides whether it may be used."""
    return (asset.rights, asset.licence_until, asset.is_legacy, asset.words, asset.alt_text)


@transaction.atomic
def count_people(asset: Asset, people_seen: int, *, by: User) -> None:
    """Somebody looked, also at the background, mirrors and badges, and says how many people are in it (SM-26)."""
    with making(states.COUNT_PEOPLE, asset, by=by, note=f"{people_seen}"):
        if people_seen < asset.accounted:
            raise ValidationError(f"{asset.accounted} are named in it already. Take a name off first.")
        asset.people_seen = people_seen
    tell_who_shows_it(asset, by=by)


def release(asset: Asset, *, by: User) -> None:
    """It is complete: everybody is named, the rights are recorded. Who may be shown is asked each time (SM-26)."""
    with making(states.RELEASE_PICTURE, asset, by=by):
        pass


@transaction.atomic
def put_away(asset: Asset, because: str, *, by: User) -> None:
    """Nobody uses it any more; it is erased when its time is up (SM-26)."""
    if not because.strip():
        raise ValidationError("Say why it is put away.")
    with making(states.PUT_AWAY, asset, by=by):
        asset.put_away_at, asset.put_away_because = timezone.now(), because.strip()[:200]
    tell_who_shows_it(asset, by=by)


@transaction.atomic
def put_away_after_withdrawal(asset: Asset, reference: str) -> None:
    """Somebody in it changed their mind: it goes, and doesn't come back under another name (SM-26).

    `reference` is the withdrawal's. From this moment on the same picture is refused, changed a little too.
    """
    clock = User.objects.the_clock()
    with making(states.PUT_AWAY_BY_WITHDRAWAL, asset, by=clock, note=reference):
        asset.put_away_at, asset.put_away_because = timezone.now(), "Somebody in it changed their mind."
        forbid(asset)
    tell_who_shows_it(asset, by=clock)


def forbid(asset: Asset) -> None:
    """Keep its fingerprints, so that it can't come back."""
    if asset.sha256:
        Forbidden.objects.get_or_create(
            reference=asset.reference, defaults={"sha256": asset.sha256, "likeness": asset.likeness}
        )


def bring_back(asset: Asset, *, by: User) -> None:
    """It was put away by mistake; everybody in it is looked at again before it is used (SM-26)."""
    with making(states.BRING_BACK, asset, by=by):
        asset.put_away_at, asset.put_away_because = None, ""
        Forbidden.objects.filter(reference=asset.reference).delete()


def erase(asset: Asset) -> None:
    """Its time is up: picture, small copy, words and names go for good; that it was here stays (SM-26).

    The files go before the transaction ends: if that fails, the next sweep finds the record again and ends the work.
    """
    with making(states.ERASE, asset, by=User.objects.the_clock()):
        if asset.appearances.filter(person__consents__state="withdrawn").exists():
            forbid(asset)
        _delete_files(asset)
        asset.appearances.all().delete()
        asset.stored = asset.small = ""
        asset.called, asset.alt_text, asset.words, asset.event, asset.made_by = "Erased", "", "", "", ""
        asset.rights_holder = asset.licence = asset.put_away_because = ""
        asset.sha256 = asset.likeness = ""


def tell_who_shows_it(asset: Asset, *, by: User, also: Iterable[Any] = ()) -> None:
    """Whatever shows this asks again whether it may: after the step is saved, for they look at what stands there then."""
    people = [*(one.person_id for one in asset.appearances.all() if one.person_id), *also]
    authority_changed.send(sender=Asset, people=people, assets=[asset.pk], by=by, why="A picture changed.")
