"""How an ongoing matter takes a record: what of it a matter can touch, and the two steps by which it comes and goes.

A room that holds something a matter can touch says so on its model:

    UNDER_A_MATTER = locking(EnquiryState)

    def touching(self) -> Touching: ...

and on its queryset `touched_by_words` and `touched_by_people`, and puts the two rows into its table. Who looks, and when,
is the business of the room of matters above.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import TextChoices
from django.dispatch import Signal

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

# Sent in the same transaction: `record` came under a matter (`matter`), or went back to whose it was.
# Whoever keeps a room stops what was under way, a signature asked for or an answer, and lets it go on again.
came_under = Signal()
given_back = Signal()


@dataclass(frozen=True, slots=True)
class Touching:
    """What a matter can touch in a record, besides the home that it belongs to."""

    words: str = ""
    people: frozenset[uuid.UUID] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Locking:
    """The two rows of a kind of record that an ongoing matter can take."""

    come_under: Transition
    give_back: Transition

    @property
    def rows(self) -> tuple[Transition, Transition]:
        """Both, for the room's table."""
        return self.come_under, self.give_back


def locking(states: type[TextChoices]) -> Locking:
    """The two rows for records with these states. Taken by the clock: no person of the room decides either (CC-1, CC-2)."""
    everywhere = frozenset(states.values)

    def row(verb: str, label: str, clause: Clause) -> Transition:
        return Transition(
            verb=verb,
            sources=everywhere,
            target=None,
            permission=BY_THE_CLOCK,
            clause=clause,
            label=label,
            for_few=True,
        )

    return Locking(
        row("come under senior review", "Needs senior review", Clause.CC_1A),
        row("give back from senior review", "Senior review has ended", Clause.CC_2),
    )


def any_of(words: Sequence[str]) -> SearchQuery | CombinedSearchQuery:
    """A search for any of these words or phrases, in any of its forms: "fall" finds "falls". There is at least one."""
    first, *others = (SearchQuery(one, config="english", search_type="phrase") for one in words)
    return reduce(or_, others, first)
