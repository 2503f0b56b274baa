"""What a released statement shows of people goes on the list of what is out there, so that it can be taken back (SM-26)."""

from __future__ import annotations

from collections import defaultdict

from consent.takedown.models import Showing
from consent.takedown.showing import Part, note_released
from mediapolicy.people.models import User
from mediapolicy.transitions import part_of_form
from pressroom.models import Named, Statement


def note_what_it_shows(statement: Statement, *, by: User) -> list[Showing]:
    """Note, for each place that it is meant for, who is in it: a change of mind finds it there, with an owner (SM-26)."""
    places: dict[tuple[str, str, str], list[Named]] = defaultdict(list)
    for named in statement.people():
        for whom in statement.goes_to:
            places[named.purpose, named.channel, whom].append(named)
    found = []
    for (purpose, channel, whom), people in sorted(places.items()):
        showing = Showing(
            home=statement.home,
            is_locked=statement.is_locked,
            kept_from_home=statement.kept_from_home,
            called=f"{statement.reference}: {statement.subject}"[:160],
            purpose=purpose,
            channel=channel,
            where=f"In {statement.reference}, sent to {_whom(statement)}"[:200],
            shown_by=whom[:160],
            mentions_health=any(one.mentions_health for one in people),
        )
        parts = [Part(one.person, one.content_type, one.ident) for one in people]
        with part_of_form(f"shown {purpose} {channel} {whom}"):  # one form, one showing for each place
            previewed = all(one.previewed for one in people)
            found.append(note_released(statement, showing, parts, owner=by, previewed=previewed))
    return found


def _whom(statement: Statement) -> str:
    return ", ".join(one["name"] for one in statement.recipients) or "nobody yet"
