"""Which takedowns are owed: asked of the gate about everything that shows somebody, whenever something changed (W-4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from consent.gate.telling import is_a_matter
from consent.people.models import Person
from consent.takedown import states
from consent.takedown.duty import Duty
from consent.takedown.models import Because, Showing, Shown, TakedownTask, TaskKind, TaskOutcome, Withdrawal
from consent.takedown.states import ShowingState, TaskState
from consent.takedown.still_shown import Judged, judge
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.actions import settings_now
from mediapolicy.organisation.calendar import LONDON, WorkingCalendar
from mediapolicy.people.models import Home, User
from mediapolicy.records import PolicyRecord
from mediapolicy.transitions import making, part_of_form, starting

SETTINGS = ("takedown_own", "takedown_asked", "death_review", "leaver_takedown")
DAYS = {Because.DIED: "death_review", Because.LEFT: "leaver_takedown"}
# After these, whoever shows it has had our word: they aren't asked again each day.
SETTLED = (TaskOutcome.ASKED, TaskOutcome.REFUSED, TaskOutcome.NOT_POSSIBLE)
LOOKING_LATER: ContextVar[bool] = ContextVar("looking_later", default=False)


@contextmanager
def looking_later() -> Iterator[None]:
    """Inside, a change of authority owes nothing yet: whatever made it looks once at its end, and says why."""
    token = LOOKING_LATER.set(True)
    try:
        yield
    finally:
        LOOKING_LATER.reset(token)


@dataclass
class Look:
    """One look at what shows some people: why, and everything needed to say who does what by when."""

    because: Because
    withdrawal: Withdrawal | None = None
    weighs_all: bool = False  # a death, or a lost capacity: what may stay is looked at too
    decide_by: date | None = None  # the last day on which what may stay for now is decided about
    now: datetime = field(default_factory=timezone.now)
    duty: Duty = field(default_factory=Duty)
    times: dict[str, int] = field(default_factory=lambda: settings_now(*SETTINGS))
    calendars: dict[Any, WorkingCalendar] = field(default_factory=dict)

    def due(self, kind: str, home: Home | None) -> datetime:
        """By when a task of this kind is done."""
        calendar = self._calendar(home)
        if kind == TaskKind.REVIEW and self.decide_by is not None:
            return datetime.combine(self.decide_by, calendar.closes_at, LONDON)
        if kind == TaskKind.REVIEW or self.because in DAYS:
            days = self.times[DAYS.get(self.because, "death_review")]
            return calendar.due(self.now, length_of_day(calendar) * days)
        if kind == TaskKind.ASK:
            return calendar.due(self.now, timedelta(hours=self.times["takedown_asked"]))
        return self.now + timedelta(hours=self.times["takedown_own"])

    def _calendar(self, home: Home | None) -> WorkingCalendar:
        key = home.pk if home else None
        if key not in self.calendars:
            self.calendars[key] = WorkingCalendar.of(home)
        return self.calendars[key]

    def kind_for(self, judged: Judged) -> str:
        """What has to be done about it; "" when nothing has."""
        if self.because == Because.DIED or (judged.stays and self.weighs_all):
            return TaskKind.REVIEW
        if judged.stays:
            return ""
        if judged.is_on_hold:
            return TaskKind.REVIEW
        return takedown_of_showing(judged.shown.showing)


def length_of_day(calendar: WorkingCalendar) -> timedelta:
    """How long a working day is by this calendar."""
    day = timezone.localdate()
    return datetime.combine(day, calendar.closes_at) - datetime.combine(day, calendar.opens_at)


def takedown_of_showing(showing: Showing) -> str:
    """How something like this comes down: others are asked, paper is collected, what is ours is removed (W-4)."""
    if not showing.is_ours:
        return TaskKind.ASK
    return TaskKind.PRINT if showing.is_on_paper else TaskKind.REMOVE


def what_shows(people: Collection[Any]) -> list[Shown]:
    """Everything out there in which one of these people can be told."""
    rows = Shown.objects.filter(person__in=people, gone_at=None).exclude(showing__state=ShowingState.TAKEN_DOWN)
    return list(rows.select_related("person", "showing__home", "showing__owner", "showing__asset").order_by("id"))


@transaction.atomic
def look_again(
    people: Collection[Any],
    because: Because,
    *,
    withdrawal: Withdrawal | None = None,
    weighs_all: bool = False,
) -> list[TakedownTask]:
    """Owe a task for everything that may no longer show these people; what may stay again is called off (W-4)."""
    rows = what_shows(people)
    return look_at(rows, Look(because, withdrawal, weighs_all)) if rows else []


def look_at(rows: Sequence[Shown], look: Look) -> list[TakedownTask]:
    """The same for these showings alone."""
    before = _tasks_about(rows)
    owed = []
    for judged in judge(rows):
        mine = before.get((judged.shown.showing_id, judged.shown.person_id), [])
        kind = look.kind_for(judged)
        if not kind:
            _call_off_what_may_stay(mine)
        elif _is_still_to_be_owed(mine, look):
            owed.append(_owe(judged, kind, look))
    _tell(owed, look)
    return owed


def _tasks_about(rows: Sequence[Shown]) -> dict[tuple[Any, Any], list[TakedownTask]]:
    found: dict[tuple[Any, Any], list[TakedownTask]] = {}
    about = TakedownTask.objects.filter(showing__in=[row.showing_id for row in rows]).filter(
        Q(state=TaskState.OPEN) | Q(outcome__in=SETTLED)
    )
    for task in about:
        found.setdefault((task.showing_id, task.subject_id), []).append(task)
    return found


def _is_still_to_be_owed(mine: list[TakedownTask], look: Look) -> bool:
    """A withdrawal has tasks of its own, so that the person can be told of each; any other change adds none to one open."""
    if look.withdrawal is None:
        return not mine
    for task in mine:
        if task.state == TaskState.OPEN and task.withdrawal_id is None:
            call_off(task, TaskOutcome.OVERTAKEN)
    return not any(task.state == TaskState.OPEN and task.withdrawal_id for task in mine)


def _call_off_what_may_stay(mine: list[TakedownTask]) -> None:
    for task in mine:
        if task.state == TaskState.OPEN and task.because in (Because.CHANGED, Because.MOVED):
            call_off(task, TaskOutcome.MAY_STAY)


def call_off(task: TakedownTask, outcome: TaskOutcome) -> None:
    """It is no longer to be done: something else settled it (W-5)."""
    with making(states.CALL_OFF_TASK, task, by=User.objects.the_clock(), note=outcome.label):
        task.outcome, task.done_at = outcome, timezone.now()


def _owe(judged: Judged, kind: str, look: Look) -> TakedownTask:
    """What the COO decides because of a matter is a task of the COO's, of which nobody else learns (CC-2)."""
    shown, showing = judged.shown, judged.shown.showing
    return owe(
        look,
        kind,
        f"{showing.called}, {showing.get_channel_display()}"[:200],
        home=showing.home,
        subject=shown.person,
        showing=showing,
        owner=look.duty.owner_of(showing),
        is_locked=is_a_matter(judged.decision),
    )


