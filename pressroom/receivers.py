"""What a sign-off means for a statement."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from approvals import signals
from approvals.models import Approval
from consent.signals import authority_changed
from mediapolicy.locking import came_under
from mediapolicy.people.models import User
from pressroom import actions, naming
from pressroom.models import Statement

STATEMENT = Statement._meta.label_lower


@receiver(signals.signed, dispatch_uid="pressroom.signed")
def note_sign_off(*, approval: Approval, by: User, **_: Any) -> None:
    """All have signed."""
    if approval.subject_type == STATEMENT:
        actions.note_sign_off(approval.subject, by=by)


@receiver(signals.changes_asked, dispatch_uid="pressroom.changes_asked")
def note_changes_asked(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody asked for changes."""
    if approval.subject_type == STATEMENT:
        actions.note_changes_asked(approval.subject, by=by, note=approval.reason, refused=False)


@receiver(signals.refused, dispatch_uid="pressroom.refused")
def note_refusal(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody refused."""
    if approval.subject_type == STATEMENT:
        actions.note_changes_asked(approval.subject, by=by, note=approval.reason, refused=True)


@receiver(came_under, sender=Statement, dispatch_uid="pressroom.came_under")
def it_came_under(*, record: Statement, **_: Any) -> None:
    """It came under a matter: no signature counts any more."""
    actions.stop_for_review(record)


@receiver(authority_changed, dispatch_uid="pressroom.authority_changed")
def follow_authority(*, people: Iterable[Any], **_: Any) -> None:
    """Whether somebody may be named has changed: what names them is looked at again, at once."""
    naming.follow_authority(people)
