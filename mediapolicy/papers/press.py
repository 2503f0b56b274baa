"""The press: one HTML page in, one PDF out. A program of its own, so that no document can take the worker with it.

It knows nothing of Django, the database or any secret: it is started alone, reads one request from its standard
input, writes the PDF to its standard output, and ends. Its exit code says what went wrong.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import logging
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any

FILES = 64 * 2**20  # fonts unpacked to a temporary folder
NO_PANGO, TOO_LARGE, TOO_DEEP = 3, 4, 5
PR_SET_PDEATHSIG = 1
KINDS = {"css": "text/css", "woff2": "font/woff2"}
VARIANT = "pdf/a-3a"  # tagged for screen readers and made to be kept


def main() -> int:
    """Make one paper; 0 when it is on standard output."""
    wanted = json.load(sys.stdin.buffer)
    _die_with_parent()
    _limit(wanted["seconds"], wanted["memory"])
    logging.disable(logging.CRITICAL)  # WeasyPrint's warnings quote the document
    try:
        import weasyprint  # noqa: F401
    except OSError:  # Pango is the system's: no Python package brings it
        return NO_PANGO
    try:
        pdf = print_page(wanted["html"], wanted["given"])
    except MemoryError:
        return TOO_LARGE
    except RecursionError:
        return TOO_DEEP
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    return 0


def print_page(html: str, given: dict[str, str]) -> bytes:
    """The page as a PDF. `given`: the only addresses that are answered, and the file of ours behind each."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Answers what was put there by name, and nothing else: no file, no network, no data in an address."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in given:
                raise ValueError("not one of ours")
            with open(given[url], "rb") as file:
                return URLFetcherResponse(url, file.read(), {"Content-Type": KINDS[url.rpartition(".")[2]]})

    fetcher = OnlyOurs(allowed_protocols=(), allow_redirects=False)
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
    # The identity of a file made twice from the same page is the same, and so are its bytes.
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    pdf = page.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier, presentational_hints=False)
    return bytes(pdf)


def _limit(seconds: int, memory: int) -> None:
    """No more memory, time or disk than a paper needs; where the system knows no such limit, the caller's clock is left."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_FSIZE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _die_with_parent() -> None:
    """Where Linux offers it: killed when the worker that started us is."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    # Ending without tidying up: at the edge of memory, tidying can fail and change what the code says.
    code = main()
    sys.stdout.flush()
    os._exit(code)
