"""The three ways the policy says no, and the one way it says "that is done already"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError

from mediapolicy.clauses import Clause

if TYPE_CHECKING:
    from mediapolicy.records import SignedRecord
    from mediapolicy.transitions import Transition


class WrongState(Exception):
    """The record has moved on: someone was first, or the page was old."""

    def __init__(self, record: SignedRecord, transition: Transition | None = None, words: str = "") -> None:
        self.record = record
        self.transition = transition
        self.words = words
        super().__init__(words or f"{record} is {record.state}")


class StaleCopy(WrongState):
    """The page was made from an older version. `theirs` is what this person typed, `ours` what stands there now."""

    def __init__(self, record: SignedRecord, theirs: str = "", ours: str = "") -> None:
        self.theirs = theirs
        self.ours = ours
        super().__init__(record, words="Someone changed this while you were writing.")


class Refused(PermissionDenied):
    """This person may not do this; says under which clause, why, and who may."""

    def __init__(self, clause: Clause, why: str, *, who_may: str = "", record: SignedRecord | None = None) -> None:
        self.clause = clause
        self.why = why
        self.who_may = who_may
        self.record = record
        super().__init__(why)


class Missing(ValidationError):
    """Everything that is still missing before this step, at once, in words."""

    def __init__(self, missing: list[str], *, transition: Transition, record: SignedRecord) -> None:
        self.missing = missing
        self.transition = transition
        self.record = record
        super().__init__(missing)


class AlreadyDone(Exception):
    """The same form arrived twice (a double click, Back and again, a retry): the first one counted."""

    def __init__(self, record: Any) -> None:
        self.record = record
        super().__init__("already done")
