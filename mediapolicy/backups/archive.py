"""The file of a backup: a tar of tables, uploaded files and, last, a manifest that holds a sum for each of them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 2**20


class Damaged(Exception):
    """The archive is not what was written: cut short, changed, or no archive at all."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one table: its columns, its rows, and the sum of its words before they were packed."""

    columns: list[str]
    rows: int
    content: str


@dataclass(slots=True)
class Manifest:
    """What the archive holds, and of which product and database."""

    version: str
    made_at: str
    server: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table] = field(default_factory=dict)
    sequences: dict[str, tuple[int, bool]] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)  # of each member, as it lies in the archive
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> list[str]:
        """The uploaded files, by their path in the folder of uploaded files."""
        return [name.removeprefix("files/") for name in self.sums if name.startswith("files/")]


class Summing(io.RawIOBase):
    """Passes on what is written or read, and adds it up."""

    def __init__(self, to: Any = None) -> None:
        self.to, self.sum = to, hashlib.sha256()

    def writable(self) -> bool:
        """It is written to by COPY, gzip and tar."""
        return True

    def write(self, data: Any) -> int:
        """Add up, and pass on if there is somewhere to."""
        self.sum.update(data)
        if self.to is not None:
            self.to.write(data)
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """Read from the other side and add up what came."""
        data: bytes = self.to.read(size)
        self.sum.update(data)
        return data


class Writer:
    """Writes an archive, member by member."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest, spool: Path) -> None:
        self.tar, self.manifest, self.spool = tar, manifest, spool

    def add_table(self, name: str, columns: list[str], copy_to: Callable[[Any], int]) -> None:
        """Add one table; `copy_to` writes its rows as CSV and answers how many there were."""
        with tempfile.TemporaryFile(dir=self.spool) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=6, mtime=0) as packed:
                words = Summing(packed)
                rows = copy_to(words)
            self.manifest.tables[name] = Table(columns, rows, words.sum.hexdigest())
            size = spool.tell()
            spool.seek(0)
            self._add(f"tables/{name}.csv.gz", spool, size)

    def add_file(self, path: Path, name: str) -> None:
        """Add one uploaded file."""
        with path.open("rb") as file:
            self._add(f"files/{name}", file, os.fstat(file.fileno()).st_size)

    def add_manifest(self) -> None:
        """Close the archive with what it holds: one that was cut short has no manifest."""
        words = json.dumps(asdict(self.manifest), indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(words)
        self.tar.addfile(info, io.BytesIO(words))

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        summing = Summing(content)
        self.tar.addfile(info, cast("IO[bytes]", summing))
        self.manifest.sums[name] = summing.sum.hexdigest()


@contextmanager
def writing(file: Path, manifest: Manifest) -> Iterator[Writer]:
    """A new archive, readable by its owner alone; the file appears under its name only when it is whole."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar, manifest, file.parent)
                yield writer
                writer.add_manifest()
            out.flush()
            os.fsync(out.fileno())
        os.link(unfinished, file)  # unlike a rename, never over another file
    finally:
        unfinished.unlink(missing_ok=True)


class Reader:
    """An archive whose every member has been compared with its sum."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        members = tar.getmembers()
        self.members = {member.name: member for member in members}
        if len(self.members) != len(members):
            raise Damaged("it holds two members of one name")
        if MANIFEST not in self.members:
            raise Damaged("it has no manifest: it was cut short, or is no backup of this product")
        self.manifest = _manifest_from(self.open(MANIFEST).read())
        self._compare()

    def open(self, name: str) -> IO[bytes]:
        """One member's bytes."""
        found = self.members.get(name)
        content = self.tar.extractfile(found) if found and found.isfile() else None
        if content is None:
            raise Damaged(f"{name} is not in it")
        return content

    @contextmanager
    def open_table(self, name: str) -> Iterator[IO[bytes]]:
        """One table's rows, unpacked."""
        with self.open(f"tables/{name}.csv.gz") as packed, gzip.GzipFile(fileobj=packed) as words:
            yield cast("IO[bytes]", words)

    def _compare(self) -> None:
        expected = {*self.manifest.sums, MANIFEST}
        if {f"tables/{name}.csv.gz" for name in self.manifest.tables} != {
            name for name in self.manifest.sums if name.startswith("tables/")
        } or expected != set(self.members):
            raise Damaged("it does not hold what its manifest says")
        for name, expected_sum in self.manifest.sums.items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\\" in name:
                raise Damaged(f"{name!r} leads out of it")
            with self.open(name) as content:
                if sum_of(content) != expected_sum:
                    raise Damaged(f"{name} was changed after it was written")


def sum_of(content: IO[bytes]) -> str:
    """The SHA-256 of everything that can be read."""
    total = hashlib.sha256()
    while block := content.read(BLOCK):
        total.update(block)
    return total.hexdigest()


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Open an archive and compare all of it before anything of it is used."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            yield Reader(tar)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise Damaged(f"it cannot be read ({error})") from error


def _manifest_from(words: bytes) -> Manifest:
    try:
        found = json.loads(words)
        if found["format"] != FORMAT:
            raise Damaged(f"it is of format {found['format']}, which this version of the product does not know")
        found["tables"] = {name: Table(**table) for name, table in found["tables"].items()}
        found["migrations"] = [(app, name) for app, name in found["migrations"]]
        found["sequences"] = {name: (int(at), bool(used)) for name, (at, used) in found["sequences"].items()}
        return Manifest(**found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("its manifest makes no sense") from error
