"""What the pages of this room list: tabs, people found by name, badges beside people, facts of a change of mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consent.gate.answering import Verdict
from consent.gate.telling import seen_by
from consent.people.models import Person
from consent.pictures.models import Asset
from consent.pictures.showing import may_look_up
from consent.takedown.forms import reads_reasons
from consent.takedown.models import MadeBy, Showing, Shown, Withdrawal
from consent.takedown.still_shown import Judged, judge
from mediapolicy.fields import HIDDEN
from mediapolicy.people.models import User

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


def _tabs(current: str, name: str, labels: dict[str, str]) -> list[Tab]:
    return [Tab(label, f"?{name}={key}", key == current) for key, label in labels.items()]


def showing_tabs(current: str) -> list[Tab]:
    """What is shown, what is out of reach, what is down."""
    return _tabs(current, "tab", {"shown": "Shown now", "reach": "Out of our reach", "down": "Taken down"})


def task_tabs(current: str) -> list[Tab]:
    """Mine, everybody's, done."""
    return _tabs(current, "tab", {"mine": "For me", "open": "All", "done": "Done"})


def reach_tabs(person: Person, current: str, user: User) -> list[Tab]:
    """Everything, some things, or one picture where there is one."""
    labels = {"all": "Everything", "some": "Some things"}
    if current == "picture" or Asset.objects.visible_to(user).with_somebody(person).exists():
        labels["picture"] = "One picture"
    return _tabs(current, "what", labels)


def found_people(words: str, user: User) -> list[Person]:
    """People whose name holds these words, those of this person's homes only."""
    words = HIDDEN.sub("", words)
    if len(words) < 2:
        return []
    found: list[Person] = list(Person.objects.visible_to(user).named(words).select_related("home")[:MOST_FOUND])
    return found


@dataclass(frozen=True, slots=True)
class Badge:
    """Somebody in a showing, and whether they may still be shown in it."""

    shown: Shown
    kind: str
    words: str
    is_theirs: bool  # whether the reader may look this person up


def badges_of(showing: Showing, user: User) -> list[Badge]:
    """Everybody in it whom this reader may know of, with the gate's answer for what is shown already."""
    everybody = showing.people.filter(person__in=Person.objects.unlocked_for(user).values("pk"))
    rows = list(everybody.select_related("person", "showing__home", "showing__asset").order_by("person__name"))
    return [_badge(one, user) for one in judge(rows)]


def _badge(one: Judged, user: User) -> Badge:
    """A person of another home is no name, but counts."""
    shown, decision = one.shown, seen_by(one.decision, user)
    is_theirs = may_look_up(shown.person, user)
    # What only a matter sends to the COO is told as it would stand without one.
    stays = one.stays or (decision.is_allowed and one.is_on_hold)
    if shown.gone_at is not None:
        return Badge(shown, "na", "Nobody can tell who it is", is_theirs)
    if not stays:
        asks_coo = decision.verdict is Verdict.ROUTE_COO
        return Badge(shown, "no", "The COO decides" if asks_coo else "May no longer be shown", is_theirs)
    if decision.conditions and is_theirs:
        return Badge(shown, "part", f"May stay. {'. '.join(decision.conditions)}", is_theirs)
    return Badge(shown, "yes", "May stay", is_theirs)


def facts_of(withdrawal: Withdrawal, user: User) -> list[dict[str, Any]]:
    """What is known of it: how and why only for those who read forms at that home (4.9)."""
    rows: list[dict[str, Any]] = [
        {"label": "Who", "value": withdrawal.subject.name, "url": withdrawal.subject.get_absolute_url()},
        {"label": "What stops", "value": withdrawal.reach},
    ]
    if reads_reasons(user, withdrawal.home_id) or withdrawal.received_by_id == user.pk:
        rows += [
            {"label": "Who said so", "value": MadeBy(withdrawal.made_by).label},
            {"label": "How", "value": withdrawal.get_how_display()},
        ]
        rows += [{"label": "In their words", "value": withdrawal.words}] if withdrawal.words else []
    by = "The slip" if withdrawal.received_by.is_system else withdrawal.received_by.name
    return [*rows, {"label": "Written down by", "value": by}]
