"""Papers of real records: what each says, what none says, and who may have it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.agreement.documents import blank_form_of, form_of
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState
from consent.capacity.documents import paper_of as assessment_paper
from consent.capacity.models import CapacityAssessment
from consent.interests.documents import paper_of as decision_paper
from consent.interests.models import BestInterestsDecision
from consent.papers.parts import Choice
from consent.people.models import Person
from consent.takedown.models import Withdrawal
from consent.takedown.slip import slip_url
from consent.vocabulary import OFFERED
from mediapolicy.outbox.actions import sweep
from mediapolicy.papers.kinds import KINDS
from mediapolicy.papers.models import Paper
from mediapolicy.people.models import Home, User
from mediapolicy.roles import Role
from tests.builders import somebody_with_a_role
from tests.consent import builders_agreement as agreement
from tests.consent import builders_capacity as findings
from tests.papers.conftest import needs_pango
from tests.papers.reading import heard
from tests.stage import kept

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]

OF_THE_FORM = ("consent-form", "consent-form-large", "consent-form-easy", "consent-slip")
BLANK = ("blank-form", "blank-form-large", "blank-form-easy")
OF_FINDINGS = ("capacity-record", "best-interests-record")
ALL = (*OF_THE_FORM, *BLANK, *OF_FINDINGS)


@dataclass
class File:
    """Everything about one resident."""

    person: Person
    consent: MediaConsent
    assessment: CapacityAssessment
    decision: BestInterestsDecision

    def record_for(self, kind: str) -> Any:
        """The record that this kind of paper is of."""
        records = (self.person, self.consent, self.assessment, self.decision)
        return next(one for one in records if one._meta.label == KINDS[kind].about)


@kept
def assessor(founder: User, home: Home) -> User:
    return somebody_with_a_role(founder, "Nia Okafor", Role.CAPACITY_ASSESSOR, home)


@kept
def consent(home: Home, carer: User, manager: User) -> MediaConsent:
    joan = agreement.somebody(home=home, by=carer, name="Joan Ashby", known_as="Joanie")
    chosen = {
        "health_agreed": True,
        "health_detail": "my new hip",
        "may_mention_health": True,
        "somebody_must_not_know": False,
        "conditions": "Not in my dressing gown",
        "may_use_family": True,
        "view_first": True,
        "after_death": "keep_existing",
    }
    explained = {"questions": "Asked whether her niece sees it.", "interpreter": "Lowri Pugh"}
    given = agreement.drawn("Joan Ashby", **agreement.SEEN)
    return agreement.in_force(joan, by=carer, manager=manager, given=given, chosen=chosen, explained=explained)


@kept
def file(consent: MediaConsent, assessor: User, manager: User, safeguarding: User) -> File:
    """Found unable to decide about what her family gets, after she agreed to something else."""
    scope = findings.a_scope(findings.FAMILY, findings.DISPLAY)
    assessment = findings.found(consent.subject, by=assessor, manager=manager, scope=scope)
    decision = findings.decided(assessment, manager=manager, second=safeguarding)
    return File(consent.subject, consent, assessment, decision)


def words_of(kind: str, record: Any) -> str:
    """What can be read on it, without its marks."""
    sheet = KINDS[kind].fill(record)
    page = render_to_string(sheet.template, {"style_sheet": "", "made_at": timezone.now(), **sheet.context})
    body = re.sub(r"<(title|head)\b.*?</\1>", " ", page, flags=re.S)
    plain = re.sub(r"<[^>]+>", " ", body).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    return " ".join(plain.split())


def ticked(choices: tuple[Choice, ...]) -> list[str]:
    return [one.words for one in choices if one.is_ticked]


def ask(client: Client, kind: str, record: Any) -> Any:
    return client.post(reverse("papers:ask", args=[kind, record.pk]))


# What they say -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-3")
def test_the_form_says_what_was_answered_and_no_to_the_rest(consent: MediaConsent) -> None:
    form = form_of(consent)
    assert {use.words: ticked(use.places) for use in form.uses if use.answer} == {
        "On display in the home": ["Noticeboard", "Album in the home"],
        "On our website": ["Website", "Blog"],
        "On our social media": ["Facebook", "Instagram"],
    }
    assert [use.answer for use in form.uses].count(False) == len(OFFERED) - 3
    assert ticked(form.contents) == ["Photos of me"]
    assert ticked(form.names) == ["My first name", "Who my family are"]
    assert [ticked(wish.choices) for wish in form.wishes] == [
        ["Stop using me"],
        ["Stop using me"],
        ["Keep what is already out"],
    ]
    assert (form.person, form.sees_first, form.ends_on) == ("Joan Ashby", True, consent.expires_on)
    assert (form.signed.name, form.signed.path) == ("Joan Ashby", agreement.STROKES)
    assert (form.witness.name, form.witness.standing) == ("Wendy Harker", "Nurse")


def test_the_form_holds_the_very_words_that_were_agreed_to(consent: MediaConsent, manager: User) -> None:
    words = words_of("consent-form", consent)
    for said in (
        consent.urn,
        slip_url(consent.urn),
        consent.health_statement,
        "Not in my dressing gown",
        "my new hip",
        "Lowri Pugh",
        "None were named.",
        f"write to {manager.email}",
        "At most 12 months",
        "Able to decide, as everybody is taken to be",
    ):
        assert said in words, said


@pytest.mark.clause("SM-26")
def test_what_was_said_in_confidence_stays_inside(consent: MediaConsent) -> None:
    for kind in OF_THE_FORM:
        words = words_of(kind, consent)
        assert "niece" not in words, kind
        assert "must not learn" not in words, kind


def test_a_form_for_somebody_else_says_as_what_they_sign_and_nothing_of_why(
    home: Home, carer: User, manager: User
) -> None:
    joan = agreement.somebody(home=home, by=carer)
    assessment = agreement.an_assessment(joan, "lacks", by=manager)
    ruth = agreement.an_attorney(joan, instrument="7000-1234")
    agreement.in_their_interests(joan, ruth, assessment, by=manager)
    given = agreement.drawn("Ruth Ashby", **agreement.SEEN)
    consent = agreement.signed(joan, by=carer, decider=str(ruth.pk), given=given)
    form, words = form_of(consent), words_of("consent-form", consent)
    assert (form.standing.attorney, form.standing.deputy, form.standing.parent) == (True, False, False)
    assert "7000-1234" in words
    assert "Ability to decide Assessed: not able to decide this" in words
    assert f"Assessment {assessment.reference}" in words
    for reason in ("stroke", "cannot weigh", "three times in a week", assessment.doubt, assessment.causal_link):
        assert reason.lower() not in words.lower(), reason


@pytest.mark.clause("CF-1")
def test_a_no_to_everything_is_a_whole_form(home: Home, carer: User) -> None:
    consent = agreement.asked(agreement.somebody(home=home, by=carer), by=carer)
    assert {use.answer for use in form_of(consent).uses} == {None}
    consent.state = ConsentState.REFUSED
    assert {use.answer for use in form_of(consent).uses} == {False}


def test_a_blank_form_has_the_name_and_nothing_else(consent: MediaConsent) -> None:
    person = consent.subject
    form = blank_form_of(person)
    assert (form.person, form.signed.name, form.office.explained_by) == ("Joan Ashby", "", "")
    assert {use.answer for use in form.uses} == {None}
    assert not [choice for use in form.uses for choice in use.places if choice.is_ticked is not None]
    assert slip_url(person.reference) in words_of("blank-form", person)


@pytest.mark.clause("SM-26")
def test_the_code_on_a_blank_form_stops_what_is_agreed_to_later(consent: MediaConsent) -> None:
    address = blank_form_of(consent.subject).head.address
    path = address.removeprefix(slip_url("X-X").partition("/consent/")[0])
    assert Client().post(path, {"what": "everything"}).status_code == 200
    consent.refresh_from_db()
    assert consent.state == ConsentState.WITHDRAWN
    assert Client().post(path[:-5] + "aaaa/", {"what": "everything"}).status_code == 200
    assert Withdrawal.objects.count() == 1


def test_the_assessment_says_what_was_found(file: File) -> None:
    record = assessment_paper(file.assessment)
    assert [one.can for one in record.abilities] == [True, True, False, True]
    assert record.is_unable
    assert [one.grasped for one in record.points] == ["Partly"] * 10
    assert len(record.attempts) == 2
    assert [one.helped for one in record.help_given] == [False, True]
    assert (record.signed.name, record.signed.on) == ("Nia Okafor", timezone.localdate())
    assert record.countersigned.name == str(file.assessment.countersigned_by)
    words = words_of("capacity-record", file.assessment)
    for said in ("CONFIDENTIAL", findings.SAID, findings.LINK, "Alzheimer’s dementia, moderate.", "“I like the cat.”"):
        assert said in words, said


def test_nothing_of_a_cause_before_the_abilities_are_found_wanting(home: Home, carer: User, assessor: User) -> None:
    begun = findings.begun(findings.a_resident(home, by=carer), by=assessor)
    record = assessment_paper(begun)
    assert (record.is_unable, record.impairment, record.signed.name) == (None, None, "")
    begun.impairment, begun.impairment_words = True, "Not yet to be asked"
    assert assessment_paper(begun).impairment_description == ""


def test_the_decision_says_what_was_weighed_and_who_signed(file: File, manager: User, safeguarding: User) -> None:
    record = decision_paper(file.decision)
    assert record.decision == "Use it for their own family"
    assert [one.what for one in record.options][0] == "As proposed"
    assert (record.consulted[0].name, record.consulted[0].view) == ("Carol Ashby", "They think so")
    assert (record.signed.name, record.second.name) == (manager.name, safeguarding.name)
    words = words_of("best-interests-record", file.decision)
    for said in ("CONFIDENTIAL", file.assessment.reference, "They object now: No", "church-goer"):
        assert said in words, said


# Who may have them -------------------------------------------------------------------------------------------------


def test_every_kind_is_tried_here() -> None:
    assert {slug for slug, kind in KINDS.items() if kind.about.startswith("consent.")} == set(ALL)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("kind", ALL)
def test_whoever_publishes_and_other_homes_get_none(
    kind: str, file: File, marketing: User, other_manager: User, coo: User, signed_in: SignedIn
) -> None:
    record = file.record_for(kind)
    for person in (marketing, coo):
        expected = 403 if kind in BLANK else 404  # they know of the person, and of no form or finding
        assert ask(signed_in(person), kind, record).status_code == expected, person
    assert ask(signed_in(other_manager), kind, record).status_code == 404
    assert not Paper.objects.exists()


@pytest.mark.parametrize("kind", ALL)
def test_a_carer_gets_forms_and_no_findings(kind: str, file: File, carer: User, signed_in: SignedIn) -> None:
    answer = ask(signed_in(carer), kind, file.record_for(kind))
    assert answer.status_code == (404 if kind in OF_FINDINGS else 302)


def test_a_file_is_called_by_its_number_and_never_by_a_name(file: File, carer: User, signed_in: SignedIn) -> None:
    ask(signed_in(carer), "blank-form", file.person)
    assert Paper.objects.get().file_name == f"blank-form-{file.person.reference}.pdf"


@needs_pango
@pytest.mark.parametrize("kind", ALL)
def test_each_becomes_a_pdf(
    kind: str, file: File, manager: User, signed_in: SignedIn, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    ask(signed_in(manager), kind, file.record_for(kind))
    sweep()
    paper = Paper.objects.get()
    assert paper.is_made, paper.why
    with default_storage.open(paper.stored_as) as pdf:
        assert "Joan Ashby" in heard(pdf.read())


# Where they are asked for ------------------------------------------------------------------------------------------


def offered(client: Client, url: str) -> set[str]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return set(re.findall(r'action="/papers/ask/([a-z-]+)/', answer.content.decode()))


def test_each_page_offers_its_papers_to_those_who_read_it(
    file: File, manager: User, carer: User, marketing: User, signed_in: SignedIn
) -> None:
    client = signed_in(manager)
    assert offered(client, file.consent.get_absolute_url()) == set(OF_THE_FORM)
    assert offered(client, file.person.get_absolute_url()) == set(BLANK)
    assert offered(client, file.assessment.get_absolute_url()) == {"capacity-record"}
    assert offered(client, file.decision.get_absolute_url()) == {"best-interests-record"}
    assert offered(signed_in(carer), file.person.get_absolute_url()) == set(BLANK)
    assert offered(signed_in(marketing), file.person.get_absolute_url()) == set()


def test_handing_over_offers_the_copy_and_the_slip(home: Home, carer: User, signed_in: SignedIn) -> None:
    consent = agreement.signed(agreement.somebody(home=home, by=carer), by=carer)
    step = reverse("consent:step", args=[consent.pk, "give-papers"])
    assert offered(signed_in(carer), step) == set(OF_THE_FORM)
    assert offered(signed_in(carer), reverse("consent:step", args=[consent.pk, "say-no"])) == set()
