"""The countersignature, and what a finding brings about: rules V-M by their number, and the rows that follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent.agreement.states import ConsentState
from consent.capacity import actions, rules
from consent.capacity.models import CapacityAssessment
from consent.capacity.states import AssessmentState
from consent.capacity.tasks import ask_for_reviews, notice_findings_past_review
from consent.gate.answering import evaluate
from consent.people.models import Person
from consent.signals import authority_changed, capacity_lost
from consent.stops import actions as stops
from consent.stops.states import StopKind
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused
from tests import builders
from tests.consent import builders_capacity as build
from tests.consent.capacity import test_actions
from tests.consent.capacity.test_actions import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
heard = test_actions.heard


@pytest.mark.clause("CC-3")
def test_nobody_countersigns_their_own(joan: Person, assessor: User, founder: User, home: Any) -> None:
    from mediapolicy.people import actions as people
    from mediapolicy.people.standing import forget_standing
    from mediapolicy.roles import Role

    people.appoint(assessor, Role.HOME_MANAGER, home, by=founder)
    forget_standing(assessor)
    assessment = build.finished(joan, by=assessor)
    with pytest.raises(Refused, match="somebody else countersigns"):
        actions.countersign(assessment, by=assessor)


@pytest.mark.clause("CC-3")
def test_it_counts_only_when_countersigned(joan: Person, assessor: User, manager: User) -> None:
    build.agreed(joan, by=manager)
    assessment = build.finished(joan, by=assessor)
    assert evaluate(joan, build.a_use()).is_allowed
    assert ("assessment_finished", "moira teasdale") in builders.told_of(assessment)
    actions.countersign(assessment, by=manager)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.is_allowed) == ("D12", False)


@pytest.mark.clause("CC-3")
def test_sent_back_the_cause_is_out_of_reach_again(joan: Person, assessor: User, manager: User) -> None:
    assessment = build.finished(joan, by=assessor)
    with pytest.raises(ValidationError):
        actions.send_back(assessment, by=manager, note=" ")
    actions.send_back(assessment, by=manager, note="Say what helped.")
    assert assessment.state == AssessmentState.ABILITIES
    with pytest.raises(Missing, match="Look for the cause first"):
        actions.finish(assessment, by=assessor, **build.an_outcome("lacks"))


def test_d13_their_own_consents_wait_and_what_is_shown_is_decided_within_28_days(
    joan: Person, assessor: User, manager: User, heard: list[Any]
) -> None:
    touched = build.agreed(joan, build.SOCIAL, by=manager)
    other = build.agreed(joan, build.DISPLAY, by=manager)
    build.found(joan, by=assessor, manager=manager)
    touched.refresh_from_db()
    other.refresh_from_db()
    assert (touched.state, touched.on_hold_because) == (ConsentState.SUSPENDED, "capacity_lost")
    assert other.state == ConsentState.ACTIVE
    lost = next(news for news in heard if news["signal"] is capacity_lost)
    assert (lost["person"], lost["purposes"]) == (joan, ["P06", "P07"])
    assert lost["decide_by"] == timezone.localdate() + timedelta(days=28)
    assert any(news["signal"] is authority_changed and news["sender"] is CapacityAssessment for news in heard)


def test_d13_a_new_finding_of_the_same_does_not_start_the_28_days_again(
    joan: Person, assessor: User, manager: User, heard: list[Any]
) -> None:
    first = build.found(joan, by=assessor, manager=manager, days_ago=40)
    long_ago = timezone.now() - timedelta(days=20)
    CapacityAssessment.objects.filter(pk=first.pk).update(unable_since=long_ago)
    second = build.found(joan, by=assessor, manager=manager)
    assert second.unable_since == long_ago
    lost = [news for news in heard if news["signal"] is capacity_lost][-1]
    assert lost["decide_by"] == timezone.localdate(long_ago + timedelta(days=28))


def test_v_m_06_a_doubt_stops_new_use_until_it_is_looked_into(
    joan: Person, carer: User, assessor: User, manager: User
) -> None:
    build.agreed(joan, by=manager)
    stops.place(StopKind.CAPACITY_DOUBT, joan, "She did not know her own picture.", by=carer)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.code) == ("D3", "CAPACITY_IN_DOUBT")
    build.found(joan, "has", by=assessor, manager=manager)
    assert in_force(joan, StopKind.CAPACITY_DOUBT) == []
    assert evaluate(joan, build.a_use()).row == "D2"


def test_v_m_06_a_doubt_about_something_else_stays(joan: Person, carer: User, assessor: User, manager: User) -> None:
    stops.place(StopKind.CAPACITY_DOUBT, joan, "About the film.", purposes=["P11"], by=carer)
    build.found(joan, "has", by=assessor, manager=manager)
    assert len(in_force(joan, StopKind.CAPACITY_DOUBT)) == 1


def test_v_m_01_a_wider_use_needs_a_new_assessment(joan: Person, assessor: User, manager: User) -> None:
    build.found(joan, "has", by=assessor, manager=manager, scope=build.a_scope(ident="I1"))
    build.agreed(joan, by=manager, most_ident="I3")
    assert evaluate(joan, build.a_use()).row == "D2"
    assert evaluate(joan, build.a_use(ident="I3")).row == "D1"


def test_v_m_01_a_new_inability_ends_an_older_ability_that_overlaps(
    joan: Person, assessor: User, manager: User
) -> None:
    able = build.found(joan, "has", by=assessor, manager=manager, scope=build.a_scope(ident="I4"), days_ago=30)
    build.found(joan, "lacks", by=assessor, manager=manager, scope=build.a_scope(build.SOCIAL, ident="I1"))
    able.refresh_from_db()
    assert able.state == AssessmentState.REPLACED
    assert not evaluate(joan, build.a_use(ident="I3")).is_allowed


def test_v_m_01_a_new_ability_for_less_leaves_the_inability_for_more(
    joan: Person, assessor: User, manager: User
) -> None:
    unable = build.found(joan, by=assessor, manager=manager, scope=build.a_scope(ident="I4"), days_ago=30)
    build.found(joan, "has", by=assessor, manager=manager, scope=build.a_scope(build.SOCIAL, ident="I1"))
    unable.refresh_from_db()
    assert unable.state == AssessmentState.IN_FORCE
    assert evaluate(joan, build.a_use()).row == "D2"
    assert evaluate(joan, build.a_use(ident="I3")).row == "D12"


def test_what_is_written_down_late_does_not_undo_what_was_found_since(
    joan: Person, assessor: User, manager: User
) -> None:
    consent = build.agreed(joan, by=manager)
    newer = build.found(joan, "has", by=assessor, manager=manager)
    late = build.found(joan, by=assessor, manager=manager, days_ago=20)
    newer.refresh_from_db()
    consent.refresh_from_db()
    assert (newer.state, consent.state) == (AssessmentState.IN_FORCE, ConsentState.ACTIVE)
    assert late.is_late
    assert not newer.is_late or newer.happened_at < newer.created_at


@pytest.mark.parametrize(("outcome", "row"), [("lacks", "D3"), ("fluctuates", "D3"), ("has", "D1")])
def test_v_m_07_a_finding_past_its_review_is_not_relied_on(
    joan: Person, assessor: User, manager: User, outcome: str, row: str
) -> None:
    assessment = build.found(joan, outcome, by=assessor, manager=manager)
    assert assessment.review_due is not None
    after = timezone.now() + timedelta(days=131)
    assert evaluate(joan, build.a_use(), at=after).row == row


def test_v_m_07_the_home_is_told_in_time_and_once(
    joan: Person, assessor: User, manager: User, heard: list[Any]
) -> None:
    assessment = build.found(joan, by=assessor, manager=manager)
    assert (ask_for_reviews(), notice_findings_past_review()) == (0, 0)
    CapacityAssessment.objects.filter(pk=assessment.pk).update(review_due=timezone.localdate() + timedelta(days=10))
    assert (ask_for_reviews(), ask_for_reviews(), notice_findings_past_review()) == (1, 0, 0)
    CapacityAssessment.objects.filter(pk=assessment.pk).update(review_due=timezone.localdate() - timedelta(days=1))
    heard.clear()
    assert (notice_findings_past_review(), notice_findings_past_review()) == (1, 0)
    assert [news["people"] for news in heard] == [[joan.pk]]


def test_v_m_08_words_that_stand_in_another_assessment_are_pointed_out(
    joan: Person, assessor: User, home: Any, carer: User
) -> None:
    first = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    actions.save_abilities(first, by=assessor, evidence={"can_weigh": build.SAID})
    other = build.begun(build.a_resident(home, by=carer, name="Bert Hale"), by=assessor)
    assert actions.copied_evidence(other) == []
    actions.save_abilities(other, by=assessor, evidence={"can_weigh": f"  {build.SAID.upper()} "})
    assert len(actions.copied_evidence(other)) == 1
    assert "weigh it up" in actions.copied_evidence(other)[0]


def test_d16_a_no_said_in_an_assessment_is_an_objection(joan: Person, assessor: User, manager: User) -> None:
    build.agreed(joan, by=manager)
    build.finished(joan, by=assessor, preference="does_not", persons_words="“No pictures.”")
    assert [stop.words for stop in in_force(joan, StopKind.OBJECTION)] == ["“No pictures.”"]
    assert evaluate(joan, build.a_use()).row == "D16"


def test_d4_when_it_comes_and_goes_consents_stay_and_each_use_is_asked_anew(
    joan: Person, assessor: User, manager: User
) -> None:
    consent = build.agreed(joan, by=manager, one_off_event="Summer fair")
    build.found(joan, "fluctuates", by=assessor, manager=manager)
    consent.refresh_from_db()
    assert consent.state == ConsentState.ACTIVE
    assert evaluate(joan, build.a_use()).row == "D4b"


def test_a_finding_that_is_not_valid_leaves_a_doubt(joan: Person, assessor: User, manager: User) -> None:
    assessment = build.found(joan, by=assessor, manager=manager)
    with pytest.raises(ValidationError):
        actions.declare_void(assessment, by=manager, note="")
    actions.declare_void(assessment, by=manager, note="The interpreter was a relative.")
    assert evaluate(joan, build.a_use()).row == "D3"


def test_every_information_point_and_help_of_the_rules_is_there() -> None:
    assert list(rules.INFORMATION) == [f"RI-{number}" for number in range(1, 11)]
    assert len(rules.SUPPORT) == 13
