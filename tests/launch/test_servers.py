"""The embedded PostgreSQL and Redis: started for real, with two roles that can do what each must, no more."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

# In a process of its own: forking a test process that has threads is unwise. It answers with what it saw.
LOOK = """
import json, sys
from pathlib import Path
import psycopg2, redis
from launch.say import say_on_stderr
from launch.servers import passing_services
from launch.supervisor import Supervisor

def tell(url, *statements):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    answers = []
    for statement in statements:
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                answers.append(cursor.fetchall() if cursor.description else "done")
        except psycopg2.Error as error:
            answers.append(type(error).__name__)
    connection.close()
    return answers

say_on_stderr()
with Supervisor() as supervisor, passing_services(supervisor) as found:
    owner, application = found["DATABASE_OWNER_URL"], found["DATABASE_URL"]
    copies = [url.rpartition("/")[0] + "/test_copy" for url in (owner, application)]
    answer = {
        "owner makes": tell(
            owner, "CREATE TABLE t (id bigserial PRIMARY KEY, w text)", "CREATE DATABASE test_copy"
        ),
        "copy": tell(copies[0], "CREATE TABLE t (id bigserial)"),
        "application in copy": tell(copies[1], "INSERT INTO t DEFAULT VALUES RETURNING id"),
        "application rows": tell(
            application,
            "INSERT INTO t (w) VALUES ('É') RETURNING id",
            "UPDATE t SET w = lower(w)",
            "SELECT w FROM t",
            "DELETE FROM t",
        ),
        "application refused": tell(
            application,
            "CREATE TABLE u ()",
            "DROP TABLE t",
            "ALTER TABLE t ADD x int",
            "ALTER TABLE t DISABLE TRIGGER ALL",
            "TRUNCATE t",
            "CREATE SCHEMA s",
            "CREATE ROLE r",
            "CREATE DATABASE d",
            "SET ROLE mediapolicy_owner",
        ),
        "application owns": tell(
            application, "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
        ),
        "superusers": tell(
            application, "SELECT rolname FROM pg_roles WHERE rolsuper AND rolname LIKE 'mediapolicy%'"
        ),
        "redis": redis.from_url(found["REDIS_URL"]).config_get("maxmemory-policy"),
        "folder": str(Path(found["FILES_DIR"]).parent),
        "pids": [child.process.pid for child in supervisor.children],
    }
print(json.dumps(answer))
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_owner_makes_tables_and_test_databases(seen: dict[str, Any]) -> None:
    assert seen["owner makes"] == ["done", "done"]


def test_the_application_reads_and_writes_rows_of_new_tables(seen: dict[str, Any]) -> None:
    assert seen["application rows"] == [[[1]], "done", [["é"]], "done"]
    assert seen["application in copy"] == [[[1]]]


def test_the_application_owns_nothing_and_can_make_nothing(seen: dict[str, Any]) -> None:
    assert set(seen["application refused"]) == {"InsufficientPrivilege"}
    assert seen["application owns"] == [[[0]]]
    assert seen["superusers"] == [[]]


def test_redis_drops_nothing_to_make_room(seen: dict[str, Any]) -> None:
    assert seen["redis"] == {"maxmemory-policy": "noeviction"}


def test_nothing_is_left_behind(seen: dict[str, Any]) -> None:
    assert not Path(seen["folder"]).exists()
    assert not any(Path(f"/proc/{pid}").exists() for pid in seen["pids"])
