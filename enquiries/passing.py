"""To whom an approach goes next: the Home Manager, then the Marketing Manager, a Director, the COO (ME-1b, ME-1c)."""

from __future__ import annotations

from datetime import datetime

from enquiries.models import Enquiry, Level
from enquiries.states import EnquiryState
from mediapolicy.organisation.calendar import WorkingCalendar
from mediapolicy.organisation.models import OnCall
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.roles import Role

HOLDERS = {
    Level.MARKETING_MANAGER: Role.MARKETING_MANAGER,
    Level.DIRECTOR: Role.DIRECTOR,
    Level.COO: Role.COO,
}
ABOVE = list(Level)
UP = {
    Level.HOME_MANAGER: Level.MARKETING_MANAGER,
    Level.MARKETING_MANAGER: Level.DIRECTOR,
    Level.DIRECTOR: Level.COO,
}


def is_press_office(person: User) -> bool:
    """Whether this is a Marketing Manager or a Director: those to whom a Home Manager passes an approach (ME-1c)."""
    standing = standing_of(person)
    return person.is_active and (standing.has_role(Role.MARKETING_MANAGER) or standing.has_role(Role.DIRECTOR))


def level_of(person: User) -> Level:
    """How far up an approach is that this person holds: the lowest of their levels, so that the next is above them."""
    for level in (Level.MARKETING_MANAGER, Level.DIRECTOR, Level.COO):
        if person.is_active and standing_of(person).has_role(HOLDERS[level]):
            return level
    return Level.HOME_MANAGER


def home_managers(home: Home | None) -> list[User]:
    """Those who manage this home now."""
    return list(User.objects.holding(Role.HOME_MANAGER, home)) if home else []


def on_call(now: datetime) -> User | None:
    """Whoever has the turn on the rota at this instant and may take an approach up."""
    return next((turn.person for turn in OnCall.objects.at(now) if turn.may_take_up), None)


def straight_up(now: datetime) -> tuple[Level, User | None]:
    """Past the Home Manager: the on-call person, else a Director, else the Marketing Manager, else the COO (ruling 7)."""
    if person := on_call(now):
        return level_of(person), person
    for level in (Level.DIRECTOR, Level.MARKETING_MANAGER, Level.COO):
        if person := User.objects.holding(HOLDERS[level]).first():
            return level, person
    return Level.DIRECTOR, None


def stands_in(enquiry: Enquiry, now: datetime) -> tuple[Level, User | None]:
    """Who has it when its holder is gone: another manager of the home, else the desk, from the Marketing Manager up."""
    if enquiry.is_locked:  # an ongoing matter is the COO's alone (CC-2)
        return Level.COO, User.objects.holding(Role.COO).first()
    if enquiry.state == EnquiryState.WITH_HOME_MANAGER and (managers := home_managers(enquiry.home)):
        return Level.HOME_MANAGER, managers[0]
    if not WorkingCalendar.of(enquiry.home).is_open_at(now) and (person := on_call(now)):
        return level_of(person), person
    for level in (Level.MARKETING_MANAGER, Level.DIRECTOR, Level.COO):
        if person := User.objects.holding(HOLDERS[level]).first():
            return level, person
    return Level.COO, None


def next_up(enquiry: Enquiry, now: datetime) -> tuple[Level, User | None]:
    """One level up from where it is; out of working hours the on-call person comes before the Marketing Manager.

    Someone who already let it lie is passed over.
    """
    if enquiry.is_locked:  # an ongoing matter is the COO's alone (CC-2)
        return Level.COO, User.objects.holding(Role.COO).first()
    level = Level(enquiry.level)
    if level != Level.COO and not WorkingCalendar.of(enquiry.home).is_open_at(now):
        person = on_call(now)
        if person and person.pk != enquiry.held_by_id and ABOVE.index(level_of(person)) >= ABOVE.index(level):
            return level_of(person), person
    while level in UP:
        level = UP[level]
        others = (person for person in User.objects.holding(HOLDERS[level]) if person.pk != enquiry.held_by_id)
        if person := next(others, None):
            return level, person
    return Level.COO, None
