"""The policy table of sign-off: who signs which stage, and what they may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from approvals.models import Approval
    from mediapolicy.people.models import User


class ApprovalState(TextChoices):
    """Where a sign-off stands."""

    WAITING = "waiting", "Waiting for sign-off"
    SIGNED = "signed", "Signed off"
    CHANGES_ASKED = "changes asked", "Changes asked for"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken back", "Taken back"
    VOIDED = "voided", "Sign-off voided"


POWERS = {
    "ask_for_sign_off": "Ask for a sign-off and take the request back",
    "sign_off_statement": "Sign off a media statement, as a Director",
    "sign_off_release": "Approve a press release, as the Marketing Manager or a Director",
    "approve_visit": "Approve a media visit, as a Director",
    "sign_off_matter": "Agree what is said on an ongoing matter, as the Chief Operating Officer",
}


def not_their_own_words(approval: Approval, user: User) -> str:
    """Nobody signs what they wrote, edited or asked to have signed, nor anything that they are in themselves."""
    if user.pk not in approval.authors:
        return ""
    return "You wrote or edited these words, or are in them yourself, so somebody else signs them."


def _ask(permission: str, clause: Clause) -> tuple[Transition, Transition]:
    """The two rows by which a signature is asked for and the request taken back."""
    ask = Transition(
        verb="ask for sign-off",
        sources=frozenset(),
        target=ApprovalState.WAITING,
        permission=permission,
        clause=clause,
        label="Send for sign-off",
    )
    take_back = Transition(
        verb="take back",
        sources=frozenset({ApprovalState.WAITING}),
        target=ApprovalState.TAKEN_BACK,
        permission=permission,
        clause=clause,
        label="Take back the request",
    )
    return ask, take_back


# Who writes a statement or a release has it signed; who prepares a visit, a Home Manager too, has it approved.
OF_STATEMENTS = _ask("ask_for_sign_off", Clause.MS_2)
OF_RELEASES = _ask("ask_for_sign_off", Clause.PR_4A)
OF_VISITS = _ask("send_visit", Clause.IR_3)


@dataclass(frozen=True, slots=True)
class Stage:
    """One signature that is needed: by whom, with which permission, under which clause."""

    code: str
    signer: str
    permission: str
    clause: Clause
    sign_off: Transition
    ask_for_changes: Transition
    refuse: Transition
    ask: Transition = OF_STATEMENTS[0]
    take_back: Transition = OF_STATEMENTS[1]
    takes_conditions: bool = False  # whoever signs may write conditions, which are part of the signature

    @property
    def verdicts(self) -> dict[str, Transition]:
        """The three answers, by the state that they lead to."""
        return {
            ApprovalState.SIGNED: self.sign_off,
            ApprovalState.CHANGES_ASKED: self.ask_for_changes,
            ApprovalState.REFUSED: self.refuse,
        }


def _stage(code: str, signer: str, permission: str, clause: Clause, **more: Any) -> Stage:
    """The three rows of a stage differ only in the answer."""

    def row(verb: str, target: str) -> Transition:
        return Transition(
            verb=verb,
            sources=frozenset({ApprovalState.WAITING}),
            target=target,
            permission=permission,
            clause=clause,
            only=(not_their_own_words,),
        )

    return Stage(
        code,
        signer,
        permission,
        clause,
        sign_off=row("sign off", ApprovalState.SIGNED),
        ask_for_changes=row("ask for changes", ApprovalState.CHANGES_ASKED),
        refuse=row("refuse", ApprovalState.REFUSED),
        **more,
    )


STAGES = {
    "director": _stage("director", "a Director", "sign_off_statement", Clause.MS_2),
    "release": _stage(
        "release",
        "the Marketing Manager or a Director",
        "sign_off_release",
        Clause.PR_4A,
        ask=OF_RELEASES[0],
        take_back=OF_RELEASES[1],
    ),
    "visit": _stage(
        "visit",
        "a Director",
        "approve_visit",
        Clause.IR_3,
        ask=OF_VISITS[0],
        take_back=OF_VISITS[1],
        takes_conditions=True,
    ),
    "coo": _stage("coo", "the Chief Operating Officer", "sign_off_matter", Clause.CC_2),
}

# Asked for somebody whose role asks for no sign-offs of statements: what they prepared is decided by the COO all the same.
ASK_BY_ITSELF = Transition(
    verb="ask for sign-off by itself",
    sources=frozenset(),
    target=ApprovalState.WAITING,
    permission=BY_THE_CLOCK,
    clause=Clause.CC_2,
    label="Sent for sign-off",
)
VOID = Transition(
    verb="void",
    sources=frozenset({ApprovalState.WAITING, ApprovalState.SIGNED}),
    target=ApprovalState.VOIDED,
    permission=BY_THE_CLOCK,
    clause=Clause.MS_2,
    label="Sign-off no longer counts",
)

LOCKING = locking(ApprovalState)  # a sign-off goes where the record goes that it is of

TRANSITIONS = (
    *OF_STATEMENTS,
    *OF_RELEASES,
    *OF_VISITS,
    ASK_BY_ITSELF,
    VOID,
    *LOCKING.rows,
    *(row for stage in STAGES.values() for row in stage.verdicts.values()),
)
