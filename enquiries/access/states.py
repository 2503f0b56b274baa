"""The policy table of media visits: from the request to interview, film or photograph to what became of it.

The policy's heading says "Interview Reports"; it means requests (rules 12, ruling 9).
"""

from django.db.models import TextChoices

from enquiries.access.conditions import (
    a_promise_to_stop,
    a_resident_to_look_at,
    a_time_to_come,
    an_escort,
    approval_that_holds,
    consents_sent_on,
    everybody_asked_today,
    everybody_in_it_agreed,
    it_is_the_day,
    no_matter_decides_it,
    somebody_is_ready,
    somebody_named_for_what_they_want,
    somebody_to_approve_it,
    somebody_who_agreed,
    something_they_want,
    the_answer_about_this_person,
    the_crew,
    the_escort_or_who_prepares,
    the_safeguarding_view,
    what_its_matter_still_needs,
    where_it_is_seen,
    where_they_may_go,
    whoever_is_ready_may_still_appear,
    why_they_come,
    words_for_visitors,
)
from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.permissions import ANYONE, BY_THE_CLOCK, WHOEVER_WAS_ASKED
from mediapolicy.transitions import Transition


class VisitState(TextChoices):
    """Where a media visit stands."""

    ASKED = "asked", "Asked for"
    PREPARING = "being prepared", "Being prepared"
    WITH_SAFEGUARDING = "with safeguarding", "With the Safeguarding Lead"
    AWAITING_APPROVAL = "awaiting approval", "Waiting for a Director"
    CHANGES_ASKED = "changes asked", "Changes asked for"
    APPROVED = "approved", "Approved"
    UNDER_WAY = "under way", "Under way"
    STOPPED = "stopped", "Stopped"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    CALLED_OFF = "called off", "Called off"


S = VisitState
OVER = frozenset({S.STOPPED, S.DONE})
FINISHED = OVER | {S.REFUSED, S.CALLED_OFF}
OPEN = frozenset(VisitState) - FINISHED
CAN_CHANGE = frozenset({S.PREPARING, S.WITH_SAFEGUARDING, S.AWAITING_APPROVAL, S.CHANGES_ASKED, S.APPROVED})
BEFORE_APPROVAL = frozenset({S.PREPARING, S.CHANGES_ASKED})

POWERS = {
    "open_visit": "Open media visits",
    "draft_visit": "Prepare a media visit, and say who takes part",
    "send_visit": "Send a media visit for approval, and call it off",
    "give_safeguarding_view": "Say what safeguarding thinks of a media visit",
}
GUARDS = {
    Clause.IR_2: "A request after a story that we did not plan is told to the Marketing Manager and a Director at once.",
    Clause.IR_5A: "The question to ask every visitor stands on the visit's page and in the guide for care staff.",
    Clause.CRM_2: "A calendar that somebody subscribes to holds a reference, a home and a time: nobody's name, no matter.",
}

LOG = Transition(
    verb="log a media visit",
    sources=frozenset(),
    target=S.ASKED,
    permission=ANYONE,
    clause=Clause.IR_1,
    requires=(something_they_want, why_they_come),
    label="Log the request",
)
PREPARE = Transition(
    verb="prepare the visit",
    sources=frozenset({S.ASKED}),
    target=S.PREPARING,
    permission="draft_visit",
    clause=Clause.IR_3,
    label="Prepare it",
)


def _preparing(verb: str, clause: Clause, label: str) -> Transition:
    """One part of the preparation: whatever stood approved has to be approved again."""
    return Transition(
        verb=verb,
        sources=CAN_CHANGE,
        target=S.PREPARING,
        permission="draft_visit",
        clause=clause,
        label=label,
        edits=True,
    )


