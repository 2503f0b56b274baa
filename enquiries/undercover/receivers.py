"""What it means for a worry when somebody leaves or loses a role."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from enquiries.undercover import actions, states
from enquiries.undercover.models import UndercoverReport, UndercoverReportUserObjectPermission
from enquiries.undercover.whom import is_one_of_the_three
from mediapolicy.people import signals as people
from mediapolicy.people.models import User


@receiver(people.role_ended, dispatch_uid="enquiries.undercover.role_ended")
@receiver(people.left, dispatch_uid="enquiries.undercover.left")
def nobody_is_left_to_open_it(*, person: User, **_: Any) -> None:
    """Whoever was told is none of the three any more: what they have not finished is the Chief Operating Officer's."""
    if is_one_of_the_three(person):
        return
    theirs = UndercoverReport.objects.filter(told=person, state__in=sorted(states.NOT_TAKEN), is_locked=False)
    for report in theirs.order_by("pk"):
        actions.come_to_the_coo(report)
    if not person.is_active:
        UndercoverReportUserObjectPermission.objects.filter(user=person).delete()
