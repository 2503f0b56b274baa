"""What a consent needs before each step, in words that help: rules V-C-01 to V-C-16 of the domain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from consent.agreement.timers import LONGEST_MONTHS, group_of
from consent.capacity.models import covers
from consent.people.models import ALONE_WITH_PARENT
from consent.vocabulary import GENERIC_NAMES, Purpose, ThirdPartyRole
from mediapolicy.organisation.actions import setting

if TYPE_CHECKING:
    from consent.agreement.models import MediaConsent

# Who may agree on which footing; any other pair is no consent at all (V-C-10).
LEGAL_PAIRS: dict[str, frozenset[str]] = {
    "self": frozenset({"presumed", "assessed_has", "able_now"}),
    "attorney": frozenset({"assessed_lacks"}),
    "deputy": frozenset({"assessed_lacks"}),
    "court": frozenset({"assessed_lacks"}),
    "parent": frozenset({"minor"}),
    "personal_rep": frozenset({"deceased"}),
}
KIND_NEEDED = {"attorney": "lpa_welfare", "deputy": "deputy_welfare", "court": "court_order"}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first_of_next = date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(day.year + year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))


def longest_until(consent: MediaConsent) -> date:
    """The last day that this version may hold."""
    months = min(setting(f"consent_longest_{group_of(consent.subject_type)}"), LONGEST_MONTHS)
    return months_after(consent.valid_from or timezone.localdate(), months)


# To ask at all ----------------------------------------------------------------------------------------------------


def not_asked_again_too_soon(consent: MediaConsent) -> str:
    """V-C-02: after a No or a withdrawal nobody is asked again for a while, unless they bring it up: asking is pressure."""
    if consent.raised_by_subject:
        return ""
    days = setting("consent_asked_again_after")
    last_no = (
        consent.subject.consents.filter(state__in=["refused", "withdrawn"], ended_at__isnull=False)
        .order_by("-ended_at")
        .values_list("ended_at", flat=True)
        .first()
    )
    if last_no is None or last_no + timedelta(days=days) <= timezone.now():
        return ""
    again = timezone.localtime(last_no + timedelta(days=days))
    return (
        f"{consent.subject.first_name} said no a short while ago. Don’t ask again before {again:%-d %B %Y}, "
        "unless they bring it up themselves. If they did, say so on the form."
    )


def no_form_under_way(consent: MediaConsent) -> str:
    """One form at a time for a person."""
    under_way = consent.subject.consents.under_way().exclude(pk=consent.pk).first()
    return f"There is a form under way already: {under_way.reference}. Go on with that one." if under_way else ""


def somebody_who_can_be_asked(consent: MediaConsent) -> str:
    """The dead are not asked; whoever may decide afterwards is."""
    if consent.subject.has_died and consent.given_by != "personal_rep":
        return "They have died. Only their personal representative can agree to new uses."
    return ""


# Before it can be signed ------------------------------------------------------------------------------------------


def an_answer_for_some_purpose(consent: MediaConsent) -> str:
    """V-C-06: at least one purpose is answered; what isn't answered is a No."""
    return "" if consent.lines else "Answer at least one question with yes or no."


def what_and_how_plainly(consent: MediaConsent) -> str:
    """A Yes says what may be used, and where."""
    if consent.yes_lines and not consent.contents:
        return "Say what we may use: photos, films, words."
    if any(not line["channels"] for line in consent.yes_lines):
        return "For each Yes, choose at least one place where it may be seen."
    return ""


def an_end(consent: MediaConsent) -> str:
    """V-C-07: it ends, after it begins, and not later than the longest time for this kind of person."""
    if consent.valid_from is None or consent.expires_on is None:
        return "Say until when it holds. A consent never holds for ever."
    if consent.expires_on <= consent.valid_from:
        return "It must end after it begins."
    latest = longest_until(consent)
    return f"It can hold until {latest:%-d %B %Y} at the latest." if consent.expires_on > latest else ""


def health_agreed_apart(consent: MediaConsent) -> str:
    """V-C-09: a public picture of a resident tells of health, so that is agreed to apart, in words that say so."""
    if not (consent.kind.is_resident and consent.is_public) or consent.lawful_basis != "consent":
        return ""
    if consent.health_agreed and len(consent.health_statement) >= 30 and consent.health_agreed_at:
        return ""
    return (
        "A public picture shows that they live in a care home. Ask the question about health by itself. "
        "If they say no to it, they can’t be shown in public."
    )


