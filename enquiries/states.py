"""The policy table of enquiries: from the knock at the door to the signed answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.organisation.declaring import Declared
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from enquiries.models import Enquiry
    from mediapolicy.people.models import User


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
    "log_enquiry": "Log an approach from the press",
    "open_enquiry": "Open enquiries",
    "open_contacts": "Open the book of journalists and outlets",
    "note_enquiry": "Add internal notes and files",
    "pass_on_enquiry": "Pass an approach on to the Marketing Manager or a Director",
    "take_up_enquiry": "Take an enquiry up and be responsible for it",
    "answer_enquiry": "Seek advice, prepare and send the answer",
    "merge_enquiry": "Merge two records of one enquiry, and open one again",
}


# Whose it is to do -----------------------------------------------------------------------------------------------


def the_responsible_person(enquiry: Enquiry, user: User) -> str:
    """One named person is responsible for the response (ME-2)."""
    if enquiry.responsible_id == user.pk:
        return ""
    return f"{enquiry.responsible} is responsible for this enquiry. Ask them, or have it handed over to you."


def the_person_asked_or_responsible(enquiry: Enquiry, user: User) -> str:
    """Advice is written down by whoever gave it, or by the person responsible who heard it."""
    if enquiry.responsible_id == user.pk or enquiry.has_asked(user):
        return ""
    return "Only a person who was asked for advice, or the person responsible, writes it down."


# What must be in place -------------------------------------------------------------------------------------------


def advice_that_was_asked_for(enquiry: Enquiry) -> str:
    """Advice asked for and not yet given holds the answer (ME-2)."""
    waiting = enquiry.advice_still_out()
    return (
        ""
        if not waiting
        else f"Advice is still out: {', '.join(waiting)}. Write down what they said, or that you no longer need it."
    )


def a_judgement_about_advice(enquiry: Enquiry) -> str:
    """Whether advice is needed has been judged and written down, even if the answer is none (ME-2)."""
    if enquiry.advice_is_judged:
        return ""
    return "Nobody has judged yet whether advice is needed. Ask for advice, or write down why none is needed."


def a_chosen_way(enquiry: Enquiry) -> str:
    """The enquirer chose one way to be answered (CRM-3b)."""
    if enquiry.chosen_way and enquiry.chosen_address:
        return ""
    return "The way they want the answer is not known yet. Ask them, and write it down."


def a_signed_statement(enquiry: Enquiry) -> str:
    """A Director has signed exactly these words, to exactly this person, by exactly this way (MS-2)."""
    if enquiry.statement and enquiry.statement.sign_off_holds:
        return ""
    return "There is no signed statement that says this, to them, by this way. Send it for sign-off again."


def no_statement_under_way(enquiry: Enquiry) -> str:
    """A statement under way is finished or withdrawn first."""
    if enquiry.statement and enquiry.statement.is_open:
        return f"Statement {enquiry.statement.reference} is still open. Withdraw it first."
    return ""


def nothing_merged_into_itself(enquiry: Enquiry) -> str:
    """Two different records are one enquiry."""
    return "Choose another enquiry to merge this one into." if enquiry.merged_into_id in (None, enquiry.pk) else ""


# The table -------------------------------------------------------------------------------------------------------

LOG = Transition(
    verb="log",
    sources=frozenset(),
    target=S.LOGGED,
    permission="log_enquiry",
    clause=Clause.ME_1,
    label="Log the approach",
)
PASS_TO_HOME_MANAGER = Transition(
    verb="pass to the Home Manager",
    sources=frozenset({S.LOGGED}),
    target=S.WITH_HOME_MANAGER,
    permission="log_enquiry",
    clause=Clause.ME_1B,
)
PASS_TO_ON_CALL = Transition(
    verb="pass to the on-call Director",
    sources=frozenset({S.LOGGED}),
    target=S.ESCALATED,
    permission="log_enquiry",
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
    sources=IN_HAND,
    target=None,
    permission="answer_enquiry",
    clause=Clause.ME_2,
    label="Hand it over",
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
    sources=frozenset({S.ADVICE_SOUGHT}),
    target=None,
    permission="sign_in",
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
NOTE_SENT_FOR_SIGN_OFF = Transition(
    verb="note sent for sign-off",
    sources=frozenset({S.DRAFTING}),
    target=S.AWAITING_SIGN_OFF,
    permission="answer_enquiry",
    clause=Clause.MS_2,
    echo=True,
)
NOTE_BACK_TO_DRAFT = Transition(
    verb="note back to drafting",
    sources=frozenset({S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED}),
    target=S.DRAFTING,
    permission=BY_THE_CLOCK,
    clause=Clause.MS_2,
    echo=True,
)
NOTE_SIGNED = Transition(
    verb="note signed",
    sources=frozenset({S.AWAITING_SIGN_OFF}),
    target=S.SIGNED,
    permission="sign_off",
    clause=Clause.MS_2,
    echo=True,
)
NOTE_STATEMENT_WITHDRAWN = Transition(
    verb="note statement withdrawn",
    sources=frozenset({S.DRAFTING, S.AWAITING_SIGN_OFF, S.SIGNED}),
    target=S.ADVISED,
    permission=BY_THE_CLOCK,
    clause=Clause.MS_2,
    echo=True,
)
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
    sources=OPEN,
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
    requires=(a_judgement_about_advice, a_chosen_way, no_statement_under_way),
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

TRANSITIONS = (
    LOG,
    PASS_TO_HOME_MANAGER,
    PASS_TO_ON_CALL,
    PASS_ON,
    PASS_UP,
    TAKE_UP,
    HAND_OVER,
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
)

GUARDS = {
    Clause.ME_1A: "The words to say stand on the log page; whether they were said is kept on the enquiry.",
    Clause.CRM_1: "Enquiry.objects.visible_to: only roles authorised for enquiries open one.",
    Clause.CRM_2: "Notices name nobody; nothing is visible outside the homes of a person's roles.",
    Clause.SM_23: "Attention on social media is logged as an approach like any other (came by: social media).",
}


def _minutes(key: str, words: str, default: int) -> Declared:
    return Declared(
        key=key,
        words=words,
        default=default,
        least=1,
        most=7 * 24 * 60,
        clause=Clause.ME_1C,
        group="Passing on",
    )


SETTINGS = (
    _minutes("home_manager_urgent", "Urgent: the Home Manager has", 15),
    _minutes("home_manager_ordinary", "Not urgent: the Home Manager has", 30),
    _minutes("marketing_manager_urgent", "Urgent: the Marketing Manager has", 15),
    _minutes("marketing_manager_ordinary", "Not urgent: the Marketing Manager has", 60),
    _minutes("director_urgent", "Urgent: a Director has", 15),
    _minutes("director_ordinary", "Not urgent: a Director has", 60),
    Declared(
        key="urgent_within",
        words="An approach is urgent when the answer is due within",
        default=240,
        least=15,
        most=7 * 24 * 60,
        clause=Clause.ME_1C,
        group="Passing on",
    ),
    Declared(
        key="reply_margin",
        words="We aim to answer before a journalist's deadline by",
        default=60,
        most=24 * 60,
        clause=Clause.ME_2,
        group="Answering",
    ),
    Declared(
        key="reply_working_hours",
        words="Without a deadline of theirs, we aim to answer within",
        default=8,
        unit="working hours",
        least=1,
        most=200,
        clause=Clause.ME_2,
        group="Answering",
    ),
)
