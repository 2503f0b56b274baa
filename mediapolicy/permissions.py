"""The one question: may this person do this, here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediapolicy.people.standing import standing_of

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.records import SignedRecord

BY_THE_CLOCK = "act_by_the_clock"  # steps that time takes; no role holds it
ANYONE = "sign_in"  # every active member of staff


def may(user: User, permission: str, record: SignedRecord | None = None) -> bool:
    """Whether this person holds this permission for the whole organisation, or at the record's home.

    Without a record: anywhere at all (to show a link, never to let an act through).
    """
    if not user.is_active:
        return False
    if permission == BY_THE_CLOCK:
        return user.is_system
    if user.is_system:
        return False
    if permission == ANYONE:
        return True
    standing = standing_of(user)
    if record is None:
        return standing.holds_anywhere(permission)
    return standing.holds(permission, getattr(record, "home_id", None))
