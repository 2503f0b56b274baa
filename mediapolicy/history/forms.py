"""What the history can be narrowed by."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from mediapolicy.clauses import Clause
from mediapolicy.fields import Words
from mediapolicy.history.knowing import may_hear_of
from mediapolicy.history.timeline import TITLES
from mediapolicy.history.wanted import Key, Wanted, history_tables, people_named
from mediapolicy.people.models import User
from mediapolicy.policy.tables import all_transitions
from mediapolicy.wording import LONDON

# Beside the verbs: every change, every opening, or both. A page about one record begins with both.
CHANGES, OPENINGS, BOTH = "any-change", "opened", "changes-and-openings"
SHOWN = {CHANGES: "Any change", OPENINGS: "Opened", BOTH: "Everything"}
NOT_LISTED = {"invalid_choice": "Choose one from the list."}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        validators=[
            MinValueValidator(date(2000, 1, 1), "Enter a day in this century."),
            MaxValueValidator(date(2099, 12, 30), "Enter a day in this century."),
        ],
        error_messages={"invalid": "Enter a real day, such as 24/11/2026."},
    )


class HistoryFilter(forms.Form):
    """Who, where, what kind, which step, which clause, when. What is forged is said to be wrong, never an error page."""

    all_optional = True

    words = Words(label="Reference or name", required=False, max_length=120)
    person = Words(label="Who did it", required=False, max_length=120)
    home = forms.ChoiceField(label="Home", required=False, error_messages=NOT_LISTED)
    kind = forms.ChoiceField(label="Kind of record", required=False, error_messages=NOT_LISTED)
    verb = forms.ChoiceField(label="What was done", required=False, error_messages=NOT_LISTED)
    clause = forms.ChoiceField(label="Clause", required=False, error_messages=NOT_LISTED)
    since = _day("From")
    until = _day("Until")

    def __init__(
        self, data: Any, *, reader: User, homes: dict[str, str], record: uuid.UUID | None = None, kind: str = ""
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.homes, self.record, self.record_kind = homes, record, kind
        self._choose("home", "Any home", homes.items())
        self._choose("kind", "Any kind", sorted(kinds(reader).items(), key=lambda one: one[1]))
        self.shown_first = BOTH if record else CHANGES
        others = [(key, words) for key, words in SHOWN.items() if key != self.shown_first]
        by_words = sorted(verbs().items(), key=lambda one: one[1])
        self._choose("verb", SHOWN[self.shown_first], [*others, *by_words])
        self._choose("clause", "Any clause", [(one.id, one.id) for one in Clause if one.id in cited()])
        if record is not None:
            for name in ("words", "home", "kind"):
                del self.fields[name]

    def _choose(self, name: str, empty: str, choices: Any) -> None:
        self.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]

    @property
    def in_use(self) -> int:
        """How many filters are on."""
        return sum(bool(value) for value in getattr(self, "cleaned_data", {}).values())

    @property
    def names_in_use(self) -> list[str]:
        """Which filters are on, without what they look for: a log line names no one."""
        return sorted(name for name, value in getattr(self, "cleaned_data", {}).items() if value)

    def wanted(self, before: str = "") -> Wanted:
        """What to look for. Filters that make no sense look for nothing at all."""
        given = self.cleaned_data if self.is_valid() else {}
        words, person = given.get("words", ""), given.get("person", "")
        meant = people_named(words) if words else ()
        home, verb = given.get("home"), given.get("verb") or self.shown_first
        return Wanted(
            words=words,
            people_meant=meant,
            homes_meant=tuple(uuid.UUID(key) for key, name in self.homes.items() if words.lower() in name.lower()),
            by=people_named(person) if person else None,
            home=uuid.UUID(home) if home else None,
            kind=self.record_kind or given.get("kind", ""),
            record=self.record,
            verb="" if verb in SHOWN else verb,
            changes=verb != OPENINGS,
            openings=verb in (OPENINGS, BOTH),
            clause=given.get("clause", ""),
            since=_start(given.get("since")),
            until=_start(given.get("until"), days_on=1),
            before=Key.read(before),
        )


def _start(day: date | None, days_on: int = 0) -> datetime | None:
    """The first instant of this day, or of one some days on, in UK time."""
    if day is None:
        return None
    day += timedelta(days=days_on)
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def kinds(reader: User) -> dict[str, str]:
    """The kinds of record there are for this reader."""
    known = (table.model for table in history_tables() if may_hear_of(table.model, reader))
    return {str(model._meta.model_name): model.CALLED.capitalize() for model in known}


def verbs() -> dict[str, str]:
    """The verbs of the policy table, as headings."""
    return {one.verb: TITLES.get(one.verb, one.verb[:1].upper() + one.verb[1:]) for _, one in all_transitions()}


def cited() -> frozenset[str]:
    """The clauses that a step rests on: no other can stand in history."""
    return frozenset(one.clause.id for _, one in all_transitions())
