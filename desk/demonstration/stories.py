"""How a story is written down: what somebody asked, and step by step what was done about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: when (see times.py), which verb (see steps.py), and its words.

    `by` is left out for the person responsible, or whoever holds it. `to` is a person, a source of advice, a way to
    answer or another story; `more` is what else the verb asks for.
    """

    when: str
    verb: str
    words: str = ""
    by: str = ""
    to: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One approach from the press, and what became of it."""

    key: str
    when: str
    by: str
    home: str = ""
    question: str
    came_by: str = "phone"
    who: str = ""
    outlet: str = ""
    reach: str = ""
    way: str = ""
    address: str = ""
    deadline: str = ""
    no_comment: bool | None = True
    manager_away: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementStory:
    """A statement that answers no enquiry: an article, a complaint, a visit."""

    when: str
    by: str
    home: str = ""
    subject: str
    trigger: str
    words: str
    due: str
    recipients: tuple[tuple[str, str, str], ...] = ()
    steps: tuple[Step, ...] = ()
