"""Which worries wait for somebody: for whoever was told, to be opened; for the COO, all that goes on."""

from __future__ import annotations

from typing import Any

from enquiries.undercover.models import UndercoverReport
from enquiries.undercover.states import GOING_ON, WorryState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.permissions import may

# Whom one may tell, and whoever handles what they were told: nobody else is asked about, not even by a statement.
TOLD = ("pass_on_enquiry", "take_up_enquiry")


def waiting_for(user: User) -> Any:
    """Those that this person has to do something about."""
    if not any(may(user, one) for one in TOLD):
        return UndercoverReport.objects.none()
    theirs = UndercoverReport.objects.visible_to(user).order_by("created_at")
    if standing_of(user).holds_everywhere("handle_matter"):
        return theirs.filter(state__in=sorted(GOING_ON))
    return theirs.filter(told=user, state=WorryState.SENT)
