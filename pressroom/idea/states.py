"""The policy table of story ideas: anybody who works here may send one in; a release is for others to write (PR-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.locking import locking
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from pressroom.idea.models import StoryIdea


class IdeaState(TextChoices):
    """What became of an idea."""

    SENT = "sent", "Sent in"
    TAKEN_UP = "taken up", "Taken up"
    DECLINED = "declined", "No, thank you"


POWERS = {
    "send_idea": "Send in an idea for a good news story",
    "answer_idea": "Read the ideas that people send in, take them up or say no thank you",
}


def what_happened(idea: StoryIdea) -> str:
    """There is a story."""
    return "" if idea.happened.strip() else "Say what happened."


def an_answer_in_words(idea: StoryIdea) -> str:
    """Whoever sent it in reads why not."""
    return "" if idea.says else "Write a few words to whoever sent it in."


SEND = Transition(
    verb="send in an idea",
    sources=frozenset(),
    target=IdeaState.SENT,
    permission="send_idea",
    clause=Clause.PR_4A,
    label="Send it in",
    requires=(what_happened,),
)
TAKE_UP = Transition(
    verb="take up the idea",
    sources=frozenset({IdeaState.SENT}),
    target=IdeaState.TAKEN_UP,
    permission="answer_idea",
    clause=Clause.PR_4A,
    label="Start a press release from it",
)
DECLINE = Transition(
    verb="decline the idea",
    sources=frozenset({IdeaState.SENT}),
    target=IdeaState.DECLINED,
    permission="answer_idea",
    clause=Clause.PR_4A,
    label="No, thank you",
    requires=(an_answer_in_words,),
)
LOCKING = locking(IdeaState)

TRANSITIONS = (SEND, TAKE_UP, DECLINE, *LOCKING.rows)
