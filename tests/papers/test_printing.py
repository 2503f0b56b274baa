"""The press: fetches nothing, stops in time, keeps within its memory, and makes tagged papers that stay the same."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.staticfiles import finders
from PIL import ImageFile

from mediapolicy.papers import press, printing
from mediapolicy.papers.printing import OURS, PaperNotMade, PapersUnavailable, PressStopped, render
from tests.papers.conftest import needs_pango, sheet, tags_of

pytestmark = needs_pango
Open = Callable[[bytes], pikepdf.Pdf]


class Listening(http.server.ThreadingHTTPServer):
    """A web server on this machine that counts who comes."""

    asked: list[str]


@pytest.fixture
def listening() -> Iterator[Listening]:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 (the library's name)
            server.asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = Listening(("127.0.0.1", 0), Answer)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


# What a document might try to fetch; {0} is an address.
WAYS = (
    '<img src="{0}" alt="">',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<div style="background: url({0})">x</div>',
    '<p style="list-style: url({0}); display: list-item">x</p>',
    "<style>@import url({0});</style>",
    "<style>@font-face {{ font-family: f; src: url({0}) }} p {{ font-family: f }}</style><p>x</p>",
    "<style>p::before {{ content: url({0}) }}</style><p>x</p>",
    '<svg><image href="{0}" width="9" height="9"/></svg>',
    '<svg><use href="{0}#a"/></svg>',
    '<link rel="stylesheet" href="{0}">',
    '<a rel="attachment" href="{0}">x</a>',
)
IN_HEAD = ('<link rel="attachment" href="{0}">', '<base href="{0}"><link rel="stylesheet" href="x.css">')


def test_nothing_is_fetched_from_the_network(listening: Listening) -> None:
    address = f"http://127.0.0.1:{listening.server_port}/x"
    body, head = ("".join(one.format(address) for one in ways) for ways in (WAYS, IN_HEAD))
    assert render(sheet(body, head)).startswith(b"%PDF-")
    assert listening.asked == []


def test_no_file_of_this_machine_gets_into_a_paper(tmp_path: Path, opened: Open) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'kept to ourselves' }")
    body, head = ("".join(one.format(secret.as_uri()) for one in ways) for ways in (WAYS, IN_HEAD))
    pdf = render(sheet(f"<h1>A form</h1>{body}", head))
    paper = opened(pdf)
    assert "/EmbeddedFiles" not in paper.Root.get("/Names", {})
    assert not list(paper.attachments)
    assert b"kept to ourselves" not in b"".join(
        one.read_bytes() for one in paper.objects if isinstance(one, pikepdf.Stream)
    )


def test_only_what_we_put_there_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is not ours to the letter is refused, whatever its kind; ours are answered."""
    tried = ["data:text/css,h1{color:red}", "file:///etc/hostname", "ftp://127.0.0.1/x", f"{OURS}../x", f"{OURS}x.css"]
    asked, answered = set(), set()

    class Noting(dict[str, str]):
        def __contains__(self, key: object) -> bool:
            asked.add(str(key))
            return super().__contains__(key)

        def __getitem__(self, key: str) -> str:
            answered.add(key)
            return super().__getitem__(key)

    # Only here is the press in our own process, and it has pictures that are cut off let through: not after this test.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    press.print_page(
        sheet("".join(f'<link rel="stylesheet" href="{one}">' for one in tried)), Noting(printing._given())
    )
    assert set(tried) <= asked
    assert f"{OURS}papers.css" in answered
    assert answered <= set(printing._given())


def test_what_takes_forever_is_stopped_and_says_so() -> None:
    began = time.monotonic()
    with pytest.raises(PaperNotMade, match="stopped") as refused:
        render(sheet("<p>" + "word " * 180_000 + "</p>"), seconds=1.5)
    assert time.monotonic() - began < 10
    assert "Print the page itself" in refused.value.words


def test_what_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(PaperNotMade, match="memory"):
        render(sheet("<p>" + "word " * 20_000 + "</p>"), memory=120 * 2**20)


