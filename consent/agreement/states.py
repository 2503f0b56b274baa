"""The policy table of media consent: asked, explained, signed, signed off, in force, reviewed, ended, withdrawn."""

from __future__ import annotations

from django.db.models import TextChoices

from consent.agreement import rules, signing_rules
from consent.agreement.timers import SETTINGS as SETTINGS  # what an administrator may change beside this table
from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition


class ConsentState(TextChoices):
    """Where one version of somebody's consent stands."""

    DRAFT = "draft", "Being filled in"
    AWAITING_SIGNATURE = "awaiting signature", "Ready to sign"
    AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for the Home Manager"
    ACTIVE = "active", "In force"
    REVIEW_DUE = "review due", "In force, review due"
    SUSPENDED = "suspended", "On hold"
    REFUSED = "refused", "Said no"
    WITHDRAWN = "withdrawn", "Changed their mind"
    EXPIRED = "expired", "Ended"
    SUPERSEDED = "superseded", "Replaced by a newer one"
    VOID = "void", "Not valid"


S = ConsentState
IN_FORCE = frozenset({S.ACTIVE, S.REVIEW_DUE})  # what the publish gate may rest on
BEING_MADE = frozenset({S.DRAFT, S.AWAITING_SIGNATURE, S.AWAITING_SIGN_OFF})
LIVE = IN_FORCE | {S.SUSPENDED}  # what a withdrawal, a death or a lost capacity reaches
SAID_NO = frozenset({S.REFUSED, S.WITHDRAWN})  # a Yes that was taken back is a No as well
DECIDED = IN_FORCE | {S.REFUSED}  # a decision is recorded, and No is one (CF-1)

POWERS = {
    "open_consent": "Read consent forms",
    "take_consent": "Go through a consent form with somebody",
    "sign_off_consent": "Sign off a consent form, as the Home Manager",
    "withdraw_consent": "Write down that somebody changed their mind",
    "void_consent": "Declare a consent form not valid",
}

