"""What leaving, moving, dying, coming of age and losing capacity do to consents and to what is shown (3.6, 3.8)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from consent.agreement import holding
from consent.agreement import states as agreement
from consent.agreement.choices import GivenBy, Hold
from consent.agreement.models import MediaConsent
from consent.people import states as being
from consent.people.models import Person
from consent.signals import authority_changed, came_of_age
from consent.speaking import states as speaking
from consent.speaking.models import Representative, RepresentativeKind
from consent.takedown.duty import managers_of
from consent.takedown.models import Because, TaskKind
from consent.takedown.owing import Look, look_again, looking_later, owe
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
def capacity_lost(person: Person) -> None:
    """D13: their own consents are on hold, and what is shown is decided about while it may still stay."""
    with looking_later():
        holding.put_on_hold(person, Hold.CAPACITY_LOST, given_by=[GivenBy.SELF])
    look_again([person.pk], Because.CHANGED, weighs_all=True)


@transaction.atomic
def come_of_age(person: Person) -> None:
    """Turned 16: from now on they decide themselves; whoever keeps their parent's consent hears of it (CC-3)."""
    clock = User.objects.the_clock()
    was = person.subject_type
    with making(being.COME_OF_AGE, person, by=clock):
        pass
    came_of_age.send(sender=Person, person=person, by=clock, was=was)


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
