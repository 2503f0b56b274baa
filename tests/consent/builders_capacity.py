"""People, findings, decisions and representatives, made by walking the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from consent.agreement import states as agreement
from consent.agreement.models import MediaConsent
from consent.capacity import actions as capacity
from consent.capacity import rules
from consent.capacity.models import CapacityAssessment
from consent.capacity.wording import scope_of
from consent.gate.use import Use
from consent.interests import actions as interests
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.people.states import ADD_PERSON
from consent.speaking import actions as speaking
from consent.speaking.models import Representative
from consent.vocabulary import CHANNELS_OF
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import starting

SOCIAL, WEBSITE, DISPLAY, FAMILY = "P07", "P06", "P01", "P03"
SAID = "She asked three times who the people on the phone are, and could not say what a post is."
LINK = "Because of her dementia she cannot hold the idea of strangers seeing it long enough to weigh it."


def a_resident(home: Home, *, by: User, name: str = "Joan Ashby", **facts: Any) -> Person:
    """Somebody who lives here."""
    return starting(ADD_PERSON, Person(home=home, subject_type="resident", name=name, **facts), by=by)


def a_scope(*purposes: str, ident: str = "I1", contents: tuple[str, ...] = ("photo",)) -> dict[str, Any]:
    """What is to be decided."""
    until = timezone.localdate() + timedelta(days=180)
    return scope_of(
        purposes=list(purposes or (SOCIAL, WEBSITE)), contents=list(contents), most_ident=ident, until=until
    )


def a_use(purpose: str = SOCIAL, **facts: Any) -> Use:
    """A photo, no name, in one place."""
    channels = frozenset(str(one) for one in CHANNELS_OF[purpose][:1])
    return Use(**{"purpose": purpose, "channels": channels, "content_type": "photo", **facts})


def begun(person: Person, *, by: User, scope: dict[str, Any] | None = None) -> CapacityAssessment:
    """An assessment that somebody began."""
    doubt = "She did not recognise pictures of herself this week, which is new."
    return capacity.start(person, scope=scope or a_scope(), trigger="staff_doubt", doubt=doubt, by=by)


def looked_at(
    assessment: CapacityAssessment, *, by: User, unable: bool = True, days_ago: int = 1
) -> CapacityAssessment:
    """The abilities have been looked at, twice."""
    first = timezone.now() - timedelta(days=days_ago + 2)
    second = timezone.now() - timedelta(days=days_ago)
    capacity.save_abilities(
        assessment,
        by=by,
        attempts=[
            {"at": first.isoformat(), "where": "Garden room", "why": "She is at her best after breakfast."},
            {"at": second.isoformat(), "where": "Garden room", "why": "Quiet, and after breakfast again."},
        ],
        support=[{"step": "easy_read", "helped": False}, {"step": "best_time", "helped": True}],
        information={code: {"explained": True, "grasped": "part"} for code in rules.INFORMATION},
        **dict.fromkeys(rules.ABILITIES, True),
    )
    if unable:
        capacity.save_abilities(
            assessment,
            by=by,
            can_weigh=False,
            evidence={"can_weigh": f"{SAID} ({assessment.reference})"},
            other_explanation="No pressure seen; her hearing aids were in; her daughter was not there.",
        )
    return assessment


def finished(
    person: Person, outcome: str = "lacks", *, by: User, scope: dict[str, Any] | None = None, **found: Any
) -> CapacityAssessment:
    """Finished, and waiting for the Home Manager."""
    assessment = looked_at(
        begun(person, by=by, scope=scope), by=by, unable=outcome != "has", days_ago=found.pop("days_ago", 1)
    )
    if outcome != "has":
        capacity.go_on_to_cause(assessment, by=by)
        none = outcome == "not_established"
        capacity.save_cause(
            assessment,
            by=by,
            impairment=not none,
            impairment_words="" if none else "Alzheimer’s dementia, moderate.",
            impairment_known_by="" if none else "diagnosed",
            permanence="" if none else {"fluctuates": "fluctuating"}.get(outcome, "permanent"),
            causal_link="" if none else LINK,
        )
    capacity.finish(assessment, by=by, **{**an_outcome(outcome), **found})
    return assessment


def an_outcome(outcome: str) -> dict[str, Any]:
    """What the last page asks."""
    return {
        "outcome": outcome,
        "persons_words": "“I like the cat.”",
        "preference": "unknown",
        "likely_to_regain": "no" if outcome == "lacks" else "",
        "told_on": timezone.localdate(),
        "told_how": "Told her in the garden room.",
        "review_due": timezone.localdate() + timedelta(days=130),
    }


def found(
    person: Person, outcome: str = "lacks", *, by: User, manager: User, scope: dict[str, Any] | None = None, **more: Any
) -> CapacityAssessment:
    """Countersigned: it counts."""
    assessment = finished(person, outcome, by=by, scope=scope, **more)
    capacity.countersign(assessment, by=manager)
    return assessment


def filled(decision: BestInterestsDecision, *, by: User, decided: str = "use_family", **part: Any) -> None:
    """The whole checklist, answered."""
    weighed = {"benefits": "She enjoys seeing herself.", "burdens": "Strangers may see where she lives."}
    answers = {
        "not_on_appearance": True,
        "circumstances": "The family asks for pictures of the summer fair; she has lived here for three years.",
        "regain_likely": "no",
        "can_wait": False,
        "participation": "We showed her the pictures twice; she smiled and pointed at the cat.",
        "present_wishes": "She smiles at the camera and says that she likes the cat.",
        "objects_now": False,
        "past_wishes": "She sent pictures to her sister every year, her daughter says.",
        "wished_against": False,
        "beliefs": "A church-goer who kept to herself at work.",
        "consultees": [
            {
                "name": "Carol Ashby",
                "category": "carer",
                "how": "phone",
                "view": "supports",
                "words": "She would like it.",
            }
        ],
        "conflicts": "The home gains from it, which is no good for her; her family enjoys it.",
        "options": [{"option": option, **weighed} for option in ("proposed", "less", "nothing")],
        "less_restrictive": True,
        "informed": "Told her, and her daughter by phone.",
        "decided": decided,
        "basis_note": "Article 6(1)(f); asked the Data Protection Lead.",
        "review_due": timezone.localdate() + timedelta(days=120),
        **part,
    }
    interests.write(decision, by=by, **answers)


def decided(
    assessment: CapacityAssessment,
    what: str = "use_family",
    *,
    purposes: tuple[str, ...] = (FAMILY, DISPLAY),
    manager: User,
    second: User,
    **part: Any,
) -> BestInterestsDecision:
    """In force, with both signatures."""
    decision = interests.prepare(assessment, purposes, by=manager)
    filled(decision, by=manager, decided=what, **part)
    interests.decide(decision, by=manager)
    interests.sign_second(decision, by=second)
    return decision


def somebody_speaks(person: Person, kind: str = "family", *, by: User, name: str = "Carol Ashby") -> Representative:
    """Somebody on file, not checked."""
    return speaking.record(person, kind=kind, name=name, relationship="Daughter", by=by)


PAPERS = {
    "instrument": "7000-1234-5678",
    "registered_on": date(2024, 3, 4),
    "register_says": "registered",
    "evidence": "original",
    "appointment": "sole",
    "covers_media": True,
    "covers_because": "It covers all matters of health and welfare, without limits.",
    "identity_seen": "Passport",
}


def checked(
    person: Person, kind: str = "lpa_welfare", *, by: User, name: str = "Carol Ashby", **papers: Any
) -> Representative:
    """Papers seen and checked."""
    who = somebody_speaks(person, kind, by=by, name=name)
    speaking.change_power(who, by=by, **{**PAPERS, **papers})
    speaking.verify(who, by=by)
    return who


def agreed(person: Person, *purposes: str, by: User, given_by: str = "self", **facts: Any) -> MediaConsent:
    """A consent in force, as the form leaves it behind: what came before it is another room's to walk."""
    today = timezone.localdate()
    consent = MediaConsent(
        home_id=person.home_id,
        subject=person,
        subject_type=person.subject_type,
        requested_by=by,
        reason="event",
        given_by=given_by,
        lines=[
            {"purpose": purpose, "yes": True, "channels": [str(one) for one in CHANNELS_OF[purpose]]}
            for purpose in (purposes or (SOCIAL, WEBSITE))
        ],
        contents=["photo"],
        valid_from=today - timedelta(days=30),
        expires_on=today + timedelta(days=200),
        signed_off_by=by,
        signed_off_at=timezone.now() - timedelta(days=30),
        **facts,
    )
    consent.state = agreement.ConsentState.ACTIVE
    consent.sign(by, agreement.SIGN_OFF)
    consent.save(force_insert=True)
    return consent
