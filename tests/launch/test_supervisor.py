"""The supervisor, tried on real processes: what dies comes back, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A process of its own, because it is killed and because forking a test process that has threads is unwise.
SUPERVISE = """
import os, sys
from pathlib import Path
from launch.processes import Child
from launch.supervisor import Supervisor, stop_on_signals

folder = Path(sys.argv[1])
stop_on_signals()
with Supervisor() as supervisor:
    for name, script in (("sleeper", SLEEPER), ("stubborn", STUBBORN)):
        words = [sys.executable, "-c", script, str(folder / name)]
        supervisor.start(Child(name, words, dict(os.environ), folder / (name + ".log"), patience=1))
    try:
        supervisor.watch(pause=0.05)
    except KeyboardInterrupt:
        pass
"""
WRITE_PID = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); "
SLEEPER = WRITE_PID + "time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WRITE_PID + "time.sleep(600)"


def wait_for(truth: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def pids(folder: Path, name: str) -> list[int]:
    file = folder / name
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it went between the two looks
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    script = SUPERVISE.replace("SLEEPER", repr(SLEEPER)).replace("STUBBORN", repr(STUBBORN))
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=said, stderr=said)
    wait_for(lambda: pids(tmp_path, "sleeper") and pids(tmp_path, "stubborn"))
    yield process
    process.kill()
    process.wait()


def test_what_dies_is_started_again_and_said(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    os.kill(pids(tmp_path, "sleeper")[0], signal.SIGKILL)

    wait_for(lambda: len(pids(tmp_path, "sleeper")) == 2)

    assert is_alive(pids(tmp_path, "sleeper")[1])
    assert "sleeper ended (killed by SIGKILL); starting it again" in (tmp_path / "said").read_text()


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_wish_to_stop_ends_everything_even_the_stubborn(
    supervisor: subprocess.Popen[bytes], tmp_path: Path, wish: signal.Signals
) -> None:
    supervisor.send_signal(wish)

    assert supervisor.wait(timeout=20) == 0
    assert not any(is_alive(pid) for name in ("sleeper", "stubborn") for pid in pids(tmp_path, name))
    assert "stubborn did not end within 1 s: killed" in (tmp_path / "said").read_text()


def test_the_same_wish_twice_at_once_is_not_impatience(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    supervisor.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    supervisor.send_signal(signal.SIGTERM)

    assert supervisor.wait(timeout=20) == 0
    assert "stopping at once" not in (tmp_path / "said").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_killing_the_supervisor_leaves_no_orphan(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    supervisor.kill()
    supervisor.wait()

    wait_for(lambda: not is_alive(pids(tmp_path, "sleeper")[0]), seconds=5)
    os.kill(pids(tmp_path, "stubborn")[0], signal.SIGKILL)  # it was told too, and does not listen: the test cleans up
