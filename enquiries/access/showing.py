"""What stands on the pages of a media visit, read at once: who is in it with their badges, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from approvals.models import Approval
from consent.gate.answering import decide_from
from consent.gate.badges import Badge, badge_of, is_on_record
from consent.gate.facts import gather
from enquiries.access import conditions, states
from enquiries.access.belongings import InTheVisit
from enquiries.access.chain import chain_of
from enquiries.access.models import AccessRequest
from enquiries.access.steps import open_steps
from enquiries.access.topics import TOPICS
from enquiries.access.vocabulary import WAYS
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User

WHO_IS_IN_IT = (
    ("They agreed", conditions.everybody_in_it_agreed),
    ("Safeguarding", conditions.the_safeguarding_view),
    ("Consents sent on", conditions.consents_sent_on),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of a visit, with a badge for each way in which they take part."""

    one: InTheVisit
    badges: list[tuple[str, Badge]]
    stands: str  # what they said today: "yes", "no", ""


@dataclass(frozen=True, slots=True)
class Task:
    """One part of the preparation: what is missing in it, in words."""

    title: str
    url: str
    missing: str


def people_of(visit: AccessRequest, reader: User) -> list[Shown]:
    """Everybody it concerns, read at once with what is on file; the visit knows them from then on."""
    visit.known_people = everybody = visit.everybody()
    appearing = [one for one in everybody if one.appears]
    facts = gather([one.person for one in appearing], timezone.now()) if appearing else {}
    today, shown = timezone.localdate(), []
    visit.known_answers = []
    for one in everybody:
        answers = [decide_from(facts[one.person_id], use) for use in one.uses(visit)] if one.appears else []
        visit.known_answers += answers
        asked = is_on_record(facts[one.person_id]) if one.appears else False
        badges = [
            (WAYS[code].label, badge_of(answer, is_asked=asked, reader=reader))
            for code, answer in zip(one.ways, answers, strict=True)
        ]
        shown.append(Shown(one, badges, one.said_today if one.was_asked_on(today) else ""))
    return shown


def tasks_of(visit: AccessRequest) -> list[Task]:
    """Each part of the preparation, with what a Director would still miss."""
    parts = [
        Task(topic.title, reverse("enquiries:visit_topic", args=[visit.pk, topic.slug]), _missing(visit, topic.settles))
        for topic in TOPICS.values()
    ]
    return [*parts, *(Task(title, "", _missing(visit, (lack,))) for title, lack in WHO_IS_IN_IT)]


def _missing(visit: AccessRequest, lacks: tuple[Callable[[AccessRequest], str], ...]) -> str:
    return " ".join(words for lack in lacks if (words := lack(visit)))


def page_of_visit(visit: AccessRequest, user: User) -> dict[str, Any]:
    """Everything on the page of a visit."""
    people = people_of(visit, user)
    signatures = list(Approval.objects.of(visit).select_related("decided_by")[:20])
    rows = timeline(
        [
            history_of(AccessRequest, "media visit", id=visit.pk),
            history_of(Approval, "sign-off", id__in=Approval.objects.of(visit).order_by().values("pk")),
        ]
    )
    may_change = states.SAY_WHAT.is_open_to(user, visit)
    return {
        "visit": visit,
        "chain": chain_of(visit, rows),
        "people": people,
        "tasks": tasks_of(visit) if visit.state in states.CAN_CHANGE else [],
        "may_change": may_change,
        "steps": open_steps(visit, user),
        "signatures": signatures,
        "rows": rows,
    }


def page_of_day(visit: AccessRequest, user: User) -> dict[str, Any]:
    """The page of the day, for a phone: who may come in, who is ready, who is kept out, and what to press."""
    people = people_of(visit, user)
    return {
        "visit": visit,
        "appearing": [shown for shown in people if shown.one.appears and shown.stands != "no"],
        "kept_out": [shown for shown in people if not shown.one.appears or shown.stands == "no"],
        "may_ask": states.ASK_TODAY.is_open_to(user, visit) and not states.ASK_TODAY.lacks(visit),
        "steps": [(slug, step) for slug, step in open_steps(visit, user) if step.is_on_the_day],
        "is_approved": visit.state in (states.VisitState.APPROVED, states.VisitState.UNDER_WAY),
    }
