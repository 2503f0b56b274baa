"""What happened to each generated enquiry: the share of each state, and the steps that led there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Took:
    """One step: the verb of the table, its clause, who took it (a column of the seed), and the state after."""

    verb: str
    clause: str
    role: str
    by: str
    after: str


LOG = Took("log", "ME-1", "staff", "carer", "logged")
TO_MANAGER = Took("pass to the Home Manager", "ME-1b", "staff", "carer", "with home manager")
PASS_ON = Took("pass on", "ME-1c", "home_manager", "manager", "escalated")
TAKE_UP = Took("take up", "ME-2", "marketing_manager", "desk", "taken up")
NO_ADVICE = Took("need no advice", "ME-2", "marketing_manager", "desk", "advised")
DRAFT = Took("draft the statement", "MS-1", "marketing_manager", "desk", "drafting")
SENT = Took("note sent for sign-off", "MS-2", "marketing_manager", "desk", "awaiting sign-off")
SIGNED = Took("note signed", "MS-2", "director", "director", "signed")
ANSWER = Took("answer", "CRM-3b", "marketing_manager", "desk", "answered")
CLOSE = Took("close", "CRM-3a", "marketing_manager", "desk", "closed")
NOTHING = Took("record that no answer is needed", "ME-2", "marketing_manager", "desk", "no answer needed")
DECLINE = Took("decline", "ME-2", "marketing_manager", "desk", "declined")
MERGE = Took("merge", "CRM-3a", "marketing_manager", "desk", "merged")
NOTE = Took("add a note", "CRM-3a", "marketing_manager", "desk", "advised")

TO_THE_DESK = [LOG, TO_MANAGER, PASS_ON]
TO_ADVISED = [*TO_THE_DESK, TAKE_UP, NO_ADVICE]
TO_SIGNED = [*TO_ADVISED, DRAFT, SENT, SIGNED]
NOTES = 5
STEPS: dict[str, list[Took]] = {
    "logged": [LOG],
    "with home manager": [LOG, TO_MANAGER],
    "escalated": TO_THE_DESK,
    "taken up": [*TO_THE_DESK, TAKE_UP],
    "advised": [*TO_ADVISED, *[NOTE] * NOTES],  # ten entries: the record page that is measured
    "drafting": [*TO_ADVISED, DRAFT],
    "awaiting sign-off": [*TO_ADVISED, DRAFT, SENT],
    "signed": TO_SIGNED,
    "answered": [*TO_SIGNED, ANSWER],
    "closed": [*TO_SIGNED, ANSWER, CLOSE],
    "no answer needed": [LOG, TO_MANAGER, TAKE_UP, NOTHING],
    "declined": [LOG, TO_MANAGER, TAKE_UP, NO_ADVICE, DECLINE],
    "merged": [LOG, TO_MANAGER, MERGE],
}
# Of a hundred open ones, and of a hundred finished ones.
OPEN = {
    "logged": 5,
    "with home manager": 25,
    "escalated": 25,
    "taken up": 15,
    "advised": 10,
    "drafting": 8,
    "awaiting sign-off": 5,
    "signed": 2,
    "answered": 5,
}
FINISHED = {"no answer needed": 52, "declined": 18, "merged": 15, "closed": 15}
NOT_TAKEN_UP = ("logged", "with home manager", "escalated")
WITH_STATEMENT = {
    "drafting": "drafting",
    "awaiting sign-off": "awaiting sign-off",
    "signed": "signed",
    "answered": "released",
    "closed": "released",
}
SIGN_OFF = {"awaiting sign-off": "waiting", "signed": "signed", "answered": "signed", "closed": "signed"}
# The statement's own steps (verb, clause), as many as its state has behind it.
STATEMENT_STEPS = [("draft statement", "MS-1"), ("change the words", "MS-2"), ("send for sign-off", "MS-2")]


def share(shares: dict[str, int], number: str) -> str:
    """SQL: the state that a number below 100 falls into."""
    words, below = "case", 0
    for state, percent in shares.items():
        below += percent
        words += f" when {number} < {below} then '{state}'"
    return words + " end"


def quoted(states: object) -> str:
    """States as a list in SQL."""
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"  # type: ignore[attr-defined]


def mapped(states: dict[str, str], column: str) -> str:
    """SQL: what a state is mapped to; null for any other."""
    return f"case {column} " + " ".join(f"when '{key}' then '{value}'" for key, value in states.items()) + " end"
