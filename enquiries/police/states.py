"""The policy table of police requests: help at once when somebody is missing, everything else agreed by the COO first.

OPSR102 names no approver ("before any approval is given", PO-3). It is the COO's, because nearly all of it concerns a
criminal investigation (CC-2, ruling 3). A request is for few by its nature: see docs/decisions/0019.
"""

from __future__ import annotations

from django.db.models import TextChoices

from enquiries.police import conditions as c
from enquiries.police import ending as e
from enquiries.police.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.permissions import BY_THE_CLOCK, WHOEVER_WAS_ASKED
from mediapolicy.transitions import Transition


class PoliceState(TextChoices):
    """Where a request of the police stands."""

    EMERGENCY = "emergency", "Somebody is missing"
    FOUND = "found", "Found"
    LOGGED = "logged", "Being looked at"
    WITH_COO = "with the coo", "Waiting for the COO"
    AGREED = "agreed", "Response agreed"
    CONFIRMED = "confirmed", "Words confirmed"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "The police no longer ask"


S = PoliceState
FINISHED = frozenset({S.CLOSED, S.WITHDRAWN})
OPEN = frozenset(PoliceState) - FINISHED
AT_WORK = frozenset({S.EMERGENCY, S.LOGGED})
DECIDED = frozenset({S.AGREED, S.CONFIRMED})

POWERS = {
    "log_police_request": "Write down what the police ask, and get help at once",
    "open_police_request": "Be one of those who work on what the police ask at this home",
    "prepare_police_request": "Prepare what we answer the police",
    "check_police_basis": "Check the legal basis for helping the police, as the Data Protection Lead",
    "view_police_safeguarding": "Give the Safeguarding Lead’s view of what the police ask",
    "agree_police_response": "Agree what is done for the police, as the Chief Operating Officer",
}


def _row(
    verb: str, sources: frozenset[str], target: str | None, permission: str, clause: Clause, **more: object
) -> Transition:
    given = {"verb": verb, "sources": sources, "target": target, "permission": permission, "clause": clause, **more}
    return Transition(**given)  # type: ignore[arg-type]


def _known(verb: str, sources: frozenset[str], target: str | None = None, **more: object) -> Transition:
    """For whoever knows of it, a carer who logged it among them: urgent help never waits (PO-3)."""
    more = {"clause": Clause.PO_3, "only": (c.one_of_those_who_know,), **more}
    return _row(verb, sources, target, WHOEVER_WAS_ASKED, **more)  # type: ignore[arg-type]


def _prepared(verb: str, sources: frozenset[str], target: str | None = None, **more: object) -> Transition:
    """For those who prepare what we answer."""
    more = {"clause": Clause.PO_3, **more}
    return _row(verb, sources, target, "prepare_police_request", **more)  # type: ignore[arg-type]


def _coo(verb: str, sources: frozenset[str], target: str | None = None, **more: object) -> Transition:
    return _row(verb, sources, target, "agree_police_response", Clause.CC_2, **more)


def _clock(verb: str, sources: frozenset[str], target: str | None = None, **more: object) -> Transition:
    more = {"clause": Clause.PO_3, **more}
    return _row(verb, sources, target, BY_THE_CLOCK, **more)  # type: ignore[arg-type]


