"""What is done with press releases: one function per verb. Who is in one: featuring.py; when it goes: going_out.py."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from approvals import actions as approvals
from matters import locking
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import StaleCopy
from mediapolicy.transitions import making, starting
from pressroom.actions import composed
from pressroom.details.models import PressDetails
from pressroom.idea import actions as ideas
from pressroom.idea.models import StoryIdea
from pressroom.mentions import what_is_missing
from pressroom.release import states
from pressroom.release.featuring import only_in_the_words
from pressroom.release.models import WORDS, PressRelease
from pressroom.release.parts import Featured, ReleasePicture, ReleaseVersion
from pressroom.release.printing import as_text

CHANGED = "The release changed."
FROM_DETAILS = ("about_us", "contact_name", "contact_phone", "contact_email", "out_of_hours")


@transaction.atomic
def start(*, kind: str, story_kind: str, headline: str, home: Home | None, by: User, **words: Any) -> PressRelease:
    """Start a press release or an advertorial on a good news story (PR-2, PR-4a)."""
    first = {"kind": kind, "story_kind": story_kind, "headline": headline, **_details(), **words}
    return _started(PressRelease(home=home, written_by=by, **_composed(first)), by=by)


@transaction.atomic
def take_up(idea: StoryIdea, *, by: User) -> PressRelease:
    """Start a press release from what somebody sent in; they are told that it was taken up (PR-4a)."""
    ideas.take_up(idea, by=by)
    words = {"story_kind": "other", "headline": idea.called, "body": idea.happened, **_details()}
    release = PressRelease(home=idea.home, written_by=by, idea=idea, **_composed(words))
    return _started(release, by=by)


@transaction.atomic
def start_correction(first: PressRelease, correction: str, *, by: User) -> PressRelease:
    """Write a corrected one, with an approval of its own; what is out stays out until it takes its place (PR-4a)."""
    release = correction_of(first, correction)
    release.written_by = by
    _started(release, by=by, row=states.CORRECT)
    _copy_who_is_in(first, release)
    locking.go_with(release, first)
    locking.look_at(release)
    return release


def correction_of(first: PressRelease, correction: str = "") -> PressRelease:
    """The corrected one, before it is begun: all of the first, and what was wrong with it."""
    return PressRelease(
        home=first.home,
        corrects=first,
        idea_id=first.idea_id,
        is_locked=first.is_locked,
        kept_from_home=first.kept_from_home,
        people_in=first.people_in,
        pictures_in=first.pictures_in,
        not_them=first.not_them,
        **_composed({**first.worded(), "correction": correction}),
    )


def _started(release: PressRelease, *, by: User, row: Any = states.START) -> PressRelease:
    release.text = as_text(release)
    starting(row, release, by=by)
    _keep_version(release, by=by)
    return release


def _copy_who_is_in(first: PressRelease, release: PressRelease) -> None:
    """Whoever was in the first one is in this one, and is asked about again before it goes; whoever saw the words first
    has not seen these."""
    by = release.written_by
    people = [Featured(release=release, by=by, **_how(one, "person_id", "content_type")) for one in first.people()]
    kept = ("asset_id", "alt_text", "caption", "credit")
    pictures = [ReleasePicture(release=release, by=by, **_how(one, *kept)) for one in first.pictures()]
    for one in [*people, *pictures]:
        one.save(force_insert=True)
    release.refresh_from_db()  # who is in it was read before they were


def _how(row: Featured | ReleasePicture, *more: str) -> dict[str, Any]:
    names = ("ident", "purpose", "channel", "goes_to", "mentions_health", "uses_age", "uses_home_name", "uses_family")
    return {name: getattr(row, name) for name in (*names, "at", *more)}


def change_words(release: PressRelease, *, read_version: int, by: User, note: str = "", **words: Any) -> bool:
    """Save other words; False when nothing differs, and then nothing is written and no approval falls (PR-4a, SOD-5).

    `read_version` is the version of the record that the page was made from: another since then is a StaleCopy.
    """
    with approvals.voiding_when_changed(release, by=by, why=CHANGED):
        release.refresh_from_db()
        wanted = {**release.worded(), **_composed(words)}
        if wanted == release.worded():
            return False
        with making(states.EDIT, release, by=by, note=note):
            if release.version != read_version:
                raise StaleCopy(release, theirs=wanted["body"], ours=release.body)
            if wanted["embargo_until"] != release.embargo_until:
                release.warned_for = None
            for name, value in wanted.items():
                setattr(release, name, value)
            release.text = as_text(release)
            release.number += 1
            _keep_version(release, by=by)
            _show_them_again(release)
    return True


def _show_them_again(release: PressRelease) -> None:
    """Whoever wanted to see it first has seen other words than these (IR-6)."""
    for one in release.shown():
        if one.previewed:
            one.previewed = False
            one.save(update_fields=["previewed"])


@transaction.atomic
def send_for_approval(release: PressRelease, *, by: User, note: str = "") -> None:
    """Ask the other of the Marketing Manager and a Director to approve exactly this; on a matter the COO (PR-4a, CC-2)."""
    release.in_words_only = what_is_missing(only_in_the_words(release, by)[0])
    with making(states.SEND_FOR_APPROVAL, release, by=by, note=note):
        approvals.ask(release, by=by)


@transaction.atomic
def take_back(release: PressRelease, *, by: User, note: str = "") -> None:
    """Take it back from approval, to go on writing (PR-4a)."""
    approvals.take_back(release, by=by, note=note)
    with making(states.TAKE_BACK, release, by=by, note=note):
        pass


def note_approval(release: PressRelease, *, by: User) -> None:
    """Every approval that the case needs is there (PR-4a)."""
    with making(states.NOTE_APPROVAL, release, by=by):
        pass


def note_changes_asked(release: PressRelease, *, by: User, note: str, refused: bool) -> None:
    """Somebody asked for changes, or refused: back to the writer (PR-4a)."""
    with making(states.NOTE_REFUSAL if refused else states.NOTE_CHANGES_ASKED, release, by=by, note=note):
        pass


@transaction.atomic
def drop(release: PressRelease, *, by: User, note: str) -> None:
    """Give it up before it is out; an approval, given or asked for, no longer counts (PR-4a)."""
    approvals.void_all(release, by=by, why="The press release was given up.")
    with making(states.DROP, release, by=by, note=note):
        pass


@transaction.atomic
def stop_for_review(release: PressRelease) -> None:
    """It came under a matter: approvals fall, given or asked for, and it is written again with the COO (CC-2)."""
    clock = User.objects.the_clock()
    if release.is_out and not release.is_held:  # closing the matter releases nothing (V-O-05)
        with making(states.HOLD_FOR_REVIEW, release, by=clock):
            release.is_held = True
    if not release.is_open:
        return
    approvals.void_all(release, by=clock, why="It is looked at again before it goes out.")
    if release.state in states.PULL_FOR_REVIEW.sources:
        with making(states.PULL_FOR_REVIEW, release, by=clock):
            pass


def _details() -> dict[str, str]:
    """What stands under every release."""
    kept = PressDetails.objects.first()
    return {name: getattr(kept, name) for name in FROM_DETAILS} if kept else {}


def _composed(words: dict[str, Any]) -> dict[str, Any]:
    """Words as they are kept, and as the seal reads them."""
    found: dict[str, Any] = {
        name: composed(value) if isinstance(value, str) else value for name, value in words.items()
    }
    if quotes := found.get("quotes"):
        found["quotes"] = [{"who": composed(one["who"]), "words": composed(one["words"])} for one in quotes]
    if "headline" in found:
        found["headline"] = found["headline"].strip()[:160]
    assert set(found) <= set(WORDS), found
    return found


def _keep_version(release: PressRelease, *, by: User) -> None:
    ReleaseVersion.objects.create(
        release=release, number=release.number, headline=release.headline, words=release.text, by=by
    )
