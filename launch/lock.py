"""`./app lock`: compile requirements/*.in to hash-locked *.txt files that name no package index."""

import os

from launch import PYTHON, ROOT
from launch.processes import run
from launch.say import Stop, step

FOLDER = ROOT / "requirements"
WIDEST = "test"  # holds every Python package of the product; the narrower locks must agree with it
NARROWER = ("embedded", "run", "uv")
APART = ("node",)  # installed outside .venv
FOREIGN = ("://", "--index", "--extra-index", "--find-links", "file:", " @ ")


def lock(arguments: list[str]) -> None:
    """Write every lock anew; `--upgrade` looks for newer versions within the limits of the *.in files."""
    _compile(WIDEST, *arguments)
    for name in NARROWER:
        _compile(name, "--constraint", f"{WIDEST}.txt")
    for name in APART:
        _compile(name, *arguments)


def _compile(name: str, *options: str) -> None:
    """One *.in to its *.txt, for every platform and Python from 3.11 on; stop if anything local got in."""
    settings = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--quiet"]
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_FIND_LINKS")}
    with step(f"locking requirements/{name}.in"):
        run(
            [PYTHON, "-m", "uv", "pip", "compile", *settings, *options, f"{name}.in", "-o", f"{name}.txt"],
            why=f"requirements/{name}.in could not be resolved.",
            env=environment,
            cwd=FOLDER,
        )
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        if any(sign in line for sign in FOREIGN):
            raise Stop(f"requirements/{name}.txt names a place to fetch from ({line.strip()}): remove it.")
