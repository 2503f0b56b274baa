"""Many people at once: each joins, is appointed and invited as one alone would be, and all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from mediapolicy.many import making_all, starting_all
from mediapolicy.outbox.actions import owe_all
from mediapolicy.people import states
from mediapolicy.people.actions import INVITATION_LASTS, in_words, new_link
from mediapolicy.people.models import Appointment, Home, Invitation, User
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who begins here, and their first role."""

    name: str
    email: str
    phone: str = ""
    role: Role | None = None
    home: Home | None = None


@transaction.atomic
def join_all(newcomers: Sequence[Newcomer], *, invite: bool, by: User) -> None:
    """Add all of these people with their roles and invitations, or, if one can't be added, nobody (CRM-1)."""
    people = [_person(one) for one in newcomers]
    appointments = (
        Appointment(person=person, role=one.role.code, home=one.home)
        for person, one in zip(people, newcomers, strict=True)
        if one.role is not None
    )
    with in_words("Somebody has one of these email addresses already."):
        starting_all((states.JOIN, people), (states.APPOINT, appointments), by=by)
    _put_into_groups(people, newcomers)
    if invite:
        _invite(people, by=by)


def _person(newcomer: Newcomer) -> User:
    person = User(
        email=User.objects.normalize_email(newcomer.email.strip()),
        name=newcomer.name.strip(),
        phone=newcomer.phone.strip(),
    )
    person.set_unusable_password()
    return person


def _put_into_groups(people: Sequence[User], newcomers: Sequence[Newcomer]) -> None:
    places = {(one.role, one.home) for one in newcomers if one.role is not None}
    groups: dict[tuple[Role | None, Home | None], Group] = {
        (role, home): group_of(role, home) for role, home in places if role is not None
    }
    memberships = [
        User.groups.through(user_id=person.pk, group_id=groups[one.role, one.home].pk)
        for person, one in zip(people, newcomers, strict=True)
        if one.role is not None
    ]
    User.groups.through._default_manager.bulk_create(memberships)


def _invite(people: Sequence[User], *, by: User) -> None:
    making_all(states.INVITE, people, by=by)
    invitations = [new_link(person, INVITATION_LASTS, by=by) for person in people]
    Invitation.objects.bulk_create(invitations)
    owe_all([("invitation", f"invitation:{one.pk}", str(one.pk)) for one in invitations])
