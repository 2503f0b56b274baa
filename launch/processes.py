"""Other programs: run one to its end, or keep one running that cannot outlive us."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from launch import ROOT
from launch.say import DISK_FULL, Stop, say

TAIL = 25  # lines of a failed command's output worth showing
LOG_LIMIT = 5 * 2**20  # a log longer than this starts anew, the old one is kept once
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

UNREACHABLE = (
    "The package registry could not be reached: connect this machine to the network (or set its proxy or "
    "mirror for pip, uv and npm), then run the same command again."
)
SIGNS_OF_NO_NETWORK = (
    "temporary failure in name resolution",
    "failed to resolve",
    "dns error",
    "network is unreachable",
    "newconnectionerror",
    "connecttimeout",
    "failed to fetch",
    "client error (connect)",
    "enotfound",
    "eai_again",
    "econnrefused",
    "etimedout",
)


def tied(to_signal: int = signal.SIGKILL) -> Callable[[], None]:
    """What a child does between fork and exec: ask the kernel for `to_signal` when we die, however we die."""
    parent = os.getpid()

    def tie() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, to_signal)
            if os.getppid() != parent:  # we died in between
                os._exit(1)

    return tie


def run(
    command: Sequence[str | Path], *, why: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    """Run quietly and return the output; on failure show its last lines and stop with `why`."""
    code, output = attempt(command, env=env, cwd=cwd)
    if code:
        for line in output.splitlines()[-TAIL:]:
            say(f"    {line}")
        raise Stop(known_reason(output) or why)
    return output


def attempt(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: tuple[int, int] | None = None,
) -> tuple[int, str]:
    """Run quietly; the exit code (127 when there is no such program) and everything printed."""
    uid, gid = account or (None, None)
    try:
        done = subprocess.run(
            [str(word) for word in command],
            env=dict(env) if env is not None else None,
            cwd=cwd or ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            user=uid,
            group=gid,
            extra_groups=[] if account else None,
            preexec_fn=tied(),
        )
    except FileNotFoundError as error:
        return 127, f"{error.filename} was not found"
    return done.returncode, done.stdout


def begin(command: Sequence[str | Path], *, env: Mapping[str, str]) -> Callable[[], tuple[int, str]]:
    """Run quietly beside us. What is given back waits for the end and answers as `attempt` does."""
    output = tempfile.TemporaryFile()  # noqa: SIM115 (not a pipe: nobody reads before the end, which closes it)
    words = [str(word) for word in command]
    process = subprocess.Popen(
        words,
        env=dict(env),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        preexec_fn=tied(),
    )

    def end() -> tuple[int, str]:
        process.wait()
        with output:
            output.seek(0)
            return process.returncode, output.read().decode(errors="replace")

    return end


def show(command: Sequence[str | Path], *, env: Mapping[str, str], interactive: bool = False) -> int:
    """Run with its output (and, if interactive, the keyboard) connected to ours; the exit code."""
    return subprocess.run(
        [str(word) for word in command],
        env=dict(env),
        cwd=ROOT,
        stdin=None if interactive else subprocess.DEVNULL,
        check=False,
        preexec_fn=tied(signal.SIGTERM),
    ).returncode


def known_reason(output: str) -> str | None:
    """The two failures that every program words differently and that need the same answer."""
    lower = output.lower()
    if "no space left on device" in lower or "enospc" in lower or "disk quota exceeded" in lower:
        return DISK_FULL
    return UNREACHABLE if any(sign in lower for sign in SIGNS_OF_NO_NETWORK) else None


@dataclass
class Child:
    """A program that runs as long as we do, in a process group of its own, with a log of its own."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str]
    log: Path
    account: tuple[int, int] | None = None  # uid and gid to run as, when we are root and it must not be
    ends_on: int = signal.SIGTERM
    patience: float = 15.0  # seconds to finish what it is doing
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0

    def start(self) -> None:
        """Start it, appending to its log."""
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        uid, gid = self.account or (None, None)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(word) for word in self.command],
                env=dict(self.env),
                cwd="/" if self.account else ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=uid,
                group=gid,
                extra_groups=[] if self.account else None,
                preexec_fn=tied(self.ends_on),
            )
        self.started = time.monotonic()

    def is_up(self) -> bool:
        """Whether its first process still runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask it to end, wait for as long as it has patience for, then end the whole group."""
        if self.process is None:
            return
        if self.is_up():
            self.process.send_signal(self.ends_on)
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                say(f"  {self.name} did not end within {self.patience:.0f} s: killed")
        self.kill()

    def kill(self) -> None:
        """End whatever is left of its process group at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, to say why it died."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
