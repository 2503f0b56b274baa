"""Sending letters one by one, each asked again at the moment it leaves, and finding what was forgotten."""

from __future__ import annotations

import logging
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from mediapolicy.database.who import acting
from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.actions import sends
from mediapolicy.outbox.models import MOST_TRIES, Dispatch
from mediapolicy.people.models import User
from mediapolicy.refusals import WrongState
from mediapolicy.sweeping import swept
from pressroom.distribution import actions, letters, states, words
from pressroom.distribution.models import Letter, Mailing, Outcome
from pressroom.distribution.states import MailingState
from pressroom.lists import actions as lists

log = logging.getLogger(__name__)


@sends("letter")
def send_letter(dispatch: Dispatch) -> str:
    """Email one letter, if it still may leave; then see to it that the next ones are owed (PR-4a)."""
    letter = Letter.objects.select_related("subscriber", "mailing__release", "mailing__prepared_by").get(
        pk=dispatch.about
    )
    with acting(User.objects.the_clock().pk):
        unwanted = _unwanted(letter) or _send(letter, tries=dispatch.tries)
        if letters.has_room(letter.mailing):
            actions.go_on(letter.mailing)
    return unwanted


def _unwanted(letter: Letter) -> str:
    """Why this letter doesn't leave; what becomes of it is noted."""
    mailing = letter.mailing
    if letter.outcome != Outcome.WAITING:
        return "settled already"
    if mailing.state == MailingState.PAUSED:
        letters.put_back(letter)
        return "paused"
    if mailing.state != MailingState.SENDING:
        letters.settle(letter, Outcome.DROPPED)
        return "stopped"
    if not letter.subscriber.is_welcome:
        letters.settle(letter, Outcome.LEFT_OUT, letters.WHY_LEFT_OUT[letter.subscriber.state])  # type: ignore[index]
        return "left out"
    if why := states.what_stands_in_the_way(mailing):
        _stop(mailing, why)
        return "stopped"
    return ""


def _stop(mailing: Mailing, why: str) -> None:
    try:
        actions.stop_by_itself(mailing, why)
    except WrongState:  # another letter found the same
        log.info("stopped already", extra={"record": str(mailing.pk)})


def _send(letter: Letter, *, tries: int) -> str:
    """Hand it over; an address that is refused for good is not tried again, here or in any other mailing."""
    try:
        message_of(letter).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if not _is_for_good(refusal):
            return _try_again(letter, refusal, tries)
        _note_refused(letter)
        return "refused for good"
    except Exception as error:  # whatever else went wrong outside is tried again
        return _try_again(letter, error, tries)
    letters.settle(letter, Outcome.SENT)
    return ""


def _try_again(letter: Letter, error: Exception, tries: int) -> str:
    if tries >= MOST_TRIES:
        letters.settle(letter, Outcome.FAILED, "The mail server did not take it")
    raise error


def _is_for_good(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether every refusal is of the kind that no other try changes (5xx)."""
    return all(500 <= code <= 599 for code, _ in refusal.recipients.values())


@transaction.atomic
def _note_refused(letter: Letter) -> None:
    letters.settle(letter, Outcome.FAILED, "There is nobody at this address")
    letter.subscriber.refresh_from_db()
    if letter.subscriber.is_welcome:
        lists.note_refused_address(letter.subscriber)


def message_of(letter: Letter) -> EmailMessage:
    """The email: the sealed words, and the way out in the header (one press, RFC 8058) and under the text."""
    mailing, link = letter.mailing, letters.link_of(letter)
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    organisation = Organisation.objects.values_list("name", flat=True).first() or "ours"
    return EmailMessage(
        subject=" ".join(mailing.subject.split()),  # a line break in a subject would be a second header
        body=mailing.words + words.way_out(link, organisation),
        to=[letter.subscriber.address],
        reply_to=[mailing.prepared_by.email],
        headers={
            "Message-ID": f"<{letter.pk}@{host}>",
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "bulk",
        },
    )


@swept
def go_on_sending() -> int:
    """Find mailings whose next letters nobody has owed: a tick skipped or doubled changes nothing."""
    moved = 0
    for mailing in Mailing.objects.filter(state=MailingState.SENDING).select_related("release", "prepared_by")[:50]:
        if letters.has_room(mailing):
            actions.go_on(mailing)
            moved += 1
    return moved
