"""The policy table of people and homes: who joins, who is appointed to what, who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from mediapolicy.clauses import Clause
from mediapolicy.permissions import ANYONE, BY_THE_CLOCK
from mediapolicy.roles import Role
from mediapolicy.transitions import Transition

if TYPE_CHECKING:
    from mediapolicy.people.models import Appointment, Home, User


class PersonState(TextChoices):
    """Where a person stands with us."""

    HERE = "here", "Works here"
    LEFT = "left", "Has left"


class HomeState(TextChoices):
    """Where a home stands."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class AppointmentState(TextChoices):
    """Whether an appointment still holds."""

    HELD = "held", "Held"
    ENDED = "ended", "Ended"


POWERS = {
    "appoint_person": "Appoint people to roles and end appointments",
    "run_organisation": "Add homes and people, change settings, the rota and bank holidays",
    "review_history": "Read who did what, when, and under which clause",
    "read_words": "Read the words of records in the history",
    "handle_matter": "See and handle ongoing matters",
}


def not_oneself(appointment: Appointment, user: User) -> str:
    """Nobody gives themselves a role, or takes one from themselves: a second administrator does it."""
    return "Nobody changes their own roles. Ask another administrator." if appointment.person_id == user.pk else ""


def somebody_else(person: User, user: User) -> str:
    """Nobody ends their own access: the record would have no one to answer for it."""
    return "You cannot record your own leaving. Ask another administrator." if person.pk == user.pk else ""


def oneself(person: User, user: User) -> str:
    """Each person changes their own details and password."""
    return "" if person.pk == user.pk else "Only the person can change this."


def someone_who_works_here(appointment: Appointment) -> str:
    """A role is held by somebody who works here."""
    return "" if appointment.person.is_active else f"{appointment.person} has left."


def a_place_that_fits(appointment: Appointment) -> str:
    """Some roles are held at one open home, the others for the whole organisation."""
    role, home = Role.of(appointment.role), appointment.home
    if role.at_a_home and home is None:
        return f"{role.label} is a role at one home. Choose the home."
    if not role.at_a_home and home is not None:
        return f"{role.label} is a role for the whole organisation, not for one home."
    return f"{home} is closed." if home is not None and home.state == HomeState.CLOSED else ""


def a_role_that_administrators_give(appointment: Appointment) -> str:
    """Who stands in for the COO is appointed by the COO, in writing and for a time (CC-2, ruling 21)."""
    role = Role.of(appointment.role)
    return f"{role.label}: only the Chief Operating Officer appoints one." if role.value.given_by_the_coo else ""


def a_role_not_held_yet(appointment: Appointment) -> str:
    """The same role at the same place is held once."""
    if appointment.person._state.adding:  # who is only just being added holds nothing
        return ""
    held = appointment.person.appointments.held().filter(role=appointment.role, home=appointment.home)
    return f"{appointment.person} holds this role already." if held.exists() else ""


def nobody_appointed_here(home: Home) -> str:
    """A home closes once its appointments have been ended."""
    held = home.appointments.held().count()
    if not held:
        return ""
    people = "1 person still holds a role" if held == 1 else f"{held} roles are still held"
    return f"{people} at {home}. End what is held there first."


JOIN = Transition(
    verb="join",
    sources=frozenset(),
    target=PersonState.HERE,
    permission="run_organisation",
    clause=Clause.CRM_1,
    label="Add this person",
)
CHANGE_DETAILS = Transition(
    verb="change details",
    sources=frozenset({PersonState.HERE}),
    target=None,
    permission="run_organisation",
    clause=Clause.CRM_1,
    label="Save the details",
    edits=True,
)
CHANGE_PASSWORD = Transition(
    verb="change password",
    sources=frozenset({PersonState.HERE}),
    target=None,
    permission=ANYONE,
    clause=Clause.SM_7,
    only=(oneself,),
    label="Save the new password",
)
INVITE = Transition(
    verb="invite",
    sources=frozenset({PersonState.HERE}),
    target=None,
    permission="run_organisation",
    clause=Clause.CRM_1,
    label="Send an invitation",
)
LEAVE = Transition(
    verb="leave",
    sources=frozenset({PersonState.HERE}),
    target=PersonState.LEFT,
    permission="run_organisation",
    clause=Clause.CRM_1,
    only=(somebody_else,),
    label="Record that they have left",
)
JOIN_AGAIN = Transition(
    verb="join again",
    sources=frozenset({PersonState.LEFT}),
    target=PersonState.HERE,
    permission="run_organisation",
    clause=Clause.CRM_1,
    label="Invite them again",
)
OPEN_HOME = Transition(
    verb="open home",
    sources=frozenset(),
    target=HomeState.OPEN,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Add this home",
)
CHANGE_HOME = Transition(
    verb="change home",
    sources=frozenset({HomeState.OPEN}),
    target=None,
    permission="run_organisation",
    clause=Clause.BR_2,
    label="Save the home",
    edits=True,
)
CLOSE_HOME = Transition(
    verb="close home",
    sources=frozenset({HomeState.OPEN}),
    target=HomeState.CLOSED,
    permission="run_organisation",
    clause=Clause.BR_2,
    requires=(nobody_appointed_here,),
    label="Close this home",
)
APPOINT = Transition(
    verb="appoint",
    sources=frozenset(),
    target=AppointmentState.HELD,
    permission="appoint_person",
    clause=Clause.CRM_1,
    requires=(someone_who_works_here, a_role_that_administrators_give, a_place_that_fits, a_role_not_held_yet),
    only=(not_oneself,),
    label="Appoint",
)
END_APPOINTMENT = Transition(
    verb="end appointment",
    sources=frozenset({AppointmentState.HELD}),
    target=AppointmentState.ENDED,
    permission="appoint_person",
    clause=Clause.CRM_1,
    only=(not_oneself,),
    label="End this appointment",
)
# The first person of an empty product has nobody to add or appoint them: the clock signs.
FOUND = Transition(
    verb="found",
    sources=frozenset(),
    target=PersonState.HERE,
    permission=BY_THE_CLOCK,
    clause=Clause.CRM_1,
)
APPOINT_FIRST = Transition(
    verb="appoint the first administrator",
    sources=frozenset(),
    target=AppointmentState.HELD,
    permission=BY_THE_CLOCK,
    clause=Clause.CRM_1,
)
# Asked for at the door, by somebody who could not sign in: who asked is not known, so the clock signs.
SEND_NEW_LINK = Transition(
    verb="send a new link",
    sources=frozenset({PersonState.HERE}),
    target=None,
    permission=BY_THE_CLOCK,
    clause=Clause.SM_7,
)

TRANSITIONS = (
    FOUND,
    APPOINT_FIRST,
    SEND_NEW_LINK,
    JOIN,
    CHANGE_DETAILS,
    CHANGE_PASSWORD,
    INVITE,
    LEAVE,
    JOIN_AGAIN,
    OPEN_HOME,
    CHANGE_HOME,
    CLOSE_HOME,
    APPOINT,
    END_APPOINTMENT,
)
