"""The policy table of those who speak for a person: representatives, earlier wishes, advocates."""

from __future__ import annotations

from django.db.models import TextChoices

from consent.speaking import rules
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

POWERS = {
    "keep_representative": "Record who may decide for somebody, and check their papers",
}


class RepresentativeState(TextChoices):
    """Whether somebody's power to decide has been seen and checked."""

    RECORDED = "recorded", "Not checked yet"
    VERIFIED = "verified", "Papers seen and checked"
    ENDED = "ended", "Ended"


class KeptState(TextChoices):
    """Whether what somebody said beforehand still stands."""

    KEPT = "kept", "Kept"
    TAKEN_BACK = "taken back", "They changed their mind"


class AdvocacyState(TextChoices):
    """Where a request for an advocate stands."""

    ASKED = "asked", "Asked for"
    ANSWERED = "answered", "Answered"


R = RepresentativeState

RECORD_REPRESENTATIVE = Transition(
    verb="record representative",
    sources=frozenset(),
    target=R.RECORDED,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="Record this person",
    requires=(rules.somebody_with_a_name,),
)
CHANGE_REPRESENTATIVE = Transition(
    verb="change representative",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=R.RECORDED,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="Save",
    edits=True,
)
CHANGE_CONTACT = Transition(
    verb="change how to reach them",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=None,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="Change how to reach them",
)
VERIFY = Transition(
    verb="check their papers",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=R.VERIFIED,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="Papers seen and checked",
    requires=rules.PAPERS,
)
NOTE_THEIR_REFUSAL = Transition(
    verb="note what they refuse",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=None,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="They say no",
)
END_REPRESENTATIVE = Transition(
    verb="end representative",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=R.ENDED,
    permission="keep_representative",
    clause=Clause.IR_6,
    label="Their power has ended",
)
REPRESENTATIVE_LAPSES = Transition(
    verb="end representative with time",
    sources=frozenset({R.VERIFIED}),
    target=R.RECORDED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
# A power given for somebody's life ends with it (3.8.5).
END_WITH_DEATH = Transition(
    verb="end representative with their death",
    sources=frozenset({R.RECORDED, R.VERIFIED}),
    target=R.ENDED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
REPRESENTATIVE_GOES_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(RepresentativeState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)

# Wishes and advocates ---------------------------------------------------------------------------------------------
KEEP_WISH = Transition(
    verb="keep what they wished",
    sources=frozenset(),
    target=KeptState.KEPT,
    permission="take_consent",
    clause=Clause.IR_6,
    label="Keep this",
    requires=(rules.some_words,),
)
TAKE_WISH_BACK = Transition(
    verb="take the wish back",
    sources=frozenset({KeptState.KEPT}),
    target=KeptState.TAKEN_BACK,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="They changed their mind",
    requires=(rules.able_to_change_their_mind,),
)
ASK_FOR_ADVOCATE = Transition(
    verb="ask for an advocate",
    sources=frozenset(),
    target=AdvocacyState.ASKED,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="Ask for an advocate",
)
NOTE_ADVOCATE = Transition(
    verb="note what the advocate says",
    sources=frozenset({AdvocacyState.ASKED}),
    target=AdvocacyState.ANSWERED,
    permission="decide_best_interests",
    clause=Clause.IR_6,
    label="Keep their answer",
)
WISH_GOES_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(KeptState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
REQUEST_GOES_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(AdvocacyState),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)

TRANSITIONS = (
    RECORD_REPRESENTATIVE,
    CHANGE_REPRESENTATIVE,
    CHANGE_CONTACT,
    VERIFY,
    NOTE_THEIR_REFUSAL,
    END_REPRESENTATIVE,
    REPRESENTATIVE_LAPSES,
    END_WITH_DEATH,
    REPRESENTATIVE_GOES_WITH_THEM,
    KEEP_WISH,
    TAKE_WISH_BACK,
    ASK_FOR_ADVOCATE,
    NOTE_ADVOCATE,
    WISH_GOES_WITH_THEM,
    REQUEST_GOES_WITH_THEM,
)
