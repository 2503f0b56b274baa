"""What a person's page shows of stops: buttons for whoever may stop, reasons for those who may read them."""

from __future__ import annotations

from dataclasses import dataclass

from consent.people.models import Person
from consent.stops.models import Stop
from consent.stops.states import KEEP, PLACINGS, StopKind, StopState, is_for_safeguarding
from consent.stops.steps import Step, open_steps
from mediapolicy.people.models import User
from mediapolicy.permissions import may


@dataclass(frozen=True, slots=True)
class Shown:
    """The stops in force that this reader may read, which of them they may lift or keep, and how they may stop."""

    in_force: list[tuple[Stop, bool, bool]]
    lifted: list[Stop]
    quick: list[tuple[str, Step]]
    others: list[tuple[str, Step]]
    reads_reasons: bool
    heading: str


def on_person(person: Person, user: User) -> Shown | None:
    """What this reader may know and do; None when that is nothing."""
    sees_forms = may(user, "open_consent", person)
    steps = [(slug, step) for slug, step in open_steps(person, user) if sees_forms or step.kind is StopKind.MATTER]
    reads = may(user, "open_capacity", person) or may(user, "handle_matter", person)
    seen = list(Stop.objects.visible_to(user).filter(subject=person).order_by("-created_at", "-id")) if reads else []
    if not steps and not reads:
        return None
    return Shown(
        in_force=[
            (stop, may_lift(stop, user), may_keep(stop, user)) for stop in seen if stop.state == StopState.IN_FORCE
        ],
        lifted=[stop for stop in seen if stop.state == StopState.LIFTED],
        quick=[(slug, step) for slug, step in steps if step.is_quick],
        others=[(slug, step) for slug, step in steps if not step.is_quick],
        reads_reasons=reads,
        heading=_heading(reads, sees_forms, person),
    )


def _heading(reads: bool, sees_forms: bool, person: Person) -> str:
    if not sees_forms:
        return "Ongoing matter"
    return "What stands in the way" if reads else f"Stop showing {person.first_name}"


def may_keep(stop: Stop, user: User) -> bool:
    """Whether this reader looks at it for safeguarding."""
    return KEEP.is_open_to(user, stop) and not is_for_safeguarding(stop)


def may_lift(stop: Stop, user: User) -> bool:
    """Whether this reader may lift it."""
    return PLACINGS[StopKind(stop.kind)].lift.is_open_to(user, stop)
