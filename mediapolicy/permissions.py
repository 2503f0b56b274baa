"""The one question: may this person do this, here?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediapolicy.people.standing import Standing, shared_with, standing_of

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.records import SignedRecord

BY_THE_CLOCK = "act_by_the_clock"  # steps that time takes; no role holds it
ANYONE = "sign_in"  # every active member of staff
WHOEVER_WAS_ASKED = "be_asked"  # whoever the record names: the row's `only` says who
OUTSIDE_THE_TABLE = frozenset({BY_THE_CLOCK, ANYONE, WHOEVER_WAS_ASKED})
# On an ongoing matter the COO alone acts (CC-2); a Director still signs a statement or a visit beside the COO (MS-2, IR-3),
# whoever the COO asked for advice gives it, and an administrator breaks the glass with the COO told.
# What the police ask is for few from the moment it is written down, by whoever is there: that opens nothing (PO-3).
OPEN_ON_A_MATTER = frozenset(
    {
        WHOEVER_WAS_ASKED,
        "sign_off",
        "sign_off_statement",
        "sign_off_release",
        "approve_on",
        "approve_visit",
        "break_glass",
        "log_police_request",
    }
)
# What a colleague may do whom the COO named on a matter to contribute: draft and add notes, never decide.
# On a request of the police so do those whose duty the policy names, and nobody but the COO agrees it (PO-3).
OPEN_TO_CONTRIBUTORS = frozenset(
    {
        "note_enquiry",
        "draft_statement",
        "draft_release",
        "draft_visit",
        "prepare_police_request",
        "check_police_basis",
        "view_police_safeguarding",
    }
)


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
    standing = standing_of(user)
    if record is not None and getattr(record, "is_locked", False) and permission not in OPEN_ON_A_MATTER:
        handles = standing.holds_everywhere("handle_matter")
        may_act = handles or (permission in OPEN_TO_CONTRIBUTORS and _is_shared(user, record))
        return may_act and _holds(standing, permission, record)
    return _holds(standing, permission, record)


def _is_shared(user: User, record: SignedRecord) -> bool:
    """Whether the COO named this person on the record to contribute: both to see it and to change it."""
    model = record._meta.model_name
    return {f"view_{model}", f"change_{model}"} <= shared_with(user, record)


def _holds(standing: Standing, permission: str, record: SignedRecord | None) -> bool:
    if permission in OUTSIDE_THE_TABLE:
        return True
    if record is None:
        return standing.holds_anywhere(permission)
    return standing.holds(permission, getattr(record, "home_id", None))
