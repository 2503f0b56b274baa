"""What a sign-off, and news of colleagues, mean for a request of the police."""

from typing import Any

from django.dispatch import receiver

from approvals import signals
from approvals.models import Approval
from enquiries.police import agreeing, circle
from enquiries.police.models import PoliceRequest
from mediapolicy.people import signals as people
from mediapolicy.people.models import User

REQUEST = PoliceRequest._meta.label_lower


@receiver(signals.signed, dispatch_uid="enquiries.police.signed")
def note_agreed(*, approval: Approval, **_: Any) -> None:
    """The COO agreed."""
    if approval.subject_type == REQUEST:
        agreeing.note_agreed(approval.subject)


@receiver([signals.changes_asked, signals.refused], dispatch_uid="enquiries.police.not_agreed")
def note_not_agreed(*, approval: Approval, **_: Any) -> None:
    """The COO wants it otherwise, or not at all."""
    if approval.subject_type == REQUEST:
        agreeing.note_not_agreed(approval.subject, approval.reason)


@receiver([people.role_ended, people.left], dispatch_uid="enquiries.police.who_knows")
def who_knows(*, person: User, **_: Any) -> None:
    """Whoever no longer does this work knows no more."""
    circle.share_again_with(person)
    circle.share_all()
