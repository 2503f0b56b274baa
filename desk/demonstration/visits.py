"""The media who want to come to Larkfield Care: one visit approved, one that waits for a Director, one just asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from desk.demonstration.founding import as_person
from desk.demonstration.steps import Scene
from enquiries.access import actions, appearing, states
from enquiries.access.models import AccessRequest
from mediapolicy.people.models import User

DIRECTOR = "Daniel Marsh-Cole"
AT_BRINDLE_COURT = ("Moira Teasdale", "Jo Pettifer")
CREW = [
    {"name": "Sam Ebdon", "role": "camera", "identity": "press card 4410"},
    {"name": "Cora Lindley", "role": "reporter", "identity": "staff card of the station"},
]
GARDEN: dict[str, Any] = {
    "topic": "The new sensory garden",
    "enquirer": "Cora Lindley",
    "outlet": "Wexcombe Television",
    "outlet_type": "broadcast_news",
    "access_types": ["b_roll"],
    "origin": "our_release",
    "origin_words": "Our news of the new garden",
    "reach": "newsdesk@wexcombetv.example",
    "wanted_when": "One morning this week, for an hour",
}
PIANO: dict[str, Any] = {
    "topic": "The piano that a school gave us",
    "enquirer": "Tamsin Rudd",
    "outlet": "Wexcombe Courier",
    "outlet_type": "local_press",
    "access_types": ["b_roll", "archive"],
    "origin": "our_release",
    "reach": "t.rudd@courier.example",
}
NIGHTS: dict[str, Any] = {
    "topic": "Night shifts in care homes",
    "enquirer": "Pat Holloway",
    "outlet": "Longshore Films",
    "outlet_type": "documentary",
    "access_types": ["film", "interview_staff", "interview_resident"],
    "origin": "unplanned",
    "origin_words": "A series about people who work at night",
    "reach": "01632 960177",
    "wanted_when": "Two nights in the next month",
}


def tell_of_visits(scene: Scene, jump: Callable[[str], None]) -> None:
    """Three requests, each by the real actions, taken by the people whose they are."""
    jump("-2d 9:30")
    _approved(scene, _asked(scene, GARDEN))
    jump("-1d 11:00")
    _waiting(scene, _asked(scene, PIANO))
    jump("-3h")
    _asked(scene, NIGHTS)


def _asked(scene: Scene, facts: dict[str, Any]) -> AccessRequest:
    return actions.log(home=scene.homes["Brindle Court"], by=_who(scene, AT_BRINDLE_COURT[1]), **facts)


def _approved(scene: Scene, visit: AccessRequest) -> None:
    """In three working days; a resident who said No stays away from it."""
    manager = _who(scene, AT_BRINDLE_COURT[0])
    _prepare(scene, visit, scene.instant("in 3d 10:00"), seen_on=["tv"], crew=CREW)
    albert = Person.objects.get(name="Albert Venn")
    appearing.keep_out(visit, albert, how="Spends the morning in the library.", by=manager)
    actions.send_for_approval(visit, by=manager)
    approval = Approval.objects.of(visit).get(state=ApprovalState.WAITING)
    conditions = "Only in the garden. Nobody who lives here is in the picture."
    director = _who(scene, DIRECTOR)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, reason=conditions, by=director)


def _waiting(scene: Scene, visit: AccessRequest) -> None:
    """Ready for a Director."""
    crew = [{"name": "Lee Marrow", "role": "photographer", "identity": "press card 2093"}]
    _prepare(scene, visit, scene.instant("in 2d 14:00"), seen_on=["local_press"], crew=crew)
    actions.send_for_approval(visit, by=_who(scene, AT_BRINDLE_COURT[0]))


def _prepare(
    scene: Scene, visit: AccessRequest, starts: datetime, *, seen_on: list[str], crew: list[dict[str, str]]
) -> None:
    by = _who(scene, AT_BRINDLE_COURT[0])
    actions.prepare(visit, by=by)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    actions.change(visit, states.SAY_WHAT, by=by, place="The garden room", seen_on=seen_on, **when)
    actions.change(visit, states.SAY_WHO_COMES, by=by, crew=crew)
    closed = "Bedrooms, bathrooms and the first floor"
    actions.change(visit, states.SAY_WHERE, by=by, areas_allowed="The garden and the garden room", areas_closed=closed)
    actions.change(visit, states.AGREE_TERMS, by=by, terms="One hour. No name of a street.")
    escort = _who(scene, AT_BRINDLE_COURT[1])
    actions.name_escort(visit, escort=escort, stops_on_distress=True, infection_rules_kept=True, by=by)


def _who(scene: Scene, name: str) -> User:
    return as_person(scene.staff[name])
