"""The demonstration's post office: keeps every email as a file; nothing leaves the machine.

`python -m mediapolicy.mailcatcher --port 2525 --dir var/mail`
"""

import argparse
import asyncio
import os
import signal
import uuid
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 30 * 2**20  # bytes of one message


class Keep:
    """Writes each message whole or not at all: readers list *.eml, and a rename makes a file appear."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """Keep the message as it came; the name sorts by the time of its arrival."""
        content = envelope.original_content or b""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{uuid.uuid4().hex[:8]}.eml"
        try:
            keep(content, self.folder / name)
        except OSError as error:
            return f"452 Could not keep the message: {error.strerror}"
        return "250 Kept"


def keep(content: bytes, file: Path) -> None:
    """Write beside, then rename."""
    unfinished = file.with_suffix(".part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


async def serve(port: int, folder: Path) -> None:
    """Take emails on this machine's own address until told to end."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for unfinished in folder.glob("*.part"):
        unfinished.unlink()
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    session = partial(
        SMTP, Keep(folder), data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="mediapolicy mail catcher"
    )
    server = await loop.create_server(session, host="127.0.0.1", port=port)
    print(f"Keeping every email sent to 127.0.0.1:{port} in {folder}", flush=True)
    await ended.wait()
    server.close()


def main() -> None:
    """Read where to listen and where to keep, and begin."""
    parser = argparse.ArgumentParser(description="Take every email and keep it as a file.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--dir", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.dir))


if __name__ == "__main__":
    main()
