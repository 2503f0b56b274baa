"""Databases of their own, copied from the tests' empty one: what is tried here really commits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from psycopg2 import sql

from mediapolicy.history.keeping import kept_models, protect_history
from mediapolicy.people import actions as people
from mediapolicy.people.models import User
from mediapolicy.people.synchronise import group_of
from mediapolicy.roles import Role
from tests import builders
from tests.model import drop, send_away

OWNER = {name: str(settings.DATABASES["default"][name]) for name in ("USER", "PASSWORD")}
APPLICATION = {
    "USER": os.environ.get("TEST_APP_ROLE", settings.APPLICATION_ROLE),
    "PASSWORD": os.environ.get("TEST_APP_PASSWORD", ""),
}
HISTORY = [model._meta.db_table for model in kept_models()]


@contextmanager
def connected_to(name: str, role: dict[str, str] = OWNER) -> Iterator[None]:
    """Django's own connection leads to another database for a while."""
    usual = {part: connection.settings_dict[part] for part in ("NAME", "USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(role, NAME=name)
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        ContentType.objects.clear_cache()


def run_in(name: str, statement: str, *names: str, role: dict[str, str] = OWNER) -> None:
    """Run one statement in a database, beside whatever Django's connection does."""
    with cursor_in(name, role) as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def cursor_in(name: str, role: dict[str, str] = OWNER) -> Iterator[Any]:
    """A cursor in this database, with nothing around its statements."""
    line = connect(name, role)
    line.autocommit = True
    with line.cursor() as cursor:
        yield cursor
    line.close()


def throw_away(name: str) -> None:
    """Drop a database, whoever holds a connection to it."""
    with cursor_in("postgres") as cursor:
        drop(cursor, name)


def connect(name: str, role: dict[str, str]) -> Any:
    """A connection of one's own, as the owner or as web and worker have."""
    where = connection.settings_dict
    return psycopg2.connect(
        host=where["HOST"] or None,
        port=where["PORT"] or None,
        dbname=name,
        user=role["USER"] or None,
        password=role["PASSWORD"] or None,
    )


@pytest.fixture(scope="session")
def model_database(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[str]:
    """What is copied: the empty database of the other tests; where no test asked for one, our own by migrations."""
    wanted = {"db", "transactional_db", "django_db_serialized_rollback"}
    items = request.session.items
    if any(item.get_closest_marker("django_db") or wanted & set(getattr(item, "fixturenames", ())) for item in items):
        request.getfixturevalue("django_db_setup")
        yield str(connection.settings_dict["NAME"])
        return
    name = _called("model")
    throw_away(name)
    run_in("postgres", "create database {}", name)
    with django_db_blocker.unblock(), connected_to(name):
        call_command("migrate", interactive=False, verbosity=0)
    yield name
    throw_away(name)


@pytest.fixture(scope="module")
def make_database(model_database: str, django_db_blocker: Any) -> Iterator[Callable[..., str]]:
    """`make_database("target")` is empty; `make_database("source", like_ours=True)` has tables, kept as in production."""
    made = []

    def make(suffix: str, *, like_ours: bool = False) -> str:
        name = _called(suffix)
        made.append(name)
        throw_away(name)
        if not like_ours:
            run_in("postgres", "create database {}", name)
            return name
        connection.close()
        # A program that an earlier test started may still hold a connection; a template has to be left alone.
        with cursor_in("postgres") as cursor:
            send_away(cursor, model_database)
        run_in("postgres", "create database {} template {}", name, model_database)
        everything = "select, insert, update, delete on all tables in schema public"
        run_in(name, f"grant {everything} to {{}}", APPLICATION["USER"])
        run_in(name, "grant usage on all sequences in schema public to {}", APPLICATION["USER"])
        with connected_to(name):
            protect_history()
        return name

    with django_db_blocker.unblock():
        yield make
        for name in made:
            throw_away(name)


def _called(suffix: str) -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return f"operations_{os.environ.get('TEST_DATABASE', 'test')}{worker}_{suffix}"


@transaction.atomic
def fill() -> None:
    """A care group with an answered enquiry: records, histories, sign-offs, things owed."""
    clock = User.objects.the_clock()
    founder = User(email="ada.founder@larkfield.example", name="Ada Lomond", state="here")
    builders.sign_for_the_beginning(founder, clock)
    founder.groups.add(group_of(Role.ADMINISTRATOR))
    home = people.open_home(name='Brindle "Court"', town="Łomża, Wexcombe\n\\N", nation="ENG", by=founder)
    manager = people.join(email="moira@larkfield.example", name="Moira Teasdale", by=founder)
    people.appoint(manager, Role.HOME_MANAGER, home, by=founder)
    marketing = people.join(email="priya@larkfield.example", name="Priya Anand", by=founder)
    people.appoint(marketing, Role.MARKETING_MANAGER, by=founder)
    director = people.join(email="daniel@larkfield.example", name="Daniel Marsh-Cole", by=founder)
    people.appoint(director, Role.DIRECTOR, by=founder)
    enquiry = builders.an_approach(by=manager, home=home)
    builders.signed(enquiry, by=marketing, director=director)
