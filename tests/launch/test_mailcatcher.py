"""The demonstration's post office keeps every message whole."""

import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from launch.machine import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[int]:
    port = free_port()
    words = [
        sys.executable,
        "-m",
        "mediapolicy.mailcatcher",
        "--port",
        str(port),
        "--dir",
        str(tmp_path / "mail"),
    ]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(words, cwd=ROOT, stdout=log, stderr=log)
    deadline = time.monotonic() + 30
    while b"Keeping" not in (tmp_path / "log").read_bytes():
        assert process.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield port
    process.terminate()
    assert process.wait(timeout=10) == 0


def test_each_message_becomes_one_whole_file(post_office: int, tmp_path: Path) -> None:
    for number in range(3):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = (
            "mp@example.org",
            "coo@example.org",
            f"Łucja {number}",
        )
        message.set_content("A reference and a link.\n" * 1000)
        with smtplib.SMTP("127.0.0.1", post_office, timeout=10) as line:
            line.send_message(message)

    kept = sorted((tmp_path / "mail").iterdir())

    assert [file.suffix for file in kept] == [".eml"] * 3
    assert all(message_from_bytes(file.read_bytes()).get_payload().count("link") == 1000 for file in kept)
