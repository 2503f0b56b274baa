"""What only a demonstration shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from mediapolicy.people.models import User

pytestmark = pytest.mark.django_db
LETTER = (
    "From: mediapolicy@localhost\nTo: moira@larkfield.example\nSubject: ENQ-7K4M2D needs you\n"
    "Date: Sun, 22 Nov 2026 20:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    "<script>alert(1)</script> http://testserver/enquiries/\n"
)
BROKEN = (
    b"Subject: =?utf-8?b?////?=\nTo: <<<>>>\nDate: nonsense\nContent-Type: text/plain; charset=none\n\n\xff\x00\xfe"
)


@pytest.fixture(autouse=True)
def caught(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMONSTRATION = True
    settings.MAIL_CATCHER_DIR = tmp_path
    (tmp_path / "20261122T200000.000000Z-abcdef01.eml").write_text(LETTER)
    (tmp_path / "20261122T210000.000000Z-abcdef02.eml").write_bytes(BROKEN)
    (tmp_path / "20261122T210000.part").write_text(LETTER)
    return tmp_path


def test_mail_is_listed_newest_first_and_read_as_text(founder: User) -> None:
    letters = Client().get("/demonstration/mail/").context["letters"]
    assert [one.name[:11] for one in letters] == ["20261122T21", "20261122T20"]
    shown = Client().get(f"/demonstration/mail/{letters[1].name}/").content.decode()
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert 'href="http://testserver/enquiries/"' in shown
    assert Client().get(f"/demonstration/mail/{letters[0].name}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["..", "%2e%2e%2fsecret.eml", "20261122T210000.part", "none.eml", "\x00.eml", "a" * 400 + ".eml"]
)
def test_no_other_file_is_read(name: str, caught: Path, founder: User) -> None:
    (caught.parent / "secret.eml").write_text("secret")
    assert Client().get(f"/demonstration/mail/{name}/").status_code == 404


def test_no_link_out_of_the_folder_is_followed(caught: Path, founder: User) -> None:
    (caught.parent / "secret.eml").write_text("secret")
    (caught / "out.eml").symlink_to(caught.parent / "secret.eml")
    assert Client().get("/demonstration/mail/out.eml/").status_code == 404


def test_the_kit_shows_every_component(founder: User) -> None:
    assert "Component kit" in Client().get("/demonstration/kit/").content.decode()


@pytest.mark.parametrize("url", ["/demonstration/mail/", "/demonstration/mail/x.eml/", "/demonstration/kit/"])
def test_anywhere_else_there_is_no_such_page(url: str, settings: Settings, founder: User) -> None:
    settings.DEMONSTRATION = False
    assert Client().get(url).status_code == 404
