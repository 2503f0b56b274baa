"""The policy table of press lists: who keeps them, whom we may write to, and how anybody leaves them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.permissions import BY_THE_CLOCK
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from pressroom.lists.models import Subscriber


class ListState(TextChoices):
    """Whether a list is used."""

    KEPT = "kept", "In use"
    CLOSED = "closed", "No longer used"


class SubscriberState(TextChoices):
    """Whether somebody is written to."""

    WELCOME = "welcome", "Gets our releases"
    UNSUBSCRIBED = "unsubscribed", "Asked for no more"
    BOUNCED = "bounced", "Their address doesn’t work"
    FORGOTTEN = "forgotten", "Forgotten, as they asked"


S = SubscriberState
REACHED = frozenset({S.WELCOME, S.BOUNCED})
POWERS = {
    "open_press_list": "Read press lists and mailings",
    "keep_press_list": "Keep press lists and who is on them",
}


def why_we_may_write(subscriber: Subscriber) -> str:
    """Nobody is written to without a reason that we can name when they ask."""
    return "" if subscriber.basis_note.strip() else "Say when and where they asked, or where the address is published."


def an_address(subscriber: Subscriber) -> str:
    """There is somewhere to write to."""
    return "" if subscriber.address else "There is no address any more."


START_LIST = Transition(
    verb="start a press list",
    sources=frozenset(),
    target=ListState.KEPT,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    label="Start this list",
)
PUT_ON_LIST = Transition(
    verb="put on the list",
    sources=frozenset({ListState.KEPT}),
    target=None,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    label="Put on the list",
)
TAKE_OFF_LIST = Transition(
    verb="take off the list",
    sources=frozenset({ListState.KEPT}),
    target=None,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    label="Take off the list",
)
CLOSE_LIST = Transition(
    verb="close the list",
    sources=frozenset({ListState.KEPT}),
    target=ListState.CLOSED,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    label="Stop using this list",
)
ADD_SUBSCRIBER = Transition(
    verb="add to the press list",
    sources=frozenset(),
    target=S.WELCOME,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    requires=(why_we_may_write, an_address),
    label="Add them",
)
PUT_RIGHT = Transition(
    verb="put their address right",
    sources=REACHED,
    target=S.WELCOME,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    requires=(an_address,),
    label="Put right",
    edits=True,
)
UNSUBSCRIBE = Transition(
    verb="note that they want no more",
    sources=REACHED,
    target=S.UNSUBSCRIBED,
    permission="keep_press_list",
    clause=Clause.CRM_3B,
    label="They want no more",
)
UNSUBSCRIBE_BY_LINK = Transition(
    verb="unsubscribe by the link",
    sources=REACHED,
    target=S.UNSUBSCRIBED,
    permission=BY_THE_CLOCK,
    clause=Clause.CRM_3B,
)
WELCOME_BACK = Transition(
    verb="welcome back",
    sources=frozenset({S.UNSUBSCRIBED}),
    target=S.WELCOME,
    permission="keep_press_list",
    clause=Clause.CRM_3B,
    requires=(why_we_may_write,),
    label="They asked to get them again",
)
NOTE_BOUNCE = Transition(
    verb="note a bounce",
    sources=frozenset({S.WELCOME}),
    target=S.BOUNCED,
    permission="keep_press_list",
    clause=Clause.CRM_1,
    label="Their address doesn’t work",
)
NOTE_REFUSED_ADDRESS = Transition(
    verb="note a refused address",
    sources=frozenset({S.WELCOME}),
    target=S.BOUNCED,
    permission=BY_THE_CLOCK,
    clause=Clause.CRM_1,
)
FORGET = Transition(
    verb="forget them",
    sources=frozenset({S.WELCOME, S.BOUNCED, S.UNSUBSCRIBED}),
    target=S.FORGOTTEN,
    permission="keep_press_list",
    clause=Clause.CRM_2,
    label="Forget them",
)

TRANSITIONS = (
    START_LIST,
    PUT_ON_LIST,
    TAKE_OFF_LIST,
    CLOSE_LIST,
    ADD_SUBSCRIBER,
    PUT_RIGHT,
    UNSUBSCRIBE,
    UNSUBSCRIBE_BY_LINK,
    WELCOME_BACK,
    NOTE_BOUNCE,
    NOTE_REFUSED_ADDRESS,
    FORGET,
)
