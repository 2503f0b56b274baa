"""The policy table of best interests: decided with those who know them, signed by two, reviewed."""

from __future__ import annotations

from django.db.models import TextChoices

from consent.capacity.rules import nobody_who_publishes
from consent.interests import rules
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

POWERS = {
    "decide_best_interests": "Make a best-interests decision, as the Home Manager",
    "sign_best_interests_second": "Give the second signature on a best-interests decision",
    "allow_exception": "Allow one item by way of exception, as the Chief Operating Officer",
}


class DecisionState(TextChoices):
    """Where a best-interests decision stands."""

    DRAFT = "draft", "Being prepared"
    AWAITING_SECOND = "awaiting second signature", "Waiting for the second signature"
    IN_FORCE = "in force", "In force"
    ENDED = "ended", "Ended"


D = DecisionState

PREPARE_DECISION = Transition(
    verb="prepare best-interests decision",
    sources=frozenset(),
    target=D.DRAFT,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="Prepare a best-interests decision",
    requires=(rules.an_assessment_that_found_them_unable,),
    only=(nobody_who_publishes,),
)
CHANGE_DECISION = Transition(
    verb="write best-interests decision",
    sources=frozenset({D.DRAFT}),
    target=None,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="Save this part",
    edits=True,
)
DECIDE = Transition(
    verb="decide in their best interests",
    sources=frozenset({D.DRAFT}),
    target=D.AWAITING_SECOND,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="Decide",
    requires=(rules.an_assessment_that_found_them_unable, *rules.CHECKLIST_COMPLETE),
    only=(nobody_who_publishes,),
)
SEND_DECISION_BACK = Transition(
    verb="send decision back",
    sources=frozenset({D.AWAITING_SECOND}),
    target=D.DRAFT,
    permission="sign_best_interests_second",
    clause=Clause.IR_6,
    label="Send it back",
)
SECOND = Transition(
    verb="give the second signature",
    sources=frozenset({D.AWAITING_SECOND}),
    target=D.IN_FORCE,
    permission="sign_best_interests_second",
    clause=Clause.IR_6,
    label="Give the second signature",
    requires=(rules.an_assessment_that_found_them_unable, *rules.CHECKLIST_COMPLETE),
    only=(nobody_who_publishes, rules.not_their_own_decision),
)
ALLOW_EXCEPTION = Transition(
    verb="allow the one item",
    sources=frozenset({D.IN_FORCE}),
    target=None,
    permission="allow_exception",
    clause=Clause.IR_6,
    label="Allow this one item",
    requires=(rules.an_exception_to_allow, *rules.CHECKLIST_COMPLETE),
)
END_DECISION = Transition(
    verb="end best-interests decision",
    sources=frozenset({D.DRAFT, D.AWAITING_SECOND, D.IN_FORCE}),
    target=D.ENDED,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="End this decision",
)
LAPSE = Transition(
    verb="lapse",
    sources=frozenset({D.DRAFT, D.AWAITING_SECOND, D.IN_FORCE}),
    target=D.ENDED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
GO_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(DecisionState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)

TRANSITIONS = (
    PREPARE_DECISION,
    CHANGE_DECISION,
    DECIDE,
    SEND_DECISION_BACK,
    SECOND,
    ALLOW_EXCEPTION,
    END_DECISION,
    LAPSE,
    GO_WITH_THEM,
)
