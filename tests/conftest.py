"""The cast: invented people of one small care group, one for each role, made by the product's own actions."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import blocking_manager_key

from mediapolicy.organisation import actions as organisation
from mediapolicy.outbox import actions as outbox
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role
from tests import builders
from tests.model import work_on_copies_of_it
from tests.stage import STAGE, in_order, kept, really_commits

GARBAGE_AT_LEAST = 20_000  # objects, before Python looks for what can be thrown away


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
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Each process of tests has a database of its own, by its own name: a copy of the model where there is one."""
    work_on_copies_of_it()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database kept from an earlier run has the trigger too."""
    with django_db_blocker.unblock():
        lift_truncate()
    yield
    with django_db_blocker.unblock():
        STAGE.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After they were shuffled."""
    items[:] = in_order(items)


def pytest_collection_finish() -> None:
    """What was loaded to find the tests stays to the end: Python need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AT_LEAST, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any of its fixtures: a test that begins with an empty database finds the stage clear."""
    STAGE.copies = {}
    if STAGE.made and STAGE.is_in_the_way_of(item):
        with item.config.stash[blocking_manager_key].unblock():
            STAGE.clear()


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, the_stage: None, _django_db_helper: None) -> None:
    """pytest-django begins the test's own transaction here, above what stands on the stage."""


@pytest.fixture
def the_stage(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """What this test begins with (tests/stage.py)."""
    if not really_commits(request.node):
        with django_db_blocker.unblock():
            STAGE.set_for(request.node)


@pytest.fixture
def made_anew() -> None:
    """A test with this makes its people itself, in its own time; it is named before them."""


@pytest.fixture(autouse=True)
def no_bell(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Nudges go nowhere, except where services are real."""
    if not {"journey", "faults"} & {mark.name for mark in request.node.iter_markers()}:
        monkeypatch.setattr(outbox, "ring", lambda pk: None)


@kept
def founder(db: None) -> User:
    """The first administrator, who appoints everybody else."""
    clock = User.objects.the_clock()
    person = User(email="ada.founder@larkfield.example", name="Ada Lomond", state="here")
    builders.sign_for_the_beginning(person, clock)
    person.groups.add(group_of(Role.ADMINISTRATOR))
    organisation.name_organisation("Larkfield Care", by=clock)
    return person


@kept
def home(founder: User) -> Home:
    """Brindle Court, the home of the carer and of one Home Manager."""
    return people.open_home(name="Brindle Court", town="Wexcombe", nation="ENG", by=founder)


@kept
def other_home(founder: User) -> Home:
    """Alder House, the home of the other Home Manager."""
    return people.open_home(name="Alder House", town="Northmoor", nation="ENG", by=founder)


Appoint = Callable[..., User]


@pytest.fixture
def appoint(founder: User) -> Appoint:
    """Make a person with one role: `appoint("Jo Pettifer", Role.STAFF, home)`."""

    return partial(builders.somebody_with_a_role, founder)


@kept
def carer(founder: User, home: Home) -> User:
    return builders.somebody_with_a_role(founder, "Jo Pettifer", Role.STAFF, home)


@kept
def manager(founder: User, home: Home) -> User:
    return builders.somebody_with_a_role(founder, "Moira Teasdale", Role.HOME_MANAGER, home)


@kept
def other_manager(founder: User, other_home: Home) -> User:
    return builders.somebody_with_a_role(founder, "Sunita Bell", Role.HOME_MANAGER, other_home)


@kept
def marketing(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Priya Anand", Role.MARKETING_MANAGER)


@kept
def director(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Daniel Marsh-Cole", Role.DIRECTOR)


@kept
def second_director(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Imogen Farrow", Role.DIRECTOR)


@kept
def coo(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Helen Strand", Role.COO)


@kept
def data_protection(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Owen Castell", Role.DATA_PROTECTION_LEAD)


@kept
def safeguarding(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Bea Norwood", Role.SAFEGUARDING_LEAD)


@kept
def auditor(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Ruth Ainsley", Role.AUDITOR)


@kept
def administrator(founder: User) -> User:
    return builders.somebody_with_a_role(founder, "Tomasz Wren", Role.ADMINISTRATOR)


@kept
def stranger(founder: User) -> User:
    """Works here, holds no role yet."""
    return builders.somebody_with_a_role(founder, "Nobody Inparticular")


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
