"""Keeps the product's programs running: starts again what dies and ends all of it, in order, when told."""

import signal
import time
from dataclasses import dataclass, field
from types import FrameType, TracebackType

from launch.processes import Child
from launch.say import say

LONGEST_PAUSE = 30.0  # seconds between two attempts at starting a program that keeps dying
WORTH_A_LOOK = 3  # deaths in a row after which its last words are shown
SETTLED = 60.0  # after so long without dying, its earlier deaths are forgotten
SAME_WISH = 2.0  # a second signal within this time is the same wish to stop, not impatience


def stop_on_signals() -> None:
    """SIGTERM and a closed terminal end us as Ctrl-C does: by an exception that stops all on its way."""
    wished = 0.0

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal wished
        now = time.monotonic()
        if not wished or now - wished > SAME_WISH:
            wished = now
            raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


@dataclass
class Supervisor:
    """The programs we keep running, in the order of their start. Leaving the `with` block ends them all."""

    children: list[Child] = field(default_factory=list)
    deaths: dict[str, int] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, child: Child) -> Child:
        """Start it and keep it running from now on."""
        self.children.append(child)
        child.start()
        return child

    def watch(self, pause: float = 0.25) -> None:
        """Look after them until a signal ends it."""
        while True:
            self.look()
            time.sleep(pause)

    def look(self) -> None:
        """Start again what died, after a pause that doubles with each death in a row."""
        now = time.monotonic()
        for child in self.children:
            if child.is_up():
                if now - child.started > SETTLED:
                    self.deaths.pop(child.name, None)
            elif child.name not in self.due:
                self._mourn(child, now)
            elif now >= self.due[child.name]:
                del self.due[child.name]
                child.start()

    def _mourn(self, child: Child, now: float) -> None:
        """Say that it died, end what it left running, and set the time of the next attempt."""
        code = child.process.returncode if child.process else None
        child.kill()
        deaths = self.deaths[child.name] = self.deaths.get(child.name, 0) + 1
        wait = min(0.5 * 2**deaths, LONGEST_PAUSE)
        self.due[child.name] = now + wait
        say(f"! {child.name} ended ({_manner(code)}); starting it again in {wait:.0f} s. Its log: {child.log}")
        if deaths == WORTH_A_LOOK:
            say(child.last_words(5))

    def stop(self) -> None:
        """End them, the last started first. A second signal ends them at once."""
        try:
            for child in reversed(self.children):
                child.stop()
        except KeyboardInterrupt:
            say("  stopping at once")
        finally:
            for child in reversed(self.children):
                child.kill()
            self.children.clear()


def _manner(code: int | None) -> str:
    """How a program ended, in words."""
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
