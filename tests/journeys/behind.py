"""What works behind the pages, all of it real: a worker, a scheduler, a Redis, and a post office that keeps what it gets."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection

from launch import ROOT
from launch.machine import free_port, worker_pool
from launch.valkey import redis_child, wait_until_ready

PATIENCE = 40.0  # seconds: two processors may be busy with other tests


def until(true: Callable[[], Any], otherwise: Callable[[], str], patience: float = PATIENCE) -> Any:
    """Wait until this answers something, and give that back; fail with these words when it never does."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(otherwise())


@dataclass
class Program:
    """One program of the product, with its log."""

    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it beside the tests."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command, env=dict(self.env), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    @property
    def said(self) -> str:
        """Everything in its log so far."""
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str) -> None:
        """Until these words stand in its log."""
        until(lambda: words in self.said, lambda: f"{self.log.name} never said {words!r}:\n{self.said[-2000:]}")

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class PostOffice:
    """A mail server that keeps every message it gets."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells of every line that passes
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Keep it as it came."""
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)  # the default policy makes these
        self.letters.append(letter)
        return "250 Kept"

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://{self.controller.hostname}:{self.controller.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What came for this address, oldest first."""
        return [letter for letter in self.letters if str(letter["To"]) == address]

    def wait_for(self, address: str, subject: str) -> EmailMessage:
        """The one letter to this address whose subject holds these words, once it is there."""

        def arrived() -> list[EmailMessage]:
            return [letter for letter in self.to(address) if subject in str(letter["Subject"])]

        def what_came() -> str:
            return f"No {subject!r} came to {address}; these came: {[(str(o['To']), str(o['Subject'])) for o in self.letters]}"

        found: list[EmailMessage] = until(arrived, what_came)
        assert len(found) == 1, f"{subject!r} came {len(found)} times to {address}"
        return found[0]


def words_of(letter: EmailMessage) -> str:
    """The plain text of a letter, with the line ends of Python."""
    body = letter.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@contextmanager
def a_post_office() -> Iterator[PostOffice]:
    """Open for as long as the block lasts."""
    office = PostOffice()
    office.controller.start()
    try:
        yield office
    finally:
        office.controller.stop()


@contextmanager
def a_redis() -> Iterator[str]:
    """The one that the environment names, else one of our own, started as `./app run` starts it."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="mediapolicy-journey-"))
    child, url = redis_child(folder / "redis", "journey", careful=False, log=folder / "redis.log")
    program = Program([str(word) for word in child.command], child.env, folder / "redis.log")
    program.start()
    try:
        child.process = program.process
        wait_until_ready(child, url)
        yield f"{url}/0"
    finally:
        program.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Behind:
    """The worker, the scheduler and the post office of one test."""

    worker: Program
    scheduler: Program
    post: PostOffice


@contextmanager
def worker_and_scheduler(redis: str, post: PostOffice, folder: Path) -> Iterator[Behind]:
    """Both on the test's own database, and told where the post office is."""
    env = {**os.environ, **environment(redis, post)}
    pool = os.environ.get("WORKER_POOL") or worker_pool()
    options = f"--pool {pool} --concurrency 1 --prefetch-multiplier 1 --without-gossip --without-mingle --loglevel INFO"
    celery = [sys.executable, "-m", "celery", "-A", "mediapolicy", "worker", *options.split()]
    worker = Program(celery, env, folder / "worker.log")
    scheduler = Program([sys.executable, "manage.py", "sweep"], env, folder / "scheduler.log")
    try:
        worker.start()
        scheduler.start()
        worker.wait_for("ready.")
        yield Behind(worker, scheduler, post)
    finally:
        scheduler.stop()
        worker.stop()


def environment(redis: str, post: PostOffice) -> dict[str, str]:
    """What the programs need to be the same product as the pages are."""
    database = {name: str(connection.settings_dict[name]) for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    who = quote(database["USER"]) + (f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else "")
    where = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    return {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgres://{who}@{where}/{database['NAME']}",
        "SECRET_KEY": settings.SECRET_KEY,
        "MAY_RUN_AS_OWNER": "1",
        "DEMONSTRATION": "1",
        "EMAIL_URL": post.url,
        "REDIS_URL": redis,
    }