ASK = Transition(
    verb="ask for consent",
    sources=frozenset(),
    target=S.DRAFT,
    permission="take_consent",
    clause=Clause.CF_1,
    label="Go through the form",
    requires=(rules.not_asked_again_too_soon, rules.no_form_under_way, rules.somebody_who_can_be_asked),
)
CHOOSE = Transition(
    verb="write down the choices",
    sources=frozenset({S.DRAFT}),
    target=None,
    permission="take_consent",
    clause=Clause.CF_1,
    label="Save the choices",
    edits=True,
)
EXPLAIN = Transition(
    verb="write down how it was explained",
    sources=frozenset({S.DRAFT}),
    target=None,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Save how it was explained",
    edits=True,
)
MAKE_READY = Transition(
    verb="make ready to sign",
    sources=frozenset({S.DRAFT}),
    target=S.AWAITING_SIGNATURE,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Go on to sign",
    requires=rules.BEFORE_SIGNING,
)
GO_BACK = Transition(
    verb="go back to the choices",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=S.DRAFT,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Go back to the choices",
)
SEND_LINK = Transition(
    verb="send a link to sign",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=None,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Send a link to sign",
    requires=(rules.an_address_of_their_own,),
)
REVOKE_LINK = Transition(
    verb="take the link back",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=None,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Take the link back",
)
LOCK_LINK = Transition(
    verb="lock the link",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
)
SIGN = Transition(
    verb="sign",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=S.AWAITING_SIGN_OFF,
    permission="take_consent",
    clause=Clause.CC_3,
    label="Keep the signature",
    requires=rules.BEFORE_SIGNING,
)
SIGN_BY_LINK = Transition(
    verb="sign by link",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=S.AWAITING_SIGN_OFF,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
    label="Signed by the link that was sent",
    requires=rules.BEFORE_SIGNING,
)
SAY_NO = Transition(
    verb="say no",
    sources=frozenset({S.DRAFT, S.AWAITING_SIGNATURE}),
    target=S.REFUSED,
    permission="take_consent",
    clause=Clause.CF_1,
    label="They say no to everything",
)
SAY_NO_BY_LINK = Transition(
    verb="say no by link",
    sources=frozenset({S.AWAITING_SIGNATURE}),
    target=S.REFUSED,
    permission=BY_THE_CLOCK,
    clause=Clause.CF_1,
    label="Said no by the link that was sent",
)
GIVE_PAPERS = Transition(
    verb="hand over the copy and the slip",
    sources=frozenset({S.AWAITING_SIGN_OFF}),
    target=None,
    permission="take_consent",
    clause=Clause.CC_3,
    label="They have their copy and the slip",
)
SEND_BACK = Transition(
    verb="send back to be put right",
    sources=frozenset({S.AWAITING_SIGN_OFF}),
    target=S.DRAFT,
    permission="sign_off_consent",
    clause=Clause.CC_3,
    label="Send it back to be put right",
)
SIGN_OFF = Transition(
    verb="sign off consent",
    sources=frozenset({S.AWAITING_SIGN_OFF}),
    target=S.ACTIVE,
    permission="sign_off_consent",
    clause=Clause.CC_3,
    label="Sign off this form",
    requires=signing_rules.BEFORE_SIGN_OFF,
    only=(signing_rules.not_their_own_form,),
)
NARROW = Transition(
    verb="take some of it back",
    sources=frozenset(),
    target=S.ACTIVE,
    permission="withdraw_consent",
    clause=Clause.SM_26,
    label="They take some of it back",
)
NARROW_BY_SLIP = Transition(
    verb="take some of it back by the slip",
    sources=frozenset(),
    target=S.ACTIVE,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
REPLACE = Transition(
    verb="replace by a newer one",
    sources=LIVE,
    target=S.SUPERSEDED,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
)
WITHDRAW = Transition(
    verb="withdraw",
    sources=BEING_MADE | LIVE,
    target=S.WITHDRAWN,
    permission="withdraw_consent",
    clause=Clause.SM_26,
    label="They changed their mind",
)
WITHDRAW_BY_SLIP = Transition(
    verb="withdraw by the slip",
    sources=BEING_MADE | LIVE,
    target=S.WITHDRAWN,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
SUSPEND = Transition(
    verb="put on hold",
    sources=IN_FORCE,
    target=S.SUSPENDED,
    permission=BY_THE_CLOCK,
    clause=Clause.IR_6,
)
RESUME = Transition(
    verb="take off hold",
    sources=frozenset({S.SUSPENDED}),
    target=S.ACTIVE,
    permission="sign_off_consent",
    clause=Clause.IR_6,
    label="Take it off hold",
    requires=(signing_rules.what_put_it_on_hold_is_settled, signing_rules.still_within_its_time),
)
DECLARE_VOID = Transition(
    verb="declare not valid",
    sources=LIVE | {S.AWAITING_SIGN_OFF},
    target=S.VOID,
    permission="void_consent",
    clause=Clause.CC_3,
    label="Declare it not valid",
)
COME_UP_FOR_REVIEW = Transition(
    verb="come up for review",
    sources=frozenset({S.ACTIVE}),
    target=S.REVIEW_DUE,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
)
EXPIRE = Transition(
    verb="end with its time",
    sources=LIVE,
    target=S.EXPIRED,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_3,
)
RECONFIRM = Transition(
    verb="ask again on the day",
    sources=IN_FORCE,
    target=None,
    permission="take_consent",
    clause=Clause.IR_6,
    label="They said yes again today",
)

GO_WITH_THEM = Transition(
    verb="go with them to another home",
    sources=frozenset(S),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.CF_1,
)

TRANSITIONS = (
    ASK,
    CHOOSE,
    EXPLAIN,
    MAKE_READY,
    GO_BACK,
    SEND_LINK,
    REVOKE_LINK,
    LOCK_LINK,
    SIGN,
    SIGN_BY_LINK,
    SAY_NO,
    SAY_NO_BY_LINK,
    GIVE_PAPERS,
    SEND_BACK,
    SIGN_OFF,
    NARROW,
    NARROW_BY_SLIP,
    REPLACE,
    WITHDRAW,
    WITHDRAW_BY_SLIP,
    SUSPEND,
    RESUME,
    DECLARE_VOID,
    COME_UP_FOR_REVIEW,
    EXPIRE,
    RECONFIRM,
    GO_WITH_THEM,
)

GUARDS = {
    Clause.CF_1: "The compliance page counts for whom a decision is recorded; No is one.",
}
