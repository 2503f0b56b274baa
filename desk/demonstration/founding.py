"""The care group itself, made by the actions that an administrator takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from desk.demonstration import people as cast
from enquiries.contacts import actions as contacts
from enquiries.contacts.models import Contact
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.organisation import actions as organisation
from mediapolicy.organisation.calendar import LONDON
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.people.synchronise import group_of
from mediapolicy.policy import actions as policy
from mediapolicy.roles import Role

NIGHTS_PAST, NIGHTS_TO_COME = 7, 14
HOME_MANAGER_HAS = 120  # minutes: an approach is still with its Home Manager while somebody looks around


def as_person(user: User) -> User:
    """Tell the database who acts from here on, as a request of theirs would."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.actor', %s, true)", [str(user.pk)])
    return user


def found(loaded: datetime) -> tuple[dict[str, User], dict[str, Home], dict[str, Contact]]:
    """Everything that is there before the first reporter rings: by name."""
    founder = _first_administrator()
    _policy(founder)
    homes = {
        name: people.open_home(name=name, town=town, nation=nation, telephone=telephone, by=founder)
        for name, town, nation, telephone in cast.HOMES
    }
    staff = _staff(founder, homes)
    _rota(loaded, staff, by=founder)
    organisation.change_setting("home_manager_ordinary", HOME_MANAGER_HAS, by=founder)
    book = _book(as_person(staff[cast.PRESS_OFFICE]))
    return staff, homes, book


def _first_administrator() -> User:
    """Signed for by the clock, as on any first start; their appointment follows from the second administrator."""
    clock = as_person(User.objects.the_clock())
    organisation.name_organisation(cast.ORGANISATION, by=clock)
    known = next(person for person in cast.OFFICE if person.name == cast.FOUNDER)
    founder = User(email=known.email, name=known.name, phone=known.phone, state="here")
    founder.set_unusable_password()
    founder._signature = Signature(clock, "", "join", Clause.DC_1.id)
    founder.save()
    founder.groups.add(group_of(Role.ADMINISTRATOR))
    return as_person(founder)


def _policy(founder: User) -> None:
    version = policy.load_version(
        number="V1",
        effective_on=date(2020, 11, 16),
        approved_by="Data Processing Officer",
        approved_on=date(2020, 11, 16),
        next_review_on=date(2021, 11, 16),
        by=founder,
    )
    policy.bring_into_force(version, by=founder)


def _staff(founder: User, homes: dict[str, Home]) -> dict[str, User]:
    staff = {founder.name: founder}
    for person in cast.PEOPLE:
        if person.name != founder.name:
            staff[person.name] = people.join(email=person.email, name=person.name, phone=person.phone, by=founder)
            people.appoint(staff[person.name], person.role, homes.get(person.home), by=founder)
    second = as_person(staff[cast.SECOND_ADMINISTRATOR])
    people.appoint(founder, Role.ADMINISTRATOR, by=second, note="Nobody appoints themselves.")
    as_person(founder)
    return staff


def _rota(loaded: datetime, staff: dict[str, User], *, by: User) -> None:
    """The Directors share the nights, 6pm to 8am in the UK."""
    first = loaded.astimezone(LONDON).date() - timedelta(days=NIGHTS_PAST)
    for night in range(NIGHTS_PAST + 1 + NIGHTS_TO_COME):
        evening = first + timedelta(days=night)
        organisation.put_on_call(
            staff[cast.DIRECTORS[night % len(cast.DIRECTORS)]],
            datetime.combine(evening, time(18), LONDON).astimezone(UTC),
            datetime.combine(evening + timedelta(days=1), time(8), LONDON).astimezone(UTC),
            by=by,
        )


def _book(press_office: User) -> dict[str, Contact]:
    book = {}
    for one in cast.JOURNALISTS:
        contacts.outlet_named(one.outlet, kind=one.kind, by=press_office)
        book[one.name] = contacts.add_contact(
            name=one.name, outlet=one.outlet, email=one.email, phone=one.phone, about=one.about, by=press_office
        )
    return book
