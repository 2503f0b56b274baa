"""What leaving, moving, dying, coming of age and losing capacity do to consents and to what is shown (3.6, 3.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from consent.agreement import holding
from consent.agreement import states as agreement
from consent.agreement.choices import GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.people.models import Person
from consent.signals import authority_changed
from consent.speaking import states as speaking
from consent.speaking.models import Representative, RepresentativeKind
from consent.takedown import states
from consent.takedown.duty import managers_of
from consent.takedown.models import Because, TaskKind, Withdrawal
from consent.takedown.owing import Look, look_again, look_at, looking_later, owe, what_shows
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.transitions import making

MEET_THE_TEAM = "“Meet the team” pages, name boards and screens"
K = RepresentativeKind
# Powers for somebody's life: the person who speaks for them afterwards, and family, aren't among them.
POWERS_FOR_LIFE = frozenset(
    {K.LPA_WELFARE, K.LPA_PROPERTY, K.EPA, K.DEPUTY_WELFARE, K.DEPUTY_PROPERTY, K.APPOINTEE, K.COURT_ORDER}
)


@transaction.atomic
def worker_left(person: Person) -> None:
    """3.8.2: every consent of somebody who worked here ends with the job; pages that show them follow within ten days."""
    with looking_later():
        holding.end_all(person, agreement.EXPIRE, note="They no longer work here.")
    look_again([person.pk], Because.LEFT)
    look = Look(Because.LEFT)
    task = owe(look, TaskKind.REMOVE, MEET_THE_TEAM, home=person.home, subject=person)
    tell([task.owner], "takedown_owed", task, by=User.objects.the_clock())


@transaction.atomic
def moved_away(person: Person) -> None:
    """3.6: on hold when somebody leaves or moves; what is shown already stays only if they had wished so."""
    with looking_later():
        holding.put_on_hold(person, Hold.MOVED)
    look_again([person.pk], Because.MOVED)


@transaction.atomic
def go_with(person: Person) -> None:
    """CF-1: what they agreed to, and took back, is read where they live now, and no longer where they lived."""
    clock = User.objects.the_clock()
    for model, step in ((MediaConsent, agreement.GO_WITH_THEM), (Withdrawal, states.WITHDRAWAL_GOES_WITH_THEM)):
        theirs: Any = model.objects.filter(subject=person).exclude(home_id=person.home_id)
        for record in theirs.order_by("-created_at", "-id"):
            with making(step, record, by=clock):
                record.home_id = person.home_id


@transaction.atomic
def died(person: Person) -> None:
    """3.8.5, D19: consents are on hold, powers end, and everything that shows them is looked at."""
    clock = User.objects.the_clock()
    with looking_later():
        holding.put_on_hold(person, Hold.DEATH)
        for who in Representative.objects.filter(subject=person, kind__in=sorted(POWERS_FOR_LIFE)).exclude(
            state=speaking.RepresentativeState.ENDED
        ):
            with making(speaking.END_WITH_DEATH, who, by=clock):
                who.ended_because = "The person has died."
        authority_changed.send(
            sender=Person, people=[person.pk], by=clock, why="Whether somebody may be shown changed."
        )
    look_again([person.pk], Because.DIED, weighs_all=True)


@transaction.atomic
def capacity_lost(person: Person, purposes: Collection[str], decide_by: date | None) -> None:
    """D13: what shows them in this way is decided about while it may still stay; the finding itself held their consents."""
    look = Look(Because.CHANGED, weighs_all=True, decide_by=decide_by)
    look_at([row for row in what_shows([person.pk]) if not purposes or row.showing.purpose in purposes], look)


@transaction.atomic
def parents_word_ends(person: Person) -> None:
    """3.8.4: a parent's consent ends on the sixteenth birthday, and the home asks the person themselves."""
    clock = User.objects.the_clock()
    theirs = MediaConsent.objects.live().filter(subject=person, given_by=GivenBy.PARENT)
    with looking_later():
        for consent in theirs.order_by("-created_at", "-id"):
            with making(agreement.EXPIRE, consent, by=clock, note="They are 16 and decide themselves."):
                consent.ended_at = timezone.now()
        authority_changed.send(sender=Person, people=[person.pk], by=clock, why="A consent ended.")
    look_again([person.pk], Because.CHANGED)
    tell(managers_of(person.home), "to_be_asked_themselves", person, by=clock)


@transaction.atomic
def child_is_asked_too(person: Person) -> None:
    """3.8.4: from the thirteenth birthday a parent's consent carries nothing alone; what is shown is looked at."""
    clock = User.objects.the_clock()
    look_again([person.pk], Because.CHANGED)
    if MediaConsent.objects.live().filter(subject=person, given_by=GivenBy.PARENT, child_agreed=False).exists():
        tell(managers_of(person.home), "to_be_asked_too", person, by=clock)