def owe(look: Look, kind: str, what: str, *, home: Home | None, subject: Person | None, **more: Any) -> TakedownTask:
    """One thing to do, with whoever does it and by when (W-4)."""
    showing, owner = more.get("showing"), more.get("owner")
    on_duty_at = None if more.get("kept_from_home") else home
    is_locked = more.get("is_locked", False) or any(one is not None and one.is_locked for one in (subject, showing))
    task = TakedownTask(
        home=home,
        is_locked=is_locked,
        kept_from_home=bool(more.get("kept_from_home") or (subject and subject.kept_from_home)),
        withdrawal=look.withdrawal,
        showing=showing,
        subject=subject,
        kind=kind,
        because=look.because,
        what=what,
        owner=owner if owner and not is_locked else look.duty.on_duty(on_duty_at, is_locked=is_locked),
        due_at=look.due(kind, home),
    )
    with part_of_form(f"task {showing.pk if showing else kind} {subject.pk if subject else ''}"):
        return starting(states.OWE_TASK, task, by=User.objects.the_clock())


def _tell(owed: list[TakedownTask], look: Look) -> None:
    """Once for a change of mind, to whoever may know of it; else of each thing, which is all that they may know of."""
    clock = User.objects.the_clock() if owed else None
    if clock is None:
        return
    for owner, theirs in groupby(sorted(owed, key=lambda task: str(task.owner_id)), key=lambda task: task.owner):
        about: Iterable[PolicyRecord] = theirs
        if look.withdrawal and owner and Withdrawal.objects.visible_to(owner).filter(pk=look.withdrawal.pk).exists():
            about = [look.withdrawal]
        for record in about:
            tell([owner], "takedown_owed", record, by=clock)
