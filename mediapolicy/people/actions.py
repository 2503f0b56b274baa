"""What is done about people and homes: one function per verb."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mediapolicy.outbox.actions import owe
from mediapolicy.people import signals, states
from mediapolicy.people.models import Appointment, Home, Invitation, User
from mediapolicy.people.standing import forget_standing
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting

INVITATION_LASTS = timedelta(days=14)
NEW_LINK_LASTS = timedelta(hours=24)
ONE_LINK_IN = timedelta(minutes=5)


@contextmanager
def in_words(clash: str) -> Iterator[None]:
    """When somebody else was quicker with the same thing, say so in words instead of failing."""
    try:
        yield
    except IntegrityError:
        raise ValidationError(clash) from None


@transaction.atomic
def found(*, email: str, name: str, raw: str) -> User:
    """Make the first administrator of an empty product; the clock signs, for there is nobody else (DC-1)."""
    clock = User.objects.the_clock()
    person = User(email=User.objects.normalize_email(email.strip()), name=name.strip())
    person.set_password(raw)
    starting(states.FOUND, person, by=clock)
    starting(states.APPOINT_FIRST, Appointment(person=person, role=Role.ADMINISTRATOR.code), by=clock)
    person.groups.add(group_of(Role.ADMINISTRATOR))
    return person


def join(*, email: str, name: str, phone: str = "", by: User) -> User:
    """Add somebody who works here. They can sign in once they have chosen a password from an invitation (CRM-1)."""
    person = User(email=User.objects.normalize_email(email.strip()), name=name.strip(), phone=phone.strip())
    person.set_unusable_password()
    with in_words("Somebody has this email address already."):
        return starting(states.JOIN, person, by=by)


def change_details(person: User, *, name: str, email: str, phone: str, by: User) -> None:
    """Correct a person's name, address or telephone; a link sent to the old address stops working (CRM-1)."""
    with (
        in_words("Somebody has this email address already."),
        making(states.CHANGE_DETAILS, person, by=by),
    ):
        if person.email.casefold() != email.strip().casefold():
            person.invitations.filter(used_at=None).delete()
        person.name, person.email, person.phone = name.strip(), email.strip(), phone.strip()


def change_password(person: User, raw: str, *, by: User) -> None:
    """Set a new password; the words themselves reach neither history nor log (SM-7)."""
    with making(states.CHANGE_PASSWORD, person, by=by):
        person.set_password(raw)


@transaction.atomic
def invite(person: User, *, by: User) -> Invitation:
    """Owe the person a link, good for 14 days and one use, to choose their password; older links stop working (CRM-1)."""
    with making(states.INVITE, person, by=by):
        return _make_link(person, INVITATION_LASTS, by=by)


@transaction.atomic
def send_new_link(person: User) -> Invitation | None:
    """Owe a link to somebody who forgot their password: one in five minutes, good for a day (SM-7)."""
    if person.invitations.filter(used_at=None, created_at__gt=timezone.now() - ONE_LINK_IN).exists():
        return None
    clock = User.objects.the_clock()
    with making(states.SEND_NEW_LINK, person, by=clock, note="Asked for on the sign-in page."):
        return _make_link(person, NEW_LINK_LASTS, by=clock)


def _make_link(person: User, lasts: timedelta, *, by: User) -> Invitation:
    person.invitations.filter(used_at=None).delete()
    invitation = new_link(person, lasts, by=by)
    invitation.save()
    owe("invitation", key=f"invitation:{invitation.pk}", about=str(invitation.pk))
    return invitation


def new_link(person: User, lasts: timedelta, *, by: User) -> Invitation:
    """A link of this person's own, not saved yet; its token is kept as a hash, and sealed until it has been sent."""
    token = secrets.token_urlsafe(32)
    return Invitation(
        person=person,
        token_hash=hash_of(token),
        sealed_token=signing.dumps(token, salt="invitation"),
        sent_by=by,
        expires_at=timezone.now() + lasts,
    )


def hash_of(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_behind(token: str) -> Invitation | None:
    """The invitation that this link belongs to, while it can be used; found by its hash, for that is all we kept."""
    found = Invitation.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def accept(invitation: Invitation, raw: str) -> User:
    """The person chooses a password by the link they were sent; the link is used up (SM-7)."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    if not invitation.is_open:
        raise Invitation.DoesNotExist
    person = invitation.person
    with making(states.CHANGE_PASSWORD, person, by=person, note="By invitation."):
        person.set_password(raw)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    return person


@transaction.atomic
def leave(person: User, *, by: User, note: str = "") -> None:
    """Record that somebody has left: every role ends and access stops within the same minute (CRM-1)."""
    for appointment in person.appointments.held():
        end_appointment(appointment, by=by, note="Left the organisation.")
    with making(states.LEAVE, person, by=by, note=note):
        person.is_active = False
    person.invitations.filter(used_at=None).delete()
    signals.left.send(User, person=person, by=by)


@transaction.atomic
def join_again(person: User, *, by: User) -> None:
    """Somebody who left comes back to the same account: no role, no old password, and a new invitation (CRM-1)."""
    with making(states.JOIN_AGAIN, person, by=by):
        person.is_active = True
        person.set_unusable_password()
    invite(person, by=by)


def open_home(*, name: str, town: str, nation: str, telephone: str = "", by: User) -> Home:
    """Add a home (BR-2)."""
    home = Home(name=name.strip(), town=town.strip(), nation=nation, telephone=telephone.strip())
    with in_words("There is a home of this name already."):
        return starting(states.OPEN_HOME, home, by=by)


def change_home(
    home: Home,
    *,
    name: str,
    town: str,
    nation: str,
    telephone: str | None = None,
    hours: tuple[time, time] | None = None,
    by: User,
) -> None:
    """Correct a home's name, town, telephone, nation or working hours; bank holidays and deadlines follow them (BR-2)."""
    with in_words("There is a home of this name already."), making(states.CHANGE_HOME, home, by=by):
        home.name, home.town, home.nation = name.strip(), town.strip(), nation
        if telephone is not None:
            home.telephone = telephone.strip()
        if hours is not None:
            home.opens_at, home.closes_at = hours


def close_home(home: Home, *, by: User, note: str = "") -> None:
    """Close a home whose people have all been stood down (BR-2)."""
    with making(states.CLOSE_HOME, home, by=by, note=note):
        pass


@transaction.atomic
def appoint(person: User, role: Role, home: Home | None = None, *, by: User, note: str = "") -> Appointment:
    """Give a person a role, at a home or for the organisation; guardian's group carries it at once (CRM-1)."""
    appointment = Appointment(person=person, role=role.code, home=home)
    with in_words(f"{person} holds this role already."):
        starting(states.APPOINT, appointment, by=by, note=note)
    person.groups.add(group_of(role, home))
    forget_standing(person)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User, note: str = "") -> None:
    """Take a role from a person: what it allowed stops with the next page they ask for (CRM-1)."""
    with making(states.END_APPOINTMENT, appointment, by=by, note=note):
        appointment.ended_at = timezone.now()
        appointment.person.groups.remove(group_of(Role.of(appointment.role), appointment.home))
    forget_standing(appointment.person)
    signals.role_ended.send(Appointment, person=appointment.person, by=by)
