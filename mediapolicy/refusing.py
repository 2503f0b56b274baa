"""A refusal as a help, in five parts: what can't happen yet, that nothing is lost, what is missing, why, what next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from mediapolicy.clauses import Clause
from mediapolicy.differences import Part, difference
from mediapolicy.refusals import Missing, Refused, StaleCopy, WrongState

SAVED = "Nothing was sent or changed. Everything saved before is still there."


@dataclass(slots=True)
class Refusal:
    """What the refusal page says."""

    title: str
    saved: str = SAVED
    missing: list[str] = field(default_factory=list)
    why: list[tuple[datetime | None, str]] = field(default_factory=list)
    next_url: str = "/"
    next_label: str = "Go to My work"
    clause: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)  # how what was typed differs from what stands there

    @property
    def rule(self) -> str:
        """The rule of the clause, in our words."""
        return Clause.by_id(self.clause).rule if self.clause else ""

    def back_to(self, record: Any) -> Refusal:
        """Lead back to the record, where there is one to go back to."""
        if record is not None and not record._state.adding:
            self.next_url, self.next_label = record.get_absolute_url(), f"Go back to the {record.CALLED}"
        return self

    @classmethod
    def someone_is_saving(cls, url: str) -> Refusal:
        """The record was locked by somebody's save for too long."""
        return cls("Someone is saving this right now", next_url=url, next_label="Try again")


def refusal_of(exception: Exception) -> Refusal:
    """The words for this refusal."""
    if isinstance(exception, StaleCopy):
        return _stale(exception)
    if isinstance(exception, WrongState):
        return _wrong_state(exception)
    if isinstance(exception, Missing):
        return _missing(exception)
    if isinstance(exception, Refused):
        return _refused(exception)
    assert isinstance(exception, ValidationError)
    return Refusal("This can’t be done yet", missing=list(exception.messages))


def _stale(exception: StaleCopy) -> Refusal:
    last = exception.record.history.select_related("history_user").first()
    who = f"{last.history_user} changed it" if last and last.history_user else "It was changed"
    return Refusal(
        "Someone changed this while you were writing",
        saved="Your words were not saved over theirs. They are below: copy what you need.",
        why=[(last.history_date if last else None, f"{who} while your page was open.")],
        parts=difference(exception.ours, exception.theirs) if exception.theirs else [],
    ).back_to(exception.record)


def _wrong_state(exception: WrongState) -> Refusal:
    record, transition = exception.record, exception.transition
    last = record.history.select_related("history_user").first()
    why = [(last.history_date, f"{last.history_user}: {last.verb}.")] if last else []
    title = "Someone was first" if not exception.words else exception.words
    if transition is not None and not exception.words:
        title = f"“{transition.button}” is not possible any more"
    return Refusal(title, why=why, clause=transition.clause.id if transition else "").back_to(record)


def _missing(exception: Missing) -> Refusal:
    verb = exception.transition.button
    return Refusal(
        f"“{verb}” is not possible yet", missing=exception.missing, clause=exception.transition.clause.id
    ).back_to(exception.record)


def _refused(exception: Refused) -> Refusal:
    why: list[tuple[datetime | None, str]] = []
    if exception.why != exception.clause.rule:
        why.append((None, exception.why))
    title = f"This one needs {exception.who_may}" if exception.who_may else "This is not yours to do"
    return Refusal(title, why=why, clause=exception.clause.id).back_to(exception.record)
