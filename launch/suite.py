"""`./app test`: the whole suite from nothing, on real services; and `./app bench`, which needs the same."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from launch import PYTHON
from launch.checks import check_code
from launch.chromium import Browser, find_browser
from launch.environment import FOR_TESTS, prepare, try_for_pango
from launch.machine import worker_pool
from launch.processes import begin, known_reason, run, show
from launch.running import build_assets
from launch.say import Stop, say, step, taken
from launch.servers import MODEL, passing_services
from launch.supervisor import Supervisor

BY_DEFAULT = ["-n", "2", "--dist", "worksteal"]  # the long ones come first (tests/stage.py)
WORTH_TELLING = 1.0  # seconds; shorter steps are left out of the closing lines
NO_BROWSER = "The browser tests need Chromium and CI must not skip them: install Chromium or set CHROMIUM_PATH."


def test_everything(arguments: list[str]) -> int:
    """Prepare, check, test; close with what was real and how long each phase took."""
    began = time.monotonic()
    in_ci = os.environ.get("CI", "").lower() in ("1", "true", "yes")
    prepare(FOR_TESTS)
    pango = try_for_pango()
    build_assets()
    browser = find_browser()
    if browser is None and in_ci:
        raise Stop(NO_BROWSER)
    with Supervisor() as supervisor, passing_services(supervisor) as services:
        environment = environment_for_tests(services, browser)
        with step("checking the code"):
            model_made = begin_model(environment)
            failed = check_code(services)
            environment["TEST_MODEL"] = model_made()
        with step("running the tests"):
            code = show([PYTHON, "-m", "pytest", *(arguments or BY_DEFAULT)], env=environment, interactive=True)
        programs = services["POSTGRES_PROGRAMS"]
    say(closing_lines(programs, browser, pango=pango, seconds=time.monotonic() - began))
    if failed:
        say(f"✗ Failed checks: {', '.join(failed)}.")
    say(f"✗ The tests failed (pytest ended with {code})." if code else "✓ The tests passed.")
    return 1 if failed or code else 0


def begin_model(environment: Mapping[str, str]) -> Callable[[], str]:
    """Run every migration once, beside us: the tests work on copies of this database. What waits, and gives its name."""
    address, _, _ = environment["DATABASE_URL"].rpartition("/")
    own = {"DATABASE_URL": f"{address}/{MODEL}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    end = begin([PYTHON, "manage.py", "migrate", "--no-input", "-v0"], env={**environment, **own})

    def made() -> str:
        code, output = end()
        if code:
            raise Stop(known_reason(output) or f"The tables could not be made:\n{output.strip()[-2000:]}")
        return MODEL

    return made


def environment_for_tests(services: dict[str, str], browser: Browser | None) -> dict[str, str]:
    """As the owner, who may make test databases; TEST_APP_ROLE is for tests that act as the application."""
    caller = {name: value for name, value in os.environ.items() if name not in ("CHROMIUM_PATH", "CHROMIUM_ENV")}
    return {
        **caller,
        **services,
        **(browser.variables() if browser else {}),
        "DATABASE_URL": services["DATABASE_OWNER_URL"],
        "DEMONSTRATION": "1",
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "WORKER_POOL": worker_pool(),  # for the tests that start a worker
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the thread that also asks the database
    }


def closing_lines(programs: str, browser: Browser | None, *, pango: bool, seconds: float) -> str:
    """What the tests met, in few lines: pytest's own closing lines must stay in sight."""
    server = "the packaged server" if ".venv" in programs or "mediapolicy-" in programs else programs
    phases = ", ".join(f"{doing} {took:.0f} s" for doing, took in taken if took >= WORTH_TELLING)
    return "\n".join(
        [
            f"\nPostgreSQL: real ({server}) · Redis: real",
            f"Browser: {'real (' + browser.kind + ')' if browser else 'NONE, its tests were skipped'}",
            f"Pango: {'real' if pango else 'NONE, the PDF tests were skipped'}",
            f"{seconds:.0f} s in all: {phases}",
        ]
    )


def bench(arguments: list[str]) -> int:
    """`./app bench [N]`: the measurements, on passing services with the tables made."""
    prepare(FOR_TESTS)
    build_assets()
    with Supervisor() as supervisor, passing_services(supervisor) as services:
        environment = {**environment_for_tests(services, None), "DATABASE_URL": services["DATABASE_URL"]}
        with step("making the tables"):
            migrate: list[str | Path] = [PYTHON, "manage.py", "migrate", "--no-input", "-v0"]
            run(migrate, why="The tables could not be made.", env={**environment, "AS_OWNER": "1"})
        return show([PYTHON, "-m", "bench", *arguments], env=environment)
