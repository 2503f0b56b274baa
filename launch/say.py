"""How `./app` speaks: a line per step with the time it took, and one clear sentence when it must stop."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

DISK_FULL = "The disk is full: free some space, then run the same command again."
_to = sys.stdout
taken: list[tuple[str, float]] = []  # each step's name and seconds, for the closing lines of a long command


class Stop(Exception):
    """The reason to stop, in one sentence that says what to do. Shown without a traceback."""


def say(line: str = "") -> None:
    """Print at once, so that what a child prints next cannot overtake it."""
    print(line, file=_to, flush=True)


def say_on_stderr() -> None:
    """Keep standard output for the answer of the command that is being run (`./app manage …`)."""
    global _to
    _to = sys.stderr


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Say what is being done and, afterwards, how long it took."""
    say(f"→ {doing} …")
    start = time.monotonic()
    yield
    taken.append((doing, time.monotonic() - start))
    say(f"  {taken[-1][1]:.1f} s")


def sentence_for(error: OSError) -> str:
    """An operating-system error as something a person can act on."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno == errno.EROFS:
        return f"{error.filename} is on a read-only file system: copy the project to one that can be written."
    if isinstance(error, PermissionError):
        return f"No permission for {error.filename}: make the project yours (chown) or copy it elsewhere."
    return f"{error}."


def complain(reason: str) -> None:
    """Say why the command stops, where errors belong."""
    sys.stdout.flush()
    print(f"✗ {reason}", file=sys.stderr, flush=True)
