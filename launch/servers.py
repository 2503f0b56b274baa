"""PostgreSQL and Redis, embedded: the lasting ones of this installation, or passing ones for a test run."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from launch import PYTHON, ROOT, VAR
from launch.keys import Keys, keys_in
from launch.machine import free_port
from launch.postgres import PostgreSQL, initialise, kept_server, passing_server
from launch.processes import known_reason
from launch.say import Stop, step
from launch.supervisor import Supervisor
from launch.valkey import redis_child, wait_until_ready

OWNER, APPLICATION = "mediapolicy_owner", "mediapolicy_app"
REAL, DEMONSTRATION = (
    "mediapolicy",
    "mediapolicy_demonstration",
)  # two databases: what is tried out never meets what is real
MODEL = "test_mediapolicy_model"  # of the databases that the tests work on: each is a copy of this one
LOGS = VAR / "log"


def start_kept(supervisor: Supervisor, database: str, keys: Keys) -> dict[str, str]:
    """The lasting services, except those the environment names; what the programs need to reach them."""
    found = {
        name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL") if name in os.environ
    }
    if "DATABASE_URL" not in found:
        with step("starting PostgreSQL"):
            server = kept_server(keys.folder)
            _start_postgres(supervisor, server, keys, [REAL, DEMONSTRATION], careful=True, log=LOGS / "postgres.log")
        found |= database_urls(server, keys, database) | {"POSTGRES_PROGRAMS": str(server.programs)}
    elif "DATABASE_OWNER_URL" not in found:
        raise Stop(
            "DATABASE_URL is given without DATABASE_OWNER_URL: the application never owns its tables, "
            "so give the address of the role that does as well (docs/running.md)."
        )
    if "REDIS_URL" not in found:
        with step("starting Redis"):
            child, url = redis_child(VAR / "redis", keys.redis, careful=True, log=LOGS / "redis.log")
            supervisor.start(child)
            wait_until_ready(child, url)
        found["REDIS_URL"] = f"{url}/{0 if database == REAL else 1}"
    return found


@contextmanager
def passing_services(supervisor: Supervisor) -> Iterator[dict[str, str]]:
    """Empty services in a temporary folder that goes when they go; the environment to reach them."""
    with step("starting PostgreSQL and Redis for the tests"):
        server, folder = passing_server()
        keys = Keys()
        try:
            _start_postgres(supervisor, server, keys, [REAL, MODEL], careful=False, log=folder / "postgres.log")
            child, redis = redis_child(folder / "redis", keys.redis, careful=False, log=folder / "redis.log")
            supervisor.start(child)
            wait_until_ready(child, redis)
        except BaseException:
            supervisor.stop()
            shutil.rmtree(folder, ignore_errors=True)
            raise
    try:
        urls = database_urls(server, keys, REAL)
        yield {
            **urls,
            "REDIS_URL": f"{redis}/0",
            "POSTGRES_PROGRAMS": str(server.programs),
            "TEST_APP_ROLE": APPLICATION,
            "TEST_APP_PASSWORD": keys.application,
            "SECRET_KEY": keys.secret_key,
            "FILES_DIR": str(folder / "files"),
            "MAIL_CATCHER_DIR": str(folder / "mail"),
            "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        }
    finally:
        supervisor.stop()
        shutil.rmtree(folder, ignore_errors=True)


def database_urls(server: PostgreSQL, keys: Keys, database: str) -> dict[str, str]:
    """How the application and, for migrations, the owner reach the database."""
    address = f"127.0.0.1:{server.port}/{database}"
    return {
        "DATABASE_URL": f"postgres://{APPLICATION}:{keys.application}@{address}",
        "DATABASE_OWNER_URL": f"postgres://{OWNER}:{keys.owner}@{address}",
        "APPLICATION_ROLE": APPLICATION,
    }


def _start_postgres(
    supervisor: Supervisor, server: PostgreSQL, keys: Keys, databases: list[str], *, careful: bool, log: Path
) -> None:
    """Make the data if there is none, start the server and give the two roles what is theirs."""
    initialise(server, keys.superuser)
    child = server.child(careful=careful, log=log)
    supervisor.start(child)
    server.wait_until_ready(child)
    request = {**asdict(keys), "port": server.port, "databases": databases, "tests": not careful}
    done = subprocess.run(
        [PYTHON, "-m", "launch.roles"],
        input=json.dumps(request),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(_why_no_roles(done.stderr))


def _why_no_roles(output: str) -> str:
    """The one way in which this is not our mistake: the keys were deleted and the data was not."""
    if "password authentication failed" in output:
        return "The data in var/postgres has other keys: put its var/secrets.json back, or delete var/."
    return known_reason(output) or f"The database roles could not be made: {output.strip()[-400:]}"


def installation_keys() -> Keys:
    """The keys of this installation."""
    with suppress(FileExistsError):
        VAR.mkdir(mode=0o755)
    return keys_in(VAR / "secrets.json")
