"""What a picture needs before it may be used at all, in words that help (PC-B1, SM-26, SM-27, V-C-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from consent.pictures.models import Asset
    from mediapolicy.people.models import User


def not_taken_out_before(asset: Asset) -> str:
    """A picture that was taken out because somebody withdrew doesn't come back under another name."""
    from consent.pictures.likeness import taken_out_before  # the question needs the table, which needs these rules

    if asset.sha256 and taken_out_before(asset.sha256, asset.likeness, asset.turned):
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
    missing = asset.people_seen - asset.accounted
    if missing <= 0:
        return ""
    return f"{missing} {'person is' if missing == 1 else 'people are'} still to be named, or made unrecognisable."


def two_people_agree_about_nobody(asset: Asset) -> str:
    """One pair of eyes is not enough to say that nobody can be told (I0)."""
    if any(one.waits_for_second for one in asset.appearances.all()):
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
    unknown = sorted(
        one.person.first_name
        for one in asset.appearances.all()
        if one.person is not None and not one.person.consents.decided().exists()
    )
    return f"An old picture: no consent is recorded for {', '.join(unknown)}. Ask them first." if unknown else ""


def something_to_show(asset: Asset) -> str:
    """A picture, a film, a voice, or words."""
    return "" if asset.sha256 or asset.words.strip() else "Choose a file, or write the words."


def somebody_to_agree_about(asset: Asset) -> str:
    """There is a face of which one person said that nobody can tell whose it is."""
    return "" if any(one.waits_for_second for one in asset.appearances.all()) else "Nothing waits for a second person."


def not_only_their_own_eyes(asset: Asset, user: User) -> str:
    """Whoever said that nobody can be told doesn't agree with themselves (I0)."""
    waiting = [one for one in asset.appearances.all() if one.waits_for_second]
    if waiting and all(one.by_id == user.pk for one in waiting):
        return "You said so yourself. Somebody else has to look and agree."
    return ""


def nobody_in_it_has_withdrawn(asset: Asset) -> str:
    """What somebody withdrew from stays away; a single picture that somebody took back, whatever else they agree to."""
    from consent.takedown.still_shown import pictures_taken_back  # takedown stands above pictures

    people = [one.person for one in asset.appearances.all() if one.person is not None]
    if any(of == asset.pk for _, of in pictures_taken_back(people)):
        return "Somebody in it asked that this picture is not shown. It stays away."
    gone = asset.appearances.filter(person__consents__state="withdrawn").exclude(
        person__consents__state__in=["active", "review due"]
    )
    return "Somebody in it changed their mind. It stays away." if gone.exists() else ""


# About the picture alone; whether each person agreed is the gate's to answer, each time.
COMPLETE = (
    people_counted,
    everybody_accounted_for,
    two_people_agree_about_nobody,
    rights_recorded,
    words_for_those_who_cannot_see_it,
)
BEFORE_RELEASE = (*COMPLETE, no_old_picture_without_a_consent)
