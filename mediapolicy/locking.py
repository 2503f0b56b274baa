"""How an ongoing matter takes a record: what of it a matter can touch, and the two steps by which it comes and goes.

A room that holds something a matter can touch says so on its model:

    UNDER_A_MATTER = locking(EnquiryState)

    def touching(self) -> Touching: ...

and puts the two rows into its table. Who looks, and when, is the business of the room of matters above.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.dispatch import Signal

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

# A record's sign, sent in the same transaction: it came under a matter, or was given back. `record`, `matter`.
# Whoever keeps a room takes back what was under way: a signature asked for, a release that waits for its hour.
came_under = Signal()
given_back = Signal()

COME_UNDER = "come under senior review"
GIVE_BACK = "give back from senior review"
# Told to nobody but those who handle matters, also after the matter has ended.
NOT_TOLD = frozenset({COME_UNDER, GIVE_BACK})


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
            verb=verb, sources=everywhere, target=None, permission=BY_THE_CLOCK, clause=clause, label=label
        )

    return Locking(
        row(COME_UNDER, "Needs senior review", Clause.CC_1A),
        row(GIVE_BACK, "Senior review has ended", Clause.CC_2),
    )
