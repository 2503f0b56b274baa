"""The day itself: the visit begins, is stopped or ends, and what became of it is written down."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.gate.answering import evaluate_each
from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_released
from consent.takedown.withdrawing import hold_still
from enquiries.access import states
from enquiries.access.actions import those_who_expect_it
from enquiries.access.belongings import InTheVisit
from enquiries.access.models import AccessRequest
from enquiries.access.vocabulary import WAYS, Stopped
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.transitions import making


def begin(visit: AccessRequest, *, identity_seen: bool, by: User) -> None:
    """They are at the door: who they are has been seen, everybody was asked again, and the escort goes with them (IR-3)."""
    if not identity_seen:
        raise ValidationError("Check who each of them is first. Whoever is not on the list does not come in.")
    with making(states.BEGIN, visit, by=by, note="Who each of them is has been seen."):
        visit.began_at = timezone.now()


@transaction.atomic
def stop(visit: AccessRequest, *, because: str, note: str, by: User) -> None:
    """Stop it at once: somebody is upset, or a rule was broken. They leave, and those above are told (IR-6)."""
    if not because:
        raise ValidationError("Say why it is stopped.")
    _hold_those_in_it(visit)
    with making(states.STOP, visit, by=by, note=note):
        visit.stopped_because, visit.ended_at = because, timezone.now()
    told: list[User | None] = [*those_who_expect_it(visit), *User.objects.holding(Role.MARKETING_MANAGER)]
    told += User.objects.holding(Role.DIRECTOR)
    if because in (Stopped.DISTRESS, Stopped.SOMEBODY_ELSE):
        told += User.objects.holding(Role.SAFEGUARDING_LEAD)
    tell(told, "visit_stopped", visit, by=by)
    _note_what_they_have(visit, by=by)


@transaction.atomic
def end(visit: AccessRequest, *, by: User) -> None:
    """They have left. Who was filmed goes on the list of what is shown, so that a change of mind finds it (IR-3)."""
    _hold_those_in_it(visit)
    with making(states.END, visit, by=by):
        visit.ended_at = timezone.now()
    tell([visit.prepared_by], "visit_to_write_up", visit, by=by)
    _note_what_they_have(visit, by=by)


def write_outcome(visit: AccessRequest, *, by: User, **values: Any) -> bool:
    """Write down what came of it, what may be published and from when, and what we learned (IR-3).

    What was approved is past: an answer that has changed since voids nothing here.
    """
    if all(getattr(visit, name) == value for name, value in values.items()):
        return False
    with making(states.WRITE_OUTCOME, visit, by=by):
        for name, value in values.items():
            setattr(visit, name, value)
    return True


def _hold_those_in_it(visit: AccessRequest) -> None:
    """People before the visit: somebody who changes their mind holds them in this order, and must never be undone."""
    hold_still([one.person_id for one in visit.appearing()])


def _note_what_they_have(visit: AccessRequest, *, by: User) -> None:
    """For each place where it may be seen, who was ready and in which way. Whoever may no longer be shown was asked out
    of it already; ending a visit waits for nothing, so nobody is put on the list who would hold it up."""
    day = timezone.localdate(visit.began_at)
    ready = [one for one in visit.appearing() if one.is_ready_on(day)]
    asked = [(one, WAYS[code], use) for one in ready for code, use in zip(one.ways, one.uses(visit), strict=True)]
    answers = evaluate_each([(one.person, use) for one, _, use in asked]) if asked else []
    places: dict[tuple[str, str, str], list[InTheVisit]] = defaultdict(list)
    for (one, way, use), answer in zip(asked, answers, strict=True):
        for channel in sorted(use.channels) if answer.is_allowed else ():
            places[way.purpose, channel, way.content_type].append(one)
    for (purpose, channel, content_type), people in sorted(places.items()):
        showing = Showing(
            home=visit.home,
            is_locked=visit.is_locked,
            kept_from_home=visit.kept_from_home,
            called=visit.topic[:160],
            purpose=purpose,
            channel=channel,
            where=f"Made on visit {visit.reference} by {visit.outlet}"[:200],
            shown_by=visit.outlet,
            mentions_health=any("mentions_health" in one.also for one in people),
        )
        parts = [Part(one.person, content_type, one.ident) for one in people]
        note_released(visit, showing, parts, owner=visit.prepared_by or by, previewed=visit.shown_first)
