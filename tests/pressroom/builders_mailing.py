"""Released texts and press lists, for the tests of what is sent and of what anybody may read."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from consent.pictures.models import Asset
from consent.pictures.states import AssetState
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.people.models import Home, User
from pressroom.lists import actions as lists
from pressroom.lists.models import MailingList
from pressroom.release.models import PressRelease
from pressroom.release.parts import ReleasePicture
from pressroom.release.printing import as_text
from tests.consent import builders_pictures as pictures

ADDRESS = "alder-house-choir-"


def as_it_stands(record: Any, state: str, by: User) -> Any:
    """Kept in this state, whatever came before: how it got there is proved elsewhere."""
    record.state = state
    record._signature = Signature(by, "", "made for a test", Clause.PR_4A.id)
    record.save()
    return record


def a_release(*, by: User, state: str = "released", number: int = 1, **facts: Any) -> PressRelease:
    """A press release in any state, and out where that state is."""
    facts = {
        "story_kind": "event",
        "headline": "Alder House choir records its first album",
        "subhead": "Twenty-two singers, aged 24 to 97",
        "place": "Northmoor",
        "body": "Twenty-two singers spent a week with a Wexcombe music teacher.",
        "quotes": [{"who": "Ana Reyes, Home Manager", "words": "We sang all day."}],
        "about_us": "Larkfield Care runs homes.",
        "contact_name": "Priya Anand",
        "contact_email": "press@larkfield.example",
        **facts,
    }
    release = PressRelease(written_by=by, **facts)
    if state in ("released", "corrected", "withdrawn"):
        now = timezone.now()
        release.released_at = release.released_at or now
        release.first_released_at = release.first_released_at or release.released_at
        release.released_by = by
        release.address = release.address or f"{ADDRESS}{number:06x}"
    if state == "withdrawn":
        release.withdrawn_at = release.withdrawn_at or timezone.now()
        release.withdrawn_because = "A fact in it was wrong."
    release.text = as_text(release)
    return as_it_stands(release, state, by)  # type: ignore[no-any-return]


def a_list(*, by: User, size: int = 3, name: str = "Local papers") -> MailingList:
    """A list with so many addresses on it."""
    found = lists.start_list(name=name, by=by)
    rows = [
        {"name": f"Reporter {number}", "address": f"r{number}@{name.split()[0].lower()}.example", "outlet": "Courier"}
        for number in range(size)
    ]
    lists.add_many(found, rows, basis="asked", basis_note="Asked at the fair.", by=by)
    return found


def with_picture(release: PressRelease, *, by: User, home: Home) -> ReleasePicture:
    """A picture of the library in it, finished."""
    asset = pictures.a_photo(home=home, by=by)
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.READY, rights="own")
    return ReleasePicture.objects.create(
        release=release,
        asset=asset,
        alt_text="A zebra at a piano",
        credit="Jo Pettifer",
        ident="I1",
        purpose="P10",
        channel="local_press",
        by=by,
    )
