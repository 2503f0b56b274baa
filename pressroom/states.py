"""The policy table of media statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from consent.vocabulary import LEAVES_OUR_HANDS
from matters.conditions import what_its_matter_needs
from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.people.standing import standing_of
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.roles import Role
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from pressroom.models import Statement


class StatementState(TextChoices):
    """Where a statement stands."""

    DRAFTING = "drafting", "Drafting"
    AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
    CHANGES_ASKED = "changes asked", "Changes asked for"
    REFUSED = "refused", "Sign-off refused"
    SIGNED = "signed", "Signed off"
    RELEASED = "released", "Released"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = frozenset(StatementState.values) - {StatementState.RELEASED, StatementState.WITHDRAWN}
# Waits for whoever wrote it: to be written on, or let go.
WITH_ITS_WRITER = OPEN - {StatementState.AWAITING_SIGN_OFF}
POWERS = {
    "open_statement": "Read media statements",
    "draft_statement": "Write and change media statements",
    "release_statement": "Release a statement that has been signed off",
    "sign_off": "Move a statement on by signing it",
}


def words(statement: Statement) -> str:
    """There is something to sign."""
    return "" if statement.words.strip() else "There are no words yet. Write the statement first."


def someone_to_send_it_to(statement: Statement) -> str:
    """A signature covers whom it goes to."""
    return "" if statement.recipients else "Say who it goes to, and how. A sign-off covers that too."


def someone_to_sign_it(statement: Statement) -> str:
    """A request goes to somebody who can answer it."""
    stage = statement.stage_without_signer
    if stage is None:
        return ""
    if statement.is_locked:
        return f"Nobody can sign: it needs {stage.signer} who has not written any of it. Name one on the matter first."
    return f"Nobody is left to sign: it needs {stage.signer} who has not written any of it."


def sign_off_that_holds(statement: Statement) -> str:
    """Exactly these words and recipients were signed by everyone who must."""
    if statement.sign_off_holds:
        return ""
    return "The words or who they go to changed after they were signed. Send it for sign-off again."


def everybody_in_it_may_be_named(statement: Statement) -> str:
    """Whoever is named, quoted or told of has agreed to exactly that, at this moment."""
    return " ".join(decision.words for decision in statement.answers() if decision.verdict.value == "don't show")


def everybody_in_the_words_is_spoken_for(statement: Statement) -> str:
    """Whoever's name is in the words is named through the gate, or was said to be somebody else (SM-26)."""
    return statement.in_words_only


def somewhere_outside(statement: Statement) -> str:
    """What leaves for somebody outside is seen where they publish: a Yes to our own website is none to that (V-C-08)."""
    if all(one.purpose in LEAVES_OUR_HANDS for one in statement.people()):
        return ""
    return "This leaves our hands. Say of everybody in it in which paper, on which station or by whom it will be seen."


def what_its_matter_still_needs(statement: Statement) -> str:
    """On an ongoing matter: who responds is agreed, and whoever must be told first was told (V-O-02, V-O-03)."""
    return what_its_matter_needs(statement)


def the_answer_about_this_person(statement: Statement) -> str:
    """The publish gate lets this person be named in this way."""
    return statement.gate_says


def the_coo_only_on_a_matter(statement: Statement, user: User) -> str:
    """The Marketing Manager or a Director releases; the COO does on an ongoing matter, where nobody else may (CC-2)."""
    roles = {grant.role for grant in standing_of(user).grants if grant.permission == "release_statement"}
    if statement.is_locked or roles - {Role.COO.code, Role.COO_STAND_IN.code}:
        return ""
    return "The Marketing Manager or a Director releases this."


def not_part_of_an_enquiry(statement: Statement) -> str:
    """The reply to an enquiry leaves through the enquiry, by the way that the enquirer chose."""
    if statement.answers_url:
        return f"This answers {statement.answers_reference}. Answer it there, by the way they chose."
    return ""


