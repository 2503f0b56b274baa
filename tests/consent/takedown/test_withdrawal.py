"""Somebody changes their mind: in effect at once and whole, whoever hears of it, whatever their capacity (W-1 to W-6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.dispatch import Signal
from django.utils import timezone

from consent import signals
from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState as C
from consent.capacity.models import CapacityAssessment
from consent.gate.answering import evaluate
from consent.gate.use import Use
from consent.people.models import Person
from consent.stops.models import Stop
from consent.takedown.models import MadeBy
from consent.takedown.states import WithdrawalState
from consent.takedown.withdrawing import decides_themselves, withdraw
from mediapolicy.refusals import Missing, Refused
from tests import builders
from tests.builders import World, told_of
from tests.consent import builders_takedown as make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with builders.a_world(django_db_blocker) as world:
        builders.a_policy_in_force(world["administrator"])
        yield world


@pytest.fixture
def elsie(world: World) -> Person:
    return make.a_person(by=world["carer"], home=world.home)


@pytest.fixture
def consent(world: World, elsie: Person) -> MediaConsent:
    return make.agreed(elsie, by=world["carer"], manager=world["manager"])


POST = Use(purpose="P07", channels=frozenset({"facebook"}), content_type="photo", ident="I2")
PAGE = Use(purpose="P06", channels=frozenset({"website"}), content_type="photo", ident="I2")
ALBUM = Use(purpose="P01", channels=frozenset({"album"}), content_type="photo", ident="I1")


def unable(person: Person, world: World, outcome: str = "lacks") -> CapacityAssessment:
    """Found unable to decide about everything, as an assessment in force says."""
    from consent.capacity.models import CapacityAssessment

    found = CapacityAssessment(
        home=person.home,
        subject=person,
        scope={"purposes": [f"P{n:02}" for n in range(1, 15)], "contents": ["photo", "quote"], "most_ident": "I4"},
        decision="Whether they are shown in public",
        trigger="staff_doubt",
        doubt="Could not say back what it was about.",
        assessor=world["manager"],
        outcome=outcome,
        happened_at=timezone.now(),
        review_due=timezone.localdate() + timedelta(days=90),
        can_understand=False,
        impairment=True,
        causal_link=True,
    )
    found.state = "in force"
    builders_sign(found, world)
    return found


def builders_sign(record: Any, world: World) -> None:
    """Keep a record in the state that another owner's own tests walk to."""
    from consent.takedown import states

    record.sign(world["clock"], states.OWE_TASK)
    record.save()


@pytest.mark.clause("SM-26")
def test_w_1_everything_stops_the_moment_it_is_written_down(world: World, elsie: Person, consent: MediaConsent) -> None:
    assert evaluate(elsie, POST).is_allowed
    noted = withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    consent.refresh_from_db()
    assert (consent.state, noted.state, noted.consent) == (C.WITHDRAWN, WithdrawalState.NOTED, consent)
    assert consent.ended_at is not None
    assert not evaluate(elsie, POST).is_allowed
    assert noted.words == ""
    assert ("consent_withdrawn", "manager") in told_of(noted)


@pytest.mark.clause("SM-26")
@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "coo", "data protection", "safeguarding"])
def test_w_1_anybody_at_the_home_or_in_marketing_may_write_it_down(
    world: World, elsie: Person, consent: MediaConsent, who: str
) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, how="social", by=world[who])
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN


@pytest.mark.parametrize("who", ["other manager", "auditor", "administrator", "stranger"])
def test_w_1_nobody_of_another_home_does(world: World, elsie: Person, consent: MediaConsent, who: str) -> None:
    with pytest.raises(Refused):
        withdraw(elsie, made_by=MadeBy.SELF, by=world[who])
    consent.refresh_from_db()
    assert consent.state == C.ACTIVE


@pytest.mark.clause("SM-26")
def test_w_1_some_of_it_leaves_a_narrower_version_in_force(world: World, elsie: Person, consent: MediaConsent) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, purposes=["P07"], by=world["carer"])
    consent.refresh_from_db()
    newer = MediaConsent.objects.get(supersedes=consent)
    assert (consent.state, newer.state) == (C.SUPERSEDED, C.ACTIVE)
    assert (newer.urn, newer.edition, newer.expires_on) == (consent.urn, consent.edition + 1, consent.expires_on)
    assert newer.purposes == {"P05", "P06", "P08"}
    assert newer.signed_off_by == consent.signed_off_by
    assert not evaluate(elsie, POST).is_allowed
    assert evaluate(elsie, PAGE).is_allowed
    assert consent.signature.shown_hash == consent.shown_hash


def test_w_1_all_that_is_left_taken_back_in_parts_ends_it(world: World, elsie: Person) -> None:
    consent = make.agreed(elsie, by=world["carer"], manager=world["manager"], yes=["P06", "P07"])
    withdraw(elsie, made_by=MadeBy.SELF, purposes=["P06", "P07"], by=world["carer"])
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN
    assert not MediaConsent.objects.filter(supersedes=consent).exists()


