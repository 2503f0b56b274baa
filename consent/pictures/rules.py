"""What a picture needs before it may be used at all, in words that help (PC-B1, SM-26, SM-27, V-C-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from consent.pictures.models import Asset

ALIKE = 6  # bits of 64 in which two pictures may differ and still be the same one, cropped a little or saved again


def not_taken_out_before(asset: Asset) -> str:
    """A picture that was taken out because somebody withdrew doesn't come back under another name."""
    from consent.pictures.likeness import taken_out_before  # the question needs the table, which needs these rules

    if asset.sha256 and taken_out_before(asset.sha256, asset.likeness):
        return "This picture was taken out because somebody in it changed their mind. It can’t be added again."
    return ""


def people_counted(asset: Asset) -> str:
    """Somebody looked, background and reflections included, and said how many can be seen or heard."""
    if asset.people_seen is None:
        return "Say how many people can be seen or heard in it, also in the background, in mirrors and on photos."
    return ""


def everybody_accounted_for(asset: Asset) -> str:
    """Nobody is left over: each is named, made unrecognisable, or agreed by two people to be nobody one can tell."""
    if asset.people_seen is None:
        return ""
    missing = asset.people_seen - asset.appearances.count()
    if missing <= 0:
        return ""
    return f"{missing} {'person is' if missing == 1 else 'people are'} still to be named, or made unrecognisable."


def two_people_agree_about_nobody(asset: Asset) -> str:
    """One pair of eyes is not enough to say that nobody can be told (I0)."""
    if asset.appearances.filter(marked="not_tellable", confirmed_by=None).exists():
        return "A second person has to agree that nobody can tell who that is."
    return ""


def rights_recorded(asset: Asset) -> str:
    """Somebody else's work needs their permission, on file and in date (SM-27, PC-D1)."""
    if asset.rights == "unknown":
        return "Say whose work it is, and where their permission is."
    if asset.rights == "licensed" and not (asset.rights_holder.strip() and asset.licence.strip()):
        return "Enter who gave permission, and where it is kept."
    if asset.licence_until is not None and asset.licence_until < timezone.localdate():
        return "The permission to use it has ended."
    return ""


def words_for_those_who_cannot_see_it(asset: Asset) -> str:
    """A picture is described in words too."""
    return (
        ""
        if not asset.is_seen or asset.alt_text.strip()
        else "Describe the picture in a sentence, for people who can’t see it."
    )


def no_old_picture_without_a_consent(asset: Asset) -> str:
    """V-C-17: an old picture of somebody who never agreed can't be used."""
    if not asset.is_legacy:
        return ""
    unknown = [
        one.person.first_name
        for one in asset.appearances.select_related("person").filter(person__isnull=False)
        if one.person is not None and not one.person.consents.decided().exists()
    ]
    return f"An old picture: no consent is recorded for {', '.join(unknown)}. Ask them first." if unknown else ""


def nobody_in_it_has_withdrawn(asset: Asset) -> str:
    """What somebody withdrew from stays away."""
    gone = asset.appearances.filter(person__consents__state="withdrawn").exclude(
        person__consents__state__in=["active", "review due"]
    )
    return "Somebody in it changed their mind. It stays away." if gone.exists() else ""


BEFORE_RELEASE = (
    people_counted,
    everybody_accounted_for,
    two_people_agree_about_nobody,
    rights_recorded,
    words_for_those_who_cannot_see_it,
    no_old_picture_without_a_consent,
)
