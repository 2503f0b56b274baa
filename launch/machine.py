"""What the machine must offer before anything starts, and one sentence for each thing that it may lack."""

import fcntl
import importlib.util
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch import ROOT
from launch.say import Stop

DISK_TO_RUN = 1_200  # MB: environment, Node where there is none, assets, a fresh database
DISK_TO_TEST = 2_200  # MB: the same and the test tools and a browser


def must_be_writable(folder: Path = ROOT) -> None:
    """Stop unless files can be made in the project's folder."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Stop(f"{folder} cannot be written by this user: make it yours (chown) or copy the project elsewhere.")


def must_have_room(megabytes: int, folder: Path = ROOT) -> None:
    """Stop early rather than half-way through an installation."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < megabytes:
        raise Stop(f"The disk has {free} MB free and this needs about {megabytes} MB: free some space first.")


def must_have_venv() -> None:
    """Stop where the distribution keeps `venv` in a package of its own."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(
            f"This Python cannot make environments: install its venv package (on Debian and Ubuntu: "
            f"apt-get install python3-venv, or python{version}-venv), then run the same command again."
        )


def must_be_free(port: int) -> None:
    """Stop when another program listens where the web server should."""
    if not 0 < port < 65536:
        raise Stop(f"{port} is not a port: choose one from 1024 to 65535, such as --port 8000.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Stop(f"Port {port} needs root: choose one above 1023, such as --port 8000.") from error
        except OSError as error:
            raise Stop(f"Port {port} is taken by another program: try --port {free_port(port + 1)}.") from error


def free_port(first: int = 0) -> int:
    """A port that nobody listens on: the next from `first`, or any."""
    for candidate in range(first, min(first + 50, 65536)) if first else ():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", candidate)):
                return candidate
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def worker_pool() -> str:
    """Celery's pool: processes, or threads where there is no shared memory to keep their semaphores in."""
    return "prefork" if sys.platform != "linux" or os.access("/dev/shm", os.W_OK) else "threads"


@contextmanager
def only_one(lock: Path) -> Iterator[bool]:
    """Whether nobody else uses this folder; the kernel forgets the lock when we end, however we end."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