def test_w_1_one_on_hold_that_is_narrowed_stays_on_hold(world: World, elsie: Person, consent: MediaConsent) -> None:
    signals.person_moved.send(sender=Person, person=elsie, by=world["manager"], was="resident")
    withdraw(elsie, made_by=MadeBy.SELF, purposes=["P07"], by=world["carer"])
    newer = MediaConsent.objects.get(supersedes=consent)
    assert (newer.state, newer.on_hold_because) == (C.SUSPENDED, "moved")
    assert not evaluate(elsie, PAGE).is_allowed


def test_w_1_a_form_under_way_ends_too(world: World, elsie: Person, consent: MediaConsent) -> None:
    draft = make.signed(make.a_form(elsie, by=world["carer"]), by=world["carer"])
    withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    draft.refresh_from_db()
    assert draft.state == C.WITHDRAWN


def test_w_1_it_is_all_or_nothing(world: World, elsie: Person, consent: MediaConsent) -> None:
    make.a_post(elsie, by=world["marketing"])

    def fails(**_: Any) -> None:
        raise RuntimeError("a room above failed")

    before = builders.everything_kept()
    for one in (signals.authority_changed, signals.withdrawn):
        assert isinstance(one, Signal)
        one.connect(fails)
        try:
            with pytest.raises(RuntimeError):
                withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
        finally:
            one.disconnect(fails)
        assert builders.everything_kept() == before
        assert evaluate(elsie, POST).is_allowed


@pytest.mark.clause("IR-6")
def test_w_2_what_staff_see_stops_everything_whatever_the_capacity(
    world: World, elsie: Person, consent: MediaConsent
) -> None:
    withdraw(elsie, made_by=MadeBy.OBSERVED, how="showed", purposes=["P07"], by=world["carer"])
    stop = Stop.objects.get(subject=elsie)
    assert (stop.kind, stop.purposes, stop.reaches_inside) == ("objection", [], True)
    for use in (POST, PAGE, ALBUM):
        assert evaluate(elsie, use).row == "D16"
    consent.refresh_from_db()
    assert (
        consent.state == C.ACTIVE
    )  # the form stays as it is: the stop is what holds, until the home has talked to them


@pytest.mark.clause("IR-6")
def test_w_2_d16_their_no_stops_what_somebody_else_agreed_to_for_them(world: World, elsie: Person) -> None:
    unable(elsie, world)
    withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    assert Stop.objects.filter(subject=elsie, kind="objection", state="in force").exists()
    assert evaluate(elsie, ALBUM).code == "OBJECTION"


def test_w_2_somebody_able_needs_no_stop(world: World, elsie: Person, consent: MediaConsent) -> None:
    withdraw(elsie, made_by=MadeBy.SELF, by=world["carer"])
    assert not Stop.objects.filter(subject=elsie).exists()


def test_w_3_a_relative_cannot_take_back_what_somebody_able_agreed_to(
    world: World, elsie: Person, consent: MediaConsent
) -> None:
    assert decides_themselves(elsie)
    noted = withdraw(elsie, made_by=MadeBy.SOMEBODY_ELSE, words="Her daughter rang.", by=world["carer"])
    consent.refresh_from_db()
    assert consent.state == C.ACTIVE
    assert evaluate(elsie, POST).is_allowed
    assert not Stop.objects.filter(subject=elsie).exists()
    assert told_of(noted) == {("somebody_else_objects", "manager")}


@pytest.mark.clause("IR-6")
def test_w_3_d15_for_somebody_unable_it_is_on_hold_until_settled(
    world: World, elsie: Person, consent: MediaConsent
) -> None:
    unable(elsie, world)
    assert not decides_themselves(elsie)
    withdraw(elsie, made_by=MadeBy.SOMEBODY_ELSE, by=world["carer"])
    consent.refresh_from_db()
    assert (consent.state, consent.on_hold_because) == (C.SUSPENDED, "objection")
    assert Stop.objects.get(subject=elsie).kind == "dispute"
    assert evaluate(elsie, POST).row == "D15"


def test_w_3_only_who_agreed_for_them_takes_that_back(world: World, elsie: Person, consent: MediaConsent) -> None:
    with pytest.raises(Missing, match="Nobody has agreed for them"):
        withdraw(elsie, made_by=MadeBy.REPRESENTATIVE, by=world["carer"])


def test_w_3_a_parent_takes_back_what_a_parent_agreed_to(world: World) -> None:
    born = timezone.localdate() - timedelta(days=10 * 365)
    tim = make.a_person(by=world["carer"], home=world.home, name="Tim Oakes", kind="child", born_on=born)
    consent = with_a_parent(tim, world)
    withdraw(tim, made_by=MadeBy.REPRESENTATIVE, by=world["carer"])
    consent.refresh_from_db()
    assert consent.state == C.WITHDRAWN


def with_a_parent(child: Person, world: World, *, child_agreed: bool = True) -> MediaConsent:
    """A parent's consent in force."""
    facts = {
        "given_by": "parent",
        "basis": "minor",
        "parent_name": "Jan Oakes",
        "child_agreed": child_agreed,
        "most_ident": "I1",
    }
    consent = make.a_form(child, by=world["carer"], **facts)
    witness = {"witness": "Lena Foss", "witness_is": "Friend", "witness_contact": "01632 960001"}
    make.signed(consent, by=world["carer"], **witness)
    make.sign_off(MediaConsent.objects.get(pk=consent.pk), by=world["manager"])
    return MediaConsent.objects.get(pk=consent.pk)
