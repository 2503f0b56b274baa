"""The policy table of capacity: can they decide this, now, with help?"""

from __future__ import annotations

from django.db.models import TextChoices

from consent.capacity import rules
from consent.capacity.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

POWERS = {
    "open_capacity": "Read capacity assessments and best-interests decisions",
    "assess_capacity": "Assess whether somebody can decide about being shown",
    "countersign_assessment": "Countersign an assessment, as the Home Manager",
}


class AssessmentState(TextChoices):
    """Where an assessment stands. The cause can't be opened before the abilities are saved (the order of the law)."""

    ABILITIES = "abilities", "Abilities being looked at"
    CAUSE = "cause", "Cause being looked at"
    AWAITING_COUNTERSIGNATURE = "awaiting countersignature", "Waiting for the Home Manager"
    IN_FORCE = "in force", "In force"
    REPLACED = "replaced", "Replaced by a newer one"
    VOID = "void", "Not valid"


A = AssessmentState

START_ASSESSMENT = Transition(
    verb="start assessment",
    sources=frozenset(),
    target=A.ABILITIES,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Start the assessment",
    requires=(
        rules.still_living,
        rules.old_enough_for_the_act,
        rules.something_to_decide,
        rules.a_proper_reason_for_doubt,
    ),
    only=(rules.nobody_who_publishes,),
)
SAVE_ABILITIES = Transition(
    verb="save the abilities",
    sources=frozenset({A.ABILITIES}),
    target=None,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Save this part",
    only=(rules.their_own_to_write,),
    edits=True,
)
GO_ON_TO_CAUSE = Transition(
    verb="find them unable, and look for the cause",
    sources=frozenset({A.ABILITIES}),
    target=A.CAUSE,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Go on to the cause",
    requires=(*rules.ABILITIES_COMPLETE, rules.unable_to_decide),
    only=(rules.their_own_to_write,),
)
GO_BACK_TO_ABILITIES = Transition(
    verb="go back to the abilities",
    sources=frozenset({A.CAUSE}),
    target=A.ABILITIES,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Look at the abilities again",
    only=(rules.their_own_to_write,),
)
SAVE_CAUSE = Transition(
    verb="save the cause",
    sources=frozenset({A.CAUSE}),
    target=None,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Save this part",
    only=(rules.their_own_to_write,),
    edits=True,
)
SAVE_OUTCOME = Transition(
    verb="save what was found",
    sources=frozenset({A.ABILITIES, A.CAUSE}),
    target=None,
    permission="assess_capacity",
    clause=Clause.IR_6,
    label="Save this part",
    only=(rules.their_own_to_write,),
    edits=True,
)
FINISH_ASSESSMENT = Transition(
    verb="finish assessment",
    sources=frozenset({A.ABILITIES, A.CAUSE}),
    target=A.AWAITING_COUNTERSIGNATURE,
    permission="assess_capacity",
    clause=Clause.CC_3,
    label="Finish the assessment",
    requires=(*rules.ABILITIES_COMPLETE, *rules.OUTCOME_FOLLOWS),
    only=(rules.nobody_who_publishes, rules.their_own_to_write),
)
SEND_ASSESSMENT_BACK = Transition(
    verb="send assessment back",
    sources=frozenset({A.AWAITING_COUNTERSIGNATURE}),
    target=A.ABILITIES,
    permission="countersign_assessment",
    clause=Clause.CC_3,
    label="Send it back",
)
COUNTERSIGN = Transition(
    verb="countersign assessment",
    sources=frozenset({A.AWAITING_COUNTERSIGNATURE}),
    target=A.IN_FORCE,
    permission="countersign_assessment",
    clause=Clause.CC_3,
    label="Countersign",
    requires=(*rules.ABILITIES_COMPLETE, *rules.OUTCOME_FOLLOWS),
    only=(rules.not_their_own_assessment,),
)
REPLACE_ASSESSMENT = Transition(
    verb="replace assessment",
    sources=frozenset({A.IN_FORCE}),
    target=A.REPLACED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
VOID_ASSESSMENT = Transition(
    verb="declare assessment not valid",
    sources=frozenset({A.ABILITIES, A.CAUSE, A.AWAITING_COUNTERSIGNATURE, A.IN_FORCE}),
    target=A.VOID,
    permission="countersign_assessment",
    clause=Clause.CC_3,
    label="Declare it not valid",
)
GO_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(AssessmentState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)

TRANSITIONS = (
    START_ASSESSMENT,
    SAVE_ABILITIES,
    GO_ON_TO_CAUSE,
    GO_BACK_TO_ABILITIES,
    SAVE_CAUSE,
    SAVE_OUTCOME,
    FINISH_ASSESSMENT,
    SEND_ASSESSMENT_BACK,
    COUNTERSIGN,
    REPLACE_ASSESSMENT,
    VOID_ASSESSMENT,
    GO_WITH_THEM,
)
