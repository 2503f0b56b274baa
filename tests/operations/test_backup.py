"""A backup that was never restored is no backup: here it is, each time."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from mediapolicy.backups import restoring, tables
from mediapolicy.backups.archive import Damaged, Manifest, reading, writing
from mediapolicy.outbox import actions as outbox
from mediapolicy.people import actions as people
from mediapolicy.people.models import User
from mediapolicy.starting import what_is_wrong
from tests.operations.conftest import APPLICATION, HISTORY, connect, connected_to, fill

PICTURE = bytes(range(256)) * 5000


@pytest.fixture(scope="module")
def kept(make_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A filled database and two uploaded files, and the backup of them."""
    source, folder = make_database("source", like_ours=True), tmp_path_factory.mktemp("uploads")
    (folder / "ab").mkdir()
    (folder / "ab" / "photo of the garden.jpg").write_bytes(PICTURE)
    (folder / "note.txt").write_bytes(b"")
    (folder / ".half-written").write_bytes(b"not yet a file")
    archive = tmp_path_factory.mktemp("backups") / "kept.tar"
    with pytest.MonkeyPatch.context() as patch, connected_to(source):
        patch.setattr("django.conf.settings.MEDIA_ROOT", str(folder))
        patch.setattr(outbox, "ring", lambda pk: None)
        fill()
        said = StringIO()
        call_command("backup", str(archive), stdout=said)
        yield {"source": source, "archive": archive, "said": said.getvalue(), "rows": everything()}


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Where files are restored to."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def everything() -> dict[str, tuple[int, str]]:
    """Each table's number of rows and the sum of its words."""
    with tables.snapshot() as cursor:
        names = tables.tables(cursor)
        return {name: tables.content_of(cursor, name, tables.columns(cursor, name)) for name in names}


def restore(archive: Path, **options: Any) -> str:
    """`manage.py restore`; what it said."""
    said = StringIO()
    call_command("restore", str(archive), stdout=said, **options)
    return said.getvalue()


def test_what_was_kept_comes_back_whole(kept: dict[str, Any], make_database: Callable[..., str], folder: Path) -> None:
    assert "2 files" in kept["said"]
    assert kept["archive"].stat().st_mode & 0o777 == 0o600
    target = make_database("target", like_ours=True)  # as it is after the first migrate
    with connected_to(target):
        report = restore(kept["archive"])
        assert "each table read back and equal" in report
        assert everything() == kept["rows"]
        assert kept["rows"]["mediapolicy_historicaluser"][0] == len(User.objects.all())
        assert (folder / "ab" / "photo of the garden.jpg").read_bytes() == PICTURE
        assert sorted(path.name for path in folder.iterdir()) == ["ab", "note.txt"]
        _history_is_kept_again()
        _work_goes_on()
    with connected_to(target, APPLICATION):
        assert what_is_wrong(connection) == []


def _history_is_kept_again() -> None:
    """From the owner by triggers, from the application by its grants; and the application can work."""
    with connection.cursor() as cursor:
        for table in HISTORY:
            for statement in (f"update {table} set as_role = ''", f"delete from {table}", f"truncate {table}"):
                with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="History is kept"):
                    cursor.cursor.execute(statement)
    application = connect(connection.settings_dict["NAME"], APPLICATION)
    with application.cursor() as cursor:
        cursor.execute("insert into auth_group (name) values ('one more')")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("delete from mediapolicy_historicalhome")
    application.close()


def _work_goes_on() -> None:
    """People act, and their history continues with a number that was never given before."""
    with connection.cursor() as cursor:
        cursor.execute("select max(history_id) from mediapolicy_historicaluser")
        (last,) = cursor.fetchone()
    moira = User.objects.get(email="moira@larkfield.example")
    ada = User.objects.get(email="ada.founder@larkfield.example")
    people.change_details(moira, name="Moira Teasdale-Orr", email=moira.email, phone="", by=ada)
    assert moira.history.first().pk > last
    assert [row.name for row in moira.history.all()] == ["Moira Teasdale-Orr", "Moira Teasdale"]


def test_restoring_over_something_is_refused(kept: dict[str, Any], folder: Path) -> None:
    with connected_to(kept["source"]):
        with pytest.raises(CommandError, match="holds the records of 4 people"):
            restore(kept["archive"])
        assert everything() == kept["rows"]


