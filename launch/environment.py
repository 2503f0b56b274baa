"""The Python environment in `.venv`, exactly as a hash-locked file says."""

import ast
import ctypes
import hashlib
import os
import platform
import shutil
import sys
from pathlib import Path

from launch import PYTHON, ROOT
from launch.machine import DISK_TO_RUN, DISK_TO_TEST, must_be_writable, must_have_room, must_have_venv
from launch.processes import attempt, run
from launch.say import say, step

FOLDER = ROOT / ".venv"
LOCKS = ROOT / "requirements"
FOR_RUNNING, FOR_TESTS = "embedded", "test"  # the second holds all of the first
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def prepare(lock: str) -> None:
    """Make `.venv` hold what `lock` lists; at once when it already does."""
    must_be_writable()
    if not _works():
        must_have_venv()
        must_have_room(DISK_TO_TEST if lock == FOR_TESTS else DISK_TO_RUN)
        with step(f"making the Python environment (Python {sys.version.split()[0]})"):
            shutil.rmtree(FOLDER, ignore_errors=True)
            run(
                [sys.executable, "-m", "venv", FOLDER],
                why="The environment could not be made: install python3-venv, then run this again.",
            )
    if not _holds("uv"):
        with step("installing the installer (uv)"):
            quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries=2"]
            run(
                [PYTHON, "-m", "pip", "install", *quietly, "--require-hashes", "-r", LOCKS / "uv.txt"],
                why="uv could not be installed: see the lines above.",
            )
            _note("uv")
    if not (_holds(lock) or (lock == FOR_RUNNING and _holds(FOR_TESTS))):
        _sync(lock)


def _sync(lock: str) -> None:
    """Install what the lock lists and remove what it does not."""
    must_have_room(DISK_TO_TEST // 2 if lock == FOR_TESTS else DISK_TO_RUN // 2)
    with step(f"installing the packages of requirements/{lock}.txt"):
        _stamp(FOR_RUNNING).unlink(missing_ok=True)
        _stamp(FOR_TESTS).unlink(missing_ok=True)
        run(
            [
                PYTHON,
                "-m",
                "uv",
                "pip",
                "sync",
                "--require-hashes",
                "--python",
                PYTHON,
                LOCKS / f"{lock}.txt",
            ],
            why=f"The packages of requirements/{lock}.txt could not be installed: see the lines above.",
            env=uv_environment(),
        )
        _note(lock)


def uv_environment() -> dict[str, str]:
    """uv does not read pip's settings: hand it the mirror that this machine's pip is told to use."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if any(name in environment for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX")):
        return environment
    code, settings = attempt([PYTHON, "-m", "pip", "--disable-pip-version-check", "config", "list"])
    for line in settings.splitlines() if code == 0 else ():
        name, _, value = line.partition("=")
        if name.endswith(".index-url"):
            environment["UV_DEFAULT_INDEX"] = str(ast.literal_eval(value))
    return environment


def _works() -> bool:
    """Whether there is an environment of a supported Python, and not one copied here from another folder."""
    code, answer = attempt([PYTHON, "-c", "import sys, pip; print(sys.version_info >= (3, 11), sys.prefix)"])
    return code == 0 and answer.split(maxsplit=1) == ["True", f"{FOLDER}\n"]


def _stamp(lock: str) -> Path:
    return FOLDER / f".{lock}-stamp"


def _holds(lock: str) -> bool:
    """Whether this lock, as it reads now, was the last installed."""
    stamp = _stamp(lock)
    return stamp.exists() and stamp.read_text() == _hash(lock)


def _note(lock: str) -> None:
    _stamp(lock).write_text(_hash(lock))


def _hash(lock: str) -> str:
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest()


def has_pango() -> bool:
    """Whether PDFs can be made here."""
    if platform.system() == "Linux":  # what WeasyPrint loads, without the second that importing it takes
        try:
            for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
                ctypes.CDLL(library)
        except OSError:
            return False
        return True
    return attempt([PYTHON, "-W", "ignore", "-c", "import weasyprint"])[0] == 0


def try_for_pango() -> bool:
    """PDFs need the system's Pango: as root on Debian fetch it, elsewhere say how; the rest works without."""
    if has_pango():
        return True
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with step("fetching Pango, which makes the PDFs (apt-get)"):
            attempt([apt, "update", "-qq"], env=environment)
            attempt([apt, "install", "-y", "-qq", "--no-install-recommends", *PANGO], env=environment)
    if has_pango():
        return True
    say(
        "  No Pango: signed papers are offered as printable pages, not PDFs. To have PDFs: "
        f"apt-get install {' '.join(PANGO)}"
    )
    return False
