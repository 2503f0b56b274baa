"""An email with an identity of its own: a copy sent in a crash carries the same Message-ID and collapses with it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from mediapolicy.outbox.models import Dispatch


def send_email(dispatch: Dispatch, *, to: str, subject: str, words: str, reply_to: str = "") -> None:
    """Hand one plain-text email to the mail server, within ten seconds, or raise."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    EmailMessage(
        subject=" ".join(subject.split()),  # a line break in a subject would be a second header
        body=words,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": f"<{dispatch.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()
