"""From the words after `./app` to what they ask for; every expected failure ends in one sentence."""

import os
import sys
from collections.abc import Callable

from launch import ROOT
from launch.environment import FOR_TESTS, prepare
from launch.say import Stop, complain, say, sentence_for
from launch.supervisor import stop_on_signals


def perform(arguments: list[str], text: str) -> int:
    """Do what the words ask; the exit code."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "-h", "--help"):
        say(text)
        return 0
    command = _command(name)
    if command is None:
        complain(f"There is no ./app {name}. Known:\n{text}")
        return 2
    stop_on_signals()
    _find_ourselves()
    try:
        return command(rest)
    except Stop as reason:
        complain(str(reason))
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
    except OSError as error:
        complain(sentence_for(error))
    return 1


def _command(name: str) -> Callable[[list[str]], int] | None:
    """What carries the command out; only its own part of the package is loaded."""
    if name == "run":
        from launch.running import run_product

        return run_product
    if name in ("test", "bench"):
        from launch import suite

        return suite.test_everything if name == "test" else suite.bench
    if name == "check":
        from launch.checks import check_alone

        return lambda _rest: check_alone()
    if name in ("manage", "backup", "restore"):
        from launch import installation

        if name == "manage":
            return installation.manage
        return lambda rest: installation.with_file(name, rest)
    return _lock if name == "lock" else None


def _lock(rest: list[str]) -> int:
    """`./app lock`."""
    from launch.lock import lock

    prepare(FOR_TESTS)
    lock(rest)
    return 0


def _find_ourselves() -> None:
    """The caller's settings for Python, an activated environment's above all, must not leak into ours."""
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    if not sys.flags.dont_write_bytecode and not os.access(ROOT / "launch", os.W_OK):
        sys.dont_write_bytecode = True
