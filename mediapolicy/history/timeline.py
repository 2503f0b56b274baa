"""One timeline per record: its own history and that of what belongs to it, newest first, each step told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import F, Value
from django.db.models.query import QuerySet

from mediapolicy.policy.tables import all_transitions
from mediapolicy.roles import Role

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One step, as the timeline shows it."""

    title: str
    by: str
    role: str
    at: datetime
    clause: str
    note: str
    kind: str
    verb: str
    called: str


@cache
def _echoes() -> frozenset[str]:
    return frozenset(transition.verb for _, transition in all_transitions() if transition.echo)


def history_of(record_model: Any, called: str, **which: Any) -> QuerySet[Any, Any]:
    """The history rows of the records of this model that `which` names, as columns that every history shares."""
    rows = record_model.history.filter(**which).order_by("-history_date", "-history_id")
    found: QuerySet[Any, Any] = rows.values_list(
        F("history_date"),
        F("history_id"),
        F("verb"),
        F("clause"),
        F("note"),
        F("as_role"),
        F("history_user__name"),
        Value(called),
        F("state"),
    )[:LONGEST]
    return found


def timeline(histories: Sequence[QuerySet[Any, Any]]) -> list[Row]:
    """All of them in one statement, newest first; steps that only repeat another record's step are left out."""
    first, *others = histories
    found = first.union(*others, all=True) if others else first
    rows = sorted(found, key=lambda row: (row[0], row[1]), reverse=True)
    present = {row[7] for row in rows}
    told = [row for row in rows if row[2] not in _echoes() and DOUBLED.get((row[7], row[2])) not in present]
    return [_row(*row) for row in told[:LONGEST]]


def _row(
    at: datetime, order: int, verb: str, clause: str, note: str, role: str, who: str, called: str, state: str
) -> Row:
    kind = {"signed": "signed", "voided": "voided"}.get(state, "plain") if called == "sign-off" else "plain"
    return Row(
        title=TITLES.get(verb, verb.capitalize()),
        by=who,
        role=Role.of(role).label if role else "",
        at=at,
        clause=clause,
        note=note,
        kind=kind,
        verb=verb,
        called=called,
    )


TITLES = {
    "log": "Approach logged",
    "pass to the Home Manager": "Passed to the Home Manager",
    "pass to the on-call Director": "Passed to the on-call Director",
    "pass on": "Passed on",
    "pass up when time runs out": "Passed up: nobody took it up in time",
    "take up": "Taken up",
    "hand over": "Handed over",
    "ask for advice": "Advice asked for",
    "write down advice": "Advice written down",
    "have all advice": "All advice is in",
    "need no advice": "No advice is needed",
    "draft statement": "Statement started",
    "draft the statement": "Statement started",
    "change the words": "Words changed",
    "send for sign-off": "Sent for sign-off",
    "ask for sign-off": "Sign-off asked for",
    "take back": "Taken back from sign-off",
    "sign off": "Signed off",
    "ask for changes": "Changes asked for",
    "refuse": "Sign-off refused",
    "void": "Sign-off no longer counts",
    "acknowledge": "Told them we have it",
    "change the chosen way": "The way they want the answer changed",
    "answer": "Answer sent",
    "close": "Closed",
    "record that no answer is needed": "No answer is needed",
    "decline": "Declined to comment",
    "merge": "Merged into another",
    "open again": "Opened again",
    "add a note": "Internal note added",
    "add a file": "File added",
    "link to the CRM": "CRM reference kept",
    "change the facts": "Facts put right",
    "release": "Released",
    "withdraw": "Withdrawn",
    "note signed": "Its statement was signed off",
    "note sent for sign-off": "Its statement was sent for sign-off",
    "release as the answer": "Released as the answer",
    "set": "Setting changed",
    "start assessment": "Assessment started",
    "save the abilities": "Abilities written down",
    "find them unable, and look for the cause": "On to the cause",
    "save the cause": "Cause written down",
    "save what was found": "What was found written down",
    "finish assessment": "Finished, and sent to the Home Manager",
    "countersign assessment": "Countersigned",
    "send assessment back": "Sent back",
    "prepare best-interests decision": "Best-interests decision started",
    "write best-interests decision": "A part written down",
    "decide in their best interests": "Decided, and sent for the second signature",
    "give the second signature": "Second signature given",
    "record representative": "Somebody who speaks for them recorded",
    "check their papers": "Papers seen and checked",
    "end representative": "Their power has ended",
    "end representative with time": "Papers due to be checked again",
    "keep what they wished": "Earlier wish kept",
    "take the wish back": "Wish taken back by the person",
    "ask for an advocate": "Advocate asked for",
}
# Told already by another row of the same moment, when the other record is part of the timeline.
DOUBLED = {
    ("statement", "send for sign-off"): "sign-off",
    ("statement", "take back"): "sign-off",
    ("statement", "draft statement"): "enquiry",
}
