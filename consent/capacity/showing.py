"""What the pages about deciding for oneself show, read once for each page."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from consent.capacity import rules
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.gate.table import BY_ID
from consent.gate.telling import seen_by
from consent.gate.use import Use
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import AdvanceStatement, AdvocacyRequest, Representative
from consent.stops.models import Stop
from consent.stops.states import StopKind
from consent.vocabulary import Channel, ContentType, IdentLevel, Purpose
from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.together import read_together

TYPICAL = Use(
    purpose=Purpose.SOCIAL,
    channels=frozenset({Channel.FACEBOOK}),
    content_type=ContentType.PHOTO,
    ident=IdentLevel.NO_NAME,
)
ABOUT_ABILITY = (
    StopKind.CAPACITY_DOUBT,
    StopKind.DISPUTE,
    StopKind.PRIOR_REFUSAL,
    StopKind.SAFEGUARDING,
    StopKind.OBJECTION,
)
KINDS: tuple[tuple[Any, str], ...] = (
    (CapacityAssessment, "assessment"),
    (BestInterestsDecision, "decision"),
    (Representative, "representative"),
    (AdvanceStatement, "wish"),
    (AdvocacyRequest, "advocate"),
)
TAGS = {"in force": "signed", "verified": "signed", "kept": "signed", "answered": "signed", "void": "voided"}
WAITING = frozenset({"awaiting countersignature", "awaiting second signature", "asked", "recorded"})


def may_read(user: User, person: Person) -> bool:
    """Whether this reader may know what was found about this person (4.9)."""
    return standing_of(user).holds("open_capacity", person.home_id)


def person_to_read(user: User, pk: uuid.UUID) -> Person:
    """The person, for those who may read what was found about them; for everybody else there is nothing here."""
    person: Person = get_object_or_404(Person.objects.visible_to(user).select_related("home"), pk=pk)
    if not may_read(user, person):
        raise Http404
    return person


def tag_of(state: str) -> str:
    """The kind of a record's tag."""
    return TAGS.get(state, "waiting" if state in WAITING else "draft")


def overview(person: Person, user: User) -> dict[str, Any]:
    """Everything about deciding for themselves, newest first, with the row of the table for a picture on Facebook."""
    answer = seen_by(evaluate(person, TYPICAL), user)
    *kept, stops = read_together(
        *(
            model.objects.visible_to(user).filter(subject=person).order_by("-created_at", "-id")[:30]
            for model, _ in KINDS
        ),
        Stop.objects.visible_to(user).holding().filter(subject=person, kind__in=ABOUT_ABILITY),
    )
    assessments, decisions, representatives, wishes, advocates = map(_tagged, kept)
    return {
        "person": person,
        "answer": answer,
        "row": BY_ID.get(answer.row),
        "use": TYPICAL.words,
        "assessments": assessments,
        "decisions": decisions,
        "representatives": representatives,
        "wishes": wishes,
        "advocates": advocates,
        "stops": stops,
        "is_doubted": any(stop.kind == StopKind.CAPACITY_DOUBT for stop in stops),
        "rows": _happened(person),
    }


def _tagged(found: list[Any]) -> list[tuple[Any, str]]:
    return [(one, tag_of(one.state)) for one in found]


def _happened(person: Person) -> list[Row]:
    return timeline(
        [
            history_of(model, called, id__in=model._base_manager.filter(subject=person).values("pk"))
            for model, called in KINDS
        ]
    )


def answers_of(assessment: CapacityAssessment) -> list[dict[str, Any]]:
    """The functional part as a summary, in the order of the law."""
    tried = [f"{_when(one['at'])}, {one['where']}. {one['why']}" for one in assessment.attempts]
    support = [f"{rules.SUPPORT[one['step']]}{' (this helped)' if one['helped'] else ''}" for one in assessment.support]
    rows = [
        {"label": "The doubt", "value": f"{assessment.get_trigger_display()}. {assessment.doubt}"},
        {"label": "When they were asked", "value": "\n".join(tried)},
        {"label": "Help that was given", "value": "\n".join(support)},
        {"label": "Who else was there", "value": assessment.others_present},
        {"label": "What was explained", "value": "\n".join(_told(assessment))},
        *(_ability(assessment, ability, words) for ability, words in rules.ABILITIES.items()),
        {"label": "What else could explain it", "value": assessment.other_explanation},
    ]
    return [row for row in rows if row["value"]]


def cause_of(assessment: CapacityAssessment) -> list[dict[str, Any]]:
    """The cause and the link: empty until the abilities were saved and failed (acceptance example 12)."""
    if assessment.impairment is None or assessment.state == "abilities":
        return []
    words = assessment.impairment_words if assessment.impairment else "None was found"
    rows = [
        {"label": "Cause in mind or brain", "value": words},
        {"label": "How it is known", "value": assessment.get_impairment_known_by_display()},
        {"label": "How lasting it is", "value": assessment.get_permanence_display()},
        {"label": "Why it makes them unable", "value": assessment.causal_link},
    ]
    return [row for row in rows if row["value"]]


def found_of(assessment: CapacityAssessment) -> list[dict[str, Any]]:
    """What was found, and what the person said."""
    regain = f"{assessment.get_likely_to_regain_display()} {assessment.regain_when}".strip()
    told = f"{assessment.told_on:%-d %B %Y}. {assessment.told_how}" if assessment.told_on else ""
    rows = [
        {"label": "What was found", "value": assessment.get_outcome_display()},
        {"label": "Their own words", "value": assessment.persons_words},
        {"label": "What they seem to want", "value": assessment.get_preference_display()},
        {"label": "May be able later", "value": regain},
        {"label": "They were told", "value": told},
        {"label": "Looked at again by", "value": f"{assessment.review_due:%-d %B %Y}" if assessment.review_due else ""},
    ]
    return [row for row in rows if row["value"]] if assessment.outcome else []


def _when(at: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(at)):%-d %B %Y}"


def _told(assessment: CapacityAssessment) -> list[str]:
    grasped = {"yes": "taken in", "part": "taken in partly", "no": "not taken in"}
    return [
        f"{words}: {grasped.get(told.get('grasped', ''), 'not explained yet')}"
        for code, words in rules.INFORMATION.items()
        if (told := assessment.information.get(code))
    ]


def _ability(assessment: CapacityAssessment, ability: str, words: str) -> dict[str, Any]:
    can = getattr(assessment, ability)
    shown = str(assessment.evidence.get(ability, ""))
    answer = "" if can is None else "Yes" if can else "No"
    return {"label": f"Can {words}", "value": f"{answer}. {shown}" if shown and answer else answer}
