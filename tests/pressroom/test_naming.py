"""Who is named in a statement: let in by the publish gate, sealed with the words, and followed when their answer changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from approvals import actions as approvals
from approvals.models import Approval
from approvals.states import ApprovalState
from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown import withdrawing
from mediapolicy.notices.models import Notice
from mediapolicy.outbox.actions import deliver
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Home, User
from mediapolicy.refusals import Missing
from pressroom import actions, naming
from pressroom.models import Statement
from pressroom.states import StatementState as S
from tests import builders
from tests.consent import builders_agreement as forms
from tests.stage import kept

pytestmark = [pytest.mark.django_db, pytest.mark.clause("SM-26")]

QUOTED: dict[str, Any] = {"content_type": "quote", "ident": "I2", "purpose": "P10", "channel": "local_press"}
SAYS_YES = {"photos": "yes", "words": "yes", "local_paper": "yes"}
THE_PAPER = {"name": "Wexcombe Courier", "role": "newspaper"}
TOLD_OF_IT = {"third_parties": [THE_PAPER]}


@kept
def joan(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer)
    forms.in_force(person, by=carer, manager=manager, answers=SAYS_YES, chosen=TOLD_OF_IT)
    return person


@kept
def statement(home: Home, marketing: User) -> Statement:
    to = [{"name": "Wexcombe Courier", "way": "email", "address": "news@courier.example"}]
    return actions.draft(
        subject="The fair", trigger="article", home=home, words="Joan liked the fair.", recipients=to, by=marketing
    )


def signed(statement: Statement, *, by: User, director: User) -> Approval:
    actions.send_for_sign_off(statement, by=by)
    approval = Approval.objects.of(statement).get(state=ApprovalState.WAITING)
    approvals.decide(approval, ApprovalState.SIGNED, seal=approval.seal, by=director)
    statement.refresh_from_db()
    return approval


def test_somebody_who_agreed_is_named_and_the_seal_says_what_it_rests_on(
    statement: Statement, joan: Person, marketing: User
) -> None:
    before = statement.sealed_content()
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    sealed = statement.sealed_content()
    consent = joan.consents.get()
    assert before["people"] == before["consents"] == []
    assert sealed["consents"] == [consent.reference]
    assert [(one["name"], one["answer"], one["rests_on"]) for one in sealed["people"]] == [
        ("Joan Ashby", "may show", consent.reference)
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ident": "I3"}, "At most: first name"),
        (
            {"content_type": "story", "purpose": "P11", "channel": "tv"},
            "Don’t show Joan this way. Ask the home",
        ),
        ({"mentions_health": True}, "nothing about health"),
    ],
)
def test_who_did_not_agree_to_exactly_that_is_not_named_and_the_refusal_says_what_they_agreed_to(
    statement: Statement, joan: Person, marketing: User, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(Missing, match=words):
        naming.name_person(statement, joan, by=marketing, **{**QUOTED, **more})
    statement.refresh_from_db()
    assert (statement.people_named, statement.named.count(), statement.number) == (0, 0, 1)


def test_naming_somebody_after_the_signature_makes_it_fall(
    statement: Statement, joan: Person, marketing: User, director: User
) -> None:
    approval = signed(statement, by=marketing, director=director)
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    approval.refresh_from_db()
    assert (approval.state, statement.state) == (ApprovalState.VOIDED, S.DRAFTING)


def test_a_change_of_mind_stops_a_signed_statement_in_the_same_moment(
    statement: Statement, joan: Person, carer: User, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    approval = signed(statement, by=marketing, director=director)
    withdrawing.withdraw(joan, made_by="self", by=carer)
    approval.refresh_from_db()
    statement.refresh_from_db()
    assert (approval.state, statement.state) == (ApprovalState.VOIDED, S.DRAFTING)
    assert Notice.objects.filter(recipient=marketing, kind="person_in_it_changed", record_id=statement.pk).exists()
    with pytest.raises(Missing, match="Don’t show Joan"):
        actions.send_for_sign_off(statement, by=marketing)


def test_an_objection_while_it_waits_takes_the_signature_off_the_table(
    statement: Statement, joan: Person, carer: User, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    actions.send_for_sign_off(statement, by=marketing)
    stops.place(StopKind.OBJECTION, joan, "She shook her head.", by=carer)
    statement.refresh_from_db()
    assert statement.state == S.DRAFTING
    assert not Approval.objects.of(statement).filter(state=ApprovalState.WAITING).exists()


def test_an_answer_about_somebody_else_leaves_a_signature_alone(
    statement: Statement, joan: Person, home: Home, carer: User, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    approval = signed(statement, by=marketing, director=director)
    other = forms.somebody(home=home, by=carer, name="Albert Venn")
    stops.place(StopKind.OBJECTION, other, "He turned away.", by=carer)
    approval.refresh_from_db()
    assert approval.state == ApprovalState.SIGNED


def test_an_email_that_has_not_left_yet_does_not_leave(
    statement: Statement, joan: Person, carer: User, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    signed(statement, by=marketing, director=director)
    actions.release(statement, by=marketing)
    owed = Dispatch.objects.get(kind="statement")
    withdrawing.withdraw(joan, made_by="self", by=carer)
    assert deliver(owed.pk) is False
    owed.refresh_from_db()
    assert (owed.state, owed.why) == (Dispatch.State.DROPPED, "somebody in it may no longer be named")
    assert Notice.objects.filter(recipient=marketing, kind="reply_not_sent").exists()


def test_sod_4_a_director_who_is_in_it_does_not_sign_it(
    statement: Statement, home: Home, carer: User, manager: User, marketing: User, director: User
) -> None:
    shown = forms.somebody(home=home, by=carer, name="Daniel Marsh-Cole", subject_type="guest", account=director)
    forms.in_force(shown, by=carer, manager=manager, answers=SAYS_YES, chosen=TOLD_OF_IT)
    naming.name_person(statement, shown, by=marketing, **QUOTED)
    with pytest.raises(Missing, match="Nobody is left to sign"):
        actions.send_for_sign_off(statement, by=marketing)


@pytest.mark.clause("CC-2")
def test_somebody_in_an_ongoing_matter_makes_the_coo_sign_as_well(
    statement: Statement, joan: Person, marketing: User, coo: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    assert statement.signing_stages() == ("director",)
    stops.place(StopKind.MATTER, joan, "Part of it.", by=coo)
    statement.refresh_from_db()
    assert statement.signing_stages() == ("director", "coo")


def test_a_statement_that_names_nobody_asks_nothing(statement: Statement, queries: Any) -> None:
    with queries() as asked:
        assert statement.sealed_content()["people"] == []
        assert statement.answers() == []
    assert asked.statements == []


def test_the_pages_lead_from_a_name_to_the_answer(
    statement: Statement, joan: Person, marketing: User, signed_in: Any
) -> None:
    client: Client = signed_in(marketing)
    where = statement.get_absolute_url()
    assert joan.name in client.get(f"{where}people/?words=joan").content.decode()
    form = {"ident": "I2", "content_type": "quote", "where": "P10:local_press"}
    refused = client.post(f"{where}people/{joan.pk}/", {**form, "ident": "I4"})
    assert refused.status_code == 422
    assert "At most: first name" in refused.content.decode()
    assert client.post(f"{where}people/{joan.pk}/", form).status_code == 302
    page = client.get(where).content.decode()
    assert "May be named" in page
    assert joan.consents.get().reference not in page  # on what it rests is for those who may read forms
    named = statement.named.get()
    assert client.post(f"{where}people/{named.pk}/out/").status_code == 302
    assert not statement.named.exists()


ON_OUR_WEBSITE = {**QUOTED, "purpose": "P06", "channel": "website"}
COUNCIL = {"name": "Council press desk", "way": "email", "address": "press@council.example"}


@pytest.mark.clause("IR-4a")
def test_v_c_08_a_yes_to_our_website_is_none_to_a_newspaper(
    statement: Statement, home: Home, carer: User, manager: User, marketing: User
) -> None:
    person = forms.somebody(home=home, by=carer, name="Nora Field")
    yes = {**SAYS_YES, "website": "yes"}
    forms.in_force(person, by=carer, manager=manager, answers=yes, chosen=TOLD_OF_IT)
    naming.name_person(statement, person, by=marketing, **ON_OUR_WEBSITE)
    with pytest.raises(Missing, match="This leaves our hands"):
        actions.send_for_sign_off(statement, by=marketing)


def test_v_c_08_it_goes_to_whom_the_statement_goes_to_and_to_nobody_they_were_not_told_of(
    statement: Statement, joan: Person, marketing: User, director: User
) -> None:
    naming.name_person(statement, joan, by=marketing, **QUOTED)
    approval = signed(statement, by=marketing, director=director)
    both = [*statement.recipients, COUNCIL]
    given = {"subject": statement.subject, "words": statement.words, "read_version": statement.version}
    actions.change_words(statement, **given, recipients=both, by=marketing)
    approval.refresh_from_db()
    assert approval.state == ApprovalState.VOIDED
    with pytest.raises(Missing, match="They have not been told of Council press desk"):
        actions.send_for_sign_off(statement, by=marketing)


def test_nobody_is_named_before_it_is_known_to_whom_it_goes(home: Home, joan: Person, marketing: User) -> None:
    draft = actions.draft(subject="The fair", trigger="article", home=home, words="Joan came.", by=marketing)
    with pytest.raises(Missing, match="Say who it goes to"):
        naming.name_person(draft, joan, by=marketing, **QUOTED)


def test_an_answer_to_a_journalist_goes_to_their_newspaper(
    joan: Person, home: Home, carer: User, marketing: User
) -> None:
    courier = builders.drafted(builders.an_approach(by=carer, home=home), by=marketing)
    echo = builders.drafted(builders.an_approach(by=carer, home=home, outlet="Northmoor Echo"), by=marketing)
    naming.name_person(courier, joan, by=marketing, **QUOTED)
    with pytest.raises(Missing, match="They have not been told of Northmoor Echo"):
        naming.name_person(echo, joan, by=marketing, **QUOTED)


@pytest.fixture
def sees_it_first(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer, name="Vera Lunt")
    forms.in_force(person, by=carer, manager=manager, answers=SAYS_YES, chosen={**TOLD_OF_IT, "view_first": True})
    return person


def test_whoever_wants_to_see_it_first_is_not_named_before_they_have(
    statement: Statement, sees_it_first: Person, marketing: User, signed_in: Any
) -> None:
    with pytest.raises(Missing, match="They want to see it first"):
        naming.name_person(statement, sees_it_first, by=marketing, **QUOTED)
    statement.refresh_from_db()
    where, browser = f"{statement.get_absolute_url()}people/{sees_it_first.pk}/", signed_in(marketing)
    form = {"ident": "I2", "content_type": "quote", "where": "P10:local_press"}
    assert browser.post(where, form).status_code == 422
    assert browser.post(where, {**form, "previewed": "on"}).status_code == 302


def test_other_words_are_shown_to_them_again(
    statement: Statement, sees_it_first: Person, marketing: User, director: User
) -> None:
    naming.name_person(statement, sees_it_first, by=marketing, **QUOTED, previewed=True)
    approval = signed(statement, by=marketing, director=director)
    actions.change_words(
        statement, subject="The fair", words="Vera hated it.", read_version=statement.version, by=marketing
    )
    approval.refresh_from_db()
    assert approval.state == ApprovalState.VOIDED
    with pytest.raises(Missing, match="They want to see it first"):
        actions.send_for_sign_off(statement, by=marketing)


def test_an_answer_to_an_enquiry_goes_back_to_be_written(
    joan: Person, home: Home, carer: User, marketing: User, director: User
) -> None:
    enquiry = builders.an_approach(by=carer, home=home)
    draft = builders.drafted(enquiry, by=marketing)
    naming.name_person(draft, joan, by=marketing, **QUOTED)
    signed(draft, by=marketing, director=director)
    enquiry.refresh_from_db()
    assert enquiry.state == "signed"
    withdrawing.withdraw(joan, made_by="self", by=carer)
    enquiry.refresh_from_db()
    assert enquiry.state == "drafting"
