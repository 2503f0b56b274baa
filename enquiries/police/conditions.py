"""What must be in place before a step of a police request, and whose step it is: each answers in words, "" when all is well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals import actions as approvals
from enquiries.police.checklist import still_missing
from enquiries.police.vocabulary import (
    Answer,
    Article6,
    Article9,
    Concerns,
    Identity,
    Notice,
    Publisher,
    Rank,
    Role,
    Route,
    Via,
    What,
)
from matters.conditions import what_its_matter_needs
from mediapolicy.organisation.actions import setting
from mediapolicy.people.standing import shared_with, standing_of

if TYPE_CHECKING:
    from enquiries.police.models import PoliceRequest
    from mediapolicy.people.models import User

LEAST_WORDS = 30
POLICE_EMAIL = re.compile(r"@([a-z0-9-]+\.)*police\.uk$", re.IGNORECASE)
TAKES_PART = {"view_policerequest", "change_policerequest"}
REASONS = {
    "necessity": "why it is needed",
    "proportionality": "why it is not too much",
    "less_intrusive": "what else was thought of that tells less",
}
IN_THE_APP = "In the app"  # how the COO agreed

# Whose it is to do -----------------------------------------------------------------------------------------------


def one_of_those_who_know(request: PoliceRequest, user: User) -> str:
    """Whoever logged it, and those whose duty it is. Whom the COO named to read alone reads it."""
    if standing_of(user).holds_everywhere("handle_matter") or shared_with(user, request) >= TAKES_PART:
        return ""
    return "Only those whose duty it is, and whoever wrote it down, take part in this request."


def while_somebody_is_missing(request: PoliceRequest, user: User) -> str:
    """What is given at once is given to find somebody; everything else is agreed first (PO-3)."""
    is_missing = request.is_emergency and request.found_at is None
    return "" if is_missing else "Nobody is missing: what is given is agreed by the COO first."


def while_no_crime_is_known(request: PoliceRequest, user: User) -> str:
    """It is learned once; from then on it is looked at as one."""
    return "It is looked at as a crime already." if request.concerns == Concerns.CRIME else ""


def while_a_record_is_owed(request: PoliceRequest, user: User) -> str:
    """Help at once is written down once."""
    return "" if request.owes_record else "Nothing is left to write down of help at once."


def not_agreed_in_the_app(request: PoliceRequest) -> str:
    """What the COO agreed here is not written over by what somebody heard."""
    return "The COO has agreed it here already." if request.sharing_agreed_how == IN_THE_APP else ""


# In an emergency -------------------------------------------------------------------------------------------------


def somebody_missing(request: PoliceRequest) -> str:
    """Help at once is for somebody who is missing or whose life is at risk."""
    return "" if request.is_emergency else "This is no emergency: what is given is agreed first."


def somebody_to_ring_back(request: PoliceRequest) -> str:
    """The least that is known of who asks: force, officer, and a number (rules 5.2)."""
    known = request.force.strip() and request.officer_name.strip() and request.call_back.strip()
    return "" if known else "Write down the force, the officer’s name and a number to ring."


def something_given(request: PoliceRequest) -> str:
    """What was given is written down, one thing at a time."""
    return "" if any(item.given_at for item in request.items.all()) else "Write down first what was given."


def a_police_reference(request: PoliceRequest) -> str:
    """The number by which the police know of it (PO-1)."""
    return "" if request.police_reference.strip() else "Write down the police’s own number for it."


def its_record_is_late(request: PoliceRequest) -> str:
    """Asked again under the lock."""
    is_late = request.owes_record and request.record_due_at is not None and request.record_due_at <= timezone.now()
    return "" if is_late and request.overdue_told_at is None else "It is not late."


def its_record_is_owed(request: PoliceRequest) -> str:
    """Asked again under the lock."""
    return "" if request.owes_record and request.reminded_at is None else "Nothing is owed."


# Before the COO is asked -----------------------------------------------------------------------------------------


def digits(number: str) -> str:
    """A telephone number as it is compared: +44 20 and 020 are one."""
    only = re.sub(r"\D", "", number)
    return "0" + only[2:] if only.startswith("44") else only


def who_it_is(request: PoliceRequest) -> str:
    """The police are the police: never by a number that the caller gave (V-P-02)."""
    if not request.identity_method or request.identity_at is None:
        return "Nobody has made sure yet that it is the police. Ring back through 101 or the force’s switchboard."
    if request.identity_method == Identity.CALL_BACK:
        rang = digits(request.identity_number)
        if not rang or rang == digits(request.call_back):
            return "Ring a number that you found yourself, such as 101: not the one that the caller gave."
        return "" if request.identity_source.strip() else "Write where you found the number that you rang."
    if request.identity_method == Identity.POLICE_EMAIL and not POLICE_EMAIL.search(request.officer_email):
        return "This is no address that ends with .police.uk. Ring back through 101."
    if request.identity_method == Identity.WARRANT_CARD and request.via != Via.IN_PERSON:
        return "A warrant card is seen when they stand before you. Ring back through 101."
    return ""


def a_written_request(request: PoliceRequest) -> str:
    """Their request stands in writing, and who stands behind it is high enough (rules 5.2)."""
    if not request.written_where.strip() or request.written_on is None:
        return "The police’s request must stand in writing. Write where it is kept, and from when it is."
    if request.is_emergency and request.concerns != Concerns.CRIME:
        return ""
    least = Rank(setting("police_countersign_rank"))
    if not request.countersigned_by.strip() or (request.countersign_rank or 0) < least:
        return f"A {str(least.label).lower()} or above must stand behind the written request."
    return ""


def a_legal_basis(request: PoliceRequest) -> str:
    """The Data Protection Lead has checked by which way of the law we may help, and why it is not too much (PO-3)."""
    if request.basis_at is None or not (request.route and request.article_6 and request.article_9):
        return "The Data Protection Lead has not checked the legal basis yet."
    if wrong := _wrong_label(request):
        return wrong
    short = [words for name, words in REASONS.items() if len(getattr(request, name).strip()) < LEAST_WORDS]
    if short:
        return f"Write in at least {LEAST_WORDS} letters {', and '.join(short)}."
    if request.prejudice_if_told and not request.prejudice_because.strip():
        return "Write why telling the person would be in the way of the police."
    return ""


def _wrong_label(request: PoliceRequest) -> str:
    """Somebody who is missing or at risk is no crime (rules 5.1); a victim's information has rules of its own."""
    of_crime = {Route.CRIME, Article6.CRIME, Article9.UNLAWFUL_ACTS} & {
        request.route,
        request.article_6,
        request.article_9,
    }
    if of_crime and request.concerns != Concerns.CRIME:
        return "No crime is looked into, so a condition for crime does not fit. Choose safeguarding, or saving a life."
    if request.route == Route.VICTIM_REQUEST and request.victim_notice == Notice.NOT_APPLICABLE:
        return "For a victim information request, write whether the police told the victim."
    return ""


