"""What `./app` finds missing, it says in one sentence that tells what to do."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from launch import machine
from launch.processes import UNREACHABLE, known_reason
from launch.say import DISK_FULL, Stop, sentence_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy_of_the_launcher(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "app", tmp_path)
    shutil.copytree(ROOT / "launch", tmp_path / "launch", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def app(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(folder / "app"), *words], capture_output=True, text=True, timeout=60)


def test_a_taken_port_names_it_and_suggests_another(copy_of_the_launcher: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = app(copy_of_the_launcher, "run", "--port", str(port))

    assert done.returncode == 1
    assert f"Port {port} is taken by another program: try --port " in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_second_run_in_the_same_folder_is_refused(copy_of_the_launcher: Path) -> None:
    with machine.only_one(copy_of_the_launcher / "var" / "lock") as alone:
        done = app(copy_of_the_launcher, "run")

    assert alone
    assert done.returncode == 1
    assert "already runs from this folder" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Stop, match="cannot be written by this user"):
        machine.must_be_writable(tmp_path)


def test_too_little_room_is_told_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=300 * 2**20))

    with pytest.raises(Stop, match="300 MB free and this needs about 1200 MB"):
        machine.must_have_room(machine.DISK_TO_RUN)


def test_a_python_without_venv_is_told_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda _: None)

    with pytest.raises(Stop, match="apt-get install python3-venv"):
        machine.must_have_venv()


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_number_that_is_no_port(port: int) -> None:
    with pytest.raises(Stop, match="is not a port"):
        machine.must_be_free(port)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: Failed to fetch: `…`\n  dns error: failed to lookup", UNREACHABLE),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", UNREACHABLE),
        ("npm error code EAI_AGAIN", UNREACHABLE),
        ("OSError: [Errno 28] No space left on device", DISK_FULL),
        ("npm error code ENOSPC", DISK_FULL),
        ("SyntaxError: invalid syntax", None),
    ],
)
def test_installers_differ_and_the_answer_is_the_same(output: str, sentence: str | None) -> None:
    assert known_reason(output) == sentence


def test_a_full_disk_and_a_forbidden_file_are_sentences_too() -> None:
    assert sentence_for(OSError(errno.ENOSPC, "No space left on device")) == DISK_FULL
    assert "chown" in sentence_for(PermissionError(errno.EACCES, "Permission denied", "/some/file"))


def test_an_unknown_command_shows_the_known_ones() -> None:
    done = app(ROOT, "fly")

    assert done.returncode == 2
    assert "There is no ./app fly" in done.stderr
    assert "./app run" in done.stderr


def test_help_lists_every_command() -> None:
    said = app(ROOT, "help").stdout

    for command in ("run", "test", "check", "bench", "manage", "backup", "restore", "lock", "help"):
        assert f"./app {command}" in said
