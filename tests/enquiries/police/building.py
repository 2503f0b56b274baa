"""Requests of the police, as far along as a test needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from enquiries.police import actions, agreeing
from enquiries.police.checklist import CHECKS
from enquiries.police.models import PoliceRequest
from enquiries.police.vocabulary import Role
from mediapolicy.people.models import Home, User

CALLED_FROM = "07700 900111"
SWITCHBOARD = "01632 960101"
People = dict[str, User]
LONG = "Nothing else that we know of leads to whoever did it."


def logged(*, home: Home | None, by: User, **facts: Any) -> PoliceRequest:
    """The police ring and ask."""
    given = {
        "kind": "victim",
        "asked": "They want a picture of the resident who was robbed.",
        "force": "Wexshire Police",
        "officer_name": "Ada Quillan",
        "call_back": CALLED_FROM,
        **facts,
    }
    return actions.log(home=home, by=by, **given)


def missing(*, home: Home, by: User, person: Person | None = None, **facts: Any) -> PoliceRequest:
    """Somebody is missing."""
    return actions.log_missing(home=home, person=person, by=by, **facts)


def checked(request: PoliceRequest, people: People) -> PoliceRequest:
    """Everything that comes before the response: who it is, in writing, the law, the checks, the views."""
    manager, lead = people["manager"], people["data protection"]
    facts = {name: getattr(request, name) for name in ("force", "officer_name", "call_back", "asked")}
    actions.change_facts(request, police_reference="CR/4711/26", by=manager, **facts)
    actions.check_identity(request, method="call_back", number=SWITCHBOARD, source="Their website", by=manager)
    actions.note_written(
        request,
        written_on=date(2026, 11, 20),
        written_where="The locked file",
        countersigned_by="Bram Oakes",
        countersign_rank=2,
        by=manager,
    )
    actions.check_basis(request, by=lead, **(BASIS if request.concerns == "crime" else SAFE))
    actions.view_safeguarding(request, "Careful: he is frightened of the man.", by=people["safeguarding"])
    actions.answer_checks(request, dict.fromkeys((one.code for one in CHECKS), ("yes", "")), by=people["safeguarding"])
    agreeing.tell_directors(request, by=people["coo"])
    return request


BASIS: dict[str, Any] = {
    "route": "crime",
    "purpose": "To find the man who robbed him.",
    "necessity": LONG,
    "proportionality": LONG,
    "less_intrusive": LONG,
    "article_6": "ea_crime",
    "article_9": "para_10",
    "capacity_row": "D2",
    "person_asked": "yes_given",
}


def answered(request: PoliceRequest, people: People, **response: Any) -> PoliceRequest:
    """A response stands there, and one thing is picked."""
    victim = request.subjects.filter(role=Role.VICTIM).first() or request.subjects.first()
    actions.pick(request, "looks", subject=victim, words="Tall, grey coat", by=people["manager"])
    given = {"answer": "part", "answer_because": "They need no more to find him.", "publish_by": "nobody", **response}
    actions.propose(request, by=people["manager"], **given)
    return request


def put(request: PoliceRequest, people: People, **response: Any) -> Approval:
    """It is put to the COO."""
    return agreeing.put_to_coo(answered(checked(request, people), people, **response), by=people["manager"])


def agreed(request: PoliceRequest, people: People, **response: Any) -> PoliceRequest:
    """The COO has agreed."""
    approval = put(request, people, **response)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=people["coo"])
    request.refresh_from_db()
    return request


SAFE: dict[str, Any] = {**BASIS, "route": "safeguarding", "article_6": "ea_safeguarding", "article_9": "para_18"}
PUBLIC: dict[str, Any] = {
    "publish_by": "police",
    "wording": "Did you see a man in Mill Lane on Sunday? Ring 101.",
    "end_condition": "When somebody is charged; the Marketing Manager takes it down.",
}
