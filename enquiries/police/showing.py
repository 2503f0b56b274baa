"""What stands on the page of a request by the police, read in few statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consent.people.models import Person
from enquiries.police import states
from enquiries.police.checklist import CHECKS
from enquiries.police.herbert.models import HerbertForm
from enquiries.police.models import PoliceRequest
from enquiries.police.parts import PoliceCheck, PoliceItem, PoliceShare, PoliceSubject
from enquiries.police.steps import LEADING, Step, open_steps
from enquiries.police.vocabulary import Role
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.together import read_together


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
    put_together(request)
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


def put_together(request: PoliceRequest) -> None:
    """What belongs to the request at hand, in one statement."""
    mine = {"request": request.pk}
    subjects, people, items, checks, shares = read_together(
        PoliceSubject._base_manager.filter(**mine).order_by("at", "id"),
        Person.objects.filter(pk__in=PoliceSubject._base_manager.filter(**mine).values("person")),
        PoliceItem.objects.filter(**mine),
        PoliceCheck.objects.filter(**mine),
        PoliceShare.objects.filter(**mine),
    )
    known, in_it = {one.pk: one for one in people}, {one.pk: one for one in subjects}
    for subject in subjects:
        subject.person = known.get(subject.person_id)
    for item in items:
        item.subject = in_it.get(item.subject_id)
    prefetched: dict[str, Any] = vars(request).setdefault("_prefetched_objects_cache", {})
    for name, rows in {"subjects": subjects, "items": items, "checks": checks, "shares": shares}.items():
        prefetched[name] = found = getattr(request, name).none()
        found._result_cache = rows


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
