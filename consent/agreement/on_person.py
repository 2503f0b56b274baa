"""What the page of a person shows of their consent, to those who may read forms."""

from __future__ import annotations

from typing import Any

from consent.agreement import states
from consent.agreement.models import MediaConsent
from consent.agreement.questions import in_words
from consent.agreement.states import BEING_MADE, LIVE
from consent.people.models import Person
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of
from mediapolicy.permissions import may

MOST = 20


def on_person(person: Person, user: User) -> dict[str, Any] | None:
    """Their forms, newest first, and whether to begin one; None for whoever may not know of forms here."""
    if not standing_of(user).holds("open_consent", person.home_id):
        return None
    forms = list(MediaConsent.objects.visible_to(user).of(person)[:MOST])
    live = next((one for one in forms if one.state in LIVE), None)
    under_way = next((one for one in forms if one.state in BEING_MADE), None)
    return {
        "forms": forms,
        "live": live,
        "agreed": [words for words in in_words(live) if words[1] != "No"] if live else [],
        "under_way": under_way,
        "may_ask": under_way is None and may(user, states.ASK.permission, person),
    }
