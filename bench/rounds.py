"""One whole run: the plans of every operation, then the clock over those that the floor has too."""

from __future__ import annotations

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from bench import servers
from bench.measure import Measured, Side, measure
from bench.operations import Operation, operations
from bench.plans import Asked, asked
from mediapolicy.people.models import User


def plans() -> list[tuple[Operation, Asked]]:
    """Statements and plans of every page, asked in this process; the second time counts, when caches are warm."""
    found = []
    for operation in operations():
        session = signed_in(operation.who)
        asked(operation, session)
        found.append((operation, asked(operation, session)))
    return found


def clock(rounds: int) -> dict[str, Measured]:
    """What the clock says of each operation, by its name."""
    wanted = [operation for operation in operations() if operation.floor is not None]
    found = {}
    connection.close()
    with servers.both() as (ours, floor):
        for operation in wanted:
            session = signed_in(operation.who)
            found[operation.name] = measure(operation, Side(ours, session), Side(floor, session), rounds)
            print(f"  {operation.name}: {found[operation.name].ratio:.2f}", flush=True)
    return found


def signed_in(email: str) -> str:
    """A session of this person: the product's and the floor's are the same rows."""
    person = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
