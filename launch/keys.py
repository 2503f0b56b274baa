"""The passwords and keys of one installation: random, made once, kept private in `var/secrets.json`."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from launch.say import Stop


def _word() -> str:
    return secrets.token_urlsafe(24).replace("-", "x").replace("_", "y")  # goes into URLs as it is


@dataclass(frozen=True)
class Keys:
    """One secret for each thing that is locked."""

    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(64))
    superuser: str = field(default_factory=_word)
    owner: str = field(default_factory=_word)
    application: str = field(default_factory=_word)
    redis: str = field(default_factory=_word)
    folder: str = field(default_factory=lambda: secrets.token_hex(4))  # names what has to live outside the project


def keys_in(file: Path) -> Keys:
    """The keys kept in `file`; made now if there are none yet."""
    if file.exists():
        try:
            return Keys(**json.loads(file.read_text()))
        except (ValueError, TypeError) as error:
            raise Stop(f"{file} is damaged: put a copy back, or delete var/ to begin with nothing.") from error
    keys = Keys()
    write_private(file, json.dumps(asdict(keys), indent=1))
    return keys


def write_private(file: Path, text: str) -> None:
    """Write the whole file or nothing, readable by us alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
