"""Who acts in this thread of work: a person in a request, the system user in a task."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WHO: ContextVar[str] = ContextVar("who_acts", default="")


@contextmanager
def acting(person_id: object) -> Iterator[None]:
    """Say to the database, for every transaction begun inside, that this person acts."""
    token = WHO.set(str(person_id))
    try:
        yield
    finally:
        WHO.reset(token)
