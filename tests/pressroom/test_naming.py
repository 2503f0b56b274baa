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

QUOTED: dict[str, Any] = {"content_type": "quote", "ident": "I2", "purpose": "P06", "channel": "website"}
SAYS_YES = {"photos": "yes", "words": "yes", "website": "yes"}


@kept
def joan(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer)
    forms.in_force(person, by=carer, manager=manager, answers=SAYS_YES)
    return person


@kept
def statement(home: Home, marketing: User) -> Statement:
    to = [{"name": "Council press desk", "way": "email", "address": "press@council.example"}]
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
            {"content_type": "story", "purpose": "P10", "channel": "local_press"},
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
    forms.in_force(shown, by=carer, manager=manager, answers=SAYS_YES)
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
    form = {"ident": "I2", "content_type": "quote", "where": "P06:website"}
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


IN_THE_PAPER: dict[str, Any] = {**QUOTED, "purpose": "P10", "channel": "local_press", "goes_to": "Wexcombe Courier"}


@pytest.fixture
def told_of_the_courier(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer, name="Nora Field")
    courier = {"third_parties": [{"name": "Wexcombe Courier", "role": "newspaper"}]}
    forms.in_force(person, by=carer, manager=manager, answers={**SAYS_YES, "local_paper": "yes"}, chosen=courier)
    return person


def test_v_c_08_an_answer_to_a_journalist_is_not_called_our_website(
    told_of_the_courier: Person, home: Home, carer: User, marketing: User, director: User
) -> None:
    draft = builders.drafted(builders.an_approach(by=carer, home=home), by=marketing)
    named = naming.name_person(draft, told_of_the_courier, by=marketing, **QUOTED)
    with pytest.raises(Missing, match="This answers a journalist"):
        actions.send_for_sign_off(draft, by=marketing)
    naming.unname_person(draft, named, by=marketing)
    with pytest.raises(Missing, match="They have not been told of Northmoor Echo"):
        naming.name_person(draft, told_of_the_courier, by=marketing, **{**IN_THE_PAPER, "goes_to": "Northmoor Echo"})
    draft.refresh_from_db()
    naming.name_person(draft, told_of_the_courier, by=marketing, **IN_THE_PAPER)
    actions.send_for_sign_off(draft, by=marketing)
    assert draft.state == S.AWAITING_SIGN_OFF


@pytest.fixture
def sees_it_first(home: Home, carer: User, manager: User) -> Person:
    person = forms.somebody(home=home, by=carer, name="Vera Lunt")
    forms.in_force(person, by=carer, manager=manager, answers=SAYS_YES, chosen={"view_first": True})
    return person


def test_whoever_wants_to_see_it_first_is_not_named_before_they_have(
    statement: Statement, sees_it_first: Person, marketing: User, signed_in: Any
) -> None:
    with pytest.raises(Missing, match="They want to see it first"):
        naming.name_person(statement, sees_it_first, by=marketing, **QUOTED)
    statement.refresh_from_db()
    where, browser = f"{statement.get_absolute_url()}people/{sees_it_first.pk}/", signed_in(marketing)
    form = {"ident": "I2", "content_type": "quote", "where": "P06:website"}
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
    told_of_the_courier: Person, home: Home, carer: User, marketing: User, director: User
) -> None:
    joan = told_of_the_courier
    enquiry = builders.an_approach(by=carer, home=home)
    draft = builders.drafted(enquiry, by=marketing)
    naming.name_person(draft, joan, by=marketing, **IN_THE_PAPER)
    signed(draft, by=marketing, director=director)
    enquiry.refresh_from_db()
    assert enquiry.state == "signed"
    withdrawing.withdraw(joan, made_by="self", by=carer)
    enquiry.refresh_from_db()
    assert enquiry.state == "drafting"
