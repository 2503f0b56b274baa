"""What waits for me: read from the other rooms, by deadline."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desk.work import by_deadline, coming_up, needs_you, waiting_for_others, who_is_on_call
from mediapolicy.permissions import may
from mediapolicy.requests import SignedIn


def my_work(request: SignedIn) -> HttpResponse:
    """My work: what needs me, soonest first, then what waits for other people."""
    rows = needs_you(request.user)
    now = timezone.localtime()
    tonight = now.replace(hour=23, minute=59, second=59)
    page = {
        "today": [row for row in rows if row.due and row.due <= tonight],
        "later": by_deadline([row for row in rows if not row.due or row.due > tonight] + coming_up(request.user)),
        "others": waiting_for_others(request.user),
        "on_call": who_is_on_call(now)
        if may(request.user, "pass_on_enquiry") or may(request.user, "take_up_enquiry")
        else None,
        "may_log": may(request.user, "log_enquiry"),
        "may_ask": may(request.user, "see_answer"),
        "may_withdraw": may(request.user, "withdraw_consent"),
        "now": now,
    }
    return render(request, "desk/my_work.html", page)
