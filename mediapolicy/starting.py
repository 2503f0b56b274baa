"""Nothing starts with more power over the database than it needs: history is kept only from who cannot loosen it."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections
from django.db.backends.signals import connection_created

from mediapolicy.history.keeping import kept_models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)
NEVER_AGAIN = 3  # gunicorn stops, instead of starting the next worker, when one ends with this code
WHAT_TO_DO = (
    "Put the application's own role into DATABASE_URL and the owner's into DATABASE_OWNER_URL; "
    "the owner's commands (migrate, backup, restore) run with AS_OWNER=1. See docs/running.md."
)
# Belonging to a role is as good as being it, and whoever owns the schema may drop its tables.
POWERS = """
select current_user, rolsuper, rolbypassrls,
  exists (select 1 from pg_namespace where nspname = current_schema() and pg_has_role(nspowner, 'member')),
  (select count(*) from pg_class where oid = any(%(tables)s::text[]::regclass[]) and pg_has_role(relowner, 'member'))
from pg_roles where rolname = current_user
"""
CHANGEABLE = """
select c.relname from pg_class c where c.oid = any(%(tables)s::text[]::regclass[])
and (has_table_privilege(c.oid, 'update, delete, truncate') or has_any_column_privilege(c.oid, 'update'))
order by 1
"""


class TooPowerful(ImproperlyConfigured):
    """The application was given a database role that could undo what the database keeps."""


def what_is_wrong(connection: BaseDatabaseWrapper) -> list[str]:
    """Every power that the role of this connection has and must not have, in words; empty when it is fit."""
    quote, present = connection.ops.quote_name, set(connection.introspection.table_names())
    ours = [quote(name) for name in {model._meta.db_table for model in apps.get_models()} & present]
    kept = [quote(name) for name in {model._meta.db_table for model in kept_models()} & present]
    with connection.cursor() as cursor:
        cursor.execute(POWERS, {"tables": ours})
        role, is_superuser, bypasses, owns_schema, owned = cursor.fetchone()
        cursor.execute(CHANGEABLE, {"tables": kept})
        changeable = [name for (name,) in cursor.fetchall()]
    if is_superuser:  # who has all powers: the rest would only repeat it
        return [f"The database role {role!r} is a superuser."]
    wrong = []
    if bypasses:
        wrong.append(f"The database role {role!r} passes by row-level rules (BYPASSRLS).")
    if owned or owns_schema:
        what = f"{owned} of the product's tables" if owned else "the schema of the product's tables"
        return [*wrong, f"The database role {role!r} owns {what}, or belongs to the role that does."]
    if changeable:
        named = ", ".join(changeable[:3]) + (" …" if len(changeable) > 3 else "")
        wrong.append(f"The database role {role!r} can change history that is kept ({named}): run migrate.")
    return wrong


@register(Tags.database)
def the_role_is_the_applications(*, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """`manage.py check --database default`, and before `migrate`: silent for the owner's own commands and tests."""
    if settings.AS_OWNER or settings.MAY_RUN_AS_OWNER:
        return []
    problems: list[CheckMessage] = []
    for alias in databases or []:
        found = what_is_wrong(connections[alias])
        problems += [Error(words, hint=WHAT_TO_DO, id="mediapolicy.E101") for words in found]
    return problems


def must_be_fit() -> None:
    """Raise TooPowerful unless the role is fit. With the database away, look when it first answers instead.

    AS_OWNER is no excuse here: web, worker and scheduler are never the owner's.
    """
    if settings.MAY_RUN_AS_OWNER:
        return
    connection = connections["default"]
    try:
        _look(connection)
    except OperationalError:
        log.warning("database is away; its role will be looked at when it answers")
        connection_created.connect(_look_now, dispatch_uid="mediapolicy.starting")
    else:
        connection_created.disconnect(dispatch_uid="mediapolicy.starting")
    finally:
        connection.close()  # children of a worker must not share it


def start_or_explain() -> None:
    """For programs that other programs start: the sentence goes to the log, and the program ends."""
    try:
        must_be_fit()
    except TooPowerful as reason:
        print(f"✗ mediapolicy does not start. {reason}", file=sys.stderr, flush=True)
        raise SystemExit(NEVER_AGAIN) from None


def _look(connection: BaseDatabaseWrapper) -> None:
    wrong = what_is_wrong(connection)
    if wrong:
        raise TooPowerful(" ".join([*wrong, WHAT_TO_DO]))


def _look_now(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """The database was away when the program started and answers now: no connection is used before it was looked at."""
    try:
        _look(connection)
    except Exception:
        connection.close()
        raise
    connection_created.disconnect(dispatch_uid="mediapolicy.starting")
