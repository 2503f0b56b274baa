"""A database backend that carries the acting person into each transaction, for triggers and row-level rules."""

from typing import Any

from django.db.backends.postgresql import base

from mediapolicy.database.who import WHO


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets `app.actor` for the length of a transaction: a session-wide SET would leak to the next request."""

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Begin or end a transaction; on beginning one, name who acts in it."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if not autocommit and self.connection is not None:
            with self.connection.cursor() as cursor:
                cursor.execute("select set_config('app.actor', %s, true)", [WHO.get()])
