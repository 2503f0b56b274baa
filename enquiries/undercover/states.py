"""The policy table of worries about undercover reporters: one of three is told at once, the COO at the same time (IR-5).

Seen by whoever sent it, whom they told, the Chief Operating Officer and whom the Chief Operating Officer names; the
person it is about and their line are told nothing. It must never be a way to punish somebody who spoke up.
"""

from __future__ import annotations

from django.db.models import TextChoices

from enquiries.states import EnquiryState
from enquiries.undercover.conditions import (
    a_care_answer,
    a_care_concern,
    a_decision_on_the_data,
    a_letter,
    an_outcome,
    data_that_may_be_gone,
    its_data_clock_runs_out,
    nobody_else_has_it,
    not_about_them,
    part_of_it,
    protection_considered_before_hr,
    reasons_about_disclosure,
    reasons_for_the_decision,
    somebody_the_coo_can_look_into,
    somebody_to_tell,
    the_one_who_was_told,
    the_reporter,
    what_they_think,
    what_was_found,
    why_they_must_know,
    words_about_care,
)
from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.organisation.declaring import Declared
from mediapolicy.permissions import ANYONE, BY_THE_CLOCK, WHOEVER_WAS_ASKED
from mediapolicy.transitions import Transition


class WorryState(TextChoices):
    """Where a worry stands."""

    SENT = "sent", "Sent"
    OPENED = "opened", "Opened by whoever was told"
    WITH_COO = "with the coo", "With the Chief Operating Officer"
    LOOKED_INTO = "looked into", "Looked into"
    LETTER = "letter received", "A letter of allegations has come"
    CLOSED = "closed", "Closed"


W = WorryState
GOING_ON = frozenset(W) - {W.CLOSED}
NOT_TAKEN = frozenset({W.SENT, W.OPENED})
IN_HAND = frozenset({W.WITH_COO, W.LOOKED_INTO, W.LETTER})
POWERS: dict[str, str] = {}  # `handle_matter` stands on the ground; all else is for whom the record names
SETTINGS = (
    Declared(
        key="undercover_alert",
        words="A worry about an undercover reporter that nobody has opened comes to the Chief Operating Officer after",
        default=15,
        least=1,
        most=24 * 60,
        clause=Clause.IR_5B,
        group="Passing on",
    ),
)
GUARDS = {
    Clause.IR_5A: "The way to send a worry stands in the frame of every page; what to do and what not follows each one.",
    Clause.IR_5: "UndercoverReport.objects.visible_to: whoever sent it, whom they told, the COO and whom the COO named.",
}

SEND = Transition(
    verb="send a worry",
    sources=frozenset(),
    target=W.SENT,
    permission=ANYONE,
    clause=Clause.IR_5B,
    requires=(what_they_think, somebody_to_tell, somebody_the_coo_can_look_into),
    label="Send it",
)
OPEN = Transition(
    verb="open a worry",
    sources=frozenset({W.SENT}),
    target=W.OPENED,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_5B,
    only=(not_about_them, the_one_who_was_told),
)
COME_TO_THE_COO = Transition(
    verb="come to the COO because nobody opened it",
    sources=NOT_TAKEN,
    target=W.WITH_COO,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_5B,
    requires=(nobody_else_has_it,),
)


def _by_whoever_is_in_it(verb: str, label: str, *, clause: Clause = Clause.IR_5B, **more: object) -> Transition:
    """A step of those whom the record names, from when it is sent until it is closed."""
    given: dict[str, object] = {"sources": GOING_ON, "only": (not_about_them, the_reporter), **more}
    return Transition(
        verb=verb,
        target=None,
        permission=WHOEVER_WAS_ASKED,
        clause=clause,
        label=label,
        **given,  # type: ignore[arg-type]
    )


