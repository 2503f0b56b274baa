"""The database keeps history too: rows can be added, never changed or taken away."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models

DENY = """
create or replace function mediapolicy_history_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'History is kept: % on % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$
"""


def history_models() -> list[type[models.Model]]:
    """Every history table there is, so that a new one can't be forgotten."""
    return [model for model in apps.get_models(include_auto_created=True) if hasattr(model, "history_type")]


def kept_models() -> list[type[models.Model]]:
    """Everything that is only ever added to: all of history, and who opened what."""
    return [*history_models(), *(model for model in apps.get_models() if getattr(model, "ONLY_ADDED_TO", False))]


def protect_history(*, using: str = "default", **_: Any) -> None:
    """Take UPDATE, DELETE and TRUNCATE on every table that is kept from the application, and refuse them to its owner too.

    Runs after each migration, as the owner. The trigger stops the owner's accidents; the missing grant stops an
    attacker who has the application's connection.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(DENY)
        cursor.execute("select 1 from pg_roles where rolname = %s", [settings.APPLICATION_ROLE])
        has_role = cursor.fetchone() is not None
        for model in kept_models():
            table = model._meta.db_table
            if table not in present:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"create or replace trigger history_is_kept before update or delete on {name} "
                "for each statement execute function mediapolicy_history_is_kept()"
            )
            cursor.execute(
                f"create or replace trigger history_is_kept_whole before truncate on {name} "
                "for each statement execute function mediapolicy_history_is_kept()"
            )
            if has_role:
                cursor.execute(f'revoke update, delete, truncate on {name} from "{settings.APPLICATION_ROLE}"')
