"""Who is told that somebody was stopped from being shown: those who look into it and may lift it. Whoever stops goes home."""

from __future__ import annotations

from collections.abc import Iterator

from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.roles import Role

FOR_SAFEGUARDING = frozenset({StopKind.WHEREABOUTS, StopKind.UNDUE_INFLUENCE, StopKind.SAFEGUARDING})
NOTICES: dict[str, str] = {
    **dict.fromkeys(FOR_SAFEGUARDING, "stop_for_safeguarding"),
    StopKind.CAPACITY_DOUBT: "doubt_to_assess",
    StopKind.DISPUTE: "dispute_to_settle",
    StopKind.OBJECTION: "somebody_objects",
}


def tell_of(stop: Stop, *, by: User) -> None:
    """An objection needs nothing but to be known; a restriction and a matter come from those who would be told."""
    if stop.kind in NOTICES:
        tell(_who_looks(stop), NOTICES[stop.kind], stop, by=by)


def _who_looks(stop: Stop) -> Iterator[User]:
    if stop.kind in FOR_SAFEGUARDING:
        yield from User.objects.holding(Role.SAFEGUARDING_LEAD)
    if stop.home is not None:
        yield from User.objects.holding(Role.HOME_MANAGER, stop.home)
    if stop.home is not None and stop.kind == StopKind.CAPACITY_DOUBT:
        yield from User.objects.holding(Role.CAPACITY_ASSESSOR, stop.home)