def _by_the_coo(verb: str, label: str, *, clause: Clause = Clause.IR_5B, **more: object) -> Transition:
    """A step of the Chief Operating Officer's."""
    given: dict[str, object] = {"sources": IN_HAND, "target": None, **more}
    return Transition(
        verb=verb,
        permission="handle_matter",
        clause=clause,
        only=(not_about_them,),
        label=label,
        **given,  # type: ignore[arg-type]
    )


SAY_IF_CARE = _by_whoever_is_in_it("say whether there is a care concern", "Save the answer", clause=Clause.IR_5)
ADD_TO_IT = _by_whoever_is_in_it("add to a worry", "Add it")
SAY_WHO = _by_whoever_is_in_it(
    "say which colleague it is", "Save who it is", requires=(somebody_the_coo_can_look_into,)
)
NOTE_WHAT_WAS_DONE = _by_whoever_is_in_it(
    "write down what was done", "Write it down", only=(not_about_them, part_of_it)
)

TAKE = _by_the_coo("take a worry on", "Take it on", sources=NOT_TAKEN, target=W.WITH_COO)
NAME = _by_the_coo(
    "name somebody on a worry",
    "Let them know of it",
    clause=Clause.CC_1A,
    sources=GOING_ON,
    requires=(why_they_must_know,),
)
END_NAME = _by_the_coo(
    "end a naming on a worry", "They no longer need to know", clause=Clause.CC_1A, sources=frozenset(W)
)
FOLLOW_UP_CARE = _by_the_coo(
    "follow up the care concern",
    "Save what was done",
    clause=Clause.IR_5,
    sources=GOING_ON,
    requires=(a_care_concern, words_about_care),
)
LOOK_INTO = _by_the_coo(
    "write down what was found",
    "Save what was found",
    sources=IN_HAND - {W.LETTER},
    target=W.LOOKED_INTO,
    requires=(a_care_answer, what_was_found),
)
RECEIVE_LETTER = _by_the_coo(
    "receive the letter of allegations",
    "Link the letter",
    clause=Clause.IR_5,
    sources=IN_HAND | {W.CLOSED},
    target=W.LETTER,
    requires=(a_letter,),
)
ASSESS_DATA = _by_the_coo(
    "decide about the data",
    "Save the decision",
    clause=Clause.IR_5,
    sources=GOING_ON,
    requires=(data_that_may_be_gone, a_decision_on_the_data, reasons_for_the_decision),
)
WARN_OF_DATA = Transition(
    verb="warn that the time for the data runs out",
    sources=GOING_ON,
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_5,
    requires=(its_data_clock_runs_out,),
)
CONSIDER_PROTECTION = _by_the_coo(
    "consider whether the law protects them",
    "Save what was considered",
    clause=Clause.IR_5,
    requires=(reasons_about_disclosure,),
)
BRING_TO_A_MATTER = _by_the_coo("open a matter from a worry", "Open a matter", clause=Clause.CC_1A)
CLOSE = _by_the_coo(
    "close a worry",
    "Close it",
    target=W.CLOSED,
    requires=(an_outcome, a_care_answer, words_about_care, a_decision_on_the_data, protection_considered_before_hr),
)
# A step of the enquiry: its history tells of it to those alone who handle matters.
MOVE_NOTE = Transition(
    verb="move a note to a worry",
    sources=frozenset(EnquiryState),
    target=None,
    permission="note_enquiry",
    clause=Clause.IR_5B,
    label="Send it as a worry",
    for_few=True,
)
LOCKING = locking(WorryState)

TRANSITIONS = (
    SEND,
    OPEN,
    COME_TO_THE_COO,
    SAY_IF_CARE,
    ADD_TO_IT,
    SAY_WHO,
    NOTE_WHAT_WAS_DONE,
    TAKE,
    NAME,
    END_NAME,
    FOLLOW_UP_CARE,
    LOOK_INTO,
    RECEIVE_LETTER,
    ASSESS_DATA,
    WARN_OF_DATA,
    CONSIDER_PROTECTION,
    BRING_TO_A_MATTER,
    CLOSE,
    MOVE_NOTE,
    *LOCKING.rows,
)
