"""What waits for somebody about requests of the police: by their duty, one statement for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from enquiries.police.models import PoliceRequest
from enquiries.police.states import PoliceState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of

MOST = 50
S = PoliceState


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do, where, under which clause, by when."""

    title: str
    url: str
    about: str
    clause: str
    due: datetime | None
    since: datetime


def waiting_for(user: User) -> list[Waiting]:
    """Everything of this kind that this person can move on."""
    if not standing_of(user).holds_anywhere("log_police_request"):
        return []
    found = PoliceRequest.objects.visible_to(user).open().select_related("home").order_by("created_at")
    return [one for request in found[:MOST] for one in _of(request, user)]


def _of(request: PoliceRequest, user: User) -> Iterator[Waiting]:
    for verb, clause, due in _duties(request, user):
        about = f"{request.reference}, {request.home or 'no one home'}."
        yield Waiting(verb, request.get_absolute_url(), about, clause, due, request.created_at)


def _duties(request: PoliceRequest, user: User) -> Iterator[tuple[str, str, datetime | None]]:
    standing, home = standing_of(user), request.home_id
    if request.owes_record and not standing.holds_everywhere("handle_matter"):
        yield "Write down what the police were given", "PO-3", request.record_due_at
    if request.state == S.LOGGED:
        if request.basis_at is None and standing.holds("check_police_basis", home):
            yield "Check the legal basis: the police ask", "PO-3", None
        if request.safeguarding_at is None and standing.holds("view_police_safeguarding", home):
            yield "Give the safeguarding view: the police ask", "PO-3", None
        if request.directors_told_at is None and standing.holds("agree_police_response", home):
            yield "Tell the Directors that the police asked", "CC-2", None
    at_the_home = standing.holds("prepare_police_request", home) and not standing.holds_everywhere(
        "prepare_police_request"
    )
    if at_the_home and (words := AT_THE_HOME.get(PoliceState(request.state))):
        yield words, "PO-3", None


AT_THE_HOME = {
    S.LOGGED: "Prepare what we answer the police",
    S.AGREED: "Give the police what was agreed",
    S.CONFIRMED: "Give the police what was agreed",
    S.FOUND: "Close it: they were found",
}