def test_restoring_over_uploaded_files_is_refused(
    kept: dict[str, Any], make_database: Callable[..., str], folder: Path
) -> None:
    folder.mkdir()
    (folder / "precious.txt").write_text("still here")
    with connected_to(make_database("empty")), pytest.raises(CommandError, match="holds files"):
        restore(kept["archive"])


@pytest.mark.parametrize("typed", ["yes", "its name"])
def test_replacing_needs_the_name_of_the_database_typed(
    kept: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    replaced: list[Path] = []
    monkeypatch.setattr(
        "mediapolicy.management.commands.restore.restore", lambda _, to: replaced.append(to) or ["done"]
    )
    monkeypatch.setattr("builtins.input", lambda _: kept["source"] if typed == "its name" else typed)
    with connected_to(kept["source"]):
        if typed == "its name":
            restore(kept["archive"], over=True)
        else:
            with pytest.raises(CommandError, match="not its name"):
                restore(kept["archive"], over=True)
    assert bool(replaced) == (typed == "its name")


def test_a_failure_on_the_way_leaves_everything_as_it_was(
    kept: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "precious.txt").write_text("still here")

    def fail(_: Any) -> None:
        with connection.cursor() as cursor:
            assert tables.tables(cursor) == []  # everything is gone at this moment
        raise IntegrityError("something unforeseen")

    monkeypatch.setattr(restoring, "_make_tables", fail)
    with connected_to(kept["source"]):
        with pytest.raises(CommandError, match="The database refused"):
            restore(kept["archive"], over=True, yes=True)
        assert everything() == kept["rows"]
    assert (folder / "precious.txt").read_text() == "still here"


def test_the_application_must_be_stopped_first(
    kept: dict[str, Any], make_database: Callable[..., str], folder: Path
) -> None:
    name = make_database("busy")
    application = connect(name, APPLICATION)
    with connected_to(name), pytest.raises(CommandError, match="stop web, worker and scheduler"):
        restore(kept["archive"])
    application.close()


@pytest.mark.parametrize("harm", ["cut short", "one byte changed", "a member missing", "no archive"])
def test_a_damaged_archive_is_refused_before_anything_is_touched(
    kept: dict[str, Any], tmp_path: Path, folder: Path, harm: str
) -> None:
    damaged = tmp_path / "damaged.tar"
    whole = bytearray(kept["archive"].read_bytes())
    if harm == "cut short":
        damaged.write_bytes(whole[: len(whole) // 2])
    elif harm == "one byte changed":
        whole[whole.index(PICTURE) + 7] ^= 1
        damaged.write_bytes(whole)
    elif harm == "a member missing":
        with tarfile.open(kept["archive"]) as old, tarfile.open(damaged, "w") as new:
            for member in old.getmembers():
                if member.name != "tables/mediapolicy_user.csv.gz":
                    new.addfile(member, old.extractfile(member))
    else:
        damaged.write_bytes(b"a letter, not a backup")
    with connected_to(kept["source"]):
        with pytest.raises(CommandError, match="is damaged"):
            restore(damaged, over=True, yes=True)
        assert everything() == kept["rows"]
    assert not folder.exists()


def test_a_member_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("x")
    with writing(tmp_path / "evil.tar", Manifest("0", "", "", [])) as writer:
        writer.add_file(tmp_path / "evil", "../../evil")
    with pytest.raises(Damaged, match="leads out"), reading(tmp_path / "evil.tar"):
        pass


def test_a_backup_of_a_newer_version_is_refused(
    kept: dict[str, Any], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    real = restoring._targets

    def newer(archive: Any, executor: Any) -> Any:
        archive.manifest.migrations.append(("mediapolicy", "9999_from_the_future"))
        return real(archive, executor)

    monkeypatch.setattr(restoring, "_targets", newer)
    with connected_to(kept["source"]):
        with pytest.raises(CommandError, match="9999_from_the_future"):
            restore(kept["archive"], over=True, yes=True)
        assert everything() == kept["rows"]


def test_a_backup_never_replaces_another(kept: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(kept["archive"]))


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_both_commands_are_the_owners(command: str, settings: Any, tmp_path: Path) -> None:
    settings.MAY_RUN_AS_OWNER = False
    with pytest.raises(CommandError, match="AS_OWNER=1"):
        call_command(command, str(tmp_path / "any.tar"))


def test_a_backup_holds_no_sign_in_that_could_be_taken_up_again(kept: dict[str, Any]) -> None:
    assert "django_session" not in kept["rows"]
