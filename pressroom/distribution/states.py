"""The policy table of mailings: one released text, to whom, and what stops it while it is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils import timezone

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from pressroom.distribution.models import Mailing


class MailingState(TextChoices):
    """How far a mailing has come."""

    PREPARED = "prepared", "Ready to send"
    SENDING = "sending", "Being sent"
    PAUSED = "paused", "Paused"
    FINISHED = "finished", "Sent"
    STOPPED = "stopped", "Stopped"


S = MailingState
UNDER_WAY = frozenset({S.PREPARED, S.SENDING, S.PAUSED})
POWERS = {"mail_release": "Send a press release to press lists"}
# Said alike for every reason that lies behind the words: which one it is, is not everybody's to know.
RESTS_ON_OTHER = "Something that it rests on has changed since, so nothing more goes out. Look at the release again."


def a_text_that_is_out(mailing: Mailing) -> str:
    """A release or its correction goes out while it is released; word of a withdrawal, once it is withdrawn (PR-4)."""
    if mailing.is_out:
        return ""
    return "The release has not been released, or it stands in another way by now. Look at the release."


def nothing_stands_in_its_way(mailing: Mailing) -> str:
    """No ongoing matter has it, and it was not taken off our pages: word that it is withdrawn still goes out (CC-2, SM-26)."""
    is_off = mailing.release.is_held and not mailing.tells_of_withdrawal
    return RESTS_ON_OTHER if mailing.release.is_locked or is_off else ""


def an_embargo_that_is_kept(mailing: Mailing) -> str:
    """Before its embargo ends a text goes only to those who are told of the embargo, and because somebody chose that."""
    until = mailing.release.embargo_until
    if mailing.tells_of_withdrawal or mailing.under_embargo or until is None or until <= timezone.now():
        return ""
    return "The embargo has not ended. Wait, or choose to send it under embargo, with the embargo on top of the text."


def the_words_that_were_sealed(mailing: Mailing) -> str:
    """What leaves is, to the letter, what was sealed when the mailing began."""
    return "" if not mailing.seal or mailing.is_unchanged else RESTS_ON_OTHER


def somebody_to_send_it_to(mailing: Mailing) -> str:
    """There is at least one address that we may write to."""
    return "" if mailing.reaches_somebody else "Nobody would get it. Choose a list, or somebody from the lists."


def nobody_waits_for_it(mailing: Mailing) -> str:
    """Asked again under the lock."""
    return "Some still wait for it." if mailing.somebody_waits else ""


MAY_LEAVE = (
    a_text_that_is_out,
    nothing_stands_in_its_way,
    an_embargo_that_is_kept,
    the_words_that_were_sealed,
)


def what_stands_in_the_way(mailing: Mailing) -> str:
    """Why no more of it may leave, as things are at this moment; empty when it may."""
    return next((words for asked in MAY_LEAVE if (words := asked(mailing))), "")


PREPARE = Transition(
    verb="prepare a mailing",
    sources=frozenset(),
    target=S.PREPARED,
    permission="mail_release",
    clause=Clause.PR_4A,
    requires=(a_text_that_is_out, nothing_stands_in_its_way, an_embargo_that_is_kept),
    label="Go on to check it",
)
CHOOSE = Transition(
    verb="choose who gets it",
    sources=frozenset({S.PREPARED}),
    target=S.PREPARED,
    permission="mail_release",
    clause=Clause.PR_4A,
    requires=(a_text_that_is_out, nothing_stands_in_its_way, an_embargo_that_is_kept),
    label="Choose others",
    edits=True,
)
START = Transition(
    verb="start sending",
    sources=frozenset({S.PREPARED}),
    target=S.SENDING,
    permission="mail_release",
    clause=Clause.PR_4A,
    requires=(*MAY_LEAVE, somebody_to_send_it_to),
    label="Send it",
)
PAUSE = Transition(
    verb="pause sending",
    sources=frozenset({S.SENDING}),
    target=S.PAUSED,
    permission="mail_release",
    clause=Clause.PR_4A,
    label="Pause",
)
RESUME = Transition(
    verb="go on sending",
    sources=frozenset({S.PAUSED}),
    target=S.SENDING,
    permission="mail_release",
    clause=Clause.PR_4A,
    requires=MAY_LEAVE,
    label="Go on",
)
STOP = Transition(
    verb="stop the mailing",
    sources=UNDER_WAY,
    target=S.STOPPED,
    permission="mail_release",
    clause=Clause.PR_4A,
    label="Stop for good",
)
STOP_BY_ITSELF = Transition(
    verb="stop: it may not go out any more",
    sources=frozenset({S.SENDING, S.PAUSED}),
    target=S.STOPPED,
    permission=BY_THE_CLOCK,
    clause=Clause.PR_4A,
)
FINISH = Transition(
    verb="finish the mailing",
    sources=frozenset({S.SENDING}),
    target=S.FINISHED,
    permission=BY_THE_CLOCK,
    clause=Clause.PR_4A,
    requires=(nobody_waits_for_it,),
)

TRANSITIONS = (PREPARE, CHOOSE, START, PAUSE, RESUME, STOP, STOP_BY_ITSELF, FINISH)