LOG = _row(
    "log a police request",
    frozenset(),
    S.LOGGED,
    "log_police_request",
    Clause.PO_1,
    requires=(c.somebody_to_ring_back,),
    label="Write it down",
)
LOG_MISSING = _row(
    "log that somebody is missing",
    frozenset(),
    S.EMERGENCY,
    "log_police_request",
    Clause.PO_3,
    label="Write it down",
)
# In an emergency: those who know of it, at once ------------------------------------------------------------------
GIVE_AT_ONCE = _known(
    "give the police what helps to find them",
    AT_WORK,
    only=(c.one_of_those_who_know, c.while_somebody_is_missing),
    label="I gave them this",
)
OWING = AT_WORK | {S.FOUND}
WRITE_UP = _known(
    "write down what was given",
    OWING,
    only=(c.one_of_those_who_know, c.while_a_record_is_owed),
    requires=(c.somebody_to_ring_back, c.a_police_reference, c.something_given),
    label="All that was given is written down",
)
REMIND = _clock("remind of what is to be written down", OWING, requires=(c.its_record_is_owed,))
TELL_IT_IS_LATE = _clock("tell that what was given is not written down", OWING, requires=(c.its_record_is_late,))
AGREE_SHARING = _coo(
    "agree that we share the police's own post",
    frozenset({S.EMERGENCY}),
    requires=(c.somebody_missing,),
    label="Agree: share their post",
)
NOTE_SPOKEN_YES = _known(
    "note that the COO said yes to sharing",
    frozenset({S.EMERGENCY}),
    clause=Clause.CC_2,
    requires=(c.somebody_missing, c.not_agreed_in_the_app),
    label="The COO said yes to me",
)
FIND = _known("note that they were found", frozenset({S.EMERGENCY}), S.FOUND, label="They were found")
# It was learned meanwhile that it may be a crime: what is asked goes on, help at once doesn't.
FIND_MEANWHILE = _known(
    "note that they were found meanwhile",
    OPEN - {S.EMERGENCY, S.FOUND},
    only=(c.one_of_those_who_know, c.while_somebody_is_missing),
    label="They were found",
)
LEARN_OF_CRIME = _known(
    "learn that it may be a crime",
    AT_WORK | {S.FOUND},
    S.LOGGED,
    clause=Clause.PO_1,
    only=(c.one_of_those_who_know, c.while_no_crime_is_known),
    label="It may be a crime",
)
# Looking at it ---------------------------------------------------------------------------------------------------
CHANGE_FACTS = _known(
    "put right who asks and what", AT_WORK | {S.FOUND}, clause=Clause.PO_1, edits=True, label="Save who asks and what"
)
SAY_WHO_IS_IN_IT = _known("say who is in it", AT_WORK | {S.FOUND}, clause=Clause.PO_2, label="They are in it")
TAKE_OUT = _prepared(
    "take somebody out of it", AT_WORK, clause=Clause.PO_2, only=(e.held_until_released,), label="They are not in it"
)
CHECK_IDENTITY = _prepared("make sure that it is the police", OPEN, label="It is the police")
NOTE_WRITTEN = _prepared(
    "note the written request", OPEN, clause=Clause.PO_1, edits=True, label="Save the written request"
)
CHECK_BASIS = _row(
    "check the legal basis",
    AT_WORK,
    None,
    "check_police_basis",
    Clause.PO_3,
    edits=True,
    label="Save the legal basis",
)
VIEW_SAFEGUARDING = _row(
    "give the safeguarding view",
    AT_WORK,
    None,
    "view_police_safeguarding",
    Clause.PO_3,
    edits=True,
    label="Save the view",
)
ANSWER_CHECKS = _prepared("answer the safeguarding checks", AT_WORK, edits=True, label="Save the answers")
NOTE_LIMITS = _prepared(
    "note what the law forbids about it", AT_WORK, clause=Clause.PO_2, edits=True, label="Save what the law forbids"
)
NOTE_WAIVER = _prepared(
    "note that they gave up their anonymity", AT_WORK, clause=Clause.PO_2, label="They signed it themselves"
)
PICK = _prepared("pick what is given", AT_WORK, label="Pick this")
TAKE_BACK_PICK = _prepared("leave out what was picked", AT_WORK, label="Leave it out")
PROPOSE = _prepared("write the response", frozenset({S.LOGGED}), edits=True, label="Save the response")
NOTE_REGULATOR = _prepared("note the word to the regulator", OPEN, edits=True, label="Save")
TELL_DIRECTORS = _coo(
    "tell the Directors that the police asked", frozenset({S.LOGGED}), label="Tell them that, not what"
)
KEEP_FROM_HOME = _coo("keep it from the home", OPEN, label="Keep it from the home")
# The COO agrees, the police confirm, it is given -----------------------------------------------------------------
PUT_TO_COO = _prepared(
    "put the response to the COO",
    frozenset({S.LOGGED}),
    S.WITH_COO,
    requires=c.BEFORE_THE_COO,
    label="Put it to the COO",
)
NOTE_AGREED = _clock(
    "note that the COO agreed",
    frozenset({S.WITH_COO}),
    S.AGREED,
    clause=Clause.CC_2,
    requires=(c.still_as_agreed,),
    echo=True,
)
NOTE_NOT_AGREED = _clock(
    "note that the COO did not agree", frozenset({S.WITH_COO}), S.LOGGED, clause=Clause.CC_2, echo=True
)
WORK_ON_IT_AGAIN = _prepared(
    "work on the response again", DECIDED | {S.WITH_COO}, S.LOGGED, clause=Clause.CC_2, label="Change the response"
)
CONFIRM_WORDS = _prepared(
    "note that the police confirmed the words",
    frozenset({S.AGREED}),
    S.CONFIRMED,
    requires=(c.something_to_publish, c.who_it_is, c.still_as_agreed),
    label="The police confirmed the words",
)
GIVE_AGREED = _prepared(
    "give the police what was agreed",
    DECIDED,
    requires=(c.something_to_give, c.who_it_is, c.still_as_agreed, c.words_confirmed),
    label="I gave them this",
)
NOTE_SHARE = _known(
    "note that we shared the police's post",
    frozenset({S.EMERGENCY, S.CONFIRMED}),
    requires=(c.we_may_share,),
    label="We shared it",
)
NOTE_POST = _prepared(
    "note where the police published it",
    frozenset({S.CONFIRMED}),
    clause=Clause.PO_1,
    label="Save the address of their post",
)
END_SHARING = _prepared("end our part in the appeal", DECIDED, label="It has ended: take it down")
RELEASE_HOLD = _prepared(
    "note that the police released it",
    OPEN,
    requires=(e.something_held, c.who_it_is),
    label="The police released it",
)
# It ends ---------------------------------------------------------------------------------------------------------
CLOSE = _prepared(
    "close the police request",
    DECIDED | {S.FOUND},
    S.CLOSED,
    requires=(
        c.its_record_is_written,
        c.their_request_or_that_none_came,
        e.nothing_left_to_give,
        e.nothing_of_ours_out_there,
        e.the_hold_is_lifted,
        e.a_word_on_the_regulator,
    ),
    label="Close it",
)
CLOSE_HOLD = _prepared(
    "close a request to hold",
    frozenset({S.LOGGED}),
    S.CLOSED,
    requires=(
        e.only_a_hold,
        e.nothing_given,
        e.everybody_held_is_known,
        e.the_hold_is_lifted,
        e.a_word_on_the_regulator,
    ),
    label="Close it",
)
NOTE_WITHDRAWN = _prepared(
    "note that the police no longer ask",
    OPEN - {S.EMERGENCY, S.FOUND},
    S.WITHDRAWN,
    clause=Clause.PO_1,
    requires=(e.nothing_given, e.nothing_of_ours_out_there, e.everybody_held_is_known, e.the_hold_is_lifted),
    label="The police no longer ask",
)
REOPEN = _coo("take the police request up again", FINISHED, S.LOGGED, label="Take it up again")
ADD_NOTE = _known(
    "add a note to the police request", frozenset(PoliceState), clause=Clause.PO_2, label="Keep this note"
)