def test_what_is_nested_without_end_is_refused() -> None:
    with pytest.raises(PaperNotMade, match="nested too deeply"):
        render(sheet("<div>" * 5_000))


def test_a_page_beyond_all_measure_is_not_even_tried() -> None:
    with pytest.raises(PaperNotMade):
        render("x" * (printing.MOST_CHARACTERS + 1))


def test_killed_from_outside_it_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess([], -signal.SIGKILL, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: killed)
    with pytest.raises(PressStopped):
        render(sheet("x"))


def test_without_pango_it_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], press.NO_PANGO, b"", b""))
    with pytest.raises(PapersUnavailable, match="Pango") as refused:
        render(sheet("x"))
    assert "Print the page itself" in refused.value.words


def test_the_press_itself_tells_when_pango_is_missing(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.path.insert(1, {str(Path(press.__file__).parent)!r})"
    )
    asked = b'{"html": "", "given": {}, "seconds": 9, "memory": 1073741824}'
    ended = subprocess.run(
        [sys.executable, "-c", f"{program}; import press; sys.exit(press.main())"], input=asked, check=False
    )
    assert ended.returncode == press.NO_PANGO


def test_without_our_fonts_it_says_so(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(finders, "find", lambda _: None)
    with pytest.raises(PapersUnavailable, match="not built"):
        render(sheet("x"))


def test_the_press_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@db/x")
    given = printing._environment("/nowhere")
    assert not {name for name in given if "URL" in name or "KEY" in name or "SECRET" in name}
    assert "secret" not in " ".join(given.values())


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """A worker that is killed leaves no press behind."""
    page = "b'<p>' + b'word ' * 150000 + b'</p>'"
    limits = b'", "given": {}, "seconds": 60, "memory": 2000000000}'
    starter = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, {press.__file__!r}], stdin=subprocess.PIPE)\n"
        f'child.stdin.write(b\'{{"html": "\' + {page} + {limits!r})\n'
        "child.stdin.close(); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(1)  # it has read its request by now and is at work
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 10
    while _is_at_work(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _is_at_work(child)


def _is_at_work(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# The paper itself --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_pdf() -> bytes:
    drawing = '<svg viewBox="0 0 9 9" width="20"><title>A camera</title><path d="M1 1h7v7H1z"/></svg>'
    return render(sheet(f"<h1>Your choice</h1><h2>One</h2><p>Łucja and <b>Zoë</b></p>{drawing}<ul><li>x</li></ul>"))


def test_it_is_tagged_named_and_in_a_language(a_pdf: bytes, opened: Open) -> None:
    pdf = opened(a_pdf)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang).lower() == "en-gb"
    assert str(pdf.docinfo["/Title"]) == "A form"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    told = [tag for tag in tags_of(pdf) if tag in ("/Document", "/H1", "/H2", "/P", "/Figure", "/L", "/LI")]
    assert told == ["/Document", "/H1", "/H2", "/P", "/Figure", "/L", "/LI"]


def test_it_says_that_it_is_made_to_be_kept(a_pdf: bytes, opened: Open) -> None:
    with opened(a_pdf).open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


def test_every_letter_is_in_our_own_typeface_and_carried_along(a_pdf: bytes, opened: Open) -> None:
    fonts = [one for one in opened(a_pdf).objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one]
    assert fonts
    for font in fonts:
        assert "Atkinson-Hyperlegible" in str(font.BaseFont)
        assert "/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor


def test_the_same_page_gives_the_same_bytes(a_pdf: bytes) -> None:
    page = sheet("<h1>Your choice</h1><p>No is fine.</p>")
    assert render(page) == render(page)
    assert render(page) != a_pdf


def test_the_press_is_not_loaded_where_nothing_is_printed() -> None:
    """WeasyPrint takes a second and 60 MB: neither web server nor worker carries it."""
    program = "import django; django.setup(); import mediapolicy.urls, sys; sys.exit('weasyprint' in sys.modules)"
    ended = subprocess.run([sys.executable, "-W", "ignore", "-c", program], env={**os.environ}, check=False)
    assert ended.returncode == 0
