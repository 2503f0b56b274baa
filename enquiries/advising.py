"""Advice before the answer (ME-2): asking, writing down what was said, or why none is needed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from enquiries import states
from enquiries.models import ASKED, NAMED, Advice, Enquiry
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.people.standing import forget_standing
from mediapolicy.permissions import may
from mediapolicy.refusals import Refused
from mediapolicy.transitions import making


@transaction.atomic
def seek_advice(enquiry: Enquiry, source: str, question: str, *, asked_of: User | None = None, by: User) -> Advice:
    """Ask for advice. A colleague who is asked may open this one enquiry from now on (ME-2)."""
    if not question.strip():
        raise ValidationError("Say what you ask them.")
    with making(states.SEEK_ADVICE, enquiry, by=by, note=question.strip()):
        advice = Advice.objects.create(
            enquiry=enquiry, source=source, asked_of=asked_of, question=question.strip(), asked_by=by
        )
        if asked_of and not may(asked_of, "open_enquiry", enquiry):
            assign_perm(f"enquiries.{_share(enquiry)}", asked_of, enquiry)
            forget_standing(asked_of)
        tell([asked_of], "advice_asked", enquiry, by=by)
    return advice


@transaction.atomic
def record_advice(advice: Advice, answer: str, *, by: User) -> None:
    """Write down what was advised; when nothing more is out, the enquiry goes on by itself (ME-2)."""
    if not answer.strip():
        raise ValidationError("Write down what they said, or that it is no longer needed.")
    enquiry = advice.enquiry
    with making(states.RECORD_ADVICE, enquiry, by=by, note=answer.strip()):
        advice = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
        if not advice.is_out:
            raise ValidationError("This advice has been written down already.")
        if by.pk not in (advice.asked_of_id, enquiry.responsible_id):
            why = "This advice was asked of somebody else. They write it down, or the person responsible."
            raise Refused(states.RECORD_ADVICE.clause, why, record=enquiry)
        advice.answer, advice.answered_by, advice.answered_at = answer.strip(), by, timezone.now()
        advice.save(update_fields=["answer", "answered_by", "answered_at"])
    _stop_sharing_with(advice.asked_of, enquiry)
    forget_standing(by)
    tell([enquiry.responsible], "advice_given", enquiry, by=by)
    if enquiry.state == states.S.ADVICE_SOUGHT and not enquiry.advice.filter(answered_at=None).exists():
        with making(states.HAVE_ALL_ADVICE, enquiry, by=User.objects.the_clock()):
            pass


def _share(enquiry: Enquiry) -> str:
    """What an adviser is given: on a matter only the COO asks, and asking names them on it."""
    return NAMED if enquiry.is_locked else ASKED


def _stop_sharing_with(person: User | None, enquiry: Enquiry) -> None:
    """Who was asked may open the enquiry until their last advice is in, and no longer (CRM-1, CRM-2)."""
    if person and not enquiry.advice.filter(asked_of=person, answered_at=None).exists():
        remove_perm(f"enquiries.{_share(enquiry)}", person, enquiry)


def need_no_advice(enquiry: Enquiry, reason: str, *, by: User) -> None:
    """Judge that no advice is needed, and write down why (ME-2)."""
    if not reason.strip():
        raise ValidationError("Say why no advice is needed.")
    with making(states.NEED_NO_ADVICE, enquiry, by=by, note=reason.strip()):
        enquiry.no_advice_because = reason.strip()