DRAFT = Transition(
    verb="draft statement",
    sources=frozenset(),
    target=StatementState.DRAFTING,
    permission="draft_statement",
    clause=Clause.MS_1,
    label="Start the statement",
)
EDIT = Transition(
    verb="change the words",
    sources=OPEN,
    target=StatementState.DRAFTING,
    permission="draft_statement",
    clause=Clause.MS_2,
    label="Save these words",
)
FOLLOW_THE_CHOSEN_WAY = Transition(
    verb="follow the chosen way",
    sources=OPEN,
    target=StatementState.DRAFTING,
    permission=BY_THE_CLOCK,
    clause=Clause.CRM_3B,
    label="Goes another way, as the enquirer asked",
)
NAME_PERSON = Transition(
    verb="name somebody",
    sources=OPEN,
    target=StatementState.DRAFTING,
    permission="draft_statement",
    clause=Clause.SM_26,
    label="Name somebody in it",
    requires=(someone_to_send_it_to, the_answer_about_this_person),
)
UNNAME_PERSON = Transition(
    verb="take somebody out",
    sources=OPEN,
    target=StatementState.DRAFTING,
    permission="draft_statement",
    clause=Clause.SM_26,
    label="They are not in it any more",
)
SAY_IT_IS_SOMEBODY_ELSE = Transition(
    verb="say it is somebody else",
    sources=OPEN,
    target=StatementState.DRAFTING,
    permission="draft_statement",
    clause=Clause.SM_26,
    label="It is somebody else",
)
FOLLOW_AUTHORITY = Transition(
    verb="stop: somebody in it may not be named any more",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF, StatementState.SIGNED}),
    target=StatementState.DRAFTING,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_26,
)
SEND_FOR_SIGN_OFF = Transition(
    verb="send for sign-off",
    sources=frozenset({StatementState.DRAFTING}),
    target=StatementState.AWAITING_SIGN_OFF,
    permission="ask_for_sign_off",
    clause=Clause.MS_2,
    requires=(
        words,
        someone_to_send_it_to,
        someone_to_sign_it,
        everybody_in_the_words_is_spoken_for,
        everybody_in_it_may_be_named,
        somewhere_outside,
    ),
)
TAKE_BACK = Transition(
    verb="take back",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF}),
    target=StatementState.DRAFTING,
    permission="ask_for_sign_off",
    clause=Clause.MS_2,
    label="Take it back from sign-off",
)
NOTE_SIGN_OFF = Transition(
    verb="note sign-off",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF}),
    target=StatementState.SIGNED,
    permission="sign_off",
    clause=Clause.MS_2,
    requires=(everybody_in_it_may_be_named, sign_off_that_holds),
    echo=True,
)
NOTE_CHANGES_ASKED = Transition(
    verb="note changes asked for",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF}),
    target=StatementState.CHANGES_ASKED,
    permission="sign_off",
    clause=Clause.MS_2,
    echo=True,
)
NOTE_REFUSAL = Transition(
    verb="note refusal",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF}),
    target=StatementState.REFUSED,
    permission="sign_off",
    clause=Clause.MS_2,
    echo=True,
)
RELEASE = Transition(
    verb="release",
    sources=frozenset({StatementState.SIGNED}),
    target=StatementState.RELEASED,
    permission="release_statement",
    clause=Clause.MS_2,
    requires=(
        everybody_in_it_may_be_named,
        sign_off_that_holds,
        not_part_of_an_enquiry,
        what_its_matter_still_needs,
    ),
    only=(the_coo_only_on_a_matter,),
)
RELEASE_AS_ANSWER = Transition(
    verb="release as the answer",
    sources=frozenset({StatementState.SIGNED}),
    target=StatementState.RELEASED,
    permission="release_statement",
    clause=Clause.MS_2,
    requires=(everybody_in_it_may_be_named, sign_off_that_holds, what_its_matter_still_needs),
    echo=True,
)
WITHDRAW = Transition(
    verb="withdraw",
    sources=OPEN,
    target=StatementState.WITHDRAWN,
    permission="draft_statement",
    clause=Clause.MS_2,
)

PULL_FOR_REVIEW = Transition(
    verb="stop for senior review",
    sources=frozenset({StatementState.AWAITING_SIGN_OFF, StatementState.SIGNED}),
    target=StatementState.DRAFTING,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    for_few=True,
)
LOCKING = locking(StatementState)

TRANSITIONS = (
    DRAFT,
    EDIT,
    FOLLOW_THE_CHOSEN_WAY,
    NAME_PERSON,
    UNNAME_PERSON,
    SAY_IT_IS_SOMEBODY_ELSE,
    FOLLOW_AUTHORITY,
    SEND_FOR_SIGN_OFF,
    TAKE_BACK,
    NOTE_SIGN_OFF,
    NOTE_CHANGES_ASKED,
    NOTE_REFUSAL,
    RELEASE,
    RELEASE_AS_ANSWER,
    WITHDRAW,
    PULL_FOR_REVIEW,
    *LOCKING.rows,
)
