"""The model: a database on which every migration has run once. Each process of tests works on a copy of it.

`./app test` makes it while the code is being checked. Without one (pytest called by hand) all is as Django has it.
"""

from __future__ import annotations

import os
import threading
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import TransactionTestCase

MODEL = os.environ.get("TEST_MODEL", "")
# While a browser is open its loop runs in this thread, and then Django has another connection here.
OPENED: WeakSet[BaseDatabaseWrapper] = WeakSet()


@receiver(connection_created, dispatch_uid="tests.opened")
def _note(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    OPENED.add(connection)


def work_on_copies_of_it() -> None:
    """Instead of migrating a database of its own, and of emptying two hundred tables after a test that commits."""
    if MODEL:
        connection.creation.create_test_db = _create_test_db  # type: ignore[method-assign]
        TransactionTestCase._fixture_teardown = lambda _: copy_it_again()  # type: ignore[attr-defined]


def copy_it_again() -> None:
    """Throw away what a test committed."""
    _copy(str(connection.settings_dict["NAME"]))
    ContentType.objects.clear_cache()


def _create_test_db(*_: Any, **__: Any) -> str:
    name = str(connection.creation._get_test_db_name())
    _copy(name)
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    return name


def _copy(name: str) -> None:
    for one in list(OPENED):
        if one._thread_ident == threading.get_ident():  # type: ignore[attr-defined]
            one.close()
    copy, model = map(connection.ops.quote_name, (name, MODEL))
    with connection._nodb_cursor() as cursor:
        drop(cursor, name)
        cursor.execute(f"create database {copy} template {model} strategy file_copy")


def send_away(cursor: Any, name: str) -> None:
    """End every program's connection to this database. The server's own vacuum is not ours to end: it makes way itself."""
    cursor.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = %s and backend_type = 'client backend' and pid <> pg_backend_pid()",
        [name],
    )


def drop(cursor: Any, name: str) -> None:
    """Throw a database away, whoever still holds a connection to it."""
    send_away(cursor, name)
    # Not "with (force)": that asks for the right to end the server's own vacuum; without it the server has it stop.
    cursor.execute(f"drop database if exists {connection.ops.quote_name(name)}")
