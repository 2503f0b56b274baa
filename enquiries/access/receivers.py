"""What news of an approval, of the people in it, and of a matter means for a media visit."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from approvals import signals
from approvals.models import Approval
from consent.signals import authority_changed
from enquiries.access import actions, appearing
from enquiries.access.models import AccessRequest
from mediapolicy.locking import came_under, given_back
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User

VISIT = AccessRequest._meta.label_lower


@receiver(signals.signed, dispatch_uid="visits.signed")
def note_approval(*, approval: Approval, by: User, **_: Any) -> None:
    """Everyone who must has approved it."""
    if approval.subject_type == VISIT:
        actions.note_approval(approval.subject, by=by)


@receiver(signals.changes_asked, dispatch_uid="visits.changes_asked")
def note_changes_asked(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody asked for changes."""
    if approval.subject_type == VISIT:
        actions.note_answer(approval.subject, by=by, note=approval.reason, refused=False)


@receiver(signals.refused, dispatch_uid="visits.refused")
def note_refusal(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody refused."""
    if approval.subject_type == VISIT:
        actions.note_answer(approval.subject, by=by, note=approval.reason, refused=True)


@receiver(authority_changed, dispatch_uid="visits.authority_changed")
def follow_authority(*, people: Iterable[Any], **_: Any) -> None:
    """Whether somebody may appear has changed: what shows them is looked at again, at once."""
    appearing.follow_authority(people)


@receiver(came_under, sender=AccessRequest, dispatch_uid="visits.came_under")
def it_came_under(*, record: AccessRequest, **_: Any) -> None:
    """It came under a matter: no approval counts any more, and nobody comes in on one."""
    actions.stop_for_review(record)


@receiver(given_back, sender=AccessRequest, dispatch_uid="visits.given_back")
def it_went_back(*, record: AccessRequest, **_: Any) -> None:
    """Whoever had it has it again; what they were told meanwhile they can read now."""
    if record.is_open:
        tell(actions.those_who_expect_it(record), "visit_not_now", record, by=User.objects.the_clock())
