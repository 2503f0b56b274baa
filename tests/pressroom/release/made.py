"""Press releases made by walking the real actions, with somebody in them who agreed to it."""

from __future__ import annotations

from typing import Any

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.pictures.models import Asset
from mediapolicy.people.models import Home, User
from pressroom.details import actions as details
from pressroom.release import actions, featuring, going_out
from pressroom.release.models import PressRelease
from tests.consent import builders_agreement as forms
from tests.consent import builders_pictures as pictures

COURIER = {"name": "Wexcombe Courier", "role": "newspaper"}
# First name and words they said, in the local paper; our website is asked about as well, always.
QUOTED: dict[str, Any] = {
    "content_type": "quote",
    "ident": "I2",
    "purpose": "P10",
    "channel": "local_press",
    "goes_to": "Wexcombe Courier",
}
SHOWN: dict[str, Any] = {**{k: v for k, v in QUOTED.items() if k != "content_type"}, "alt_text": "People in a garden."}
SAYS_YES = {"photos": "yes", "words": "yes", "website": "yes", "local_paper": "yes", "adverts": "yes"}
CONTACT = {"contact_name": "Priya Anand", "contact_phone": "01632 960010", "contact_email": "press@larkfield.example"}


def somebody_who_agreed(
    *, home: Home | None, by: User, manager: User, answers: dict[str, str] | None = None, **facts: Any
) -> Person:
    """On the list, with a form in force for newspapers and our website."""
    person = forms.somebody(home=home, by=by, **facts)
    parties = {"third_parties": [COURIER]}
    forms.in_force(person, by=by, manager=manager, answers=SAYS_YES if answers is None else answers, chosen=parties)
    return person


def a_picture(person: Person, *, by: User, released_by: User, seed: int = 1) -> Asset:
    """A complete picture in the library with this person in it."""
    photo = pictures.a_photo(home=person.home, by=by, seed=seed)
    return pictures.complete(photo, [person], by=by, released_by=released_by)


def a_draft(*, by: User, home: Home | None, **words: Any) -> PressRelease:
    """A release with words and a press contact."""
    given = {
        "kind": "release",
        "story_kind": "fundraising",
        "headline": "Bake sale raises £1,240 for the memory garden",
        "body": "Residents and neighbours baked for three days.",
        "place": "Wexcombe",
        **CONTACT,
        **words,
    }
    return actions.start(home=home, by=by, **given)


def asked(release: PressRelease, *, by: User) -> Approval:
    """It waits for approval."""
    actions.send_for_approval(release, by=by)
    return Approval.objects.of(release).filter(state=ApprovalState.WAITING).order_by("stage").first()  # type: ignore[return-value]


def approved(release: PressRelease, *, by: User, director: User) -> PressRelease:
    """Somebody else has approved it."""
    approval = asked(release, by=by)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    release.refresh_from_db()
    return release


def released(release: PressRelease, *, by: User, director: User) -> PressRelease:
    """It is out."""
    going_out.release_now(approved(release, by=by, director=director), by=by)
    release.refresh_from_db()
    return release


def with_somebody(release: PressRelease, person: Person, *, by: User, **how: Any) -> PressRelease:
    """This person is quoted in it."""
    featuring.feature(release, person, by=by, **{**QUOTED, **how})
    return release


def with_picture(release: PressRelease, asset: Asset, *, by: User, **how: Any) -> PressRelease:
    """This picture is in it."""
    featuring.add_picture(release, asset, by=by, **{**SHOWN, **how})
    return release


def details_kept(*, by: User, **words: Any) -> None:
    """What stands under every release."""
    details.keep(by=by, **{"about_us": "Larkfield Care runs two homes.", **CONTACT, "out_of_hours": "", **words})
