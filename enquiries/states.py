"""The policy table of enquiries: from the knock at the door to the signed answer."""

from django.db.models import TextChoices

from enquiries.conditions import (
    a_chosen_way,
    a_judgement_about_advice,
    a_signed_statement,
    advice_that_was_asked_for,
    its_holder_is_gone,
    its_time_has_run_out,
    no_statement_under_way,
    the_person_asked_or_responsible,
    the_responsible_person,
)
from enquiries.guards import GUARDS as GUARDS  # what else keeps a clause, beside these rows
from enquiries.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.permissions import ANYONE, BY_THE_CLOCK, WHOEVER_WAS_ASKED
from mediapolicy.transitions import Transition


class EnquiryState(TextChoices):
    """Where an enquiry stands."""

    LOGGED = "logged", "Logged"
    WITH_HOME_MANAGER = "with home manager", "With the Home Manager"
    ESCALATED = "escalated", "Passed on"
    TAKEN_UP = "taken up", "Taken up"
    ADVICE_SOUGHT = "advice sought", "Waiting for advice"
    ADVISED = "advised", "Ready to write"
    DRAFTING = "drafting", "Preparing a reply"
    AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
    SIGNED = "signed", "Signed off"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    NO_ANSWER_NEEDED = "no answer needed", "No answer needed"
    DECLINED = "declined", "Declined"
    MERGED = "merged", "Merged"


S = EnquiryState
FINISHED = frozenset({S.CLOSED, S.NO_ANSWER_NEEDED, S.DECLINED, S.MERGED})
OPEN = frozenset(EnquiryState) - FINISHED
NOT_TAKEN_UP = frozenset({S.LOGGED, S.WITH_HOME_MANAGER, S.ESCALATED})
IN_HAND = frozenset({S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED})
ADVICE_IS_SETTLED = frozenset({S.ADVISED, S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED})

POWERS = {
    "log_enquiry": "Be offered this home when logging an approach",
    "open_enquiry": "Open enquiries",
    "open_contacts": "Open the book of journalists and outlets",
    "note_enquiry": "Add internal notes and files",
    "pass_on_enquiry": "Pass an approach on to the Marketing Manager or a Director",
    "take_up_enquiry": "Take an enquiry up and be responsible for it",
    "answer_enquiry": "Seek advice, prepare and send the answer",
    "merge_enquiry": "Merge two records of one enquiry, and open one again",
}


LOG = Transition(
    verb="log",
    sources=frozenset(),
    target=S.LOGGED,
    permission=ANYONE,
    clause=Clause.ME_1,
    label="Log the approach",
)
PASS_TO_HOME_MANAGER = Transition(
    verb="pass to the Home Manager",
    sources=frozenset({S.LOGGED}),
    target=S.WITH_HOME_MANAGER,
    permission=ANYONE,
    clause=Clause.ME_1B,
)
PASS_TO_ON_CALL = Transition(
    verb="pass to the on-call Director",
    sources=frozenset({S.LOGGED}),
    target=S.ESCALATED,
    permission=ANYONE,
    clause=Clause.ME_1B,
)
PASS_ON = Transition(
    verb="pass on",
    sources=frozenset({S.LOGGED, S.WITH_HOME_MANAGER}),
    target=S.ESCALATED,
    permission="pass_on_enquiry",
    clause=Clause.ME_1C,
    label="Pass it on",
)
PASS_UP = Transition(
    verb="pass up when time runs out",
    sources=NOT_TAKEN_UP,
    target=S.ESCALATED,
    permission=BY_THE_CLOCK,
    clause=Clause.ME_1C,
    requires=(its_time_has_run_out,),
)
TAKE_UP = Transition(
    verb="take up",
    sources=NOT_TAKEN_UP,
    target=S.TAKEN_UP,
    permission="take_up_enquiry",
    clause=Clause.ME_2,
    label="Take it up",
)
HAND_OVER = Transition(
    verb="hand over",
    sources=IN_HAND | {S.ANSWERED},
    target=None,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    label="Hand it over",
)
STAND_IN = Transition(
    verb="stand in for whoever is gone",
    sources=OPEN,
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.ME_2,
    requires=(its_holder_is_gone,),
)
STAND_IN_ABOVE = Transition(
    verb="pass up from whoever is gone",
    sources=frozenset({S.WITH_HOME_MANAGER}),
    target=S.ESCALATED,
    permission=BY_THE_CLOCK,
    clause=Clause.ME_1C,
    requires=(its_holder_is_gone,),
)
SEEK_ADVICE = Transition(
    verb="ask for advice",
    sources=frozenset({S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED}),
    target=S.ADVICE_SOUGHT,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    only=(the_responsible_person,),
)
RECORD_ADVICE = Transition(
    verb="write down advice",
    sources=frozenset({S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING}),
    target=None,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.ME_2,
    only=(the_person_asked_or_responsible,),
)
HAVE_ALL_ADVICE = Transition(
    verb="have all advice",
    sources=frozenset({S.ADVICE_SOUGHT}),
    target=S.ADVISED,
    permission=BY_THE_CLOCK,
    clause=Clause.ME_2,
    requires=(advice_that_was_asked_for,),
)
NEED_NO_ADVICE = Transition(
    verb="need no advice",
    sources=frozenset({S.TAKEN_UP}),
    target=S.ADVISED,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    only=(the_responsible_person,),
    label="No advice is needed",
)
DRAFT_STATEMENT = Transition(
    verb="draft the statement",
    sources=frozenset({S.ADVISED}),
    target=S.DRAFTING,
    permission="answer_enquiry",
    clause=Clause.MS_1,
    requires=(a_judgement_about_advice, advice_that_was_asked_for),
    only=(the_responsible_person,),
    label="Write the statement",
)