def no_restriction_in_force(consent: MediaConsent) -> str:
    """V-C-12: while a restriction holds, every public purpose is a No."""
    if not consent.is_public:
        return ""
    stops = consent.subject.stops.holding().filter(kind__in=["restriction", "whereabouts"])
    if any(stop.reaches(purpose) for stop in stops for purpose in consent.purposes):
        return "They can’t be shown in public just now. Answer no to everything that anybody may see."
    return ""


def third_parties_by_name(consent: MediaConsent) -> str:
    """V-C-13: another organisation is named; “the media” is nobody."""
    for party in consent.third_parties:
        if str(party.get("name", "")).strip().casefold() in GENERIC_NAMES | {""}:
            return "Name the newspaper, broadcaster or partner. “The media” is not a name."
        if party.get("role") not in ThirdPartyRole.values:
            return f"Say what {party['name']} is: a newspaper, a photographer, an agency."
    return ""


def nothing_given_in_return(consent: MediaConsent) -> str:
    """V-C-15: a payment or a gift undermines a free choice; only the COO can rule otherwise."""
    if consent.something_given and not consent.coo_note.strip():
        return "Nothing may be given in return: it takes away the free choice. Ask the Chief Operating Officer first."
    return ""


def told_what_cannot_be_undone(consent: MediaConsent) -> str:
    """Whoever agrees to be seen in public is told that it may be impossible to take back."""
    if consent.is_public and not consent.irreversible_explained:
        return "Tell them that what is public can be copied, and that we may not get it back. Then tick it."
    if consent.uses_social_media and not consent.overseas_explained:
        return "Tell them that social media keep pictures outside the United Kingdom. Then tick it."
    return ""


def how_it_was_explained(consent: MediaConsent) -> str:
    """Somebody explained it, in a way that suits the person, with the No made plain (V-C-01)."""
    if consent.explained_by_id is None or not consent.formats:
        return "Write down how you explained it: talked through, easy read, with examples."
    if not consent.no_detriment_shown:
        return (
            "Tell them that saying no, or changing their mind, never changes their care, job or visits. Then tick it."
        )
    if consent.subject.account_id is not None and consent.explained_by_id == consent.subject.account_id:
        return "Nobody goes through their own form by themselves. Let somebody else explain it."
    if {"bsl", "translated"} & set(consent.formats) and not consent.interpreter.strip():
        return "Enter the name of the interpreter."
    return ""


def right_person_on_right_footing(consent: MediaConsent) -> str:
    """V-C-10: who agrees fits how it stands with the person; no one else's yes is a consent (D1, D2, D11)."""
    if consent.basis not in LEGAL_PAIRS.get(consent.given_by, frozenset()):
        if consent.basis in ("presumed", "assessed_has", "able_now"):
            return "They decide this themselves. Nobody can sign for them, not even with a power of attorney."
        return "This person can’t agree for them. Look at who may: an attorney or deputy for welfare, or a court."
    subject = consent.subject
    if subject.is_young != (consent.given_by == "parent"):
        return "Under 16 a parent or guardian agrees; from 16 on, the person themselves."
    if (consent.given_by == "personal_rep") != subject.has_died:
        return "A personal representative speaks only for somebody who has died."
    return ""


def child_who_agrees_too(consent: MediaConsent) -> str:
    """From 13 on the child agrees as well as the parent; a parent is named."""
    if consent.given_by != "parent":
        return ""
    if not consent.parent_name.strip():
        return "Enter the name of the parent or guardian who agrees."
    age = consent.subject.age_on(timezone.localdate())
    if age is not None and age >= ALONE_WITH_PARENT and not consent.child_agreed:
        return "From 13 on the child has to agree too. Ask them, without their parent answering for them."
    return ""


def representative_with_the_power(consent: MediaConsent) -> str:
    """Whoever decides for somebody has a power that was seen, checked and reaches this (D5, D8, D10)."""
    needed = KIND_NEEDED.get(consent.given_by)
    if needed is None:
        return ""
    who = consent.representative
    if who is None or who.kind != needed or who.subject_id != consent.subject_id or not who.may_decide:
        return "Their power has to be seen and checked first, and has to cover this. Record it under “Who speaks for them”."
    if who.kind == "court_order" and not consent.purposes <= set(who.order_allows):
        return "The order does not allow all of this."
    return ""


