"""What a released statement shows of people goes on the list of what is out there, so that it can be taken back (SM-26)."""

from __future__ import annotations

from collections import defaultdict

from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_released
from mediapolicy.people.models import User
from pressroom.models import Named, Statement


def note_what_it_shows(statement: Statement, *, by: User) -> list[Showing]:
    """Note, for each place that it is meant for, who is in it: a change of mind finds it there, with an owner (SM-26)."""
    places: dict[tuple[str, str, str], list[Named]] = defaultdict(list)
    for named in statement.people():
        for whom in statement.goes_to:
            places[named.purpose, named.channel, whom].append(named)
    return [
        note_released(
            statement,
            Showing(
                home=statement.home,
                is_locked=statement.is_locked,
                kept_from_home=statement.kept_from_home,
                called=f"{statement.reference}: {statement.subject}"[:160],
                purpose=purpose,
                channel=channel,
                where=f"In {statement.reference}, sent to {_whom(statement)}"[:200],
                shown_by=whom[:160],
                mentions_health=any(one.mentions_health for one in people),
            ),
            [Part(one.person, one.content_type, one.ident) for one in people],
            owner=by,
            previewed=all(one.previewed for one in people),
        )
        for (purpose, channel, whom), people in sorted(places.items())
    ]


def _whom(statement: Statement) -> str:
    return ", ".join(one["name"] for one in statement.recipients) or "nobody yet"
