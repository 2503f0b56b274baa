"""What stands on the page of a request by the police, read in few statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from enquiries.police import states
from enquiries.police.checklist import CHECKS
from enquiries.police.herbert.models import HerbertForm
from enquiries.police.models import PoliceRequest
from enquiries.police.steps import LEADING, Step, open_steps
from enquiries.police.vocabulary import Role
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User


@dataclass(frozen=True, slots=True)
class Shown:
    """One check with its answer."""

    code: str
    question: str
    answer: str
    note: str
    lacks: str


def page_of_request(request: PoliceRequest, user: User) -> dict[str, Any]:
    """Everything on the page."""
    prefetch_related_objects([request], "subjects__person", "items__subject__person", "checks", "shares")
    steps = open_steps(request, user)
    return {
        "police": request,
        "subjects": list(request.subjects.all()),
        "items": list(request.items.all()),
        "checks": checks_of(request),
        "shares": list(request.shares.all()),
        "herbert": herbert_of(request),
        "lead": lead_of(steps),
        "steps": steps,
        "rows": timeline([history_of(PoliceRequest, "police request", id=request.pk)]),
    }


def checks_of(request: PoliceRequest) -> list[Shown]:
    """Each safeguarding check, answered or not."""
    known = {one.code: one for one in request.checks.all()}
    found = []
    for check in CHECKS:
        one = known.get(check.code)
        answer, note = (one.answer, one.note) if one else ("", "")
        words = str(one.get_answer_display()) if one else "Open"
        found.append(Shown(check.code, check.question, words, note, check.lacks(answer, note)))
    return found


def herbert_of(request: PoliceRequest) -> HerbertForm | None:
    """Where the form of whoever is missing lies: in an emergency alone."""
    if not request.is_emergency:
        return None
    missing = [one.person_id for one in request.subjects.all() if one.role == Role.MISSING and one.person_id]
    return HerbertForm.objects.filter(subject__in=missing).select_related("subject").first()


def lead_of(steps: list[tuple[str, Step]]) -> tuple[str, Step] | None:
    """What leads on from here."""
    found = dict(steps)
    return next(((slug, found[slug]) for slug in LEADING if slug in found), None)


def still_missing(request: PoliceRequest) -> list[str]:
    """What holds the response, in words: the same list that the table refuses with."""
    return states.PUT_TO_COO.lacks(request) if request.state == states.PoliceState.LOGGED else []
