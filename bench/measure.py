"""The clock: ours and the floor take turns, round by round; the middle of the rounds counts."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from urllib.parse import urlencode

from bench.operations import CSRF, Ask, Operation

ROUNDS = 5
ONE_BY_ONE = 12  # requests in a round, one after the other
TOGETHER = 16  # requests in a round, eight at a time
AT_ONCE = 8
WARM_UP = 4


class WrongAnswer(Exception):
    """A page answered something else than it should: nothing is measured then."""


@dataclass
class Measured:
    """Milliseconds of each round's middle request, one by one, and requests a second, eight at a time."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    ours_rate: list[float] = field(default_factory=list)
    floor_rate: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times the floor: the middle of the rounds' own ratios, because a busy moment hits both sides."""
        return median(a / b for a, b in zip(self.ours, self.floor, strict=True))

    @property
    def rate_ratio(self) -> float:
        """The same under load."""
        return median(b / a for a, b in zip(self.ours_rate, self.floor_rate, strict=True))


@dataclass(frozen=True)
class Side:
    """One server and who is signed in there."""

    port: int
    session: str

    def ask(self, ask: Ask, expected: int) -> float:
        """Send one request; how long it took, in milliseconds."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}"}
        body = None
        if ask.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(ask.form)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        try:
            line.request("GET" if body is None else "POST", ask.path, body, headers)
            response = line.getresponse()
            text = response.read()
        finally:
            line.close()
        took = (time.perf_counter() - began) * 1000
        if response.status != expected:
            raise WrongAnswer(f"{ask.path} answered {response.status} instead of {expected}: {text[:300]!r}")
        return took


def measure(operation: Operation, ours: Side, floor: Side, rounds: int = ROUNDS) -> Measured:
    """All rounds of one operation."""
    assert operation.floor is not None
    found = Measured()
    sides = [
        (ours, operation.ours, found.ours, found.ours_rate),
        (floor, operation.floor, found.floor, found.floor_rate),
    ]
    for side, asks, _, _ in sides:
        for ask in islice(asks, WARM_UP):
            side.ask(ask, operation.status)
    for number in range(rounds):
        for side, asks, times, rates in sides if number % 2 == 0 else reversed(sides):
            times.append(median(side.ask(ask, operation.status) for ask in islice(asks, ONE_BY_ONE)))
            rates.append(_rate(side, list(islice(asks, TOGETHER)), operation.status))
    return found


def _rate(side: Side, asks: list[Ask], expected: int) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda ask: side.ask(ask, expected), asks))
    return len(asks) / (time.perf_counter() - began)
