"""Rendering a page to a PDF in a program of its own, with little memory, little time and nothing to fetch."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from mediapolicy.papers import press

SECONDS = 30  # of wall-clock time; a form of four pages takes less than one
MEMORY = 2**30  # of address space
MOST_CHARACTERS = 1_000_000
# Where a page finds what it is made of. Nobody can own a name that ends so (RFC 2606), and nothing is sent there.
OURS = "https://paper.invalid/"
STYLE_SHEET = "papers.css"
FONTS = tuple(
    f"fonts/atkinson-hyperlegible-{face}.woff2"
    for face in (
        "latin-400-normal",
        "latin-700-normal",
        "latin-400-italic",
        "latin-700-italic",
        "next-latin-ext-400-normal",
        "next-latin-ext-700-normal",
    )
)


class PaperNotMade(Exception):
    """This page cannot become a PDF; trying again would not help. Says why, in words for whoever asked."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class PapersUnavailable(PaperNotMade):
    """PDFs cannot be made on this machine: the page itself is printed instead."""


class PressStopped(Exception):
    """The program that makes PDFs ended for no reason of the page's: worth another try."""


NO_PANGO = "This machine cannot make PDFs: the Pango library is not installed. Print the page itself instead."
NOT_BUILT = "This machine cannot make PDFs: the style sheet and fonts are not built. Print the page itself instead."
TOO_LONG = f"The document was not finished after {SECONDS} seconds, so it was stopped. Print the page itself instead."
TOO_LARGE = "The document needs more memory than a document may have. Print the page itself instead."
TOO_DEEP = "The document is nested too deeply to be laid out. Print the page itself instead."
# The libraries below Python end the program themselves when they get no more memory, time or disk.
OUT_OF_BOUNDS = (signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGXCPU, signal.SIGXFSZ)
# Sets of glyphs are walked in the same order, whichever process walks them; the date is the document's own.
SAME = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
SAID = {press.TOO_LARGE: TOO_LARGE, press.TOO_DEEP: TOO_DEEP, **{-number: TOO_LARGE for number in OUT_OF_BOUNDS}}


def render(html: str, *, seconds: float = SECONDS, memory: int = MEMORY) -> bytes:
    """The page as a tagged, archival PDF (PDF/A-3a). The same page gives the same bytes.

    Raises PapersUnavailable where no PDF can be made at all, PaperNotMade for this page, PressStopped to try again.
    """
    if len(html) > MOST_CHARACTERS:
        raise PaperNotMade(TOO_LARGE)
    wanted = json.dumps({"html": html, "given": _given(), "seconds": int(seconds) + 1, "memory": memory}).encode()
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        try:
            ended = subprocess.run(  # noqa: S603 (our own program, no words of anybody's on its command line)
                [sys.executable, "-P", "-s", "-W", "ignore", press.__file__],
                input=wanted,
                capture_output=True,
                timeout=seconds,
                env=_environment(folder),
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PaperNotMade(TOO_LONG) from None
    return _answer(ended)


def _answer(ended: subprocess.CompletedProcess[bytes]) -> bytes:
    if ended.returncode == press.NO_PANGO:
        raise PapersUnavailable(NO_PANGO)
    if ended.returncode in SAID:
        raise PaperNotMade(SAID[ended.returncode])
    if ended.returncode or not ended.stdout.startswith(b"%PDF-"):
        raise PressStopped(f"the press ended with {ended.returncode}")
    return ended.stdout


def _given() -> dict[str, str]:
    """Each address that the press answers, and the built file behind it."""
    found = {name: _built(name) for name in (STYLE_SHEET, *FONTS)}
    if not all(found.values()):
        raise PapersUnavailable(NOT_BUILT)
    return {f"{OURS}{name}": path for name, path in found.items()}


def _built(name: str) -> str:
    """Where the built file lies: beside the sources, or where static files were gathered."""
    gathered = Path(settings.STATIC_ROOT) / "built" / name
    return str(finders.find(f"built/{name}") or (gathered if gathered.is_file() else ""))


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours: no database address and no key reaches a program that reads what people wrote."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": folder, "TMPDIR": folder, "XDG_CACHE_HOME": folder, "LC_ALL": "C.UTF-8", **SAME}
