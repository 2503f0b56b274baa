"""Versions of a consent: a change is always a new one, with the same number, in place of the last (3.3, 3.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from consent.agreement import states
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState
from consent.people.models import Person
from consent.signals import authority_changed
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition, making, starting

# What a narrower version does not take over from the one before it: each version has a life of its own.
ITS_OWN = frozenset({"id", "version", "state", "created_at", "reference", "edition", "supersedes", "ended_at"})


def place_in_line(person: Person) -> dict[str, Any]:
    """The number and edition of this person's next form: the live one's number goes on, else a number of its own."""
    live = MediaConsent.objects.live().filter(subject=person).order_by("-created_at", "-id").first()
    if live is None:
        return {}
    return {"urn": live.urn, "edition": _next_edition(live.urn), "supersedes": live}


def _next_edition(urn: str) -> int:
    return (MediaConsent._base_manager.filter(urn=urn).aggregate(last=Max("edition"))["last"] or 0) + 1


@transaction.atomic
def narrowed(
    consent: MediaConsent, *, without: Iterable[str], by: User, transition: Transition = states.NARROW
) -> MediaConsent:
    """Take some purposes out: a new version without them is in force at once, with no new signature (3.6, SM-26).

    ValidationError when nothing would be left: then the whole consent is withdrawn instead.
    """
    old = MediaConsent._base_manager.select_for_update(of=("self",)).select_related("subject").get(pk=consent.pk)
    taken = set(without)
    if old.state not in states.LIVE:
        raise ValidationError("This consent does not hold any more, so nothing can be taken out of it.")
    if not old.purposes & taken:
        raise ValidationError("They had not agreed to any of this.")
    if not old.purposes - taken:
        raise ValidationError("Nothing would be left. They take all of it back.")
    was_held, because = old.state == ConsentState.SUSPENDED, old.on_hold_because
    new = _without(old, taken)
    starting(transition, new, by=by, note=f"In place of {old.reference}.")
    replaced(old, by_newer=new)
    if was_held:  # what put the older one on hold is not settled by asking for less
        with making(states.SUSPEND, new, by=User.objects.the_clock(), note=new.get_on_hold_because_display()):
            new.on_hold_because = because
    authority_changed.send(sender=MediaConsent, people=[new.subject_id], by=by, why="Consent changed.")
    return new


def _without(old: MediaConsent, taken: set[str]) -> MediaConsent:
    fields = [field for field in MediaConsent._meta.concrete_fields if field.name not in ITS_OWN]
    new = MediaConsent(**{field.attname: getattr(old, field.attname) for field in fields})
    now = timezone.now().isoformat()
    new.lines = [
        {**line, "yes": False, "channels": [], "at": now} if line["purpose"] in taken else line for line in old.lines
    ]
    new.edition, new.supersedes, new.on_hold_because = _next_edition(old.urn), old, ""
    return new


def replaced(old: MediaConsent, *, by_newer: MediaConsent) -> None:
    """The older version no longer counts: a newer one took its place (CC-3)."""
    with making(states.REPLACE, old, by=User.objects.the_clock(), note=f"{by_newer.reference} took its place."):
        old.ended_at, old.on_hold_because = timezone.now(), ""
