"""What a person's page shows of changes of mind and of where they are shown."""

from __future__ import annotations

from typing import Any

from consent.people.models import Person
from consent.pictures.models import Asset
from consent.takedown import states
from consent.takedown.models import Showing, Shown, Withdrawal
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.together import read_together

MOST = 10


def on_person(person: Person, user: User) -> dict[str, Any] | None:
    """The last changes of mind and what shows them now; None for those who may not know of it."""
    if not may(user, "see_answer", person):
        return None
    taken_back = Withdrawal.objects.visible_to(user).filter(subject=person)
    shown = Shown.objects.filter(person=person, gone_at=None).values("showing")
    withdrawals, pictures, showings = read_together(
        taken_back.order_by("-received_at")[:MOST],
        Asset.objects.filter(pk__in=taken_back.filter(asset__isnull=False).values("asset")),
        Showing.objects.visible_to(user).filter(pk__in=shown).out_there().order_by("-created_at")[:MOST],
    )
    called = {one.pk: one for one in pictures}
    for one in withdrawals:
        one.asset = called.get(one.asset_id)
    return {
        "person": person,
        "withdrawals": withdrawals,
        "showings": showings,
        "may_withdraw": may(user, states.NOTE_WITHDRAWAL.permission, person),
    }
