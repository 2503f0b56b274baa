"""The installation's secrets: random, kept, private."""

import stat
from pathlib import Path

import pytest

from launch.keys import keys_in
from launch.say import Stop


def test_keys_are_made_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secrets.json"

    first = keys_in(file)

    assert keys_in(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first.secret_key) >= 50
    assert len({first.superuser, first.owner, first.application, first.redis}) == 4


def test_damaged_keys_are_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text("{half")

    with pytest.raises(Stop, match="is damaged"):
        keys_in(file)

    assert file.read_text() == "{half"
