""".env.example tells of every setting there is, and of no other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
READ_BY_SETTINGS = re.compile(r'\benv\.\w+\(\s*"([A-Z_]+)"|"([A-Z_]+)" in os\.environ|else "([A-Z_]+)"')
READ_BY_LAUNCH = re.compile(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"')
READ_BY_COMPOSE = re.compile(r"\$\{([A-Z_]+)")
TOLD = re.compile(r"^(# )?([A-Z_]+)=(.*)$", re.MULTILINE)
THE_MACHINES = {"PATH"}
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD"}


def read(pattern: re.Pattern[str], *files: Path) -> set[str]:
    """The names of variables that these files read."""
    found = [match for file in files for match in pattern.findall(file.read_text(encoding="utf-8"))]
    return {name for match in found for name in ([match] if isinstance(match, str) else match) if name}


def test_it_tells_of_every_variable_and_of_no_other() -> None:
    known = (
        read(READ_BY_SETTINGS, ROOT / "mediapolicy" / "settings.py")
        | read(READ_BY_LAUNCH, *(ROOT / "launch").glob("*.py"))
        | read(READ_BY_COMPOSE, ROOT / "docker-compose.yml")
    ) - THE_MACHINES
    assert {"SECRET_KEY", "DATABASE_OWNER_URL", "EMAIL_URL", "MAY_RUN_AS_OWNER", "CI"} <= known
    told = [name for _, name, _ in TOLD.findall(EXAMPLE)]
    assert sorted(told) == sorted(known)


def test_each_is_explained() -> None:
    for block in EXAMPLE.split("\n\n"):
        if TOLD.search(block):
            assert block.startswith("# "), block


def test_no_secret_is_in_it_and_each_must_be_filled() -> None:
    values = {name: value for _, name, value in TOLD.findall(EXAMPLE)}
    assert {name for name, value in values.items() if not value} == SECRETS


def settings_from_the_example(**filled: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` as it would be with a copy of the example, and nothing else."""
    given = {name: value for commented, name, value in TOLD.findall(EXAMPLE) if not commented and value}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": "/usr/bin:/bin", **given, **filled},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_filled_copy_is_fit_for_production() -> None:
    done = settings_from_the_example(SECRET_KEY="0123456789abcdef" * 4, DATABASE_URL="postgres://a:b@127.0.0.1/c")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("more", [{}, {"SECRET_KEY": "k" * 60, "DEMONSTRATION": "1"}])
def test_an_unsafe_copy_is_refused(more: dict[str, str]) -> None:
    done = settings_from_the_example(**more)
    assert done.returncode != 0
    assert "ImproperlyConfigured: " + ("DEMONSTRATION=1" if more else "SECRET_KEY is not set") in done.stderr
