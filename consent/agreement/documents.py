"""The papers of a consent, filled from its record: the form in three sizes, blank or as answered, and the slip (CC-3, CF-1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from consent.agreement.choices import Afterwards, Format, GivenBy, SignedBy
from consent.agreement.models import FORM_VERSION, MediaConsent
from consent.agreement.states import ConsentState
from consent.agreement.timers import LONGEST_MONTHS, group_of
from consent.agreement.versions import signature_of
from consent.papers import documents, parts
from consent.papers.documents import FormPaper, Office, SlipPaper, Standing
from consent.papers.filling import asker_of, day_of, head_of
from consent.papers.parts import NOT_SIGNED, Head, Other, Signed
from consent.people.models import Person
from consent.takedown.slip import slip_url
from consent.vocabulary import IdentLevel, SubjectType, ThirdPartyRole
from mediapolicy.clauses import Clause
from mediapolicy.organisation.actions import setting
from mediapolicy.papers.kinds import Sheet, paper

FORM, PERSON = "consent.MediaConsent", "consent.Person"
READ = "open_consent"
PLACE = {Afterwards.STOP: 0, Afterwards.KEEP_EXISTING: 1, Afterwards.ASK_REPRESENTATIVE: 2}
OTHERS = {GivenBy.COURT: "an order of a court decides", GivenBy.PERSONAL_REP: "their personal representative"}


@paper("consent-form", title="Consent form", about=FORM, permission=READ, clause=Clause.CC_3)
def filled(consent: MediaConsent) -> Sheet:
    """The form as it was answered, and signed."""
    return documents.consent_form(form_of(consent))


@paper("consent-form-large", title="Consent form in large print", about=FORM, permission=READ, clause=Clause.CC_3)
def filled_large(consent: MediaConsent) -> Sheet:
    """The same in large print."""
    return documents.large_form(form_of(consent))


@paper("consent-form-easy", title="Consent form in easy read", about=FORM, permission=READ, clause=Clause.CC_3)
def filled_easy(consent: MediaConsent) -> Sheet:
    """Its main points, with pictures."""
    return documents.easy_form(form_of(consent))


@paper("consent-slip", title="Slip for a change of mind", about=FORM, permission=READ, clause=Clause.SM_26)
def slip(consent: MediaConsent) -> Sheet:
    """The slip alone."""
    asker = asker_of(consent.home)
    return documents.withdrawal_slip(SlipPaper(head=_head(consent), asker=asker, person=consent.subject.name))


@paper("blank-form", title="Blank consent form", about=PERSON, permission=READ, clause=Clause.CF_1)
def blank(person: Person) -> Sheet:
    """The form to be filled in by hand."""
    return documents.consent_form(blank_form_of(person))


@paper("blank-form-large", title="Blank consent form in large print", about=PERSON, permission=READ, clause=Clause.CF_1)
def blank_large(person: Person) -> Sheet:
    """The same in large print."""
    return documents.large_form(blank_form_of(person))


@paper("blank-form-easy", title="Blank consent form in easy read", about=PERSON, permission=READ, clause=Clause.CF_1)
def blank_easy(person: Person) -> Sheet:
    """The main points, with pictures."""
    return documents.easy_form(blank_form_of(person))


def blank_form_of(person: Person) -> FormPaper:
    """A form with the name on it and nothing else; its code leads to the page where this person can change their mind."""
    head = head_of(person.home, reference=person.reference, version=FORM_VERSION, address=slip_url(person.reference))
    form = documents.blank_form(head, asker_of(person.home), person.kind, longest=_longest(person.kind))
    return replace(form, person=person.name)


def form_of(consent: MediaConsent) -> FormPaper:
    """The form as far as it was answered. What was asked for its safety and said in confidence stays inside."""
    form = documents.blank_form(_head(consent), asker_of(consent.home), consent.kind, longest=_longest(consent.kind))
    form = replace(form, person=consent.subject.name, office=_office(consent))
    if not (consent.lines or consent.state == ConsentState.REFUSED):
        return form
    return replace(form, is_filled=True, standing=_standing(consent), **_choices(consent), **_signatures(consent))


def _head(consent: MediaConsent) -> Head:
    version = f"{consent.form_version}, version {consent.edition}"
    return head_of(consent.home, reference=consent.urn, version=version, address=slip_url(consent.urn))


def _longest(kind: SubjectType) -> str:
    return f"{min(setting(f'consent_longest_{group_of(kind)}'), LONGEST_MONTHS)} months"


def _choices(consent: MediaConsent) -> dict[str, Any]:
    """What was answered; what was not is a No (V-C-06)."""
    answers = {line["purpose"]: line["channels"] for line in consent.yes_lines}
    return {
        "others": tuple(Other(name=one["name"], part=_part(one)) for one in consent.third_parties),
        "contents": parts.contents(consent.contents),
        "uses": parts.uses(consent.kind, answers),
        "names": parts.names(_level(consent.most_ident), _more(consent)),
        "health_answer": bool(consent.health_agreed),
        "health_statement": consent.health_statement,
        "health_mention": consent.health_detail if consent.may_mention_health else "nothing",
        "starts_on": consent.valid_from,
        "ends_on": consent.expires_on,
        "review_on": consent.review_due,
        "event": consent.one_off_event,
        "sees_first": consent.view_first,
        "wishes": parts.wishes(consent.kind, _afterwards(consent)),
        "restrictions": consent.conditions,
        "support": consent.interpreter,
    }


def _part(one: dict[str, str]) -> str:
    return str(ThirdPartyRole(one["role"]).label) if one.get("role") else ""


def _level(most: str) -> str:
    """The box that was ticked: more than the full name is a box of its own beside it."""
    return max(str(IdentLevel.NO_NAME), min(most, str(IdentLevel.FULL_NAME)))


def _more(consent: MediaConsent) -> set[str]:
    said = {
        "age": consent.may_use_age,
        "home": consent.may_use_home_name,
        "family": consent.may_use_family,
        "tag": consent.may_be_tagged,
    }
    return {key for key, is_said in said.items() if is_said}


def _afterwards(consent: MediaConsent) -> dict[str, int]:
    wished = {
        "capacity": consent.after_capacity_loss,
        "leaving": consent.after_leaving,
        "death": consent.after_death,
    }
    return {key: PLACE[Afterwards(value)] for key, value in wished.items()}


def _signatures(consent: MediaConsent) -> dict[str, Any]:
    """Who signed and who saw it. What was agreed to apart says so in its own box (V-C-09)."""
    given = signature_of(consent)
    if given is None:
        return {}
    signed = Signed(
        name=", with ".join([given.signer, *given.cosigners]),
        on=day_of(given.signed_at),
        way=given.get_method_display(),
        path=given.drawing,
    )
    return {
        "signed": signed,
        "health_signed": replace(signed, path="", way="Agreed to by itself") if consent.health_agreed else NOT_SIGNED,
        "witness": _witness(given),
    }


def _witness(given: Any) -> Signed:
    if not given.witness:
        return NOT_SIGNED
    return Signed(
        name=given.witness,
        on=day_of(given.witnessed_at or given.signed_at),
        way="Named as witness when it was signed",
        standing=given.witness_is,
        contact=given.witness_contact,
    )


def _standing(consent: MediaConsent) -> Standing:
    """As what somebody else signs: by a paper that was seen, or as the parent of a child."""
    speaker = consent.representative
    return Standing(
        attorney=consent.given_by == GivenBy.ATTORNEY,
        deputy=consent.given_by == GivenBy.DEPUTY,
        parent=consent.given_by == GivenBy.PARENT,
        other=OTHERS.get(GivenBy(consent.given_by), ""),
        name=speaker.name if speaker else consent.parent_name,
        instrument=speaker.instrument if speaker else "",
        evidence_seen_by=str(speaker.verified_by or "") if speaker else "",
    )


def _office(consent: MediaConsent) -> Office:
    """Whether they were able to decide, and which assessment says so: its number, never what was found in it."""
    given = signature_of(consent)
    is_scan = given is not None and given.method == SignedBy.PAPER
    return Office(
        explained_by=str(consent.explained_by or ""),
        explained_on=day_of(consent.explained_at),
        formats=", ".join(str(Format(one).label) for one in consent.formats),
        capacity_basis=consent.get_basis_display(),
        assessment=consent.assessment.reference if consent.assessment else "",
        signed_off_by=str(consent.signed_off_by or ""),
        signed_off_on=day_of(consent.signed_off_at),
        scanned_on=day_of(given.kept_at) if is_scan else None,
    )
