"""Who is in a picture and where: named, made unrecognisable, or agreed by two people to be nobody one can tell."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from consent.people.models import Person
from consent.pictures import states
from consent.pictures.actions import tell_who_shows_it
from consent.pictures.models import Appearance, Asset, Marked
from mediapolicy.clauses import Clause
from mediapolicy.people.models import User
from mediapolicy.refusals import Refused
from mediapolicy.transitions import making

# Without a tap: a part of the picture, as one would say it.
PARTS: dict[str, tuple[str, dict[str, int]]] = {
    f"{down}{across}": (
        f"{('Top', 'Middle', 'Bottom')[down]} {('left', 'centre', 'right')[across]}",
        {"x": (0, 33, 67)[across], "y": (0, 33, 67)[down], "w": 33, "h": 33},
    )
    for down in range(3)
    for across in range(3)
}


@transaction.atomic
def name_somebody(
    asset: Asset,
    *,
    marked: str,
    person: Person | None = None,
    where: dict[str, Any] | None = None,
    clue: str = "",
    by: User,
) -> Appearance:
    """Say who this is, and where in the picture; a face that nobody can tell needs a second person to agree (SM-26)."""
    if (marked == Marked.NAMED) != (person is not None):
        raise ValidationError("Say who it is, or that nobody can tell.")
    with making(states.NAME_SOMEBODY, asset, by=by, note=person.reference if person else Marked(marked).label):
        if person is not None and asset.appearances.filter(person=person).exists():
            raise ValidationError(f"{person} is named in it already.")
        if asset.people_seen is not None and asset.accounted >= asset.people_seen:
            raise ValidationError(f"All {asset.people_seen} are named. If there are more, change the number first.")
        made = Appearance.objects.create(
            asset=asset, person=person, marked=marked, where=frame(where or {}), clue=clue.strip(), by=by
        )
    tell_who_shows_it(asset, by=by)
    return made


@transaction.atomic
def take_name_off(appearance: Appearance, *, by: User) -> None:
    """This was somebody else, or nobody: the place is open again (SM-26)."""
    asset = appearance.asset
    person = appearance.person
    note = person.reference if person else Marked(appearance.marked).label
    with making(states.UNNAME_SOMEBODY, asset, by=by, note=note):
        asset.appearances.filter(pk=appearance.pk).delete()
    tell_who_shows_it(asset, by=by, also=[person.pk] if person else [])


def confirm_nobody(appearance: Appearance, *, by: User) -> None:
    """A second person looked and agrees that nobody can tell who this is (SM-26, I0)."""
    with making(states.CONFIRM_NOBODY, appearance.asset, by=by):
        fresh = Appearance.objects.select_for_update().get(pk=appearance.pk)
        if not fresh.waits_for_second:
            raise ValidationError("Nothing waits for a second person here.")
        if fresh.by_id == by.pk:
            words = "You said so yourself. Somebody else has to look and agree."
            raise Refused(Clause.SM_26, words, record=appearance.asset)
        fresh.confirmed_by = by
        fresh.save(update_fields=["confirmed_by"])


def frame(given: dict[str, Any]) -> dict[str, int]:
    """A place in the picture in whole hundredths, inside it; empty when nobody said where."""
    try:
        x, y, w, h = (round(float(given[side])) for side in ("x", "y", "w", "h"))
    except (KeyError, TypeError, ValueError, OverflowError):
        return {}
    if not (0 <= x < 100 and 0 <= y < 100 and w > 0 and h > 0):
        return {}
    return {"x": x, "y": y, "w": min(w, 100 - x), "h": min(h, 100 - y)}
