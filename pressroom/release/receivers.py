"""What a sign-off, a matter and a changed answer mean for a press release."""

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from approvals import signals
from approvals.models import Approval
from consent.signals import authority_changed
from mediapolicy.locking import came_under
from mediapolicy.people.models import User
from pressroom.release import actions, featuring
from pressroom.release.models import PressRelease

RELEASE = PressRelease._meta.label_lower


@receiver(signals.signed, dispatch_uid="release.signed")
def note_approval(*, approval: Approval, by: User, **_: Any) -> None:
    """All have approved."""
    if approval.subject_type == RELEASE:
        actions.note_approval(approval.subject, by=by)


@receiver(signals.changes_asked, dispatch_uid="release.changes_asked")
def note_changes_asked(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody asked for changes."""
    if approval.subject_type == RELEASE:
        actions.note_changes_asked(approval.subject, by=by, note=approval.reason, refused=False)


@receiver(signals.refused, dispatch_uid="release.refused")
def note_refusal(*, approval: Approval, by: User, **_: Any) -> None:
    """Somebody refused."""
    if approval.subject_type == RELEASE:
        actions.note_changes_asked(approval.subject, by=by, note=approval.reason, refused=True)


@receiver(came_under, sender=PressRelease, dispatch_uid="release.came_under")
def it_came_under(*, record: PressRelease, **_: Any) -> None:
    """It came under a matter: no approval counts any more."""
    actions.stop_for_review(record)


@receiver(authority_changed, dispatch_uid="release.authority_changed")
def follow_authority(*, people: Collection[Any], assets: Collection[Any] = (), **_: Any) -> None:
    """Whether somebody or a picture may be shown has changed: what shows them is looked at again, at once."""
    featuring.follow_authority(people, assets)
