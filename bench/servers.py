"""The two servers: ours and the floor, each with two sync workers on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2
PATIENCE = 60


class Unreachable(Exception):
    """A server did not start; its log says why."""


@contextmanager
def both() -> Iterator[tuple[int, int]]:
    """Start both; answers with their ports."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        yield (
            stack.enter_context(_server("mediapolicy.wsgi", folder / "ours.log")),
            stack.enter_context(_server("bench.floor.wsgi", folder / "floor.log")),
        )


@contextmanager
def _server(application: str, log: Path) -> Iterator[int]:
    port = _free_port()
    words = f"-m gunicorn {application} --workers {WORKERS} --worker-class sync --timeout 120 --no-control-socket"
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *words.split(), "--bind", f"127.0.0.1:{port}"],
            env={**environment, "LOG_LEVEL": "ERROR"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
        yield port
    except Exception as error:
        error.add_note(f"{application} said last:\n{log.read_text(errors='replace')[-2_000:]}")
        raise
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise Unreachable(log.read_text(errors="replace")[-2_000:])
