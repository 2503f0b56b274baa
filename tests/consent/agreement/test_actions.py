"""A form from asking to in force and to its end: what each verb does, and what it refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement import actions, signing, states, tasks
from consent.agreement.choices import Hold
from consent.agreement.holding import put_on_hold
from consent.agreement.models import MediaConsent
from consent.agreement.rules import months_after
from consent.agreement.versions import narrowed, signature_of
from consent.gate.answering import evaluate
from consent.gate.use import Use
from consent.people.models import Person
from consent.signals import authority_changed
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests import builders as everywhere
from tests.consent import builders_agreement as builders

pytestmark = pytest.mark.django_db

FACEBOOK = Use(purpose="P07", channels=frozenset({"facebook"}), content_type="photo")
ADVERT = Use(purpose="P09", channels=frozenset({"paid_social"}), content_type="photo")


@pytest.fixture
def news() -> Any:
    """What was said upwards while the test ran."""
    heard: list[dict[str, Any]] = []

    def hear(**said: Any) -> None:
        heard.append(said)

    authority_changed.connect(hear)
    yield heard
    authority_changed.disconnect(hear)


@pytest.mark.clause("CC-3")
@pytest.mark.clause("CF-1")
def test_a_form_goes_from_asking_to_in_force(joan: Person, carer: User, manager: User, news: list[Any]) -> None:
    assert not evaluate(joan, FACEBOOK).is_allowed
    consent = builders.in_force(joan, by=carer, manager=manager)
    assert consent.state == "active"
    assert evaluate(joan, FACEBOOK).is_allowed
    assert not evaluate(joan, ADVERT).is_allowed
    assert everywhere.verbs(consent) == [
        "ask for consent",
        "write down the choices",
        "write down the choices",
        "write down how it was explained",
        "write down the choices",
        "make ready to sign",
        "sign",
        "hand over the copy and the slip",
        "sign off consent",
    ]
    assert (consent.signed_off_by, news[-1]["people"]) == (manager, [joan.pk])


def test_from_when_and_until_when_is_settled_by_the_settings(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer)
    today = timezone.localdate()
    assert (consent.valid_from, consent.expires_on) == (today, months_after(today, 12))
    assert consent.review_due == months_after(today, 6)


def test_for_one_event_it_holds_for_ninety_days(joan: Person, carer: User) -> None:
    consent = builders.ready(joan, by=carer, chosen={"one_off_event": "Summer party"})
    assert consent.expires_on == timezone.localdate() + timedelta(days=90)


def test_every_purpose_has_a_line_and_what_was_not_answered_is_a_no(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    actions.choose(consent, answers={"facebook": "yes"}, by=carer)
    assert len(consent.lines) == 13
    assert {line["purpose"]: line["channels"] for line in consent.yes_lines} == {"P07": ["facebook", "instagram"]}


def test_choices_on_one_page_leave_those_of_others(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    actions.choose(consent, answers={"facebook": "yes"}, by=carer)
    said = consent.says_yes_to("P07")
    actions.choose(consent, answers={"photos": "yes"}, view_first=True, by=carer)
    actions.choose(consent, answers={"website": "no"}, by=carer)
    assert (consent.purposes, consent.contents, consent.view_first) == ({"P07"}, ["photo"], True)
    assert consent.says_yes_to("P07") == said


def test_no_to_health_turns_everything_public_into_a_no(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    actions.choose(consent, answers=builders.ANSWERS, by=carer)
    actions.choose(consent, health_agreed=False, by=carer)
    assert consent.purposes == {"P01"}
    actions.choose(consent, health_agreed=True, by=carer)
    assert consent.purposes == {"P01", "P06", "P07"}


def test_somebody_who_must_not_know_stops_everything_public_at_once(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    actions.choose(consent, answers=builders.ANSWERS, by=carer)
    actions.choose(consent, somebody_must_not_know=True, by=carer)
    assert consent.purposes == {"P01"}
    assert joan.stops.holding().get().kind == "whereabouts"
    actions.choose(consent, somebody_must_not_know=True, by=carer)
    assert joan.stops.count() == 1


def test_an_older_consent_is_replaced_by_the_newer(joan: Person, carer: User, manager: User) -> None:
    first = builders.in_force(joan, by=carer, manager=manager)
    second = builders.in_force(joan, by=carer, manager=manager, answers={"photos": "yes", "wall": "yes"})
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "active")
    assert (second.urn, second.edition, second.supersedes) == (first.urn, 2, first)
    assert not evaluate(joan, FACEBOOK).is_allowed


@pytest.mark.clause("CF-1")
def test_no_is_a_complete_answer_and_ends_what_was_in_force(
    joan: Person, carer: User, manager: User, news: list[Any]
) -> None:
    older = builders.in_force(joan, by=carer, manager=manager)
    consent = builders.asked(joan, by=carer)
    actions.say_no(consent, by=carer)
    older.refresh_from_db()
    assert (consent.state, older.state, consent.signature) == ("refused", "withdrawn", None)
    assert consent.ended_at is not None
    assert older.ended_at is not None
    assert not evaluate(joan, FACEBOOK).is_allowed
    assert news[-1]["people"] == [joan.pk]


@pytest.mark.clause("CF-1")
def test_example_28_a_no_counts_as_a_decision(joan: Person, carer: User) -> None:
    consent = builders.asked(joan, by=carer)
    assert not MediaConsent.objects.decided().filter(subject=joan).exists()
    actions.say_no(consent, by=carer)
    assert MediaConsent.objects.decided().get(subject=joan) == consent


@pytest.mark.clause("CC-3")
def test_what_came_back_is_signed_again_and_both_signatures_are_kept(joan: Person, carer: User, manager: User) -> None:
    consent = builders.with_papers(joan, by=carer)
    actions.send_back(consent, by=manager, note="The garden is the wrong place.")
    assert consent.state == "draft"
    assert everywhere.told_of(consent) >= {("consent_sent_back", "jo pettifer")}
    actions.choose(consent, answers={"website": "no"}, by=carer)
    actions.make_ready(consent, by=carer)
    with pytest.raises(WrongState):
        actions.sign_off(consent, by=manager)
    signing.sign(consent, builders.drawn(), by=carer)
    assert consent.signatures.count() == 2
    assert consent.signature.shown_hash == consent.shown_hash
    with pytest.raises(Missing, match="copy and the slip"):
        actions.sign_off(consent, by=manager)


def test_sending_back_and_ending_say_why(joan: Person, carer: User, manager: User, data_protection: User) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    other = builders.with_papers(joan, by=carer)
    with pytest.raises(ValidationError):
        actions.send_back(other, by=manager, note=" ")
    with pytest.raises(ValidationError):
        actions.declare_void(consent, by=data_protection, note="")
    with pytest.raises(ValidationError):
        actions.reconfirm(consent, by=carer, note="")


@pytest.mark.clause("CC-3")
def test_a_consent_that_never_counted_is_declared_void(
    joan: Person, carer: User, manager: User, data_protection: User, news: list[Any]
) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    actions.declare_void(consent, by=data_protection, note="Signed by somebody else.")
    assert consent.state == "void"
    assert not evaluate(joan, FACEBOOK).is_allowed
    assert everywhere.told_of(consent) >= {("consent_void", "moira teasdale")}
    assert news[-1]["people"] == [joan.pk]


@pytest.mark.clause("IR-6")
def test_a_consent_comes_off_hold_when_its_cause_is_gone(joan: Person, carer: User, manager: User) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    put_on_hold(joan, Hold.CAPACITY_DOUBT)
    consent.refresh_from_db()
    with pytest.raises(Missing, match="new assessment"):
        actions.resume(consent, by=manager, note="She is better.")
    builders.an_assessment(joan, "has", by=manager)
    actions.resume(consent, by=manager, note="Assessed again on Monday.")
    assert (consent.state, consent.on_hold_because) == ("active", "")


@pytest.mark.clause("IR-6")
def test_asked_again_on_the_day_it_says_when(joan: Person, carer: User, manager: User) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    actions.reconfirm(consent, by=carer, note="“Yes, the garden picture.”")
    assert consent.reconfirmed_at is not None
    assert everywhere.last_row(consent).note == "“Yes, the garden picture.”"


# Time ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CC-3")
def test_a_review_comes_up_on_its_day_and_not_before(joan: Person, carer: User, manager: User) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    assert tasks.bring_up_reviews() == 0
    with pytest.raises(Missing):
        actions.come_up_for_review(consent)
    builders.rewind(consent, review_due=timezone.localdate())
    assert (tasks.bring_up_reviews(), tasks.bring_up_reviews()) == (1, 0)
    consent.refresh_from_db()
    assert consent.state == "review due"
    assert evaluate(joan, FACEBOOK).is_allowed
    assert everywhere.told_of(consent) >= {("consent_review_due", "moira teasdale")}


@pytest.mark.clause("CC-3")
def test_example_15_a_consent_ends_the_day_after_its_last(
    joan: Person, carer: User, manager: User, news: list[Any]
) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    builders.rewind(consent, expires_on=timezone.localdate())
    assert tasks.end_consents() == 0
    builders.rewind(consent, expires_on=timezone.localdate() - timedelta(days=1))
    assert not evaluate(joan, FACEBOOK).is_allowed
    assert (tasks.end_consents(), tasks.end_consents()) == (1, 0)
    consent.refresh_from_db()
    assert consent.state == "expired"
    assert consent.ended_at is not None
    assert news[-1]["people"] == [joan.pk]


# Versions --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("SM-26")
def test_taking_some_back_makes_a_narrower_version_at_once(
    joan: Person, carer: User, manager: User, news: list[Any]
) -> None:
    first = builders.in_force(joan, by=carer, manager=manager)
    second = narrowed(first, without=["P07"], by=carer)
    first.refresh_from_db()
    assert (first.state, second.state, second.edition) == ("superseded", "active", 2)
    assert second.purposes == first.purposes - {"P07"}
    assert not evaluate(joan, FACEBOOK).is_allowed
    assert signature_of(second) == first.signature
    assert (second.signed_off_by, news[-1]["people"]) == (manager, [joan.pk])


def test_asking_for_less_does_not_take_a_consent_off_hold(joan: Person, carer: User, manager: User) -> None:
    first = builders.in_force(joan, by=carer, manager=manager)
    put_on_hold(joan, Hold.CAPACITY_DOUBT)
    second = narrowed(first, without=["P07"], by=carer)
    assert (second.state, second.on_hold_because) == ("suspended", "capacity_doubt")


def test_nothing_is_narrowed_to_nothing(joan: Person, carer: User, manager: User) -> None:
    consent = builders.in_force(joan, by=carer, manager=manager)
    with pytest.raises(ValidationError, match="Nothing would be left"):
        narrowed(consent, without=consent.purposes, by=carer)
    with pytest.raises(ValidationError, match="had not agreed"):
        narrowed(consent, without=["P09"], by=carer)
    actions.declare_void(consent, by=_lead(), note="Not valid.")
    with pytest.raises(ValidationError, match="does not hold"):
        narrowed(consent, without=["P07"], by=carer)


def _lead() -> User:
    from mediapolicy.people import actions as people
    from mediapolicy.roles import Role

    founder = User.objects.get(email="ada.founder@larkfield.example")
    lead = people.join(email="lead@larkfield.example", name="Owen Castell", by=founder)
    people.appoint(lead, Role.DATA_PROTECTION_LEAD, None, by=founder)
    return lead


# Whole or not at all ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["sign", "sign off", "say no", "void"])
def test_a_step_that_fails_leaves_no_trace(
    joan: Person, carer: User, manager: User, data_protection: User, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = builders.in_force(joan, by=carer, manager=manager)
    consent = builders.ready(joan, by=carer) if verb in ("sign", "say no") else builders.with_papers(joan, by=carer)
    before = everywhere.everything_kept()

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the last effect fails")

    monkeypatch.setattr(signing, "tell", fail)
    monkeypatch.setattr(actions.authority_changed, "send", fail)
    act = {
        "sign": lambda: signing.sign(consent, builders.drawn(), by=carer),
        "sign off": lambda: actions.sign_off(consent, by=manager),
        "say no": lambda: actions.say_no(consent, by=carer),
        "void": lambda: actions.declare_void(older, by=data_protection, note="No."),
    }[verb]
    with pytest.raises(RuntimeError):
        act()
    assert everywhere.everything_kept() == before
    older.refresh_from_db()
    assert older.state == "active"


@pytest.mark.clause("CC-3")
def test_only_the_home_manager_signs_off(joan: Person, carer: User, other_manager: User, marketing: User) -> None:
    consent = builders.with_papers(joan, by=carer)
    for person in (carer, other_manager, marketing):
        with pytest.raises(Refused):
            actions.sign_off(consent, by=person)
    assert states.SIGN_OFF.lacks(consent) == []
