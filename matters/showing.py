"""What stands on the page of a matter."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from approvals.models import Approval
from matters.models import Clearance, Matter, MatterPerson, Touch
from matters.states import (
    CHANGE_REACH,
    END_NAMING,
    SET_ASIDE,
    UNLINK_PERSON,
    ClearanceState,
    LinkState,
    TouchState,
)
from matters.steps import open_steps
from mediapolicy.history.openings import who_looked
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.permissions import may

MOST = 100


@dataclass(frozen=True, slots=True)
class Held:
    """One record that the matter holds."""

    touch: Touch
    record: Any
    can_go_back: bool


def page_of_matter(matter: Matter, user: User) -> dict[str, Any]:
    """Everything on the page, in a number of statements that grows only with the kinds of record it holds."""
    people = matter.people.filter(state=LinkState.LINKED).select_related("person")
    named = matter.clearances.filter(state=ClearanceState.NAMED).select_related("person")
    touches = list(matter.touches.filter(state=TouchState.UNDER_IT).order_by("-created_at")[:MOST])
    parts: list[tuple[Any, str]] = [(MatterPerson, "person"), (Clearance, "colleague"), (Touch, "record")]
    rows = timeline(
        [
            history_of(Matter, "matter", id=matter.pk),
            *(
                history_of(model, called, id__in=model._default_manager.filter(matter=matter).order_by().values("pk"))
                for model, called in parts
            ),
        ]
    )
    return {
        "matter": matter,
        "people": [(link, UNLINK_PERSON.is_open_to(user, link)) for link in people],
        "words": list(matter.watch_words.all()),
        "named": [(one, END_NAMING.is_open_to(user, one)) for one in named],
        "held": held_by(touches, user),
        "looked": who_looked(watched(matter, touches), matter.created_at) if may(user, "handle_matter") else None,
        "rows": rows,
        "steps": open_steps(matter, user),
        "may_change": CHANGE_REACH.is_open_to(user, matter),
    }


def held_by(touches: list[Touch], user: User) -> list[Held]:
    """The records themselves, read by kind."""
    keys: dict[str, list[uuid.UUID]] = defaultdict(list)
    for touch in touches:
        keys[touch.record_type].append(touch.record_id)
    found = {
        record.pk: record
        for kind, some in keys.items()
        for record in apps.get_model(kind)._base_manager.select_related("home").filter(pk__in=some)
    }
    return [
        Held(touch, found[touch.record_id], touch.came_with is None and SET_ASIDE.is_open_to(user, touch))
        for touch in touches
    ]


def watched(matter: Matter, touches: list[Touch]) -> dict[uuid.UUID, str]:
    """Whatever of a matter is watched, each key with its reference: itself, what it holds, and the sign-offs of that."""
    found = {matter.pk: matter.reference, **{touch.record_id: touch.reference for touch in touches}}
    signed = Approval.objects.filter(subject_id__in=list(found)).values_list("pk", "subject_reference")
    return {**found, **{pk: f"Sign-off of {reference}" for pk, reference in signed}}
