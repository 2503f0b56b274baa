"""Pictures, and people in them, made by the real actions; consents as their own journey leaves them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from consent.agreement.models import MediaConsent
from consent.agreement.states import SIGN_OFF, WITHDRAW, ConsentState
from consent.people.models import Person
from consent.people.states import ADD_PERSON
from consent.pictures import actions, naming
from consent.pictures.arriving import kept_copy
from consent.pictures.models import Asset, Marked
from consent.vocabulary import CHANNELS_OF, OFFERED, ContentType, IdentLevel
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import making, starting


def _shades(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Fields of any colour."""
    ground = Image.new("RGB", size)
    ground.putdata([tuple(chance.randrange(20, 235) for _ in "rgb") for _ in range(size[0] * size[1])])
    return ground


@cache
def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """An invented picture: light and shade, and some figures, a different one for each seed."""
    chance, (wide, high) = random.Random(seed), size
    picture = _shades(chance, (4, 3)).resize(size, Image.Resampling.BICUBIC)
    picture = Image.blend(picture, _shades(chance, (16, 12)).resize(size, Image.Resampling.BICUBIC), 0.35)
    draw = ImageDraw.Draw(picture)
    for _ in range(chance.randrange(2, 6)):
        x, y, r = chance.randrange(wide), chance.randrange(high // 4, high // 2), chance.randrange(30, 80)
        draw.rectangle((x - 2 * r, y + r, x + 2 * r, high), fill=(chance.randrange(220), chance.randrange(220), 90))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(chance.randrange(60, 240), chance.randrange(60, 220), 120))
    return picture


def as_file(picture: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_photo(*, home: Home | None, by: User, seed: int = 1, called: str = "In the garden", **facts: Any) -> Asset:
    """Added, with nobody counted yet."""
    kept = kept_copy(upload(as_file(scene(seed))))
    return actions.add(home=home, called=called, kept=kept, by=by, **facts)


def a_person(name: str, *, home: Home | None, by: User, subject_type: str = "resident", **facts: Any) -> Person:
    return starting(ADD_PERSON, Person(home=home, name=name, subject_type=subject_type, **facts), by=by)


def agreed(
    person: Person, *, by: User, signed_by: User, purposes: Iterable[str] = OFFERED, **facts: Any
) -> MediaConsent:
    """Their consent in force, as signing off leaves it: to everything, unless the facts say otherwise."""
    wanted, now = set(purposes), timezone.now()
    given: dict[str, Any] = {
        "contents": [kind.value for kind in ContentType],
        "most_ident": IdentLevel.FULL_NAME,
        "may_use_age": True,
        "may_use_home_name": True,
        "may_mention_health": True,
        "may_be_tagged": True,
        **facts,
    }
    lines = [
        {"purpose": one.value, "yes": one in wanted, "channels": [c.value for c in CHANNELS_OF[one]], "at": "2026"}
        for one in OFFERED
    ]
    consent = MediaConsent(
        home=person.home,
        subject=person,
        subject_type=person.subject_type,
        requested_by=by,
        reason="event",
        lines=lines,
        signed_off_by=signed_by,
        signed_off_at=now,
        expires_on=timezone.localdate() + timedelta(days=300),
        **given,
    )
    consent.state = ConsentState.ACTIVE
    consent.sign(signed_by, SIGN_OFF)
    consent.save(force_insert=True)
    return consent


def withdrawn(consent: MediaConsent, *, by: User) -> None:
    """They changed their mind."""
    with making(WITHDRAW, consent, by=by):
        consent.ended_at = timezone.now()


def complete(asset: Asset, people: Iterable[Person], *, by: User, released_by: User) -> Asset:
    """Everybody counted and named, described, the rights recorded, released."""
    named = list(people)
    actions.count_people(asset, len(named), by=by)
    for number, person in enumerate(named):
        where = {"x": 10 * (number % 8), "y": 20, "w": 10, "h": 20}
        naming.name_somebody(asset, marked=Marked.NAMED, person=person, where=where, by=by)
    actions.describe(asset, by=by, alt_text="People in a garden.", rights="own")
    actions.release(asset, by=released_by)
    return asset
