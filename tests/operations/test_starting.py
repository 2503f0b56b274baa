"""The application's role can add to history and nothing else; and nothing starts with more power than that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings as the_settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from psycopg2 import sql

from mediapolicy import starting
from mediapolicy.outbox import actions as outbox
from tests.operations.conftest import APPLICATION, HISTORY, OWNER, connect, connected_to, fill, run_in

ONE = "mediapolicy_historicalhome"


@pytest.fixture(scope="module")
def database(make_database: Callable[..., str]) -> Iterator[str]:
    """Filled by the owner, and Django's connection leads there."""
    name = make_database("roles", like_ours=True)
    with pytest.MonkeyPatch.context() as patch, connected_to(name):
        patch.setattr(outbox, "ring", lambda pk: None)
        fill()
        yield name


@pytest.fixture
def application(database: str) -> Iterator[Any]:
    """A cursor such as web and worker have; nothing it does stays."""
    line = connect(database, APPLICATION)
    with line.cursor() as cursor:
        yield cursor
    line.rollback()
    line.close()


@pytest.fixture
def strict(settings: Any) -> None:
    """As in production."""
    settings.MAY_RUN_AS_OWNER = False


@pytest.mark.parametrize(
    "wanted",
    [
        "update {} set acting = 'me'",
        "update {} set as_role = ''",
        "delete from {}",
        "truncate {}",
        "drop table {}",
        "alter table {} disable trigger history_is_kept",
        "alter table {} disable trigger all",
        "drop trigger history_is_kept on {}",
        "create trigger mine before insert on {} for each row execute function suppress_redundant_updates_trigger()",
    ],
)
def test_the_application_cannot_change_history(application: Any, wanted: str) -> None:
    assert len(HISTORY) > 8
    for table in HISTORY:
        application.execute("savepoint before")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="permission denied|must be owner"):
            application.execute(sql.SQL(wanted).format(sql.Identifier(table)))
        application.execute("rollback to before")


@pytest.mark.parametrize(
    "wanted",
    [
        "set session_replication_role = replica",
        "drop function mediapolicy_history_is_kept() cascade",
        "create or replace function mediapolicy_history_is_kept() returns trigger language sql as 'select null'",
        "create table another (id int)",
    ],
)
def test_the_application_cannot_lift_what_keeps_history(application: Any, wanted: str) -> None:
    with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.InvalidFunctionDefinition)):
        application.execute(wanted)


def test_the_application_can_add_to_history(application: Any) -> None:
    added = 0
    for table in HISTORY:
        application.execute(
            "select string_agg(quote_ident(attname), ', ') from pg_attribute "
            "where attrelid = %s::regclass and attnum > 0 and not attisdropped and attname <> 'history_id'",
            [table],
        )
        (columns,) = application.fetchone()
        application.execute(f'insert into "{table}" ({columns}) select {columns} from "{table}"')
        added += application.rowcount
    assert added > 20


def test_the_owner_is_refused(database: str, strict: None) -> None:
    with pytest.raises(starting.TooPowerful, match="is a superuser|owns"):
        starting.must_be_fit()
    problems = starting.the_role_is_the_applications(databases=["default"])
    assert {problem.id for problem in problems} == {"mediapolicy.E101"}


def test_only_commands_are_the_owners(database: str, strict: None, settings: Any) -> None:
    settings.AS_OWNER = True
    assert starting.the_role_is_the_applications(databases=["default"]) == []
    with pytest.raises(starting.TooPowerful):  # web, worker and scheduler never are
        starting.must_be_fit()


def test_the_scheduler_refuses(database: str, strict: None) -> None:
    with pytest.raises(CommandError, match="does not start"):
        call_command("sweep", "--once")


def test_the_scheduler_leaves_a_sign_of_life(database: str, tmp_path: Any) -> None:
    call_command("sweep", "--once", f"--heartbeat={tmp_path / 'swept'}")
    assert (tmp_path / "swept").exists()


def test_the_application_is_welcome(database: str, strict: None) -> None:
    with connected_to(database, APPLICATION):
        starting.must_be_fit()
        assert starting.the_role_is_the_applications(databases=["default"]) == []


@pytest.mark.parametrize("right", ["update", "delete", "truncate", "update (note)"])
def test_a_right_that_was_left_on_history_is_noticed(database: str, strict: None, right: str) -> None:
    run_in(database, f"grant {right} on {ONE} to {{}}", APPLICATION["USER"])
    try:
        with connected_to(database, APPLICATION), pytest.raises(starting.TooPowerful, match=f"can change .*{ONE}"):
            starting.must_be_fit()
    finally:
        run_in(database, f"revoke {right} on {ONE} from {{}}", APPLICATION["USER"])


def test_who_owns_one_table_owns_too_much(strict: None, make_database: Callable[..., str]) -> None:
    name = make_database("owned")
    run_in(name, "grant create, usage on schema public to {}", APPLICATION["USER"])
    run_in(name, "create table mediapolicy_home (id int)", role=APPLICATION)
    with connected_to(name, APPLICATION), pytest.raises(starting.TooPowerful, match="owns 1 of the product's tables"):
        starting.must_be_fit()


def test_with_the_database_away_the_look_is_taken_when_it_answers(
    database: str, strict: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    with monkeypatch.context() as away:
        away.setattr(connection, "get_new_connection", _nobody_answers)
        starting.must_be_fit()  # starts all the same
    try:
        for _ in range(2):  # and no connection is used until one is fit
            with pytest.raises(starting.TooPowerful):
                connection.ensure_connection()
            assert connection.connection is None
        with connected_to(database, APPLICATION):
            connection.ensure_connection()
            assert connection.is_usable()
    finally:
        connection_created.disconnect(dispatch_uid="mediapolicy.starting")


def _nobody_answers(_: Any) -> None:
    raise OperationalError("connection refused")


IN_ONE_PROCESS = """
try:
    import mediapolicy.wsgi
except SystemExit as end:
    print("web", end.code)
from celery.signals import worker_init
from mediapolicy.celery import app
worker_init.send(app)
"""


def test_web_and_worker_do_not_start_and_say_why(database: str) -> None:
    where, secret = connection.settings_dict, f":{quote(OWNER['PASSWORD'])}" if OWNER["PASSWORD"] else ""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment |= {
        "DATABASE_URL": f"postgres://{OWNER['USER']}{secret}@{where['HOST']}:{where['PORT']}/{database}",
        "SECRET_KEY": "only-for-tests",
        "MAY_RUN_AS_OWNER": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_PROCESS],
        env=environment,
        cwd=the_settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == f"web {starting.NEVER_AGAIN}\n"
    assert done.returncode == starting.NEVER_AGAIN
    assert done.stderr.count("✗ mediapolicy does not start. The database role") == 2
