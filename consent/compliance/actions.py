"""What is done about reviews: each home is told once a week."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from consent.compliance import states
from consent.compliance.models import ReviewRound
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from mediapolicy.transitions import starting


def call_for_reviews(home: Home, week_of: date) -> bool:
    """Tell the Home Manager, once for this week, that decisions are to be looked at again (CF-1)."""
    clock = User.objects.the_clock()
    try:
        with transaction.atomic():
            one = starting(states.CALL_FOR_REVIEW, ReviewRound(home=home, week_of=week_of), by=clock)
            tell(User.objects.holding(Role.HOME_MANAGER, home), "reviews_due", one, by=clock)
    except IntegrityError:  # another sweep was quicker
        return False
    return True
