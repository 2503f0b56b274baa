"""What a change changed, in words, for this reader: before → after, or only that words changed."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import models

from mediapolicy import wording
from mediapolicy.history.browse import names_of, pointers
from mediapolicy.history.timeline import TITLES
from mediapolicy.history.wanted import Entry, Table, tables
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.policy.reading import room_of, state_label
from mediapolicy.policy.tables import all_settings
from mediapolicy.records import PolicyRecord
from mediapolicy.roles import Role

# Said for every record alike; any other column is called by its own name.
COLUMNS = {
    "state": "Where it is",
    "hand_on_by": "To be passed on by",
    "happened_at": "Happened",
    "came_by": "Came by",
    "said_no_comment": "Said “no comment”",
    "reply_due_at": "Reply due",
    "due_reason": "Why then",
    "chosen_way": "The way they want the answer",
    "chosen_address": "Where they want the answer",
    "is_active": "May sign in",
    "merged_into": "Merged into",
    "number": "Version of the words",
    "effective_on": "In force from",
}
# Seals and keys that mean nothing to people, what another column says already, and locks: a lock that was lifted
# still tells of a matter.
NEVER_SHOWN = frozenset(
    {
        "seal",
        "authors",
        "content",
        "subject_id",
        "subject_type",
        "subject_version",
        "held_since",
        "brought_in_by",
        "value_before",
        "is_superuser",
        "only",
    }
)
SAID_ALREADY = frozenset({"home", "key", "person", "role"})  # by the name of a record that is new
# Facts of a record that are no one's words: an Administrator may read these and no others.
FACTS = (models.DateField, models.TimeField, models.BooleanField, models.IntegerField)
LONGEST_COMPARED = 4_000
AROUND = 5  # words left standing on each side of a change
FIRST_SHOWN = 3
EMPTY = "Empty"


@dataclass(slots=True)
class Change:
    """One column: what it was and what it is. `parts` marks what was taken out and put in, for longer words."""

    label: str
    before: str = ""
    after: str = ""
    is_hidden: bool = False
    parts: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}" if self.before else f"{self.label}: {self.after}"


@dataclass(slots=True)
class Told:
    """One change of history as it is shown."""

    entry: Entry
    who: str
    role: str
    title: str
    kind: str
    called: str
    name: str
    home: str
    note: str
    changes: list[Change]

    @property
    def url(self) -> str:
        """All of this record's history."""
        return f"/history/{tables()[self.entry.table].slug}/{self.entry.record_id}/"

    @property
    def is_opening(self) -> bool:
        """Whether somebody only looked."""
        return tables()[self.entry.table].tells_of_openings

    @property
    def first(self) -> list[Change]:
        """The changes that are shown at once."""
        return self.changes[: self._shown]

    @property
    def rest(self) -> list[Change]:
        """Those that are folded away."""
        return self.changes[self._shown :]

    @property
    def _shown(self) -> int:
        return FIRST_SHOWN if len(self.changes) > FIRST_SHOWN + 1 else len(self.changes)  # never fold one away


