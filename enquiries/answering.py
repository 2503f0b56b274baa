"""The answer: written as a statement, signed by a Director, sent by the one way the enquirer chose."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from approvals.seals import seal_of
from enquiries import states
from enquiries.models import Enquiry, Reply, ReplyKind
from enquiries.passing import home_managers
from mediapolicy.clauses import Clause
from mediapolicy.notices.actions import tell
from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.actions import owe
from mediapolicy.people.models import User
from mediapolicy.policy.models import words_to_say
from mediapolicy.refusals import Refused, StaleCopy
from mediapolicy.transitions import making
from pressroom import actions as pressroom
from pressroom.models import Statement, Trigger, Way


@transaction.atomic
def draft_statement(enquiry: Enquiry, *, by: User) -> Statement:
    """Start the statement that answers it, addressed to the enquirer by their chosen way (MS-1)."""
    with making(states.DRAFT_STATEMENT, enquiry, by=by):
        enquiry.statement = pressroom.draft(
            subject=enquiry.topic,
            trigger=Trigger.ENQUIRY,
            home=enquiry.home,
            recipients=[enquiry.recipient()] if enquiry.chosen_way else [],
            due_at=enquiry.reply_due_at,
            answers=enquiry,
            by=by,
        )
    return enquiry.statement


@transaction.atomic
def answer(enquiry: Enquiry, *, way: str, seal: str, what_was_said: str = "", by: User) -> Reply:
    """Send the signed words by the way the enquirer chose; any other way is refused (CRM-3b, V-R-01; MS-2).

    `seal` is the one of the confirmation page: exactly what was shown there leaves, or nothing does.
    By phone, post or in person the words are not sent by us: `what_was_said` records how they were given.
    """
    # The statement first, then the enquiry, as a change of mind takes them: neither has to give way to the other.
    if enquiry.statement_id is not None:
        Statement._base_manager.select_for_update(of=("self",)).get(pk=enquiry.statement_id)
    with making(states.ANSWER, enquiry, by=by):
        _refuse_another_way(enquiry, way)
        statement = enquiry.statement
        assert statement is not None  # `a_signed_statement` stands in the table
        if seal != seal_of(statement.sealed_content()):
            raise StaleCopy(enquiry, theirs="", ours=statement.words)
        pressroom.release_as_answer(statement, by=by)
        reply = _reply(enquiry, ReplyKind.ANSWER, statement.subject, statement.words, what_was_said, by=by)
        told = [] if enquiry.kept_from_home else home_managers(enquiry.home)
        tell(told, "enquiry_answered", enquiry, by=by)
    return reply


@transaction.atomic
def acknowledge(enquiry: Enquiry, *, way: str, what_was_said: str = "", by: User) -> Reply:
    """Tell the enquirer, in the policy's own words, that we have their question (CRM-3b)."""
    with making(states.ACKNOWLEDGE, enquiry, by=by):
        _refuse_another_way(enquiry, way)
        words = filled("acknowledge", enquiry)
        return _reply(enquiry, ReplyKind.ACKNOWLEDGEMENT, "Your question to us", words, what_was_said, by=by)


@transaction.atomic
def decline(enquiry: Enquiry, *, way: str, note: str, what_was_said: str = "", by: User) -> Reply:
    """Decline to comment, in the policy's own words, with the reason kept inside (ME-2, CRM-3b)."""
    if not note.strip():
        raise ValidationError("Say why we decline. This stays inside.")
    with making(states.DECLINE, enquiry, by=by, note=note.strip()):
        _refuse_another_way(enquiry, way)
        enquiry.closed_at = timezone.now()
        words = filled("decline", enquiry)
        return _reply(enquiry, ReplyKind.DECLINE, "Your question to us", words, what_was_said, by=by)


def no_answer_needed(enquiry: Enquiry, *, note: str, by: User) -> None:
    """Finish it without an answer, with the reason (ME-2)."""
    if not note.strip():
        raise ValidationError("Say why no answer is needed.")
    with making(states.NO_ANSWER_NEEDED, enquiry, by=by, note=note.strip()):
        enquiry.closed_at = timezone.now()


def close(enquiry: Enquiry, *, note: str = "", by: User) -> None:
    """Close an answered enquiry (CRM-3a)."""
    with making(states.CLOSE, enquiry, by=by, note=note.strip()):
        enquiry.closed_at = timezone.now()


def filled(script: str, enquiry: Enquiry) -> str:
    """The policy version's words for this occasion, with this enquiry's names in them."""

    organisation = Organisation.objects.first()
    blanks = {
        "name": enquiry.enquirer or "there",
        "reference": enquiry.reference,
        "organisation": str(organisation or "us"),
        "responsible": str(enquiry.responsible or "the Marketing Manager"),
    }
    # Exactly these blanks and nothing cleverer: str.format would follow {name.__class__} too.
    return re.sub(
        r"\{(name|reference|organisation|responsible)\}", lambda found: blanks[found[1]], words_to_say(script)
    )


def _refuse_another_way(enquiry: Enquiry, way: str) -> None:
    if way != enquiry.chosen_way:
        raise Refused(
            Clause.CRM_3B,
            f"They chose to be answered by {enquiry.get_chosen_way_display().lower()}. "
            "If they have asked for another way since, write that down first: “Change the way they want”.",
            record=enquiry,
        )


def _reply(enquiry: Enquiry, kind: str, subject: str, words: str, what_was_said: str, *, by: User) -> Reply:
    """Keep the exact words that went out; an email is owed through the outbox."""
    if enquiry.chosen_way != Way.EMAIL and not what_was_said.strip():
        raise ValidationError("Write down how the words were given, and what was said beside them.")
    reply = Reply.objects.create(
        enquiry=enquiry,
        kind=kind,
        way=enquiry.chosen_way,
        address=enquiry.chosen_address,
        to=enquiry.who,
        subject=f"{subject} [{enquiry.reference}]"[:200],
        words=words,
        what_was_said=what_was_said.strip(),
        by=by,
    )
    if reply.way == Way.EMAIL:
        owe("reply", key=f"reply:{reply.pk}", about=str(reply.pk))
    return reply