def _echo(verb: str, sources: set[S], target: S, permission: str = BY_THE_CLOCK) -> Transition:
    """What happened to its statement, repeated here: the sign-off is the statement's (MS-2)."""
    return Transition(
        verb=verb, sources=frozenset(sources), target=target, permission=permission, clause=Clause.MS_2, echo=True
    )


WITH_A_STATEMENT = {S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED}
NOTE_SENT_FOR_SIGN_OFF = _echo("note sent for sign-off", {S.DRAFTING}, S.AWAITING_SIGN_OFF, "answer_enquiry")
NOTE_BACK_TO_DRAFT = _echo("note back to drafting", WITH_A_STATEMENT, S.DRAFTING)
NOTE_SIGNED = _echo("note signed", {S.AWAITING_SIGN_OFF}, S.SIGNED, "sign_off")
NOTE_STATEMENT_WITHDRAWN = _echo("note statement withdrawn", WITH_A_STATEMENT, S.ADVISED)
ACKNOWLEDGE = Transition(
    verb="acknowledge",
    sources=IN_HAND,
    target=None,
    permission="answer_enquiry",
    clause=Clause.CRM_3B,
    requires=(a_chosen_way,),
    only=(the_responsible_person,),
    label="Tell them we have it",
)
CHANGE_WAY = Transition(
    verb="change the chosen way",
    sources=OPEN - {S.ANSWERED},
    target=None,
    permission="note_enquiry",
    clause=Clause.CRM_3B,
    label="Save the way they want",
    edits=True,
)
ANSWER = Transition(
    verb="answer",
    sources=frozenset({S.SIGNED}),
    target=S.ANSWERED,
    permission="answer_enquiry",
    clause=Clause.CRM_3B,
    requires=(a_judgement_about_advice, advice_that_was_asked_for, a_chosen_way, a_signed_statement),
    only=(the_responsible_person,),
    label="Send the answer",
)
CLOSE = Transition(
    verb="close",
    sources=frozenset({S.ANSWERED}),
    target=S.CLOSED,
    permission="answer_enquiry",
    clause=Clause.CRM_3A,
    only=(the_responsible_person,),
    label="Close it",
)
NO_ANSWER_NEEDED = Transition(
    verb="record that no answer is needed",
    sources=frozenset({S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING}),
    target=S.NO_ANSWER_NEEDED,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    requires=(no_statement_under_way,),
    only=(the_responsible_person,),
    label="No answer is needed",
)
DECLINE = Transition(
    verb="decline",
    sources=frozenset({S.ADVISED, S.DRAFTING}),
    target=S.DECLINED,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    requires=(a_judgement_about_advice, advice_that_was_asked_for, a_chosen_way, no_statement_under_way),
    only=(the_responsible_person,),
    label="Decline to comment",
)
MERGE = Transition(
    verb="merge",
    sources=NOT_TAKEN_UP | {S.TAKEN_UP, S.ADVICE_SOUGHT, S.ADVISED, S.DRAFTING},
    target=S.MERGED,
    permission="merge_enquiry",
    clause=Clause.CRM_3A,
    requires=(no_statement_under_way,),
    label="Merge it into another",
)
REOPEN = Transition(
    verb="open again",
    sources=frozenset({S.CLOSED, S.ANSWERED, S.NO_ANSWER_NEEDED, S.DECLINED, S.MERGED}),
    target=S.TAKEN_UP,
    permission="merge_enquiry",
    clause=Clause.ME_2,
)
ADD_NOTE = Transition(
    verb="add a note",
    sources=frozenset(EnquiryState),
    target=None,
    permission="note_enquiry",
    clause=Clause.CRM_3A,
)
ADD_FILE = Transition(
    verb="add a file",
    sources=OPEN,
    target=None,
    permission="note_enquiry",
    clause=Clause.CRM_3A,
    label="Add this file",
)
LINK_CRM = Transition(
    verb="link to the CRM",
    sources=frozenset(EnquiryState),
    target=None,
    permission="take_up_enquiry",
    clause=Clause.CRM_3A,
    label="Save the CRM reference",
)
CHANGE_FACTS = Transition(
    verb="change the facts",
    sources=OPEN,
    target=None,
    permission="take_up_enquiry",
    clause=Clause.CRM_3A,
    label="Save the facts",
    edits=True,
)

LOCKING = locking(EnquiryState)
COME_TO_THE_COO = Transition(
    verb="come to the COO",
    sources=OPEN,
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    requires=(its_holder_is_gone,),
    for_few=True,
)
GO_BACK = Transition(
    verb="go back to whose it was",
    sources=OPEN,
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    for_few=True,
)

TRANSITIONS = (
    LOG,
    PASS_TO_HOME_MANAGER,
    PASS_TO_ON_CALL,
    PASS_ON,
    PASS_UP,
    TAKE_UP,
    HAND_OVER,
    STAND_IN,
    STAND_IN_ABOVE,
    SEEK_ADVICE,
    RECORD_ADVICE,
    HAVE_ALL_ADVICE,
    NEED_NO_ADVICE,
    DRAFT_STATEMENT,
    NOTE_SENT_FOR_SIGN_OFF,
    NOTE_BACK_TO_DRAFT,
    NOTE_SIGNED,
    NOTE_STATEMENT_WITHDRAWN,
    ACKNOWLEDGE,
    CHANGE_WAY,
    ANSWER,
    CLOSE,
    NO_ANSWER_NEEDED,
    DECLINE,
    MERGE,
    REOPEN,
    ADD_NOTE,
    ADD_FILE,
    LINK_CRM,
    CHANGE_FACTS,
    *LOCKING.rows,
    COME_TO_THE_COO,
    GO_BACK,
)
