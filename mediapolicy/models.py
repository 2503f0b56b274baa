"""Gathers the ground's tables; each stands in its own mechanism's folder."""

from mediapolicy.history.openings import Opening
from mediapolicy.notices.models import Notice, NoticeChoice
from mediapolicy.organisation.models import BankHoliday, OnCall, Organisation, OrganisationSetting
from mediapolicy.outbox.models import Dispatch
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import (
    Appointment,
    Home,
    HomeGroupObjectPermission,
    HomeUserObjectPermission,
    Invitation,
    User,
)
from mediapolicy.policy.models import PolicyVersion

__all__ = [
    "Appointment",
    "BankHoliday",
    "Dispatch",
    "Home",
    "HomeGroupObjectPermission",
    "HomeUserObjectPermission",
    "Invitation",
    "Notice",
    "NoticeChoice",
    "OnCall",
    "Opening",
    "Organisation",
    "OrganisationSetting",
    "Paper",
    "PolicyVersion",
    "User",
]