def a_safeguarding_view(request: PoliceRequest) -> str:
    """The Safeguarding Lead has looked at it (PO-3)."""
    seen = request.safeguarding_at is not None and request.safeguarding_view.strip()
    return "" if seen else "The Safeguarding Lead has not given their view yet."


def every_check(request: PoliceRequest) -> str:
    """All fourteen, each with its answer (V-P-03). There is no way past them."""
    missing = still_missing({one.code: (one.answer, one.note) for one in request.checks.all()})
    return f"Safeguarding checks are open: {', '.join(missing)}." if missing else ""


def a_row_for_who_decides(request: PoliceRequest) -> str:
    """For a victim or a witness of ours: who may decide about this, by the decision table (PO-3)."""
    roles = {subject.role for subject in request.subjects.all() if subject.person_id}
    if roles & {Role.VICTIM, Role.WITNESS} and not request.capacity_row.strip():
        return "Write which row of the decision table says who may decide about this."
    return ""


def directors_know(request: PoliceRequest) -> str:
    """The Directors know that the police asked, not what (rules 5.7)."""
    return "" if request.directors_told_at else "The COO has not told the Directors yet that the police asked."


def a_response(request: PoliceRequest) -> str:
    """What we answer stands there: exactly what is given, exactly which words."""
    if not request.answer or not request.answer_because.strip():
        return "Write what we answer, and why."
    gives, picked = (
        request.answer in (Answer.ALL, Answer.PART),
        any(item.given_at is None for item in request.items.all()),
    )
    if gives and not picked and not request.wording.strip():
        return "Pick what is given, one thing at a time."
    if request.image_id and not request.image_because.strip():
        return "Write why this picture may be used."
    if request.is_public and not (request.wording.strip() and request.end_condition.strip()):
        return "Write the words that the police publish, and when it ends."
    return ""


