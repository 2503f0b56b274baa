"""What is done with story ideas: one function per verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from consent.people.models import Person
from consent.pictures.models import Asset
from matters import locking
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import making, starting
from pressroom.idea import states
from pressroom.idea.models import StoryIdea


@transaction.atomic
def send(
    *,
    called: str,
    happened: str,
    home: Home | None,
    happened_on: date | None = None,
    people: Iterable[Person] = (),
    pictures: Iterable[Asset] = (),
    by: User,
) -> StoryIdea:
    """Send in a good news story; whoever may write about it is told (PR-4a)."""
    idea = StoryIdea(called=called.strip(), happened=happened, home=home, happened_on=happened_on, sent_by=by)
    starting(states.SEND, idea, by=by)
    idea.people.set(people)
    idea.pictures.set(pictures)
    locking.look_at(idea)  # again, now that its people and pictures are known
    idea.refresh_from_db()
    tell(User.objects.who_may("answer_idea"), "idea_sent", idea, by=by)
    return idea


@transaction.atomic
def take_up(idea: StoryIdea, *, by: User) -> None:
    """A press release is begun from it; whoever sent it in is told (PR-4a)."""
    with making(states.TAKE_UP, idea, by=by):
        idea.answered_by = by
    tell([idea.sent_by], "idea_taken_up", idea, by=by)


@transaction.atomic
def decline(idea: StoryIdea, answer: str, *, by: User) -> None:
    """No, thank you: whoever sent it in reads why (PR-4a)."""
    idea.says = answer.strip()
    with making(states.DECLINE, idea, by=by):
        idea.answer, idea.answered_by = answer.strip(), by
    tell([idea.sent_by], "idea_declined", idea, by=by)