def assessment_that_covers_it(consent: MediaConsent) -> str:
    """Any finding about ability is about this very decision, and current (V-M-01, V-M-07)."""
    if consent.basis not in ("assessed_has", "assessed_lacks", "able_now"):
        return ""
    found = consent.assessment
    wanted = {"assessed_has": {"has"}, "assessed_lacks": {"lacks"}, "able_now": {"fluctuates"}}[consent.basis]
    if found is None or found.subject_id != consent.subject_id or found.state != "in force":
        return "There is no countersigned assessment of this decision. Assess first."
    if found.outcome not in wanted or found.is_past_review:
        return "The assessment says something else, or is too old. Assess again."
    if not covers(found.scope, consent.scope):
        return "The assessment was about less than what is agreed to here. Assess again for the wider use."
    return ""


def best_interests_beside_it(consent: MediaConsent) -> str:
    """An attorney or deputy acts in the person's best interests, and writes down why (MCA s1(5), D5, D8)."""
    if consent.given_by not in ("attorney", "deputy"):
        return ""
    decision = consent.best_interests
    if decision is None or decision.subject_id != consent.subject_id or not decision.holds:
        return "It also needs a current best-interests decision by whoever agrees. Prepare that first."
    theirs = decision.made_by_representative_id == consent.representative_id and decision.decided == "support_public"
    if consent.is_public and not theirs:
        return "The best-interests decision does not support this. It has to, and be the attorney’s or deputy’s own."
    return ""


def one_thing_at_a_time_when_it_comes_and_goes(consent: MediaConsent) -> str:
    """When ability comes and goes: one event, in a good hour; never adverts or film, never a standing consent (4.4)."""
    if consent.basis != "able_now":
        return ""
    if not consent.one_off_event.strip():
        return "Their ability comes and goes, so they agree to one thing at a time. Say which event or picture."
    if consent.purposes & {Purpose.ADVERT, Purpose.BROADCAST}:
        return "Their ability comes and goes, so adverts and film are not for now."
    return ""


def a_question_about_safety(consent: MediaConsent) -> str:
    """A resident is asked whether anybody must not learn where they live (3.8.1)."""
    if consent.kind.is_resident and consent.is_public and consent.somebody_must_not_know is None:
        return "Ask: is there anyone who must not learn where you live?"
    return ""


def a_basis_that_may_be_used(consent: MediaConsent) -> str:
    """Residents and visitors are shown with consent alone; for staff another basis needs an assessment on file (3.8.2)."""
    if consent.lawful_basis == "consent":
        return ""
    if not consent.kind.works_here or not setting("staff_interests"):
        return "Only consent will do here."
    return "" if consent.interests_assessment.strip() else "Enter the reference of the legitimate-interests assessment."


def asked_without_pressure(consent: MediaConsent) -> str:
    """V-C-16: a member of staff asked by their own manager says that they did not feel pressed."""
    if not consent.kind.works_here or consent.no_pressure:
        return ""
    if consent.requested_by_id != consent.subject.line_manager_id:
        return ""
    return (
        "Their own line manager asks, which is pressure in itself. "
        "Let them tick: “I was told I can say no, and I did not feel pressed.” Or let somebody else ask."
    )


def a_way_without_their_face(consent: MediaConsent) -> str:
    """Whoever works here is offered a way to take part without being seen: only then is a Yes free (3.8.2)."""
    if not (consent.kind.works_here and consent.is_public) or consent.answers.get("no_face_offered") == "yes":
        return ""
    return "Offer a way to take part without their face, such as hands or words only. Then tick it."


BEFORE_SIGNING = (
    an_answer_for_some_purpose,
    what_and_how_plainly,
    an_end,
    right_person_on_right_footing,
    child_who_agrees_too,
    assessment_that_covers_it,
    representative_with_the_power,
    best_interests_beside_it,
    one_thing_at_a_time_when_it_comes_and_goes,
    health_agreed_apart,
    a_question_about_safety,
    no_restriction_in_force,
    third_parties_by_name,
    nothing_given_in_return,
    told_what_cannot_be_undone,
    how_it_was_explained,
    a_basis_that_may_be_used,
    asked_without_pressure,
    a_way_without_their_face,
)


_NO_EMAIL = "Enter their own email address first, under “Put their details right”. A relative’s will not do."


def an_address_of_their_own(consent: MediaConsent) -> str:
    """V-C-05: a link for a resident goes to their own address; a representative's goes to theirs."""
    if consent.given_by == "self":
        return "" if consent.subject.email else _NO_EMAIL
    who = consent.representative
    if who is not None:
        where = f"{consent.subject.first_name}’s page, “Everything about deciding for themselves”, {who.name}"
        return "" if who.email else f"{who.name} has no email address here yet. Add it: {where}."
    return "" if consent.given_by in ("parent", "personal_rep") else "There is nobody to send a link to."
