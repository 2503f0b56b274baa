"""What an approval of a press release covers, who gives it, and whether it still holds (PR-4a, SOD-1, SOD-4, CC-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.models import current_signers
from approvals.seals import seal_of
from mediapolicy.organisation.actions import setting
from mediapolicy.people.models import User
from pressroom.release.printing import as_text

if TYPE_CHECKING:
    from pressroom.release.models import PressRelease
    from pressroom.release.parts import ReleasePicture


def sealed_content(release: PressRelease) -> dict[str, Any]:
    """The words, the pictures by their bytes, who is in it and why they may be shown, the label and the embargo."""
    seals = release.looked_up().seals
    return {
        "called": "Advertorial" if release.is_advertorial else "Press release",
        "article": "an advertorial" if release.is_advertorial else "a press release",
        "reference": release.reference,
        "words": as_text(release),
        "parts": {
            name: value if isinstance(value, list) else str(value or "") for name, value in release.worded().items()
        },
        "recipients": [],
        "corrects": str(release.corrects_id or ""),
        "media": [one["sha256"] for one in seals["pictures"]],
        "pictures_shown": [_as_read(one) for one in release.pictures()],
        "not_them": release.names_set_aside,
        **seals,
    }


def _as_read(picture: ReleasePicture) -> dict[str, Any]:
    """A picture as whoever approves it reads of it."""
    named = [mark.person.name for mark in picture.asset.appearances.all() if mark.person is not None]
    words = {name: getattr(picture, name) for name in ("alt_text", "caption", "credit")}
    return {"called": picture.asset.called, "people": sorted(named), **words}


def needs_second_hand() -> bool:
    """Whether somebody else approves it than whoever wrote it: the organisation's to decide, on by default (SOD-1)."""
    return bool(setting("press_release_four_eyes"))


def signing_stages(release: PressRelease) -> tuple[str, ...]:
    """The Marketing Manager or a Director (PR-4a); on an ongoing matter the COO (CC-2).

    Where the COO wrote some of it themself, somebody whom they named on the matter reads it as well (SOD-1).
    """
    if not (release.is_locked or release.looked_up().needs_coo):
        return ("release",)
    return ("release", "coo") if release.needs_second_hand and _the_coo_wrote_some(release) else ("coo",)


def _the_coo_wrote_some(release: PressRelease) -> bool:
    """Or is in it (SOD-4)."""
    theirs = {*writers_of(release), *shown_in(release)}
    wrote = User.objects.filter(pk__in=theirs, groups__permissions__codename="sign_off_matter")
    return bool(wrote.exists())


def writers_of(release: PressRelease) -> list[Any]:
    """Everyone who wrote a version of it, or put somebody or a picture in."""
    put_in = [one.by_id for one in release.shown()]
    return [release.written_by_id, *release.versions.values_list("by_id", flat=True), *put_in]


def shown_in(release: PressRelease) -> list[Any]:
    """The accounts of whoever is in it (SOD-4)."""
    people = [one.person for one in release.people()]
    people += [mark.person for one in release.pictures() for mark in one.asset.appearances.all() if mark.person]
    return [one.account_id for one in people if one.account_id]


def authors(release: PressRelease) -> list[Any]:
    """Who doesn't approve it: whoever is in it, and whoever wrote some of it where four eyes are asked for."""
    return [*(writers_of(release) if release.needs_second_hand else []), *shown_in(release)]


def holds(release: PressRelease) -> bool:
    """Whether everyone who must has approved exactly what stands here now, and nobody who may not."""
    signed = current_signers(release, seal_of(release.sealed_content()))
    return set(release.signing_stages()) <= set(signed) and signed.get("release") not in authors(release)
