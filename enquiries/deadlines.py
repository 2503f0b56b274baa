"""When an answer is due, how urgent that makes it, and when it must be in other hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from enquiries.models import Enquiry, Level, Urgency
from mediapolicy.organisation.actions import settings_now
from mediapolicy.organisation.calendar import Changed, WorkingCalendar
from mediapolicy.people.models import Home


@dataclass(frozen=True, slots=True)
class ReplyDue:
    """When we aim to answer, why then, and how urgent that is."""

    at: datetime
    reason: str
    urgency: Urgency


Times = dict[str, int]
LOOKED_UP = (
    *("reply_margin", "reply_working_hours", "urgent_within"),
    *(f"{level}_{urgency}" for level in Level if level != Level.COO for urgency in Urgency),
)


def times_now() -> Times:
    """Every setting that decides when something is due: one statement for all that one step asks."""
    return settings_now(*LOOKED_UP)


def reply_due(deadline: datetime | None, home: Home | None, now: datetime, times: Times | None = None) -> ReplyDue:
    """A journalist's deadline less our margin; without one, some working hours from now by the home's calendar."""
    chosen = times or times_now()
    if deadline:
        margin = chosen["reply_margin"]
        at = max(deadline - timedelta(minutes=margin), min(deadline, now + timedelta(minutes=15)))
        reason = "the journalist's deadline" + (
            " less one hour" if margin == 60 else f" less {margin} minutes" if margin else ""
        )
    else:
        hours = chosen["reply_working_hours"]
        at = WorkingCalendar.of(home).due(now, timedelta(hours=hours))
        reason = f"{hours} working hours after it was logged; they gave no deadline"
    urgent = at - now <= timedelta(minutes=chosen["urgent_within"])
    return ReplyDue(at, reason, Urgency.URGENT if urgent else Urgency.ORDINARY)


def working_time_left(enquiry: Enquiry, now: datetime, changed_days: Changed | None = None) -> str:
    """How much working time is left to answer, in words; "" once it is late or hardly a working hour away."""
    left = WorkingCalendar.of(enquiry.home, changed_days).between(now, enquiry.reply_due_at)
    hours = int(left.total_seconds() // 3600)
    if hours < 1:
        return ""
    return f"{hours} working hour{'' if hours == 1 else 's'} left"


def hand_on_by(level: str, urgency: str, now: datetime, times: Times | None = None) -> datetime | None:
    """When an approach nobody has taken up goes one level up; None at the top (ME-1c). Clock time, day and night."""
    if level == Level.COO:
        return None
    return now + timedelta(minutes=(times or times_now())[f"{level}_{urgency}"])
