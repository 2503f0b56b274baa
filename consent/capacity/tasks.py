"""What time does to findings about capacity."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from consent.capacity.models import CapacityAssessment
from consent.capacity.states import AssessmentState
from consent.signals import authority_changed
from mediapolicy.notices.actions import tell
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import User
from mediapolicy.roles import Role
from mediapolicy.sweeping import swept

AHEAD = timedelta(days=14)


@swept
def ask_for_reviews() -> int:
    """Tell the home in good time that a finding is to be looked at again; once for each finding (V-M-07)."""
    return _tell_once("finding_to_review", timezone.localdate() + AHEAD)


@swept
def notice_findings_past_review() -> int:
    """A finding that nobody looked at again no longer holds: whoever shows the person asks the gate again (V-M-07)."""
    return _tell_once("finding_too_old", timezone.localdate() - timedelta(days=1), changes_authority=True)


def _tell_once(kind: str, until: date, *, changes_authority: bool = False) -> int:
    clock = User.objects.the_clock()
    told = Notice.objects.filter(kind=kind, record_id=OuterRef("pk"))
    due = CapacityAssessment.objects.filter(state=AssessmentState.IN_FORCE, review_due__lte=until)
    found = list(due.filter(~Exists(told)).select_related("home", "assessor")[:200])
    for assessment in found:
        managers = User.objects.holding(Role.HOME_MANAGER, assessment.home) if assessment.home else []
        tell([assessment.assessor, *managers], kind, assessment, by=clock)
        if changes_authority:
            authority_changed.send(
                sender=CapacityAssessment, people=[assessment.subject_id], by=clock, why="A finding is too old."
            )
    return len(found)
