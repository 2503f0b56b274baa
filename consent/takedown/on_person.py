"""What a person's page shows of changes of mind and of where they are shown."""

from __future__ import annotations

from typing import Any

from consent.people.models import Person
from consent.takedown import states
from consent.takedown.models import Showing, Withdrawal
from mediapolicy.people.models import User
from mediapolicy.permissions import may

MOST = 10


def on_person(person: Person, user: User) -> dict[str, Any] | None:
    """The last changes of mind and what shows them now; None for those who may not know of it."""
    if not may(user, "see_answer", person):
        return None
    taken_back = Withdrawal.objects.visible_to(user).filter(subject=person).select_related("asset")
    shown = Showing.objects.visible_to(user).filter(people__person=person, people__gone_at=None).out_there()
    return {
        "person": person,
        "withdrawals": list(taken_back.order_by("-received_at")[:MOST]),
        "showings": list(shown.order_by("-created_at")[:MOST]),
        "may_withdraw": may(user, states.NOTE_WITHDRAWAL.permission, person),
    }
