"""People, consents and showings for the tests of withdrawal and takedown, made by walking the table's own rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from consent.agreement import states as agreement
from consent.agreement.models import MediaConsent
from consent.agreement.signature import Signature
from consent.people import states as being
from consent.people.models import Person
from consent.pictures import states as pictures
from consent.pictures.models import Appearance, Asset
from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_showing
from consent.vocabulary import CHANNELS_OF
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import making, starting

EVERYTHING = ("P05", "P06", "P07", "P08")
HEALTH = "A photo may show that I live in a care home. I agree to that."
COURIER = {"name": "Wexcombe Courier", "role": "newspaper"}


def a_person(*, by: User, home: Home, name: str = "Elsie Marrable", kind: str = "resident", **facts: Any) -> Person:
    """Somebody who may be shown."""
    return starting(being.ADD_PERSON, Person(home=home, name=name, subject_type=kind, **facts), by=by)


def a_form(person: Person, *, by: User, yes: Iterable[str] = EVERYTHING, **facts: Any) -> MediaConsent:
    """A form ready to be signed, with a Yes to these purposes in all their places."""
    today = timezone.localdate()
    lines = [{"purpose": one, "yes": True, "channels": [str(c) for c in CHANNELS_OF[one]], "at": ""} for one in yes]
    given: dict[str, Any] = {
        "reason": "admission",
        "lines": lines,
        "contents": ["photo", "quote"],
        "most_ident": "I2",
        "health_agreed": True,
        "health_statement": HEALTH,
        "health_agreed_at": timezone.now(),
        "irreversible_explained": True,
        "overseas_explained": True,
        "somebody_must_not_know": False,
        "formats": ["spoken"],
        "no_detriment_shown": True,
        "no_pressure": True,
        "valid_from": today,
        "expires_on": today + timedelta(days=300),
        "review_due": today + timedelta(days=180),
        "explained_by": by,
        "answers": {"no_face_offered": "yes"},
        **facts,
    }
    consent = MediaConsent(home=person.home, subject=person, subject_type=person.subject_type, requested_by=by, **given)
    starting(agreement.ASK, consent, by=by)
    with making(agreement.MAKE_READY, consent, by=by):
        pass
    return consent


def signed(consent: MediaConsent, *, by: User, **witness: str) -> MediaConsent:
    """It waits for the Home Manager."""
    Signature.objects.create(
        consent=consent,
        method="typed",
        signer=consent.subject.name,
        signer_is=consent.given_by,
        signed_at=timezone.now(),
        kept_by=by,
        shown_hash=consent.shown_hash,
        form_version=consent.form_version,
        **witness,
    )
    with making(agreement.SIGN, consent, by=by):
        consent.obtained_on = timezone.localdate()
    with making(agreement.GIVE_PAPERS, consent, by=by):
        consent.copy_given_at = consent.slip_given_at = timezone.now()
        consent.privacy_notice = "PN 3"
    return consent


def sign_off(consent: MediaConsent, *, by: User) -> None:
    """The Home Manager signs it off."""
    with making(agreement.SIGN_OFF, consent, by=by):
        consent.signed_off_by, consent.signed_off_at = by, timezone.now()


def agreed(person: Person, *, by: User, manager: User, yes: Iterable[str] = EVERYTHING, **facts: Any) -> MediaConsent:
    """A consent in force."""
    consent = signed(a_form(person, by=by, yes=yes, **facts), by=by)
    sign_off(consent, by=manager)
    return consent


def a_post(*people: Person, by: User, ident: str = "I2", content: str = "photo", **facts: Any) -> Showing:
    """A post of ours that shows these people."""
    given: dict[str, Any] = {
        "called": "Harvest supper",
        "home": people[0].home,
        "purpose": "P07",
        "channel": "facebook",
        "url": "https://facebook.example/larkfield/1",
        **facts,
    }
    return note_showing(Showing(**given), [Part(one, content, ident) for one in people], by=by)


def a_picture(*people: Person, by: User, **facts: Any) -> Asset:
    """A picture of these people, complete and ready."""
    given: dict[str, Any] = {
        "content_type": "photo",
        "called": "At the table",
        "alt_text": "People at a table",
        "sha256": uuid.uuid4().hex * 2,
        **facts,
    }
    asset = Asset(home=people[0].home, added_by=by, **given)
    starting(pictures.ADD_PICTURE, asset, by=by)
    for one in people:
        Appearance.objects.create(asset=asset, person=one, marked="named", by=by)
    with making(pictures.DESCRIBE, asset, by=by):
        asset.rights = facts.get("rights", "own")
        asset.people_seen = len(people)
    with making(pictures.RELEASE_PICTURE, asset, by=by):
        pass
    return asset


def sixteen_today() -> date:
    """The birthday of somebody who turns 16 today."""
    today = timezone.localdate()
    return date(today.year - 16, today.month, min(today.day, 28))
