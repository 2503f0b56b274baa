"""What can be known of the containers without building them. Building is proven where Docker is."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from launch import roles
from launch.environment import PANGO

ROOT = Path(settings.ROOT)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
INIT_ROLES = ROOT / "ops" / "postgres" / "init-roles.sh"
OURS = ["web", "worker", "scheduler", "migrate", "mail"]


def service(name: str) -> dict[str, Any]:
    """One service, merged as Compose merges it."""
    return dict(COMPOSE["services"][name])


def words(name: str) -> str:
    """What the service is started with."""
    command = service(name).get("command", "")
    return command if isinstance(command, str) else " ".join(command)


@pytest.mark.parametrize("name", OURS)
def test_one_image_without_root_and_without_powers(name: str) -> None:
    found = service(name)
    assert found["image"].startswith("mediapolicy:")
    assert found["cap_drop"] == ["ALL"]
    assert found["read_only"] is True
    assert "no-new-privileges:true" in found["security_opt"]
    assert "user" not in found


def test_the_image_runs_as_somebody_else_than_root() -> None:
    last_stage = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER 10001:10001$", last_stage, re.MULTILINE)
    assert last_stage.index("USER ") < last_stage.index('CMD ["gunicorn')


def test_the_image_holds_every_room_and_nothing_of_a_developers_folder() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE.rsplit("\nFROM ", 1)[1], re.MULTILINE)
    names = {name.rstrip("/") for line in copied for name in line.split()}
    assert names == {*settings.ROOMS, "manage.py", "pyproject.toml", "templates"}


def test_the_image_has_what_is_locked_and_what_pdfs_need() -> None:
    assert DOCKERFILE.count("--require-hashes") == 2
    assert all(package in DOCKERFILE for package in PANGO)
    assert "launch/assets.py" in DOCKERFILE
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD)", DOCKERFILE, re.MULTILINE)


def test_only_the_owners_service_knows_the_owners_password() -> None:
    for name, found in COMPOSE["services"].items():
        knows = "OWNER_PASSWORD" in str(found.get("environment"))
        assert knows == (name in ("migrate", "postgres"))
    assert service("migrate")["environment"]["AS_OWNER"] == "1"
    assert "AS_OWNER" not in service("web")["environment"]
    assert all("env_file" not in found for found in COMPOSE["services"].values())


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_nothing_starts_before_the_tables_are_up_to_date(name: str) -> None:
    waits = service(name)["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert waits["postgres"] == {"condition": "service_healthy"}
    assert service(name)["restart"] == "unless-stopped"


def test_each_lasting_service_says_how_it_is() -> None:
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/healthz" in DOCKERFILE
    for name in ("worker", "scheduler", "postgres", "redis", "mail"):
        assert service(name)["healthcheck"]["test"]
    assert "healthcheck" not in service("web")  # the image's own


def test_redis_refuses_rather_than_forgets() -> None:
    assert "--maxmemory-policy noeviction" in words("redis")
    assert "--appendonly yes" in words("redis")


def test_nothing_but_web_can_be_reached_and_web_from_this_machine_alone() -> None:
    ports = {name: found["ports"] for name, found in COMPOSE["services"].items() if "ports" in found}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert service("postgres")["networks"] == service("redis")["networks"] == ["inside"]


def test_what_must_last_lies_in_named_volumes() -> None:
    mounted = [place for found in COMPOSE["services"].values() for place in found.get("volumes", [])]
    assert {place.split(":")[0] for place in mounted if not place.startswith(".")} == set(COMPOSE["volumes"])


def test_the_roles_are_those_of_the_embedded_server() -> None:
    script = " ".join(INIT_ROLES.read_text(encoding="utf-8").split())
    subprocess.run(["sh", "-n", INIT_ROLES], check=True)
    assert f"CREATE ROLE {roles.OWNER} " in script
    assert f"CREATE ROLE {roles.APPLICATION} " in script
    made_by_launch: list[str] = []

    class Cursor:
        def execute(self, statement: Any) -> None:
            made_by_launch.append("".join(_text(part) for part in statement.seq))

    roles.grant(Cursor())
    assert len(made_by_launch) > 3
    for statement in made_by_launch:
        assert f"{' '.join(statement.split())};" in script


def _text(part: Any) -> str:
    return ".".join(part.strings) if hasattr(part, "strings") else part.string


def test_the_health_check_asks_under_the_name_that_people_use() -> None:
    found = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    command = yaml.safe_load(found[1])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    compile(service("scheduler")["healthcheck"]["test"][3], "healthcheck", "exec")
    assert shlex.split(words("worker").replace("${WORKER_CONCURRENCY:-2}", "2"))
