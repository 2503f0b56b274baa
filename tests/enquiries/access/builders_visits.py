"""Media visits, walked through by the real actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.vocabulary import CHANNELS_OF, Purpose
from enquiries.access import actions, appearing, states, visiting
from enquiries.access.models import AccessRequest
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import UNLIMITED, a_person, an_answer

OUTLET = "Northmoor Television"
CREW = [{"name": "Sam Ebdon", "role": "camera", "identity": "press card 1234"}]
FILMED: dict[str, Any] = {"ways": ["filmed"], "ident": "I2", "also": []}


def asked(*, by: User, home: Home | None, **facts: Any) -> AccessRequest:
    """A station asks to film the summer fair."""
    facts = {
        "topic": "The summer fair",
        "enquirer": "Tamsin Rudd",
        "outlet": OUTLET,
        "outlet_type": "broadcast_news",
        "access_types": ["film", "interview_resident"],
        "origin": "our_release",
        **facts,
    }
    return actions.log(home=home, by=by, **facts)


def prepared(
    visit: AccessRequest, *, by: User, escort: User, starts_in: timedelta = timedelta(hours=2), **facts: Any
) -> AccessRequest:
    """All of it but the people: who comes, where, when, who goes with them."""
    starts = timezone.now() + starts_in
    actions.prepare(visit, by=by)
    actions.change(
        visit,
        states.SAY_WHAT,
        by=by,
        **{
            "questions": "What do you like about the fair?",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1),
            "place": "The garden",
            "seen_on": ["tv"],
            **facts,
        },
    )
    actions.change(visit, states.SAY_WHO_COMES, by=by, crew=CREW, regulator="ofcom", insurance="")
    actions.change(visit, states.SAY_WHERE, by=by, areas_allowed="The garden", areas_closed="Upstairs")
    actions.name_escort(visit, escort=escort, stops_on_distress=True, infection_rules_kept=True, by=by)
    return visit


def agrees_to_film(
    name: str, *, by: User, home: Home, kind: str = "resident", outlet: str = OUTLET, **facts: Any
) -> Person:
    """Somebody who agreed to be filmed and quoted by this station, and to nothing else."""
    person = a_person(name, by=by, home=home, kind=kind)
    an_answer(person, by=by, **to_film(outlet), **facts)
    return person


def to_film(outlet: str = OUTLET) -> dict[str, Any]:
    """What a form says that agrees to film and press."""
    lines = [
        {"purpose": str(one), "yes": True, "channels": [str(c) for c in CHANNELS_OF[one]]}
        for one in (Purpose.PRESS, Purpose.BROADCAST)
    ]
    party = [{"name": outlet, "role": "broadcaster"}]
    return {**UNLIMITED, "lines": lines, "contents": ["photo", "video", "audio", "quote"], "third_parties": party}


def ready_to_send(
    visit: AccessRequest, person: Person | None, *, by: User, escort: User, safeguarding: User, to: User, **facts: Any
) -> AccessRequest:
    """Everything that a Director asks for is in place."""
    prepared(visit, by=by, escort=escort, **facts)
    if person is not None:
        appearing.let_appear(visit, person, by=by, **FILMED)
        actions.send_consents(visit, to, by=by)
    return looked_at(visit, by=by, safeguarding=safeguarding)


def looked_at(visit: AccessRequest, *, by: User, safeguarding: User) -> AccessRequest:
    """The Safeguarding Lead was asked, and says that it can go ahead."""
    actions.ask_safeguarding(visit, by=by)
    actions.give_view(visit, view="go ahead", words="Keep it short.", by=safeguarding)
    return visit


def sent(visit: AccessRequest, *, by: User) -> Approval:
    """It waits for a Director."""
    actions.send_for_approval(visit, by=by)
    return Approval.objects.of(visit).get(state=ApprovalState.WAITING, stage="visit")


def approve(visit: AccessRequest, *, by: User, conditions: str = "") -> AccessRequest:
    """A Director approves what waits."""
    approval = Approval.objects.of(visit).get(state=ApprovalState.WAITING, stage="visit")
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, reason=conditions, by=by)
    visit.refresh_from_db()
    return visit


def under_way(visit: AccessRequest, *, by: User) -> AccessRequest:
    """Everybody said yes once more, and they came in."""
    for one in visit.appearing():
        appearing.ask_today(visit, one, "yes", by=by)
    visiting.begin(visit, identity_seen=True, by=by)
    return visit


def consent_of(person: Person) -> MediaConsent:
    """Their form."""
    return MediaConsent.objects.get(subject=person)
