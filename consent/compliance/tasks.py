"""What time does: once a week each home is told which decisions are to be looked at again."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from consent.compliance import actions, counting
from mediapolicy.sweeping import swept

FROM_HOUR = 9  # on Monday, so that nobody is told in the night


@swept
def remind_of_reviews() -> int:
    """Each home with reviews due or overdue, once a week. A tick skipped or doubled changes nothing."""
    now = timezone.localtime()
    week_of = (now - timedelta(days=now.weekday())).date()
    if now.weekday() == 0 and now.hour < FROM_HOUR:
        return 0
    return sum(actions.call_for_reviews(home, week_of) for home in counting.homes_to_remind(week_of))
