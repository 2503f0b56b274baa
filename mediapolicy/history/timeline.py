"""One timeline per record: its own history and that of what belongs to it, newest first, each step told once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from mediapolicy.paging import sql_of
from mediapolicy.policy.tables import all_transitions, verbs_for_few
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


# The columns that every history shares, of some records of one kind.
HISTORY = """(select h.history_date, h.history_id, h.verb, h.clause, h.note, h.as_role, by.name, %s::text, h.state
from {table} h left join mediapolicy_user by on by.id = h.history_user_id
where h.id {which} and h.verb <> all(%s) order by h.history_date desc, h.history_id desc limit {longest})"""
Part = tuple[str, list[Any]]


def history_of(record_model: Any, called: str, *, id: uuid.UUID | None = None, id__in: Any = None) -> Part:
    """The history of one record of this kind, or of those that a list of keys names: a part of a timeline."""
    keys: tuple[Any, ...] = (id,)
    which = "= %s"
    if id__in is not None:
        listed, keys = sql_of(id__in)
        which = f"in ({listed})"
    table = record_model.history.model._meta.db_table
    return HISTORY.format(table=table, which=which, longest=LONGEST), [called, *keys, list(verbs_for_few())]


def timeline(histories: Sequence[Part]) -> list[Row]:
    """All of them in one statement, newest first; steps that only repeat another record's step are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            " union all ".join(part for part, _ in histories),
            [param for _, params in histories for param in params],
        )
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], row[1]), reverse=True)
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
    "open": "Opened",
    "pass to the Home Manager": "Passed to the Home Manager",
    "pass to the on-call Director": "Passed to the on-call Director",
    "pass on": "Passed on",
    "pass up when time runs out": "Passed up: nobody took it up in time",
    "take up": "Taken up",
    "hand over": "Handed over",
    "stand in for whoever is gone": "Came to somebody else: whoever had it is gone",
    "pass up from whoever is gone": "Passed up: whoever had it is gone",
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
    "add picture": "Added",
    "describe picture": "Described",
    "count the people": "People counted",
    "name somebody in it": "Somebody named in it",
    "take a name off it": "A name taken off",
    "confirm that nobody can be told": "A second person agrees that nobody can be told",
    "release picture": "Said to be complete",
    "put away when consent ends": "Put away: somebody changed their mind",
    "bring back": "Brought back",
    "erase": "Erased",
    "ask for consent": "Form begun",
    "write down the choices": "Choices written down",
    "write down how it was explained": "How it was explained, written down",
    "make ready to sign": "Ready to sign",
    "go back to the choices": "Went back to the choices",
    "send a link to sign": "Link sent to sign",
    "take the link back": "Link taken back",
    "lock the link": "Link locked",
    "sign": "Signed",
    "sign by link": "Signed by the link",
    "say no": "They said no",
    "say no by link": "They said no by the link",
    "hand over the copy and the slip": "Copy and slip handed over",
    "send back to be put right": "Sent back to be put right",
    "sign off consent": "Signed off",
    "take some of it back": "They took some of it back",
    "replace by a newer one": "A newer one took its place",
    "put on hold": "Put on hold",
    "take off hold": "Taken off hold",
    "declare not valid": "Declared not valid",
    "come up for review": "Due to be looked at again",
    "end with its time": "Came to its end",
    "ask again on the day": "Asked again: they said yes",
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
    "open a matter": "Matter opened",
    "open a matter by itself": "Matter opened by itself",
    "change what it is about": "What it is about changed",
    "change what it reaches": "What it reaches changed",
    "agree who responds": "Agreed who responds",
    "agree the response": "Response agreed",
    "write down what the law forbids": "What the law forbids, written down",
    "write down who was told": "Who was told, written down",
    "keep watching only": "Quiet: only watched",
    "open it up again": "Active again",
    "close the matter": "Matter closed",
    "open the matter again": "Matter opened again",
    "link somebody": "Somebody is part of it",
    "link somebody by itself": "Somebody is part of it",
    "unlink somebody": "Somebody is not part of it any more",
    "name a colleague on it": "Opened to a colleague",
    "end a colleague's naming": "Closed to a colleague",
    "end a colleague's naming with its time": "Closed to a colleague: the time was over",
    "come under the matter": "A record came under it",
    "bring a record under the matter": "A record was brought under it",
    "bring a record under the matter again": "A record was brought under it again",
    "belong to a record under the matter": "A record belongs to one that is under it",
    "take a record again": "A record came under it again",
    "give a record back": "A record was given back",
    "go back with the record that it belongs to": "A record went back with another",
    "give a record back with the matter's end": "A record was given back with its end",
    "allow the one item": "The one item allowed",
    "call off the takedown": "Nothing to take down any more",
    "change how to reach them": "How to reach them changed",
    "change representative": "What their papers say, written down",
    "come of age": "Turned 16",
    "declare assessment not valid": "Declared not valid",
    "end best-interests decision": "Ended",
    "end representative with their death": "Their power ended with the death of the person",
    "find it out of reach": "Found to be out of reach",
    "finish the takedown": "Takedown finished",
    "go back to the abilities": "Went back to the abilities",
    "go with them to another home": "Went with them to another home",
    "lapse": "Came to its end",
    "note that they changed their mind": "They changed their mind",
    "note that they changed their mind by the slip": "They changed their mind, by the slip",
    "note what the advocate says": "What the advocate says, written down",
    "note what they refuse": "Their No written down",
    "note where it is shown": "Noted as shown",
    "note where it was released": "Noted as shown",
    "owe a takedown": "To be taken down",
    "put away": "Put away",
    "remind of the takedown": "Reminder sent",
    "replace assessment": "A newer one took its place",
    "send decision back": "Sent back",
    "take down": "Taken down",
    "take on the takedown": "Somebody took it on",
    "take some of it back by the slip": "They took some of it back, by the slip",
    "tell them what happened": "They were told",
    "withdraw by the slip": "Withdrawn, by the slip",
    "log a media visit": "Request logged",
    "prepare the visit": "Taken on to prepare",
    "say what, where and when": "What, where and when written down",
    "say who comes": "Who comes written down",
    "say where they may go": "Where they may go written down",
    "name the escort": "Escort named",
    "agree the terms": "Terms agreed",
    "let somebody appear": "Somebody was let appear",
    "keep somebody out of it": "Somebody is kept out of it",
    "take somebody off the visit": "Somebody was taken off the list",
    "ask the Safeguarding Lead": "Safeguarding Lead asked",
    "give the safeguarding view": "Safeguarding view given",
    "send the consents on": "Consents sent on",
    "send for approval": "Sent for approval",
    "take the visit back": "Taken back from approval",
    "refuse the visit": "Refused",
    "ask somebody again today": "Somebody was asked again",
    "begin the visit": "Visit began",
    "stop the visit": "Visit stopped",
    "end the visit": "Visit ended",
    "write down how the visit went": "How it went was written down",
    "call off the visit": "Called off",
    "stop: somebody in it may not appear any more": "Stopped: somebody may not appear any more",
    "stop filming somebody who may not appear any more": "Somebody may not appear any more",
    "send a worry": "Sent",
    "open a worry": "Opened by whoever was told",
    "come to the COO because nobody opened it": "Came to the Chief Operating Officer: nobody else had it",
    "say whether there is a care concern": "Asked whether there is a care concern",
    "add to a worry": "Something added",
    "say which colleague it is": "Which colleague it is, added",
    "write down what was done": "What was done, written down",
    "take a worry on": "Taken on",
    "name somebody on a worry": "Opened to a colleague",
    "end a naming on a worry": "Closed to a colleague",
    "follow up the care concern": "The care concern followed up",
    "write down what was found": "What was found, written down",
    "receive the letter of allegations": "A letter of allegations came",
    "decide about the data": "Decided about the data",
    "warn that the time for the data runs out": "A day left for the data",
    "consider whether the law protects them": "Considered whether the law protects them",
    "open a matter from a worry": "A matter was opened from it",
    "close a worry": "Closed",
}
# Told already by another row of the same moment, when the other record is part of the timeline.
DOUBLED = {
    ("statement", "send for sign-off"): "sign-off",
    ("statement", "take back"): "sign-off",
    ("statement", "draft statement"): "enquiry",
}
