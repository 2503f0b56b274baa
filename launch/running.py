"""`./app run`: from whatever is there, even nothing, to a running product."""

import argparse
import hashlib
import http.client
import os
import time
from dataclasses import dataclass
from pathlib import Path

from launch import PYTHON, ROOT, VAR
from launch.environment import FOR_RUNNING, prepare, try_for_pango
from launch.installation import LOCK, RUNNING, announce, packages, prepared_stamp, variables
from launch.machine import free_port, must_be_free, must_be_writable, only_one, worker_pool
from launch.processes import Child, known_reason, run
from launch.say import Stop, say, step
from launch.servers import DEMONSTRATION, LOGS, REAL, installation_keys, start_kept
from launch.supervisor import Supervisor

STATIC = VAR / "static"


@dataclass(frozen=True)
class Wish:
    """What the command line asked for."""

    port: int
    real: bool

    @property
    def database(self) -> str:
        """The demonstration has a database of its own."""
        return REAL if self.real else DEMONSTRATION


def wish_from(arguments: list[str]) -> Wish:
    """Read the options of `./app run`."""
    parser = argparse.ArgumentParser(prog="./app run", description="Start the product on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="where the pages are served (8000)")
    parser.add_argument("--real", action="store_true", help="no demonstration: an empty product, set up with a key")
    options = parser.parse_args(arguments)
    return Wish(options.port, options.real)


def run_product(arguments: list[str]) -> int:
    """Prepare, start, keep running until told to stop."""
    wish = wish_from(arguments)
    began = time.monotonic()
    must_be_writable()
    with only_one(LOCK) as alone:
        if not alone:
            raise Stop("The product already runs from this folder: stop it first (Ctrl-C where it runs).")
        must_be_free(wish.port)
        prepare(FOR_RUNNING)
        try_for_pango()
        build_assets()
        try:
            with Supervisor() as supervisor:
                start(supervisor, wish)
                say(f"\nReady after {time.monotonic() - began:.0f} s:  http://127.0.0.1:{wish.port}/")
                say(_welcome(wish))
                supervisor.watch()
        except KeyboardInterrupt:
            say("Everything is stopped; the data is kept in var/.")
        finally:
            RUNNING.unlink(missing_ok=True)
    return 0


def build_assets() -> None:
    """Style sheets, scripts and fonts from their npm packages; at once when nothing changed."""
    from launch import assets

    assets.build(ROOT, lambda doing: say(f"→ {doing} …"))


def start(supervisor: Supervisor, wish: Wish) -> None:
    """Services first, then the database's tables, then the programs that need both."""
    keys = installation_keys()
    services = start_kept(supervisor, wish.database, keys)
    mail_port = free_port()
    if not wish.real:
        services["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
    environment = variables(wish.database, keys, services, port=wish.port)
    announce(environment, wish.database)
    prepare_database(environment, wish)
    collect_static(environment)
    mail, web, *others = programs(environment, wish.port, mail_port)
    with step("starting the web server, then worker and scheduler"):
        for child in (web,) if wish.real else (mail, web):
            supervisor.start(child)
        wait_for_pages(web, wish.port)
        for child in others:
            supervisor.start(child)
    if wish.real:
        say(django("setup_key", env=environment).strip())


def prepare_database(environment: dict[str, str], wish: Wish) -> None:
    """Tables, roles and the demonstration's care group, unless the code and the data are those of last time."""
    stamp, wanted = prepared_stamp(wish.database), _code_and_data()
    if "DATABASE_URL" not in os.environ and stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    with step("bringing the database's tables up to date"):
        django("migrate", "--no-input", "-v0", env={**environment, "AS_OWNER": "1"})
    if not wish.real:
        with step("looking after the demonstration's care group"):
            django("demonstrate", env=environment)
    stamp.write_text(wanted)


def _code_and_data() -> str:
    """What tells whether anything changed since the database was last prepared."""
    sums = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    for path in sorted(path for folder in packages() for path in folder.rglob("*.py")):
        sums.update(f"{path}\0".encode() + path.read_bytes())
    made = VAR / "postgres" / "PG_VERSION"
    return f"{sums.hexdigest()} {made.stat().st_ino if made.exists() else ''}"


def django(*words: str, env: dict[str, str]) -> str:
    """One of Django's commands, quietly; its output."""
    why = f"`manage.py {words[0]}` failed: see the lines above."
    return run([PYTHON, "manage.py", *words], why=why, env=env)


def collect_static(environment: dict[str, str]) -> None:
    """Gather what the web server serves as files, unless that is what it gathered last time."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    facts = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    facts.append((ROOT / "requirements" / "run.txt").read_text())
    wanted = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    stamp = VAR / "static.stamp"
    if stamp.exists() and stamp.read_text() == wanted and STATIC.is_dir():
        return
    with step("gathering the static files"):
        django("collectstatic", "--no-input", "--clear", "-v0", env=environment)
        stamp.write_text(wanted)


def programs(environment: dict[str, str], port: int, mail_port: int) -> list[Child]:
    """What the product consists of: mail catcher, web server, worker, scheduler."""

    def child(name: str, words: str, *more: str, patience: float = 15) -> Child:
        command: list[str | Path] = [PYTHON, *words.split(), *more]
        return Child(name, command, environment, LOGS / f"{name}.log", patience=patience)

    web = f"--bind 127.0.0.1:{port} --preload --worker-class gthread --workers 2 --threads 4 --graceful-timeout 10"
    worker = f"--pool {worker_pool()} --concurrency 2 --prefetch-multiplier 1 --without-gossip --without-mingle"
    level = environment["LOG_LEVEL"]
    return [
        child("mail", f"-m mediapolicy.mailcatcher --port {mail_port} --dir", environment["MAIL_CATCHER_DIR"]),
        child("web", f"-m gunicorn mediapolicy.wsgi {web} --no-control-socket"),
        child("worker", f"-m celery -A mediapolicy worker {worker} --loglevel {level}", patience=20),
        child("scheduler", "manage.py sweep"),
    ]


def wait_for_pages(web: Child, port: int) -> None:
    """Until the web server answers; stop with the end of its log if it cannot."""
    patience = time.monotonic() + 60
    while time.monotonic() < patience and web.is_up():
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status < 500:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        time.sleep(0.1)
    reason = known_reason(web.last_words()) or f"The web server did not start: see the lines above and {web.log}."
    raise Stop(f"{web.last_words()}\n{reason}")


def _welcome(wish: Wish) -> str:
    """What to do first."""
    if wish.real:
        return "Open it and enter the set-up key. Ctrl-C stops everything; the data stays in var/."
    return (
        "The sign-in page offers one-click sign-in as each person of the demonstration's care group.\n"
        "Every email is kept in var/demonstration/mail and goes nowhere.\n"
        "Ctrl-C stops everything; the data stays in var/."
    )