class Telling:
    """Puts rows of history into words for one reader; all names are looked up in one statement."""

    def __init__(self, user: User, rows: list[Entry], homes: dict[str, str]) -> None:
        self.standing = standing_of(user)
        self.reads_words = self.standing.holds_anywhere("read_words")
        self.homes = homes
        keys: dict[type[models.Model], set[str]] = {User: set()}
        for row in rows:
            keys[User] |= {str(row.by_id), row.acting} - {"None", ""}
            for column, target in pointers(tables()[row.table]):
                values = {str(value) for value in row.changed.get(column, ()) if value}
                if target is not Home:
                    keys.setdefault(target, set()).update(values)
        keys[User] = {key for key in keys[User] if _is_uuid(key)}
        self.names = names_of(user, keys)

    def tell(self, row: Entry) -> Told:
        """One row in words."""
        table = tables()[row.table]
        who, is_clock = self.names.get(str(row.by_id), ("", False))
        kind = {"sign off": "signed", "void": "voided"}.get(row.verb, "")
        return Told(
            entry=row,
            who=who,
            role=self._role(row, is_clock),
            title=TITLES.get(row.verb, row.verb[:1].upper() + row.verb[1:]),
            kind=kind,
            called=table.model.CALLED,
            name=_called(table, row.label),
            home=self.homes.get(str(row.home_id), ""),
            note=row.note if self._may_read(table) else "",
            changes=self._changes(table, row),
        )

    def _role(self, row: Entry, is_clock: bool) -> str:
        acted = self.names.get(row.acting, ("", False))[0] if row.acting != str(row.by_id) else ""
        if is_clock:
            return f"automatic, set off by {acted}" if acted else "automatic"
        role = f"as {Role.of(row.role).label}" if row.role.upper() in Role.__members__ else ""
        return f"{role}, through {acted}’s sign-in".lstrip(", ") if acted else role

    def _may_read(self, table: Table) -> bool:
        """Words of records need a permission of their own; what an Administrator sets up is theirs to read."""
        is_configuration = table.model._meta.app_label == "mediapolicy" and not issubclass(table.model, PolicyRecord)
        return self.reads_words or is_configuration

    def _changes(self, table: Table, row: Entry) -> list[Change]:
        found = []
        for column in table.model._meta.concrete_fields:
            if column.column not in row.changed or column.name in NEVER_SHOWN or not self._may_know(table, column, row):
                continue
            before, after = row.changed[column.column]
            if row.is_first and (column.name in SAID_ALREADY or _is_empty(after)):
                continue
            if change := self._change(table, column, before, after, row):
                found.append(change)
        shown = sorted((one for one in found if not one.is_hidden), key=lambda one: one.label != COLUMNS["state"])
        hidden = ", ".join(one.label.lower() for one in found if one.is_hidden)
        return [*shown, Change("Written, not shown here", after=hidden)] if hidden else shown

    def _may_know(self, table: Table, column: Any, row: Entry) -> bool:
        """Some columns of an open record say what only a confidential one says: they go with the right to those (4.9)."""
        needed = getattr(table.model, "COLUMNS_KNOWN_WITH", {}).get(column.name)
        return needed is None or self.standing.holds(needed, row.home_id)

    def _change(self, table: Table, column: Any, before: Any, after: Any, row: Entry) -> Change | None:
        label = COLUMNS.get(column.name) or str(column.verbose_name).capitalize()
        if column.name == "state":
            room = room_of(table.model)
            was = state_label(room, before) if before else ""
            return Change(label, was, state_label(room, after))
        if column.related_model is not None:
            return self._pointer(label, before, after, row.is_first)
        is_open = _is_fact(column) and not getattr(table.model, "TELLS_OF_SOMEBODY", False)
        if not (is_open or self._may_read(table)) or isinstance(before or after, dict | list):
            return Change(label, is_hidden=True)
        if row.is_first:  # a new record was nothing before, but a setting had its default
            _, before = row.changed.get(f"{column.name}_before", (None, None))
        was = "" if row.is_first and before is None else self._value(column, before, row.at)
        return _marked(Change(label, was, self._value(column, after, row.at)), column)

    def _pointer(self, label: str, before: Any, after: Any, is_first: bool) -> Change | None:
        """A change of whom or what it points at; not a word of it when either is not to be known."""
        known = {**self.homes, **{key: name for key, (name, _) in self.names.items()}}
        if any(value and str(value) not in known for value in (before, after)):
            return None
        was, now = (known[str(value)] if value else "Nobody" if "by" in label else "None" for value in (before, after))
        return Change(label, "" if is_first else was, now)

    def _value(self, column: Any, value: Any, at: datetime) -> str:
        if value is None or value == "":
            return EMPTY
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(column, models.DateTimeField):
            return _instant(datetime.fromisoformat(value), at)
        if isinstance(column, models.DateField):
            return wording.day_in_prose(date.fromisoformat(value))
        return str(value)[:5] if isinstance(column, models.TimeField) else str(value)


def _is_fact(column: Any) -> bool:
    return isinstance(column, FACTS) or bool(column.choices)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {}, False)


def _is_uuid(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _called(table: Table, label: str) -> str:
    """The record's name as people know it."""
    if table.slug == "organisationsetting" and label in all_settings():
        declared = all_settings()[label]
        return f"{declared.words} ({declared.unit})"
    person, _, role = (label or "").partition("|")
    return f"{person}, {Role.of(role).label}" if role and role.upper() in Role.__members__ else person


def _instant(instant: datetime, at: datetime) -> str:
    """The time alone on the day of the change itself, else with its day; never "today", which moves."""
    day, of_change = wording.local(instant).date(), wording.local(at).date()
    if day == of_change:
        return wording.time_of_day(instant)
    year = f" {day.year}" if day.year != of_change.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}, {wording.time_of_day(instant)}"


def _marked(change: Change, column: Any) -> Change:
    """Longer words show only what was taken out and what came in, with a few words around it."""
    both = change.before, change.after
    are_words = isinstance(column, models.TextField) and all(words not in ("", EMPTY) for words in both)
    if are_words and max(map(len, both)) <= LONGEST_COMPARED:
        change.parts = marked(*both)
    change.before, change.after = map(_short, both)
    return change


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:157].rstrip() + "…"


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """The words with what was taken out and put in ("removed", "added"), and a few of those that stayed ("same")."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    parts: list[tuple[str, str]] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (step, a, b, c, d) in enumerate(steps):
        if step == "equal":
            parts.append(("same", _around(old[a:b], is_first=place == 0, is_last=place == len(steps) - 1)))
            continue
        parts += [("removed", "".join(old[a:b]).strip())] if b > a else []
        parts += [("added", "".join(new[c:d]).strip())] if d > c else []
    return parts


def _around(words: list[str], *, is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * AROUND:
        return "".join(words).strip()
    start = [] if is_first else words[:AROUND]
    end = [] if is_last else words[-AROUND:]
    return "".join([*start, "… ", *end]).strip()
