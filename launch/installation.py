"""The running installation as its programs see it: its environment, and how another command finds it."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch import PYTHON, ROOT, VAR
from launch.environment import FOR_RUNNING, prepare
from launch.keys import Keys, write_private
from launch.machine import only_one
from launch.processes import show
from launch.say import Stop, say_on_stderr
from launch.servers import DEMONSTRATION, REAL, installation_keys, start_kept
from launch.supervisor import Supervisor

LOCK = VAR / "lock"
RUNNING = VAR / "running.json"  # the environment of what runs now; its passwords make it private
LAST = VAR / "last"  # which database the last `./app run` used
AS_THE_OWNER = frozenset({"migrate", "backup", "restore"})  # commands that need more than the application's role


def variables(database: str, keys: Keys, services: dict[str, str], *, port: int) -> dict[str, str]:
    """Everything the settings read; the caller's environment wins, except over what makes a demonstration."""
    home = VAR if database == REAL else VAR / "demonstration"
    defaults = {
        "SECRET_KEY": keys.secret_key,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "FILES_DIR": str(home / "files"),
        "MAIL_CATCHER_DIR": str(home / "mail"),
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "mediapolicy.settings",
    }
    fixed = {"DEMONSTRATION": "1" if database == DEMONSTRATION else "0"}
    if database == DEMONSTRATION:
        fixed["SITE_URL"] = defaults["SITE_URL"]
    for folder in (home / "files", home / "mail"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {**defaults, **os.environ, **services, **fixed}


def announce(environment: dict[str, str], database: str) -> None:
    """Let other commands reach what runs now, and remember which database it was."""
    write_private(RUNNING, json.dumps(environment))
    LAST.write_text(database)


def prepared_stamp(database: str) -> Path:
    """Where `./app run` notes in what state of the code it prepared the database."""
    return VAR / f"{database}.prepared"


def packages() -> list[Path]:
    """The folders that hold the project's code; what tools made has names that begin with a dot."""
    return sorted(path for path in ROOT.iterdir() if path.name[0] != "." and any(path.glob("*.py")))


@contextmanager
def reached() -> Iterator[dict[str, str]]:
    """The environment of what runs now; if nothing does, of services started for as long as this takes."""
    with only_one(LOCK) as alone:
        if not alone:
            if not RUNNING.exists():
                raise Stop("Another ./app command is starting or ending here: try again in a moment.")
            yield json.loads(RUNNING.read_text())
            return
        RUNNING.unlink(missing_ok=True)  # left behind by a crash
        keys = installation_keys()
        database = LAST.read_text().strip() if LAST.exists() else DEMONSTRATION
        with Supervisor() as supervisor:
            yield variables(database, keys, start_kept(supervisor, database, keys), port=8000)


def manage(arguments: list[str]) -> int:
    """`./app manage …`: Django's command line on this installation."""
    say_on_stderr()
    prepare(FOR_RUNNING)
    with reached() as environment:
        for database in (REAL, DEMONSTRATION):  # whatever the command does, the next start looks again
            prepared_stamp(database).unlink(missing_ok=True)
        owner = {"AS_OWNER": "1"} if arguments and arguments[0] in AS_THE_OWNER else {}
        return show([PYTHON, "manage.py", *arguments], env={**environment, **owner}, interactive=sys.stdin.isatty())


def with_file(command: str, arguments: list[str]) -> int:
    """`./app backup FILE` and `./app restore FILE`; FILE is meant from where the caller stands."""
    if len(arguments) != 1:
        raise Stop(f"{command} needs one file: ./app {command} FILE")
    return manage([command, str(Path(arguments[0]).absolute())])
