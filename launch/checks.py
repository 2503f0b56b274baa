"""`./app check`: everything that can be known of the code without running its tests."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

from launch import PYTHON
from launch.environment import FOR_TESTS, prepare
from launch.installation import packages
from launch.processes import attempt, begin
from launch.say import say, step
from launch.servers import passing_services
from launch.supervisor import Supervisor

PRODUCTION = {  # what `check --deploy` is about: the settings as they would be behind a real address
    "DEMONSTRATION": "0",
    "SITE_URL": "https://mediapolicy.example",
    "ALLOWED_HOSTS": "mediapolicy.example",
    "TRUST_PROXY": "1",
}


def _checks() -> list[tuple[str, list[str | Path], dict[str, str]]]:
    """Each check's name, its command and what it needs in the environment; the longest first."""
    python: list[str | Path] = [PYTHON, "-W", "ignore", "-m"]
    manage: list[str | Path] = [PYTHON, "manage.py"]
    code: list[str | Path] = ["app", "manage.py", *packages()]
    templates = ["templates", "--lint", "--quiet"]
    return [
        ("types", [*python, "mypy", "--no-error-summary"], {}),
        ("format", [*python, "ruff", "format", "--check", *code], {}),
        ("lint", [*python, "ruff", "check", "--quiet", *code], {}),
        ("imports go downwards", [PYTHON.with_name("lint-imports"), "--no-cache"], {}),
        ("templates", [*python, "djlint", *templates], {}),
        (
            "migrations match the models",
            [*manage, "makemigrations", "--check", "--dry-run"],
            {"AS_OWNER": "1"},
        ),
        ("fit for production", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ]


def check_code(services: Mapping[str, str]) -> list[str]:
    """Run every check, show the output of those that fail; the names of those.

    The first takes as long as all others together: it runs beside them.
    """
    environment = {**os.environ, **services, "DEMONSTRATION": "1", "SITE_URL": "http://127.0.0.1:8000"}
    failed = []
    (longest, command, more), *others = _checks()
    began, end_of_longest = time.monotonic(), begin(command, env={**environment, **more})
    for name, command, more in [*others, (longest, [], {})]:
        start = time.monotonic() if command else began
        code, output = attempt(command, env={**environment, **more}) if command else end_of_longest()
        say(f"  {'✓' if code == 0 else '✗'} {name} ({time.monotonic() - start:.1f} s)")
        if code:
            failed.append(name)
            say("\n".join(f"    {line}" for line in output.strip().splitlines()))
    return failed


def check_alone() -> int:
    """`./app check` by itself, with a passing database for the checks that look at one."""
    prepare(FOR_TESTS)
    with Supervisor() as supervisor, passing_services(supervisor) as services, step("checking the code"):
        failed = check_code(services)
    say(f"Failed: {', '.join(failed)}." if failed else "Every check passed.")
    return 1 if failed else 0
