"""Which media visits wait for somebody, and for what: one statement, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from enquiries.access.models import AccessRequest
from enquiries.access.states import BEFORE_APPROVAL, OVER, VisitState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.roles import Role

S = VisitState
MOST = 100


@dataclass(frozen=True, slots=True)
class Waits:
    """One visit that waits: what to do, where, until when, under which clause."""

    title: str
    url: str
    about: str
    clause: str
    due: datetime | None
    since: datetime


def waiting_for(user: User) -> list[Waits]:
    """Visits to prepare, to look at, to go with, and to write up."""
    standing = standing_of(user)
    to_take_on = Q(home__in=standing.homes_with("draft_visit"), kept_from_home=False)
    if standing.has_role(Role.MARKETING_MANAGER):
        to_take_on |= Q(home=None)
    theirs = Q(state=S.ASKED) & to_take_on | Q(state__in=sorted(BEFORE_APPROVAL), prepared_by=user)
    # Whoever prepared it has left: it waits for those who could take it on.
    theirs |= Q(state__in=sorted(BEFORE_APPROVAL), prepared_by__is_active=False) & to_take_on
    theirs |= Q(state__in=sorted(OVER), prepared_by=user, outcome="")
    theirs |= Q(state__in=[S.APPROVED, S.UNDER_WAY], escort=user)
    if standing.holds_anywhere("give_safeguarding_view"):
        theirs |= Q(state=S.WITH_SAFEGUARDING)
    found = AccessRequest.objects.visible_to(user).filter(theirs).select_related("home")
    return [_of(visit) for visit in found.order_by("starts_at", "created_at")[:MOST]]


def _of(visit: AccessRequest) -> Waits:
    verb, clause, due, page = _next(visit)
    return Waits(
        f"{verb}: {visit.topic}",
        f"{visit.get_absolute_url()}{page}",
        f"Media visit {visit.reference}, {visit.home or 'not at a home'}. {visit.who}.",
        clause,
        due,
        visit.created_at,
    )


def _next(visit: AccessRequest) -> tuple[str, str, datetime | None, str]:
    if visit.state == S.ASKED:
        return "Prepare a media visit", "IR-3", visit.answer_by, ""
    if visit.state == S.WITH_SAFEGUARDING:
        return "Say if it is safe", "IR-6", visit.answer_by, ""
    if visit.state in (S.APPROVED, S.UNDER_WAY):
        return "Go with the media", "IR-3", visit.starts_at, "day/"
    if visit.state in OVER:
        return "Write down how it went", "IR-3", None, ""
    return "Go on preparing", "IR-3", visit.answer_by, ""
