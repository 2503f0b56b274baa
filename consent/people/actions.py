"""What is done about people who may be shown: one function per verb. What follows for consents is told by signals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.people import states
from consent.people.models import ALONE_WITH_PARENT, OF_AGE, Person, birthday
from consent.signals import agrees_too, authority_changed, came_of_age, person_died, person_left, person_moved
from consent.vocabulary import SubjectType
from mediapolicy.many import starting_all
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import Home, User
from mediapolicy.transitions import Transition, making, part_of_form, starting

S = SubjectType
AFTER_LEAVING = {S.RESIDENT: S.FORMER_RESIDENT, S.STAFF: S.FORMER_STAFF}
AFTER_COMING_BACK = {after: before for before, after in AFTER_LEAVING.items()}
AFTER_DEATH = {S.RESIDENT: S.DECEASED_RESIDENT, S.FORMER_RESIDENT: S.DECEASED_RESIDENT}
CLASH = "This colleague is on the list already."


def add(
    *,
    subject_type: str,
    name: str,
    home: Home | None,
    known_as: str = "",
    born_on: date | None = None,
    account: User | None = None,
    line_manager: User | None = None,
    by: User,
) -> Person:
    """Put somebody on the list, so that they can be asked whether they may be shown (SM-26)."""
    person = Person(
        subject_type=subject_type,
        name=name.strip(),
        known_as=known_as.strip(),
        home=home,
        born_on=born_on,
        **grown_since(born_on),
        account=account,
        line_manager=line_manager,
        email=account.email if account else "",
    )
    with in_words(CLASH):
        return starting(states.ADD_PERSON, person, by=by)


@transaction.atomic
def add_colleagues(colleagues: Sequence[tuple[User, Home, User | None]], *, by: User) -> int:
    """Put colleagues who sign in here on the list, each with their home and line manager; how many (CF-1)."""
    for colleague, home, line_manager in colleagues:
        with part_of_form(str(colleague.pk)):
            add(
                subject_type=S.STAFF,
                name=colleague.name,
                home=home,
                account=colleague,
                line_manager=line_manager,
                by=by,
            )
    return len(colleagues)


def add_all(people: list[Person], *, by: User) -> None:
    """Put everybody of a table on the list, or, if one can't be added, nobody (SM-26)."""
    starting_all((states.ADD_PERSON, people), by=by)


@transaction.atomic
def change(person: Person, *, by: User, **facts: Any) -> None:
    """Put right what is known of somebody; who decides for them can depend on it (SM-26)."""
    with making(states.CHANGE_PERSON, person, by=by):
        for name, value in facts.items():
            setattr(person, name, value.strip() if isinstance(value, str) else value)
        if "born_on" in facts:
            for name, day in grown_since(person.born_on).items():
                setattr(person, name, day)
        if words := states.a_birthday_of_a_child(person):
            raise ValidationError(words)
    authority_changed.send(sender=Person, people=[person.pk], by=by, why="Their details changed.")


@transaction.atomic
def move(person: Person, home: Home, *, by: User, note: str = "") -> None:
    """Record that somebody now lives or works at another home; their old home no longer sees them (CF-1)."""
    if home.pk == person.home_id:
        raise ValidationError(f"They are at {home} already.")
    with making(states.MOVE_PERSON, person, by=by, note=note):
        from_home, person.home = person.home_id, home
    person_moved.send(sender=Person, person=person, from_home=from_home, was=person.kind, by=by)
    authority_changed.send(sender=Person, people=[person.pk], by=by, why="They moved to another home.")


def leave(person: Person, left_on: date, *, by: User, note: str = "") -> None:
    """Record that somebody left us; what they agreed to for afterwards begins to count (SM-26)."""
    _leave(states.PERSON_LEAVES, person, left_on, by=by, note=note)


def leave_with_account(person: Person) -> None:
    """A colleague no longer works here, so they left as somebody who is shown, too (SM-26)."""
    _leave(states.LEAVE_WITH_ACCOUNT, person, timezone.localdate(), by=User.objects.the_clock())


@transaction.atomic
def _leave(transition: Transition, person: Person, left_on: date, *, by: User, note: str = "") -> None:
    _not_in_the_future(left_on)
    was = person.kind
    with making(transition, person, by=by, note=note):
        person.left_on = left_on
        person.subject_type = AFTER_LEAVING.get(was, was)
    person_left.send(sender=Person, person=person, was=was, by=by)
    authority_changed.send(sender=Person, people=[person.pk], by=by, why="They left us.")


@transaction.atomic
def come_back(person: Person, *, by: User, note: str = "") -> None:
    """Record that somebody is with us again. What they agreed to before doesn't come back: they are asked anew (SM-26)."""
    with making(states.PERSON_COMES_BACK, person, by=by, note=note):
        person.left_on = None
        person.subject_type = AFTER_COMING_BACK.get(person.kind, person.kind)
    authority_changed.send(sender=Person, people=[person.pk], by=by, why="They are with us again.")


@transaction.atomic
def die(person: Person, died_on: date, *, by: User) -> None:
    """Record somebody's death; from this moment nothing new is shown of them (SM-26, D19)."""
    _not_in_the_future(died_on)
    was = person.kind
    with making(states.PERSON_DIES, person, by=by):
        person.died_on = died_on
        person.subject_type = AFTER_DEATH.get(was, was)
    person_died.send(sender=Person, person=person, was=was, by=by)
    authority_changed.send(sender=Person, people=[person.pk], by=by, why="They have died.")


@transaction.atomic
def come_of_age(person: Person) -> None:
    """Somebody turned 16 and decides for themselves; what a parent agreed to no longer carries new uses (CC-3)."""
    clock = User.objects.the_clock()
    if turned(person.born_on, OF_AGE) is None:
        raise ValidationError("They are not 16 yet.")
    with making(states.COME_OF_AGE, person, by=clock):
        person.came_of_age_on = timezone.localdate()
    came_of_age.send(sender=Person, person=person, was=person.kind, by=clock)
    authority_changed.send(sender=Person, people=[person.pk], by=clock, why="They turned 16.")


@transaction.atomic
def begin_to_agree_too(person: Person) -> None:
    """A child turned 13: from now on their parent's Yes counts only beside their own (CC-3)."""
    clock = User.objects.the_clock()
    if turned(person.born_on, ALONE_WITH_PARENT) is None:
        raise ValidationError("They are not 13 yet.")
    with making(states.AGREE_TOO, person, by=clock):
        person.agrees_too_since = timezone.localdate()
    agrees_too.send(sender=Person, person=person, was=person.kind, by=clock)
    authority_changed.send(sender=Person, people=[person.pk], by=clock, why="They turned 13.")


def turned(born_on: date | None, years: int) -> date | None:
    """When somebody born then turned this old; None while that day is to come, or unknown."""
    if born_on is None:
        return None
    day = birthday(born_on, years)
    return day if day <= timezone.localdate() else None


def grown_since(born_on: date | None) -> dict[str, date | None]:
    """What of a birthday is kept: since when they agree as well, and since when they decide alone."""
    return {"agrees_too_since": turned(born_on, ALONE_WITH_PARENT), "came_of_age_on": turned(born_on, OF_AGE)}


def _not_in_the_future(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError("That day is still to come. Record it on the day.")
