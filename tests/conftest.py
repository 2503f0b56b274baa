"""The cast: invented people of one small care group, one for each role, made by the product's own actions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mediapolicy.organisation import actions as organisation
from mediapolicy.outbox import actions as outbox
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role
from tests import builders


@receiver(post_migrate, sender=apps.get_app_config("mediapolicy"), dispatch_uid="tests.lift_truncate", weak=False)
def lift_truncate(**_: Any) -> None:
    """Tests that really commit are cleaned up by TRUNCATE, which history refuses: in a test database only that is lifted."""
    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname = 'history_is_kept_whole' and not tgisinternal"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"drop trigger history_is_kept_whole on {table}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A database kept from an earlier run has the trigger too."""
    with django_db_blocker.unblock():
        lift_truncate()


@pytest.fixture(autouse=True)
def no_bell(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Nudges go nowhere, except where services are real."""
    if not {"journey", "faults"} & {mark.name for mark in request.node.iter_markers()}:
        monkeypatch.setattr(outbox, "ring", lambda pk: None)


@pytest.fixture
def founder(db: None) -> User:
    """The first administrator, who appoints everybody else."""
    clock = User.objects.the_clock()
    person = User(email="ada.founder@larkfield.example", name="Ada Lomond", state="here")
    builders.sign_for_the_beginning(person, clock)
    person.groups.add(group_of(Role.ADMINISTRATOR))
    organisation.name_organisation("Larkfield Care", by=clock)
    return person


@pytest.fixture
def home(founder: User) -> Home:
    """Brindle Court, the home of the carer and of one Home Manager."""
    return people.open_home(name="Brindle Court", town="Wexcombe", nation="ENG", by=founder)


@pytest.fixture
def other_home(founder: User) -> Home:
    """Alder House, the home of the other Home Manager."""
    return people.open_home(name="Alder House", town="Northmoor", nation="ENG", by=founder)


Appoint = Callable[..., User]


@pytest.fixture
def appoint(founder: User) -> Appoint:
    """Make a person with one role: `appoint("Jo Pettifer", Role.STAFF, home)`."""

    def make(name: str, role: Role | None = None, at: Home | None = None) -> User:
        email = f"{name.lower().replace(' ', '.')}@larkfield.example"
        person = people.join(email=email, name=name, by=founder)
        if role is not None:
            people.appoint(person, role, at, by=founder)
        return person

    return make


@pytest.fixture
def carer(appoint: Appoint, home: Home) -> User:
    return appoint("Jo Pettifer", Role.STAFF, home)


@pytest.fixture
def manager(appoint: Appoint, home: Home) -> User:
    return appoint("Moira Teasdale", Role.HOME_MANAGER, home)


@pytest.fixture
def other_manager(appoint: Appoint, other_home: Home) -> User:
    return appoint("Sunita Bell", Role.HOME_MANAGER, other_home)


@pytest.fixture
def marketing(appoint: Appoint) -> User:
    return appoint("Priya Anand", Role.MARKETING_MANAGER)


@pytest.fixture
def director(appoint: Appoint) -> User:
    return appoint("Daniel Marsh-Cole", Role.DIRECTOR)


@pytest.fixture
def second_director(appoint: Appoint) -> User:
    return appoint("Imogen Farrow", Role.DIRECTOR)


@pytest.fixture
def coo(appoint: Appoint) -> User:
    return appoint("Helen Strand", Role.COO)


@pytest.fixture
def data_protection(appoint: Appoint) -> User:
    return appoint("Owen Castell", Role.DATA_PROTECTION_LEAD)


@pytest.fixture
def safeguarding(appoint: Appoint) -> User:
    return appoint("Bea Norwood", Role.SAFEGUARDING_LEAD)


@pytest.fixture
def auditor(appoint: Appoint) -> User:
    return appoint("Ruth Ainsley", Role.AUDITOR)


@pytest.fixture
def administrator(appoint: Appoint) -> User:
    return appoint("Tomasz Wren", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(appoint: Appoint) -> User:
    """Works here, holds no role yet."""
    return appoint("Nobody Inparticular")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which this person has signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


class Asked(CaptureQueriesContext):
    """The statements of a block. A request's own transaction is a savepoint inside the test's: those two don't count."""

    @property
    def statements(self) -> list[str]:
        """What was asked of the database."""
        return [query["sql"] for query in self.captured_queries if "SAVEPOINT" not in query["sql"]]


@pytest.fixture
def queries() -> Callable[[], Asked]:
    """Count statements: `with queries() as asked: ...; len(asked.statements)`."""
    return lambda: Asked(connection)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test ends with the threads it began with, but for the outbox's own bell."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and one.is_alive() and one.name != "outbox-bell"]
    for one in left:
        one.join(timeout=5)


@pytest.fixture
def role_groups(db: None) -> list[Group]:
    """The groups that carry roles."""
    return list(Group.objects.all())
