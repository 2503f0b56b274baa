"""The lock files: everything pinned by hash, nothing about the machine that wrote them, all of one mind."""

import re
from pathlib import Path

import pytest

from launch.lock import APART, FOREIGN, NARROWER, WIDEST

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
ALL = (WIDEST, *NARROWER, *APART)


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (FOLDER / f"{name}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ALL)
def test_every_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (FOLDER / f"{name}.txt").read_text())

    assert all("--hash=sha256:" in block for block in blocks)
    assert len(pins(name)) == len(blocks)


@pytest.mark.parametrize("name", ALL)
def test_no_lock_names_a_place(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text()

    assert not [sign for sign in FOREIGN if sign in text]
    assert not re.search(r"(^|\s)/\w", text)


@pytest.mark.parametrize("name", NARROWER)
def test_narrower_locks_agree_with_the_widest(name: str) -> None:
    assert pins(name).items() <= pins(WIDEST).items()


def test_a_test_environment_can_also_run_the_product() -> None:
    assert pins("run").items() <= pins("embedded").items()


@pytest.mark.parametrize("name", ["test", "embedded", "run"])
def test_syncing_keeps_the_installer(name: str) -> None:
    assert "uv" in pins(name)