def nobody_is_named_who_must_not_be(request: PoliceRequest) -> str:
    """Whoever is protected for life stays so, whoever agrees for them; no suspect is named (V-P-05, V-P-08, D18)."""
    if not request.is_public:
        return ""
    for subject in request.subjects.all():
        protected = subject.role == Role.VICTIM and request.protects_for_life and not subject.waived_on
        if protected and (subject.is_identifiable or request.image_id or request.publish_by == Publisher.WE_SHARE):
            return (
                "The law keeps this person anonymous for life. Nothing that tells who they are is published, and we "
                "take no part. Only they can waive that, in writing; nobody can for them."
            )
        if (subject.role == Role.SUSPECT or protected) and _is_named(request.wording, subject.called):
            return "Take the name out of the words: nobody who is suspected or arrested, or whom the law protects, is named."
    return ""


def _is_named(words: str, name: str) -> bool:
    """Whether these words hold the name, or a part of it that is more than a few letters."""
    parts = [part for part in re.findall(r"[^\W\d_]+", name) if len(part) > 3] or [name]
    return any(re.search(rf"\b{re.escape(part)}\b", words, re.IGNORECASE) for part in parts if part.strip())


BEFORE_THE_COO = (
    a_police_reference,
    who_it_is,
    a_written_request,
    a_legal_basis,
    a_safeguarding_view,
    every_check,
    a_row_for_who_decides,
    directors_know,
    a_response,
    nobody_is_named_who_must_not_be,
)

# After the COO has agreed ----------------------------------------------------------------------------------------


def still_as_agreed(request: PoliceRequest) -> str:
    """The COO agreed exactly what stands there now (CC-2)."""
    return "" if approvals.holds(request) else "It is not what the COO agreed any more. Put it to the COO again."


def something_to_publish(request: PoliceRequest) -> str:
    """Words that the police are to confirm."""
    return "" if request.is_public else "Nothing is to be published, so there are no words to confirm."


def words_confirmed(request: PoliceRequest) -> str:
    """Where something is published, the police have confirmed the words in writing first (V-P-01)."""
    if not request.is_public or request.confirmed_at:
        return ""
    return "The police have not confirmed the words in writing yet."


def something_to_give(request: PoliceRequest) -> str:
    """Something was agreed to be given and has not been."""
    if request.answer not in (Answer.ALL, Answer.PART):
        return "It was agreed to give nothing."
    return "" if any(item.given_at is None for item in request.items.all()) else "All that was agreed has been given."


def we_may_share(request: PoliceRequest) -> str:
    """We share the police's own post, never one of ours: with the COO's word, and where nobody is protected (V-P-01)."""
    if not request.source_url:
        return "We share only a post of the police or of a charity that looks for missing people. Write its address."
    if request.protects_for_life and any(one.role == Role.VICTIM for one in request.subjects.all()):
        return "The law keeps somebody in it anonymous for life: we take no part in it."
    if request.state == "emergency":
        return "" if request.sharing_agreed_at else "The COO has not said yes to sharing it."
    if request.embargo_until and request.embargo_until > timezone.now():
        return "The police asked that nothing comes out yet."
    if request.publish_by != Publisher.WE_SHARE:
        return "It was not agreed that we share their post."
    return words_confirmed(request) or still_as_agreed(request) or what_its_matter_needs(request)


# Before it ends --------------------------------------------------------------------------------------------------


def its_record_is_written(request: PoliceRequest) -> str:
    """Help that was given at once is written down."""
    return "What was given in the emergency is still to be written down." if request.owes_record else ""


def their_request_or_that_none_came(request: PoliceRequest) -> str:
    """In an emergency nobody waits for paper: it is asked for afterwards (rules 5.2)."""
    if request.written_where.strip():
        return ""
    return "Ask the police for their request in writing. Write where it is kept, or that none came."


def can_be_given_now(what: str, request: PoliceRequest) -> str:
    """The Herbert Protocol form is for finding somebody, and for nothing else (rules 5.4)."""
    if what == What.HERBERT and not (request.is_emergency and request.found_at is None):
        return "The Herbert Protocol form is given only when somebody is missing."
    return ""
