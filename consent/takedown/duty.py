"""Who takes it down: whoever keeps the showing, else the Marketing Manager on duty, else the home (W-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from consent.takedown.models import Showing
from mediapolicy.organisation.models import OnCall
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.roles import Role


@dataclass
class Duty:
    """Who is on duty where, found once however many tasks there are."""

    found: dict[Any, User | None] = field(default_factory=dict)
    may_keep: dict[Any, bool] = field(default_factory=dict)

    def owner_of(self, showing: Showing) -> User | None:
        """Whoever put it there, while they are here and may take it down; else whoever is on duty."""
        owner = showing.owner
        key = (owner.pk, showing.home_id)
        if key not in self.may_keep:
            self.may_keep[key] = owner.is_active and standing_of(owner).holds("keep_showing", showing.home_id)
        return owner if self.may_keep[key] else self.on_duty(showing.home, is_locked=showing.is_locked)

    def on_duty(self, home: Home | None, *, is_locked: bool = False) -> User | None:
        """The first of those who may: on an ongoing matter the COO alone (CC-2)."""
        key = (home.pk if home else None, is_locked)
        if key not in self.found:
            candidates = self._on_a_matter() if is_locked else self._usually(home)
            self.found[key] = next(candidates, None)
        return self.found[key]

    def _on_a_matter(self) -> Iterator[User]:
        yield from User.objects.holding(Role.COO)

    def _usually(self, home: Home | None) -> Iterator[User]:
        turn = OnCall.objects.at(timezone.now()).first()
        if turn is not None and standing_of(turn.person).holds_everywhere("keep_showing"):
            yield turn.person
        yield from User.objects.holding(Role.MARKETING_MANAGER)
        if home is not None:
            yield from User.objects.holding(Role.HOME_MANAGER, home)


def managers_of(home: Home | None) -> list[User]:
    """The Home Managers of this home."""
    return list(User.objects.holding(Role.HOME_MANAGER, home)) if home is not None else []