SAY_WHAT = _preparing("say what, where and when", Clause.IR_1, "Save what, where and when")
SAY_WHO_COMES = _preparing("say who comes", Clause.IR_3, "Save who comes")
SAY_WHERE = _preparing("say where they may go", Clause.IR_6, "Save where they may go")
NAME_ESCORT = _preparing("name the escort", Clause.IR_6, "Save who goes with them")
AGREE_TERMS = _preparing("agree the terms", Clause.IR_3, "Save what is agreed")
LET_APPEAR = Transition(
    verb="let somebody appear",
    sources=CAN_CHANGE,
    target=S.PREPARING,
    permission="draft_visit",
    clause=Clause.IR_4A,
    label="They appear",
    requires=(the_answer_about_this_person,),
)
KEEP_OUT = Transition(
    verb="keep somebody out of it",
    sources=CAN_CHANGE,
    target=S.PREPARING,
    permission="draft_visit",
    clause=Clause.IR_6,
    label="Keep them out of it",
)
TAKE_OUT = Transition(
    verb="take somebody off the visit",
    sources=CAN_CHANGE,
    target=S.PREPARING,
    permission="draft_visit",
    clause=Clause.IR_4A,
    label="Take them off this list",
)
ASK_SAFEGUARDING = Transition(
    verb="ask the Safeguarding Lead",
    sources=BEFORE_APPROVAL,
    target=S.WITH_SAFEGUARDING,
    permission="draft_visit",
    clause=Clause.IR_6,
    requires=(a_resident_to_look_at,),
    label="Ask the Safeguarding Lead",
)
GIVE_VIEW = Transition(
    verb="give the safeguarding view",
    sources=frozenset({S.WITH_SAFEGUARDING}),
    target=S.PREPARING,
    permission="give_safeguarding_view",
    clause=Clause.IR_6,
    label="Give your view",
)
SEND_CONSENTS = Transition(
    verb="send the consents on",
    sources=BEFORE_APPROVAL | {S.WITH_SAFEGUARDING},
    target=None,
    permission="draft_visit",
    clause=Clause.IR_4B,
    requires=(somebody_who_agreed,),
)
SEND_FOR_APPROVAL = Transition(
    verb="send for approval",
    sources=BEFORE_APPROVAL,
    target=S.AWAITING_APPROVAL,
    permission="send_visit",
    clause=Clause.IR_3,
    requires=(
        a_time_to_come,
        where_it_is_seen,
        the_crew,
        where_they_may_go,
        an_escort,
        a_promise_to_stop,
        words_for_visitors,
        somebody_named_for_what_they_want,
        everybody_in_it_agreed,
        the_safeguarding_view,
        consents_sent_on,
        somebody_to_approve_it,
    ),
)
TAKE_BACK = Transition(
    verb="take the visit back",
    sources=frozenset({S.AWAITING_APPROVAL}),
    target=S.PREPARING,
    permission="send_visit",
    clause=Clause.IR_3,
    label="Take it back from approval",
)
NOTE_APPROVAL = Transition(
    verb="note the approval",
    sources=frozenset({S.AWAITING_APPROVAL}),
    target=S.APPROVED,
    permission="sign_off",
    clause=Clause.IR_3,
    requires=(a_time_to_come, everybody_in_it_agreed, approval_that_holds),
    echo=True,
)
NOTE_CHANGES_ASKED = Transition(
    verb="note changes to the visit",
    sources=frozenset({S.AWAITING_APPROVAL}),
    target=S.CHANGES_ASKED,
    permission="sign_off",
    clause=Clause.IR_3,
    echo=True,
)
NOTE_REFUSAL = Transition(
    verb="note that the visit is refused",
    sources=frozenset({S.AWAITING_APPROVAL}),
    target=S.REFUSED,
    permission="sign_off",
    clause=Clause.IR_3,
    echo=True,
)
REFUSE = Transition(
    verb="refuse the visit",
    sources=frozenset({S.ASKED, S.PREPARING, S.CHANGES_ASKED}),
    target=S.REFUSED,
    permission="approve_visit",
    clause=Clause.IR_3,
    only=(no_matter_decides_it,),
    label="Refuse it",
)
FOLLOW_AUTHORITY = Transition(
    verb="stop: somebody in it may not appear any more",
    sources=frozenset({S.AWAITING_APPROVAL, S.APPROVED}),
    target=S.PREPARING,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_4A,
)
STOP_SHOWING = Transition(
    verb="stop filming somebody who may not appear any more",
    sources=frozenset({S.UNDER_WAY}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_4A,
)
ASK_TODAY = Transition(
    verb="ask somebody again today",
    sources=frozenset({S.APPROVED, S.UNDER_WAY}),
    target=None,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_4A,
    requires=(it_is_the_day,),
    only=(the_escort_or_who_prepares,),
    label="Save what they said",
)
BEGIN = Transition(
    verb="begin the visit",
    sources=frozenset({S.APPROVED}),
    target=S.UNDER_WAY,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_3,
    requires=(
        it_is_the_day,
        an_escort,
        approval_that_holds,
        everybody_asked_today,
        somebody_is_ready,
        whoever_is_ready_may_still_appear,
        what_its_matter_still_needs,
    ),
    only=(the_escort_or_who_prepares,),
    label="They are here: begin",
)
STOP = Transition(
    verb="stop the visit",
    sources=frozenset({S.UNDER_WAY}),
    target=S.STOPPED,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_6,
    only=(the_escort_or_who_prepares,),
    label="Stop it now",
)
END = Transition(
    verb="end the visit",
    sources=frozenset({S.UNDER_WAY}),
    target=S.DONE,
    permission=WHOEVER_WAS_ASKED,
    clause=Clause.IR_3,
    only=(the_escort_or_who_prepares,),
    label="They have left: end it",
)
WRITE_OUTCOME = Transition(
    verb="write down how the visit went",
    sources=OVER,
    target=None,
    permission="draft_visit",
    clause=Clause.IR_3,
    label="Save how it went",
    edits=True,
)
CALL_OFF = Transition(
    verb="call off the visit",
    sources=OPEN - {S.UNDER_WAY},
    target=S.CALLED_OFF,
    permission="send_visit",
    clause=Clause.IR_3,
    label="Call it off",
)
PULL_FOR_REVIEW = Transition(
    verb="stop the visit for senior review",
    sources=frozenset({S.WITH_SAFEGUARDING, S.AWAITING_APPROVAL, S.APPROVED}),
    target=S.PREPARING,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    for_few=True,
)
LOCKING = locking(VisitState)

PREPARATION = (SAY_WHAT, SAY_WHO_COMES, SAY_WHERE, NAME_ESCORT, AGREE_TERMS, LET_APPEAR, KEEP_OUT, TAKE_OUT)
TRANSITIONS = (
    LOG,
    PREPARE,
    *PREPARATION,
    ASK_SAFEGUARDING,
    GIVE_VIEW,
    SEND_CONSENTS,
    SEND_FOR_APPROVAL,
    TAKE_BACK,
    NOTE_APPROVAL,
    NOTE_CHANGES_ASKED,
    NOTE_REFUSAL,
    REFUSE,
    FOLLOW_AUTHORITY,
    STOP_SHOWING,
    ASK_TODAY,
    BEGIN,
    STOP,
    END,
    WRITE_OUTCOME,
    CALL_OFF,
    PULL_FOR_REVIEW,
    *LOCKING.rows,
)
