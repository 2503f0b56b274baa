"""Who writes press releases: the Marketing Manager or a Director, and on an ongoing matter the COO (PR-4a, CC-2)."""

from __future__ import annotations

from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.permissions import may
from mediapolicy.records import PolicyRecord
from mediapolicy.roles import Role

ONLY_ON_A_MATTER = frozenset({Role.COO.code, Role.COO_STAND_IN.code})


def the_press_office(record: PolicyRecord, user: User) -> str:
    """The COO writes and releases on an ongoing matter alone; everything else is the press office's (PR-4a)."""
    roles = {grant.role for grant in standing_of(user).grants if grant.permission == "draft_release"}
    if record.is_locked or roles - ONLY_ON_A_MATTER:
        return ""
    return "Only the Marketing Manager or a Director does this."


def may_write_releases(user: User) -> bool:
    """Whether this person may start one: the COO doesn't, for a new one is on no matter yet."""
    roles = {grant.role for grant in standing_of(user).grants if grant.permission == "draft_release"}
    return may(user, "draft_release") and bool(roles - ONLY_ON_A_MATTER)
