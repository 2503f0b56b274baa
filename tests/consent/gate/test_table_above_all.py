"""The decision table: what pre-empts everything, against expectations written by hand from the rules (4.8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent.gate.answering import Verdict
from consent.gate.use import Use
from consent.vocabulary import Purpose
from tests.consent.gate.on_file import (
    CARE,
    NOW,
    PUBLIC,
    TODAY,
    a_consent,
    a_person,
    a_representative,
    a_stop,
    a_use,
    an_assessment,
    birthday,
    by_attorney,
    on_file,
)
from tests.consent.gate.test_table import EARLIER, LACKS, NONE, answers, ask

pytestmark = pytest.mark.clause("IR-6")
YES, COO = "may show", "the COO decides"


def test_d16_an_objection_stops_everything_whoever_agreed() -> None:
    stop = a_stop("objection")
    assert answers(on_file(stop, a_consent())) == ("OBJECTION",) * 3
    assert answers(on_file(stop, LACKS, *by_attorney("P01", "P03", "P07"))) == ("OBJECTION",) * 3


def test_d17_pressure_blocks_what_leaves_the_home() -> None:
    assert answers(on_file(a_consent(), a_stop("undue_influence"))) == (YES, "UNDUE_INFLUENCE", "UNDUE_INFLUENCE")


def test_d18_a_restriction_goes_before_everything_and_reaches_as_far_as_it_says() -> None:
    everything = a_stop("restriction", restriction="court_order")
    assert answers(on_file(a_consent(), everything)) == ("RESTRICTED",) * 3
    public = a_stop("restriction", restriction="police_hold", reaches_inside=False)
    assert answers(on_file(a_consent(), public)) == (YES, "RESTRICTED", "RESTRICTED")
    assert answers(on_file(a_consent(), a_stop("whereabouts", reaches_inside=False)))[2] == "RESTRICTED"
    order = a_representative("court_order", order_allows=["P07"])
    form = a_consent("P07", given_by="court")
    form.representative = order
    assert ask(on_file(LACKS, order, form, public), PUBLIC).code == "RESTRICTED"


@pytest.mark.clause("SM-26")
def test_d18_blocks_an_appeal_by_the_police_about_a_complainant() -> None:
    appeal = Use(purpose=Purpose.POLICE_APPEAL, channels=frozenset(), content_type="photo", ident="I3")
    anonymity = a_stop("restriction", restriction="complainant")
    assert ask(on_file(anonymity, *by_attorney("P07")), appeal).code == "RESTRICTED"
    assert ask(on_file(a_consent()), appeal).verdict is Verdict.ROUTE_COO


def test_d19_after_death_only_what_they_wished_or_their_personal_representative_agrees_to() -> None:
    gone = a_person(state="died", died_on=TODAY)
    own = a_consent(state="suspended", on_hold_because="death")
    assert answers(on_file(own, person=gone)) == (NONE, NONE, NONE)
    assert not ask(on_file(own, person=gone), a_use(**EARLIER)).is_allowed
    kept = a_consent(state="suspended", on_hold_because="death", after_death="keep_existing")
    assert ask(on_file(kept, person=gone), a_use(**EARLIER)).is_allowed
    assert not ask(on_file(kept, person=gone), PUBLIC).is_allowed
    agreed = a_consent("P01", "P03", "P07", given_by="personal_rep", basis="deceased")
    assert answers(on_file(agreed, person=gone)) == (NONE, NONE, NONE)  # whoever says so: the papers count
    agreed.representative = a_representative("personal_rep")
    assert answers(on_file(agreed, person=gone)) == (YES, YES, YES)
    refused = a_consent(state="refused", ended_at=NOW)
    assert answers(on_file(agreed, refused, person=gone)) == ("PRIOR_REFUSAL",) * 3
    theirs = a_consent(given_by="attorney", state="suspended", on_hold_because="death", after_death="keep_existing")
    assert not ask(on_file(theirs, person=gone), a_use(**EARLIER)).is_allowed
    assert answers(on_file(agreed, a_stop("restriction", reaches_inside=False), person=gone))[2] == "RESTRICTED"
    attorney = by_attorney("P01", "P03", "P07")  # a power ends at death
    assert answers(on_file(LACKS, *attorney, person=gone)) == (NONE, NONE, NONE)


def test_under_16_a_parent_agrees_and_a_child_is_never_named_in_public() -> None:
    child = a_person(subject_type="child", born_on=birthday(9))
    by_parent = a_consent("P06", given_by="parent", basis="minor", most_ident="I4")
    assert ask(on_file(by_parent, person=child), a_use("P06", ident="I1")).is_allowed
    assert ask(on_file(by_parent, person=child), a_use("P06", ident="I2")).code == "CHILD_NAMED"
    assert not ask(on_file(a_consent("P06"), person=child), a_use("P06", ident="I1")).is_allowed
    young = a_person(subject_type="child", born_on=birthday(16))
    assert ask(on_file(by_parent, person=young), a_use("P06", ident="I1")).row == "D1"
    assert ask(on_file(a_consent("P06"), person=young), a_use("P06", ident="I1")).is_allowed


def test_v_m_03_unable_without_a_cause_waits_for_safeguarding_before_anything_public() -> None:
    facts = on_file(an_assessment("not_established"), a_consent(), a_stop("safeguarding"))
    assert answers(facts) == (YES, YES, "SAFEGUARDING_FIRST")
    assert answers(on_file(an_assessment("not_established"), a_consent())) == (YES, YES, YES)


@pytest.mark.clause("CC-3")
def test_v_m_01_a_finding_about_less_leaves_the_wider_use_in_doubt() -> None:
    narrow = an_assessment("lacks", scope={"purposes": ["P06"], "contents": ["photo"], "most_ident": "I2"})
    assert ask(on_file(narrow, a_consent()), PUBLIC).code == "CAPACITY_IN_DOUBT"
    assert ask(on_file(narrow, a_consent()), CARE).row == "D1"  # a finding about the website says nothing of the wall
    narrow_yes = an_assessment("has", scope={"purposes": ["P06"], "contents": ["photo"], "most_ident": "I2"})
    assert ask(on_file(narrow_yes, a_consent()), PUBLIC).row == "D1"


def test_v_m_07_an_assessment_past_its_review_is_a_doubt_if_it_found_them_unable_and_nothing_if_able() -> None:
    past = {"review_due": TODAY - timedelta(days=1)}
    assert ask(on_file(an_assessment("lacks", **past), *by_attorney("P07")), PUBLIC).code == "CAPACITY_IN_DOUBT"
    assert ask(on_file(an_assessment("fluctuates", **past), a_consent()), PUBLIC).code == "CAPACITY_IN_DOUBT"
    assert ask(on_file(an_assessment("has", **past), a_consent()), PUBLIC).row == "D1"


@pytest.mark.clause("CC-2")
def test_somebody_in_an_ongoing_matter_is_the_coos_to_decide_and_never_more_than_they_agreed_to() -> None:
    matter = a_stop("matter")
    assert answers(on_file(a_consent(), matter)) == (COO, COO, COO)
    assert answers(on_file(a_consent(), a_stop("matter", reaches_inside=False))) == (YES, COO, COO)
    assert answers(on_file(matter)) == (NONE, NONE, NONE)
