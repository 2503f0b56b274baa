"""The policy table of press releases and advertorials (PR-1 to PR-4).

Compiled, edited and released by a Director or the Marketing Manager alone (PR-4a); the policy lets one person do all three,
so that a second pair of eyes is the organisation's to ask for: a setting, on unless somebody switches it off (SOD-1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.organisation.declaring import Declared
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition
from pressroom.release import rules
from pressroom.who_writes import the_press_office

if TYPE_CHECKING:
    pass


class ReleaseState(TextChoices):
    """Where a press release stands."""

    DRAFTING = "drafting", "Drafting"
    AWAITING_APPROVAL = "awaiting approval", "Waiting for approval"
    CHANGES_ASKED = "changes asked", "Changes asked for"
    REFUSED = "refused", "Approval refused"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Goes out at its time"
    RELEASED = "released", "Released"
    CORRECTED = "corrected", "A corrected one took its place"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DROPPED = "dropped", "Given up"


S = ReleaseState
OPEN = frozenset({S.DRAFTING, S.AWAITING_APPROVAL, S.CHANGES_ASKED, S.REFUSED, S.APPROVED, S.SCHEDULED})
# What a signature, given or asked for, stands on.
RESTS_ON_A_SIGNATURE = frozenset({S.AWAITING_APPROVAL, S.APPROVED, S.SCHEDULED})
POWERS = {
    "open_release": "Read press releases",
    "draft_release": "Write and change press releases",
    "release_release": "Let an approved press release go, correct it or take it back",
    "approve_on": "Move a press release on by approving it",
}
SETTINGS = (
    Declared(
        key="press_release_four_eyes",
        words="Must somebody else approve a press release than whoever wrote it?",
        default=1,
        unit="",
        most=1,
        choices=((1, "Yes: the other of the Marketing Manager and a Director"), (0, "No: the writer may approve it")),
        clause=Clause.PR_4A,
        group="Press releases",
    ),
)

GUARDS = {
    Clause.PR_1: "pressroom.release.printing.sounds_adverse: words that good news rarely has suggest a statement.",
    Clause.PR_3: "An advertorial is not approved without its label and publisher, and each person's word on adverts.",
    Clause.PR_4: "Nobody but a Director or the Marketing Manager holds what these steps need; others send in ideas.",
}


def _clock(verb: str, sources: frozenset[ReleaseState], target: ReleaseState | None, **more: object) -> Transition:
    """What time or news from elsewhere does: nobody decides it here."""
    settled: dict[str, object] = {"permission": BY_THE_CLOCK, "clause": Clause.PR_4A, **more}
    return Transition(verb=verb, sources=frozenset(sources), target=target, **settled)  # type: ignore[arg-type]


def _written(verb: str, clause: Clause, label: str, **more: object) -> Transition:
    """Whatever changes what is signed leads back to drafting."""
    settled: dict[str, object] = {"permission": "draft_release", "clause": clause, "label": label, **more}
    only = (the_press_office,)
    return Transition(verb=verb, sources=OPEN, target=S.DRAFTING, only=only, **settled)  # type: ignore[arg-type]


def _let_go(verb: str, sources: set[ReleaseState], target: ReleaseState | None, **more: object) -> Transition:
    """What those do who release it: the press office, or the COO on a matter."""
    settled: dict[str, object] = {"permission": "release_release", "clause": Clause.PR_4A, **more}
    only = (the_press_office,)
    return Transition(verb=verb, sources=frozenset(sources), target=target, only=only, **settled)  # type: ignore[arg-type]


def _noted(verb: str, target: ReleaseState, requires: tuple[object, ...] = ()) -> Transition:
    """What a sign-off says is noted here, and shown there."""
    return Transition(
        verb=verb,
        sources=frozenset({S.AWAITING_APPROVAL}),
        target=target,
        permission="approve_on",
        clause=Clause.PR_4A,
        requires=requires,  # type: ignore[arg-type]
        echo=True,
    )


START = Transition(
    verb="start a press release",
    sources=frozenset(),
    target=S.DRAFTING,
    permission="draft_release",
    clause=Clause.PR_2,
    label="Start the press release",
    only=(the_press_office,),
)
CORRECT = Transition(
    verb="start a correction",
    sources=frozenset(),
    target=S.DRAFTING,
    permission="draft_release",
    clause=Clause.PR_4A,
    label="Start the correction",
    requires=(rules.what_it_corrects_stands, rules.what_was_wrong),
    only=(the_press_office,),
)
EDIT = _written("change the release", Clause.PR_4A, "Save")
FEATURE = _written("feature somebody", Clause.SM_26, "Put them in", requires=(rules.the_answer_about_this_person,))
SAY_IT_IS_SOMEBODY_ELSE = _written("say it is somebody else in it", Clause.SM_26, "It is somebody else")
UNFEATURE = _written("take somebody out of the release", Clause.SM_26, "They are not in it any more")
ADD_PICTURE = _written(
    "add a picture", Clause.SM_26, "Add the picture", requires=(rules.the_answer_about_this_picture,)
)
TAKE_OUT_PICTURE = _written("take a picture out", Clause.SM_26, "Take it out")
SEND_FOR_APPROVAL = Transition(
    verb="send for approval",
    sources=frozenset({S.DRAFTING}),
    target=S.AWAITING_APPROVAL,
    permission="draft_release",
    clause=Clause.PR_4A,
    requires=rules.BEFORE_APPROVAL,
    only=(the_press_office,),
)
TAKE_BACK = Transition(
    verb="take back from approval",
    sources=frozenset({S.AWAITING_APPROVAL}),
    target=S.DRAFTING,
    permission="draft_release",
    clause=Clause.PR_4A,
    label="Take it back from approval",
    only=(the_press_office,),
)
NOTE_APPROVAL = _noted("note approval", S.APPROVED, (rules.everybody_may_be_shown, rules.approval_that_holds))
NOTE_CHANGES_ASKED = _noted("note changes asked for", S.CHANGES_ASKED)
NOTE_REFUSAL = _noted("note refused approval", S.REFUSED)
SCHEDULE = _let_go(
    "set a time",
    {S.APPROVED},
    S.SCHEDULED,
    label="Let it go at a time",
    requires=(rules.a_time_to_come, rules.everybody_may_be_shown_then, *rules.TO_GO),
)
UNSCHEDULE = _let_go("take the time off", {S.SCHEDULED}, S.APPROVED, label="Don’t let it go at that time")
RELEASE = _let_go("release the release", {S.APPROVED}, S.RELEASED, label="Release it now", requires=rules.TO_GO)
RELEASE_ON_TIME = _clock(
    "release at its time", frozenset({S.SCHEDULED}), S.RELEASED, requires=(rules.its_time_has_come, *rules.TO_GO)
)
HOLD_BACK = _clock("hold back at its time", frozenset({S.SCHEDULED}), S.DRAFTING)
FOLLOW_AUTHORITY = _clock(
    "stop: somebody in it may not be shown any more", RESTS_ON_A_SIGNATURE, S.DRAFTING, clause=Clause.SM_26
)
PULL_FOR_REVIEW = _clock(
    "stop the release for senior review", RESTS_ON_A_SIGNATURE, S.DRAFTING, clause=Clause.CC_2, for_few=True
)
WARN_OF_EMBARGO = _clock(
    "warn that the embargo ends",
    frozenset({S.APPROVED, S.SCHEDULED, S.RELEASED}),
    None,
    requires=(rules.its_embargo_ends_soon,),
)
LIFT_EMBARGO = _let_go(
    "lift the embargo early",
    {S.RELEASED},
    None,
    label="Lift the embargo now",
    requires=(rules.an_embargo_to_lift, rules.a_reason, rules.everybody_may_be_shown),
)
HOLD_WHAT_IS_OUT = _clock(
    "take it off our pages: somebody in it may not be shown", frozenset({S.RELEASED}), None, clause=Clause.SM_26
)
HOLD_FOR_REVIEW = _clock(
    "take it off our pages for senior review", frozenset({S.RELEASED}), None, clause=Clause.CC_2, for_few=True
)
LET_STAND_AGAIN = _let_go(
    "put it back on our pages",
    {S.RELEASED},
    None,
    label="Put it back on our pages",
    requires=(rules.it_is_held, rules.everybody_may_be_shown, rules.what_its_matter_still_needs),
)
TAKE_ITS_PLACE = _clock("give way to a correction", frozenset({S.RELEASED}), S.CORRECTED)
WITHDRAW = _let_go("take the release back", {S.RELEASED}, S.WITHDRAWN, label="Withdraw it", requires=(rules.a_reason,))
DROP = Transition(
    verb="give up the release",
    sources=OPEN,
    target=S.DROPPED,
    permission="draft_release",
    clause=Clause.PR_4A,
    label="Give it up",
    only=(the_press_office,),
)
LOCKING = locking(ReleaseState)

TRANSITIONS = (
    START,
    CORRECT,
    EDIT,
    FEATURE,
    UNFEATURE,
    SAY_IT_IS_SOMEBODY_ELSE,
    ADD_PICTURE,
    TAKE_OUT_PICTURE,
    SEND_FOR_APPROVAL,
    TAKE_BACK,
    NOTE_APPROVAL,
    NOTE_CHANGES_ASKED,
    NOTE_REFUSAL,
    SCHEDULE,
    UNSCHEDULE,
    RELEASE,
    RELEASE_ON_TIME,
    HOLD_BACK,
    FOLLOW_AUTHORITY,
    PULL_FOR_REVIEW,
    WARN_OF_EMBARGO,
    LIFT_EMBARGO,
    HOLD_WHAT_IS_OUT,
    HOLD_FOR_REVIEW,
    LET_STAND_AGAIN,
    TAKE_ITS_PLACE,
    WITHDRAW,
    DROP,
    *LOCKING.rows,
)
