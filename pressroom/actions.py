"""What is done with statements: one function per verb."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from approvals import actions as approvals
from matters import locking
from mediapolicy.outbox.actions import owe
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import StaleCopy
from mediapolicy.transitions import making, starting
from pressroom import mentions, signals, states
from pressroom.models import Sending, Statement, StatementVersion, Way
from pressroom.showing import note_what_it_shows


@transaction.atomic
def draft(
    *,
    subject: str,
    trigger: str,
    home: Home | None,
    words: str = "",
    recipients: list[dict[str, str]] | None = None,
    due_at: datetime | None = None,
    answers: Any = None,
    by: User,
) -> Statement:
    """Start a statement on an enquiry, an article, a complaint, a visit or an incident (MS-1)."""
    statement = Statement(
        subject=composed(subject).strip()[:160],
        trigger=trigger,
        home=home,
        words=composed(words),
        recipients=recipients or [],
        due_at=due_at,
        written_by=by,
        is_locked=bool(answers) and answers.is_locked,
        kept_from_home=bool(answers) and answers.kept_from_home,
        answers_reference=answers.reference if answers else "",
        answers_url=answers.get_absolute_url() if answers else "",
    )
    starting(states.DRAFT, statement, by=by)
    _keep_version(statement, by=by)
    if answers is not None:
        locking.go_with(statement, answers)
    return statement


def change_words(
    statement: Statement,
    *,
    subject: str,
    words: str,
    recipients: list[dict[str, str]] | None = None,
    read_version: int,
    by: User,
    note: str = "",
) -> bool:
    """Save other words, or other recipients; False when nothing differs, and then nothing is written or voided (MS-2).

    `read_version` is the version of the statement's record that the page was made from: another since then is a
    StaleCopy, with what was typed, so that nothing is lost.
    """
    with approvals.voiding_when_changed(statement, by=by, why="The words or who they go to changed."):
        statement.refresh_from_db()
        wanted = recipients if recipients is not None else statement.recipients
        words, subject = composed(words), composed(subject).strip()
        if (statement.subject, statement.words, statement.recipients) == (subject, words, wanted):
            return False
        with making(states.EDIT, statement, by=by, note=note):
            if statement.version != read_version:
                raise StaleCopy(statement, theirs=words, ours=statement.words)
            statement.subject, statement.words, statement.recipients = subject, words, wanted
            statement.number += 1
            _keep_version(statement, by=by)
            _show_them_again(statement)
    signals.words_changed.send(sender=Statement, statement=statement, by=by)
    return True


def _show_them_again(statement: Statement) -> None:
    """Whoever wanted to see it first has seen other words than these (IR-6)."""
    for one in statement.named.filter(previewed=True) if statement.people_named else ():
        one.previewed = False
        one.save(update_fields=["previewed"])


@transaction.atomic
def change_recipients(statement: Statement, recipients: list[dict[str, str]], *, by: User, note: str) -> None:
    """It goes to somebody else, or another way, because the enquirer asked (CRM-3b): a signature covers that, and falls.

    Taken by the clock's hand: whoever wrote the enquirer's wish down has not written the statement.
    """
    if statement.recipients == recipients:
        return
    clock = User.objects.the_clock()
    with (
        approvals.voiding_when_changed(statement, by=by, why="Who it goes to, or how, changed."),
        making(states.FOLLOW_THE_CHOSEN_WAY, statement, by=clock, note=note),
    ):
        statement.recipients = recipients
        statement.number += 1
        _keep_version(statement, by=clock)
    signals.words_changed.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def send_for_sign_off(statement: Statement, *, by: User, note: str = "") -> None:
    """Ask a Director to sign exactly these words to exactly these people (MS-2); nobody is in them unasked (SM-26)."""
    statement.in_words_only = mentions.what_is_missing(mentions.in_the_words(statement, by)[0])
    with making(states.SEND_FOR_SIGN_OFF, statement, by=by, note=note):
        approvals.ask(statement, due_at=statement.due_at, by=by)
    signals.sent_for_sign_off.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def take_back(statement: Statement, *, by: User, note: str = "") -> None:
    """Take it back from sign-off, to go on writing (MS-2)."""
    approvals.take_back(statement, by=by, note=note)
    with making(states.TAKE_BACK, statement, by=by, note=note):
        pass
    signals.taken_back.send(sender=Statement, statement=statement, by=by)


def note_sign_off(statement: Statement, *, by: User) -> None:
    """Every signature that the case needs is there (MS-2)."""
    with making(states.NOTE_SIGN_OFF, statement, by=by):
        pass
    signals.signed_off.send(sender=Statement, statement=statement, by=by)


def note_changes_asked(statement: Statement, *, by: User, note: str, refused: bool) -> None:
    """A signer asked for changes, or refused: back to the writer (MS-2)."""
    with making(states.NOTE_REFUSAL if refused else states.NOTE_CHANGES_ASKED, statement, by=by, note=note):
        pass
    signals.changes_asked.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def release(statement: Statement, *, by: User, note: str = "") -> None:
    """Let a signed statement go: emails leave through the outbox, the rest is recorded as said or handed over (MS-2)."""
    with making(states.RELEASE, statement, by=by, note=note):
        statement.released_at = timezone.now()
        for recipient in statement.recipients:
            sending = Sending.objects.create(
                statement=statement,
                name=recipient["name"],
                way=recipient["way"],
                address=recipient["address"],
                by=by,
            )
            if sending.way == Way.EMAIL:
                owe("statement", key=f"statement:{sending.pk}", about=str(sending.pk))
    note_what_it_shows(statement, by=by)


@transaction.atomic
def release_as_answer(statement: Statement, *, by: User) -> None:
    """The statement goes out as the answer to an enquiry, which carries it to the enquirer (MS-2, CRM-3b)."""
    with making(states.RELEASE_AS_ANSWER, statement, by=by):
        statement.released_at = timezone.now()
    note_what_it_shows(statement, by=by)


@transaction.atomic
def withdraw(statement: Statement, *, by: User, note: str) -> None:
    """Give the statement up; a signature on it, given or asked for, no longer counts. Needs a reason (MS-2)."""
    if not note.strip():
        raise ValidationError("Say why it is withdrawn.")
    approvals.void_all(statement, by=by, why="The statement was withdrawn.")
    with making(states.WITHDRAW, statement, by=by, note=note):
        pass
    signals.withdrawn.send(sender=Statement, statement=statement, by=by)


@transaction.atomic
def stop_for_review(statement: Statement) -> None:
    """It came under a matter: signatures fall, given or asked for, and it is written again with the COO (CC-2)."""
    clock = User.objects.the_clock()
    approvals.void_all(statement, by=clock, why="It is looked at again before it goes out.")
    if statement.state in states.PULL_FOR_REVIEW.sources:
        with making(states.PULL_FOR_REVIEW, statement, by=clock):
            pass
        signals.words_changed.send(sender=Statement, statement=statement, by=clock)


def composed(words: str) -> str:
    """Words as they are kept: one kind of line end, letters and their accents as one, as the seal reads them."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n"))


def _keep_version(statement: Statement, *, by: User) -> None:
    StatementVersion.objects.create(
        statement=statement,
        number=statement.number,
        subject=statement.subject,
        words=statement.words,
        recipients=statement.recipients,
        by=by,
    )
