"""The policy table of what is shown, and of taking it down: withdrawals, the tasks they make, and how each ended."""

from __future__ import annotations

from django.db.models import TextChoices

from consent.takedown import rules
from consent.takedown.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition


class ShowingState(TextChoices):
    """Whether something is still shown."""

    SHOWN = "shown", "Shown"
    TAKEN_DOWN = "taken down", "Taken down"
    OUT_OF_REACH = "out of reach", "Out of our reach"


class WithdrawalState(TextChoices):
    """Where a withdrawal stands. It took effect the moment it was written down."""

    NOTED = "noted", "In effect"
    TOLD = "told", "In effect, and they were told what happened"


class TaskState(TextChoices):
    """Whether a task is done."""

    OPEN = "open", "To do"
    DONE = "done", "Done"


POWERS = {
    "keep_showing": "Keep the list of where people are shown, and take things down",
}

NOTE_SHOWING = Transition(
    verb="note where it is shown",
    sources=frozenset(),
    target=ShowingState.SHOWN,
    permission="keep_showing",
    clause=Clause.SM_26,
    label="Note it",
    requires=rules.BEFORE_SHOWING,
)
NOTE_RELEASED = Transition(
    verb="note where it was released",
    sources=frozenset(),
    target=ShowingState.SHOWN,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
    requires=rules.BEFORE_SHOWING,
)
# What was out of reach may come down after all: a newspaper that was asked takes it off its pages weeks later.
TAKE_DOWN = Transition(
    verb="take down",
    sources=frozenset({ShowingState.SHOWN, ShowingState.OUT_OF_REACH}),
    target=ShowingState.TAKEN_DOWN,
    permission="keep_showing",
    clause=Clause.SM_26,
    label="It is taken down",
)
FIND_OUT_OF_REACH = Transition(
    verb="find it out of reach",
    sources=frozenset({ShowingState.SHOWN}),
    target=ShowingState.OUT_OF_REACH,
    permission="keep_showing",
    clause=Clause.SM_26,
    label="It can’t be taken down",
)
# It stood on a page of ours that is gone: the record was taken back, or a corrected one took its place.
END_WITH_RECORD = Transition(
    verb="end with the record that showed it",
    sources=frozenset({ShowingState.SHOWN, ShowingState.OUT_OF_REACH}),
    target=ShowingState.TAKEN_DOWN,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
NOTE_WITHDRAWAL = Transition(
    verb="note that they changed their mind",
    sources=frozenset(),
    target=WithdrawalState.NOTED,
    permission="withdraw_consent",
    clause=Clause.SM_26,
    label="They changed their mind",
    requires=(rules.somebody_agreed_for_them,),
)
NOTE_WITHDRAWAL_BY_SLIP = Transition(
    verb="note that they changed their mind by the slip",
    sources=frozenset(),
    target=WithdrawalState.NOTED,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
TELL_THEM = Transition(
    verb="tell them what happened",
    sources=frozenset({WithdrawalState.NOTED}),
    target=WithdrawalState.TOLD,
    permission="withdraw_consent",
    clause=Clause.SM_26,
    label="They have been told",
    requires=(rules.every_task_done,),
)
WITHDRAWAL_GOES_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(WithdrawalState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CF_1,
)
OWE_TASK = Transition(
    verb="owe a takedown",
    sources=frozenset(),
    target=TaskState.OPEN,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
TAKE_TASK = Transition(
    verb="take on the takedown",
    sources=frozenset({TaskState.OPEN}),
    target=None,
    permission="keep_showing",
    clause=Clause.SM_26,
    label="I do this one",
)
FINISH_TASK = Transition(
    verb="finish the takedown",
    sources=frozenset({TaskState.OPEN}),
    target=TaskState.DONE,
    permission="keep_showing",
    clause=Clause.SM_26,
    label="Write down how it ended",
    requires=(rules.an_outcome, rules.stays_only_if_it_may, rules.no_record_of_ours_still_out),
)
REMIND_OF_TASK = Transition(
    verb="remind of the takedown",
    sources=frozenset({TaskState.OPEN}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
CALL_OFF_TASK = Transition(
    verb="call off the takedown",
    sources=frozenset({TaskState.OPEN}),
    target=TaskState.DONE,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)

TRANSITIONS = (
    NOTE_SHOWING,
    NOTE_RELEASED,
    TAKE_DOWN,
    FIND_OUT_OF_REACH,
    END_WITH_RECORD,
    NOTE_WITHDRAWAL,
    NOTE_WITHDRAWAL_BY_SLIP,
    TELL_THEM,
    WITHDRAWAL_GOES_WITH_THEM,
    OWE_TASK,
    TAKE_TASK,
    FINISH_TASK,
    REMIND_OF_TASK,
    CALL_OFF_TASK,
)
