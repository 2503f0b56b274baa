"""What a press release needs before each of its steps, in words that say what to do next (PR-1 to PR-4, PC-D4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from consent.vocabulary import Purpose
from matters.conditions import what_its_matter_needs
from pressroom.release.vocabulary import Kind

if TYPE_CHECKING:
    from pressroom.release.models import PressRelease

WARNINGS = (timedelta(hours=24), timedelta(hours=1))  # before an embargo ends; longest first


def words(release: PressRelease) -> str:
    """There is something to read."""
    if release.headline.strip() and release.body.strip():
        return ""
    return "There are no words yet. Write the headline and the story first."


def whom_the_press_may_ask(release: PressRelease) -> str:
    """A journalist reaches somebody."""
    if release.contact_name.strip() and (release.contact_phone.strip() or release.contact_email.strip()):
        return ""
    return "Say whom the press may ask, with a phone number or an email address."


def labelled_as_advertising(release: PressRelease) -> str:
    """A page that we pay for says so, and names who prints it (PR-3, PC-D4)."""
    if release.kind != Kind.ADVERTORIAL:
        return ""
    missing = [] if release.ad_label else ["choose the label that says it is an advert"]
    missing += [] if release.publisher.strip() else ["name who prints it"]
    return f"This is a page we pay for: {' and '.join(missing)}." if missing else ""


def agreed_to_being_in_an_advert(release: PressRelease) -> str:
    """An advert is a use of its own, and the publisher is named to whoever is in it (PR-3, P09, V-C-08)."""
    if release.kind != Kind.ADVERTORIAL:
        return ""
    wrong = any(
        one.purpose != Purpose.ADVERT or one.goes_to.casefold() != release.publisher.strip().casefold()
        for one in release.shown()
    )
    if not wrong:
        return ""
    return (
        f"Everybody in an advertorial is asked about adverts in {release.publisher}. Take them out, and put them in so."
    )


def the_press_is_named(release: PressRelease) -> str:
    """What leaves our hands goes to somebody with a name (V-C-08); an advert's place is in an advertorial."""
    if release.kind == Kind.ADVERTORIAL or all(one.purpose != Purpose.ADVERT for one in release.shown()):
        return ""
    return "Somebody in it was put in for an advert. Make it an advertorial, or put them in for the press."


def it_is_held(release: PressRelease) -> str:
    """It was taken off our pages."""
    return "" if release.is_held else "It is not held back."


def everybody_may_be_shown(release: PressRelease) -> str:
    """Whoever is named, quoted or seen in it has agreed to exactly that, on our website too, at this moment (SM-26)."""
    return " ".join(release.looked_up().stands_in_the_way)


def everybody_may_be_shown_then(release: PressRelease) -> str:
    """And at the moment that is planned: a consent may run out before."""
    return " ".join(release.looked_up(release.wanted_at).stands_in_the_way)


def somebody_to_approve_it(release: PressRelease) -> str:
    """A request goes to somebody who can answer it."""
    stage = release.stage_without_signer
    if stage is None:
        return ""
    if release.is_locked:
        return f"Nobody can approve it: it needs {stage.signer} who has not written any of it. Name one on the matter."
    return f"Nobody is left to approve it: it needs {stage.signer} who has not written any of it and is not in it."


def approval_that_holds(release: PressRelease) -> str:
    """Exactly these words, pictures and people were approved by everyone who must (PR-4a, SOD-5)."""
    if release.approval_holds:
        return ""
    return "It is not what was approved any more. Send it for approval again."


def what_its_matter_still_needs(release: PressRelease) -> str:
    """On an ongoing matter: who responds is agreed, and whoever must be told first was told (V-O-02, V-O-03)."""
    return what_its_matter_needs(release)


def what_it_corrects_stands(release: PressRelease) -> str:
    """A correction takes the place of what was released, and is still out."""
    first = release.corrects
    if first is None or first.is_out:
        return ""
    return f"{first.reference} is no longer out, so there is nothing to correct."


def what_was_wrong(release: PressRelease) -> str:
    """A correction says so: whoever printed the first one has to know."""
    return (
        "" if release.corrects is None or release.correction.strip() else "Say what was wrong, for whoever printed it."
    )


def a_time_to_come(release: PressRelease) -> str:
    """It goes out later than now."""
    if release.wanted_at is not None and release.wanted_at > timezone.now():
        return ""
    return "Choose a time that is still to come."


def its_time_has_come(release: PressRelease) -> str:
    """Asked again under the lock."""
    return "" if release.release_at is not None and release.release_at <= timezone.now() else "Its time has not come."


def an_embargo_to_lift(release: PressRelease) -> str:
    """There is one, and it still holds."""
    return "" if release.is_under_embargo() else "No embargo holds any more."


def its_embargo_ends_soon(release: PressRelease) -> str:
    """Nobody was told of this yet: 24 hours before, and an hour before."""
    return "" if release.warning_due() is not None else "Whoever released it has been told already."


def a_reason(release: PressRelease) -> str:
    """Why stays on record."""
    return "" if release.says_why.strip() else "Say why. This stays inside."


def the_answer_about_this_person(release: PressRelease) -> str:
    """The publish gate lets this person be in it in this way."""
    return release.gate_says


def the_answer_about_this_picture(release: PressRelease) -> str:
    """The picture is complete, and everybody in it may be shown in this way."""
    return release.gate_says


def everybody_in_the_words_is_spoken_for(release: PressRelease) -> str:
    """Whoever's name is in the words is in it through the gate, or was said to be somebody else (SM-26)."""
    return release.in_words_only


BEFORE_APPROVAL = (
    words,
    everybody_in_the_words_is_spoken_for,
    whom_the_press_may_ask,
    labelled_as_advertising,
    agreed_to_being_in_an_advert,
    the_press_is_named,
    what_it_corrects_stands,
    everybody_may_be_shown,
    somebody_to_approve_it,
)
TO_GO = (everybody_may_be_shown, approval_that_holds, what_it_corrects_stands, what_its_matter_still_needs)
