"""The policy table of media statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
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


def sign_off_that_holds(statement: Statement) -> str:
    """Exactly these words and recipients were signed by everyone who must."""
    if statement.sign_off_holds:
        return ""
    return "The words or who they go to changed after they were signed. Send it for sign-off again."


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
SEND_FOR_SIGN_OFF = Transition(
    verb="send for sign-off",
    sources=frozenset({StatementState.DRAFTING}),
    target=StatementState.AWAITING_SIGN_OFF,
    permission="ask_for_sign_off",
    clause=Clause.MS_2,
    requires=(words, someone_to_send_it_to),
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
    requires=(sign_off_that_holds,),
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
    requires=(sign_off_that_holds, not_part_of_an_enquiry),
)
RELEASE_AS_ANSWER = Transition(
    verb="release as the answer",
    sources=frozenset({StatementState.SIGNED}),
    target=StatementState.RELEASED,
    permission="release_statement",
    clause=Clause.MS_2,
    requires=(sign_off_that_holds,),
    echo=True,
)
WITHDRAW = Transition(
    verb="withdraw",
    sources=OPEN,
    target=StatementState.WITHDRAWN,
    permission="draft_statement",
    clause=Clause.MS_2,
)

TRANSITIONS = (
    DRAFT,
    EDIT,
    SEND_FOR_SIGN_OFF,
    TAKE_BACK,
    NOTE_SIGN_OFF,
    NOTE_CHANGES_ASKED,
    NOTE_REFUSAL,
    RELEASE,
    RELEASE_AS_ANSWER,
    WITHDRAW,
)