LOCKING = locking(PoliceState)

TRANSITIONS = (
    LOG,
    LOG_MISSING,
    GIVE_AT_ONCE,
    WRITE_UP,
    REMIND,
    TELL_IT_IS_LATE,
    AGREE_SHARING,
    NOTE_SPOKEN_YES,
    FIND,
    FIND_MEANWHILE,
    LEARN_OF_CRIME,
    CHANGE_FACTS,
    SAY_WHO_IS_IN_IT,
    TAKE_OUT,
    CHECK_IDENTITY,
    NOTE_WRITTEN,
    CHECK_BASIS,
    VIEW_SAFEGUARDING,
    ANSWER_CHECKS,
    NOTE_LIMITS,
    NOTE_WAIVER,
    PICK,
    TAKE_BACK_PICK,
    PROPOSE,
    NOTE_REGULATOR,
    TELL_DIRECTORS,
    KEEP_FROM_HOME,
    PUT_TO_COO,
    NOTE_AGREED,
    NOTE_NOT_AGREED,
    WORK_ON_IT_AGAIN,
    CONFIRM_WORDS,
    GIVE_AGREED,
    NOTE_POST,
    NOTE_SHARE,
    END_SHARING,
    RELEASE_HOLD,
    CLOSE,
    CLOSE_HOLD,
    NOTE_WITHDRAWN,
    REOPEN,
    ADD_NOTE,
    *LOCKING.rows,
)
