"""The chain at the top of an enquiry: where it is, who holds it since when, what comes next, under which clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from enquiries.models import Enquiry
from enquiries.states import FINISHED, NOT_TAKEN_UP, EnquiryState
from mediapolicy.history.timeline import Row
from mediapolicy.wording import when

S = EnquiryState
PREPARING = frozenset({S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING})
# Which link of the chain each state stands on.
LINK = (
    {state: 1 for state in NOT_TAKEN_UP}
    | {state: 2 for state in PREPARING}
    | {S.AWAITING_SIGN_OFF: 3, S.SIGNED: 4, S.ANSWERED: 5}
    | {state: 5 for state in FINISHED}
)
PASSED = ("pass on", "pass up when time runs out", "pass to the on-call Director", "pass to the Home Manager")


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
    label: str = "Where this enquiry is"


def chain_of(enquiry: Enquiry, rows: Iterable[Row]) -> Chain:
    """The chain of this enquiry; what has happened is taken from its timeline."""
    now, here = timezone.now(), LINK[EnquiryState(enquiry.state)]
    last: dict[str, Row] = {}
    for row in rows:
        last.setdefault(row.verb, row)
    steps = [
        _logged(enquiry, last, now),
        _passed(enquiry, last, here, now),
        _preparing(enquiry, here, now, last),
        _signed(enquiry, last, here, now),
        _replied(enquiry, last, here, now),
    ]
    return Chain(steps)


def _standing(link: int, here: int) -> str:
    return "done" if link < here else "current" if link == here else "todo"


def _by(row: Row | None, now: datetime) -> tuple[str, str]:
    if row is None:
        return "", ""
    return f"{row.by}{f', {row.role}' if row.role else ''}", when(row.at, now)


def _logged(enquiry: Enquiry, last: dict[str, Row], now: datetime) -> Link:
    who, at = _by(last.get("log"), now)
    return Link("Logged", who or str(enquiry.logged_by), at or when(enquiry.created_at, now), "ME-1", "done")


def _passed(enquiry: Enquiry, last: dict[str, Row], here: int, now: datetime) -> Link:
    standing = _standing(1, here)
    if standing == "current":
        by = (
            f"Pass on by {when(enquiry.hand_on_by, now)}"
            if enquiry.hand_on_by
            else f"Since {when(enquiry.held_since, now)}"
        )
        return Link("Passed on", f"{enquiry.held_by} holds it", by, "ME-1c", standing)
    row = next((last[verb] for verb in PASSED if verb in last), None)
    if row is None:
        return Link("Passed on", "Straight to the desk", "", "ME-1c", "done")
    who, at = _by(row, now)
    return Link("Passed on", who, at, "ME-1c", standing)


def _preparing(enquiry: Enquiry, here: int, now: datetime, last: dict[str, Row]) -> Link:
    standing = _standing(2, here)
    if standing == "todo":
        return Link("Preparing a reply", "Marketing Manager or a Director", "Not yet", "ME-2", standing)
    if standing == "current":
        detail = "" if enquiry.state == S.DRAFTING else enquiry.get_state_display()
        return Link(
            "Preparing a reply",
            f"{enquiry.responsible} holds it",
            f"Due {when(enquiry.reply_due_at, now)}",
            "ME-2",
            standing,
            detail,
        )
    row = last.get("send for sign-off") or last.get("ask for sign-off")
    at = when(row.at, now) if row else ""
    return Link("Preparing a reply", str(enquiry.responsible or enquiry.held_by or ""), at, "ME-2", "done")


def _signed(enquiry: Enquiry, last: dict[str, Row], here: int, now: datetime) -> Link:
    standing = _standing(3, here)
    if standing == "current":
        return Link("Signed off", "A Director", f"Needed by {when(enquiry.reply_due_at, now)}", "MS-2", standing)
    row = last.get("sign off")
    if here >= 4 and row:
        who, at = _by(row, now)
        return Link("Signed off", who, at, "MS-2", "done")
    if here > 3:
        return Link("Signed off", "Nothing was signed", "", "MS-2", "done")
    needed = "Needed again" if "void" in last else "Not yet"
    return Link("Signed off", "A Director", needed, "MS-2", "todo")


def _replied(enquiry: Enquiry, last: dict[str, Row], here: int, now: datetime) -> Link:
    if enquiry.state in (S.NO_ANSWER_NEEDED, S.DECLINED, S.MERGED):
        return Link(
            enquiry.get_state_display(),
            "",
            when(enquiry.closed_at, now) if enquiry.closed_at else "",
            "ME-2",
            "done",
        )
    if here == 5:
        who, at = _by(last.get("answer"), now)
        return Link("Answered", who, at, "CRM-3b", "done", "Closed" if enquiry.state == S.CLOSED else "")
    way = f"By {enquiry.get_chosen_way_display().lower()}" if enquiry.chosen_way else "Way not known yet"
    if here == 4:
        return Link("Answered", f"{enquiry.responsible} sends it", way, "CRM-3b", "current")
    return Link("Answered", str(enquiry.responsible or "Whoever takes it up"), way, "CRM-3b", "todo")
