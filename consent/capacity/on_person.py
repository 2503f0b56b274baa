"""What the page of a person shows of deciding for themselves: to those who may read it, and to nobody else that it exists."""

from __future__ import annotations

from typing import Any

from consent.capacity.models import CapacityAssessment
from consent.capacity.showing import may_read, tag_of
from consent.capacity.states import AssessmentState
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.speaking.states import KEEP_WISH, RepresentativeState
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.together import read_together


def on_person(person: Person, user: User) -> dict[str, Any] | None:
    """The findings of today and who speaks for them; whoever only takes consent may still write down a wish."""
    may_keep_wish = may(user, KEEP_WISH.permission, person)
    if not may_read(user, person):
        return {"reads": False} if may_keep_wish else None
    live = CapacityAssessment.objects.visible_to(user).filter(subject=person)
    gone = [AssessmentState.REPLACED, AssessmentState.VOID]
    speaking = Representative.objects.visible_to(user).filter(subject=person).exclude(state=RepresentativeState.ENDED)
    found, who = read_together(
        live.exclude(state__in=gone).order_by("-happened_at", "-created_at")[:5], speaking.order_by("name")[:5]
    )
    return {
        "reads": True,
        "may_keep_wish": may_keep_wish,
        "assessments": [(one, tag_of(one.state)) for one in found],
        "representatives": who,
    }
