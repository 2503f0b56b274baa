"""The demonstration's own pages. In any other installation they don't exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mediapolicy.demonstration.kit import kit as kit_shown

View = Callable[..., HttpResponse]
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,80}\.eml")
MOST = 100
LARGEST = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Letter:
    """One email that was caught."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime | None
    words: str


def only_demonstration(view: View) -> View:
    """Anywhere else there is no such page."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@only_demonstration
def mail(request: HttpRequest) -> HttpResponse:
    """The emails that were caught, newest first."""
    files = sorted(_folder().glob("*.eml"), key=lambda file: file.name, reverse=True)[:MOST]
    letters = [_read(file) for file in files if NAME.fullmatch(file.name)]
    return render(request, "demonstration/mail.html", {"letters": letters, "frame": _frame(request)})


@only_demonstration
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One email as text."""
    file = _folder() / name
    if not NAME.fullmatch(name) or not file.is_file() or file.is_symlink():
        raise Http404
    return render(request, "demonstration/letter.html", {"letter": _read(file), "frame": _frame(request)})


@only_demonstration
def kit(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    return render(request, "kit.html", {"kit": kit_shown(timezone.now())})


def _folder() -> Path:
    return Path(settings.MAIL_CATCHER_DIR)


def _frame(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "base_signed_out.html"


def _read(file: Path) -> Letter:
    """The letter, however broken it came: what can't be read is left empty."""
    with file.open("rb") as opened:
        message = message_from_bytes(opened.read(LARGEST), policy=policy.default)
    assert isinstance(message, EmailMessage)  # the default policy makes these
    return Letter(
        name=file.name,
        to=_header(message, "To"),
        sender=_header(message, "From"),
        subject=_header(message, "Subject") or "No subject",
        at=_sent(_header(message, "Date")),
        words=_words(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # the library trips over some broken headers
        return ""


def _sent(date: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return None
    return sent if sent.tzinfo else None


def _words(message: EmailMessage) -> str:
    try:
        body = message.get_body(preferencelist=("plain",))
        return str(body.get_content()) if body is not None else "This email has no plain text."
    except (LookupError, ValueError, AttributeError):
        return "This email cannot be read as text."
