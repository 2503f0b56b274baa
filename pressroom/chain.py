"""The chain at the top of a statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from mediapolicy.history.timeline import Row
from mediapolicy.wording import when
from pressroom.models import Statement
from pressroom.states import StatementState

S = StatementState
LINK = {
    S.DRAFTING: 0,
    S.CHANGES_ASKED: 0,
    S.REFUSED: 0,
    S.AWAITING_SIGN_OFF: 1,
    S.SIGNED: 2,
    S.RELEASED: 3,
    S.WITHDRAWN: 3,
}


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain."""

    title: str
    who: str
    when: str
    clause: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps, in order."""

    steps: list[Link]
    label: str = "Where this statement is"


def chain_of(statement: Statement, rows: Iterable[Row]) -> Chain:
    """The chain of this statement; what has happened is taken from its timeline."""
    now, here = timezone.now(), LINK[StatementState(statement.state)]
    last: dict[str, Row] = {}
    for row in rows:
        last.setdefault(row.verb, row)

    def at(verb: str) -> str:
        return when(last[verb].at, now) if verb in last else ""

    def standing(link: int) -> str:
        return "done" if link < here else "current" if link == here else "todo"

    signer = last.get("sign off")
    signed_by = f"{signer.by}, {signer.role}" if signer and here >= 2 else "A Director"
    out = "Withdrawn" if statement.state == S.WITHDRAWN else "Released"
    who_writes = str(statement.written_by) + (" holds it" if here == 0 else "")
    return Chain(
        [
            Link(
                "Written",
                who_writes,
                at("send for sign-off") or at("draft statement"),
                "MS-1",
                standing(0),
                statement.get_state_display() if here == 0 else "",
            ),
            Link("Signed off", signed_by, at("sign off") if here >= 2 else "Not yet", "MS-2", standing(1)),
            Link(
                out,
                "",
                (when(statement.released_at, now) if statement.released_at else at("withdraw")) or "Not yet",
                "MS-2",
                "done" if here == 3 else standing(2),
            ),
        ]
    )
