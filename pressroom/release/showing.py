"""What a release shows of people goes on the list of what is out there, so that it can be taken back (SM-26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from consent.gate.use import Use
from consent.pictures.models import Asset, Marked
from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_released
from mediapolicy.people.models import User
from mediapolicy.transitions import part_of_form
from pressroom.release.looking import uses_of
from pressroom.release.models import PressRelease
from pressroom.shown_in import ShownTo

Place = tuple[str, str, str]


def note_what_it_shows(release: PressRelease, *, owner: User) -> list[Showing]:
    """Note each place where somebody can be read of, and each where one of its pictures can be seen (SM-26)."""
    places: dict[Place, list[tuple[Part, ShownTo]]] = defaultdict(list)
    for one in release.people():
        for use in uses_of(one, one.content_type):
            places[_place(use)].append((Part(one.person, one.content_type, one.ident), one))
    found = [_note(release, place, rows, owner=owner) for place, rows in sorted(places.items(), key=lambda one: one[0])]
    for picture in release.pictures():
        parts = [
            (Part(mark.person, picture.asset.content_type, picture.ident), picture)
            for mark in picture.asset.appearances.all()
            if mark.marked == Marked.NAMED and mark.person is not None
        ]
        if parts:  # nobody in it has anything to take back
            uses = uses_of(picture, picture.asset.content_type)
            found += [_note(release, _place(use), parts, owner=owner, asset=picture.asset) for use in uses]
    return found


def _place(use: Use) -> Place:
    return use.purpose, min(use.channels), min(use.third_parties, default="")


def _note(
    release: PressRelease,
    place: Place,
    rows: Sequence[tuple[Part, ShownTo]],
    *,
    owner: User,
    asset: Asset | None = None,
) -> Showing:
    purpose, channel, goes_to = place
    with part_of_form(f"shown {place} {asset.pk if asset else ''}"):  # one form, one showing for each place
        return note_released(
            release,
            Showing(
                home=release.home,
                is_locked=release.is_locked,
                kept_from_home=release.kept_from_home,
                called=f"{release.reference}: {release.headline}"[:160],
                purpose=purpose,
                channel=channel,
                where=f"In press release {release.reference}"
                + (f", for {goes_to}" if goes_to else ", in our press room"),
                shown_by=goes_to,
                asset=asset,
                mentions_health=any(how.mentions_health for _, how in rows),
            ),
            [part for part, _ in rows],
            owner=owner,
            previewed=all(how.previewed for _, how in rows),
        )
