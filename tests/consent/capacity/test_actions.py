"""What assessments need, refuse and bring about: rules V-M by their number, and the rows of the decision table that follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
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
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing, Refused, WrongState
from tests import builders
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]


@pytest.fixture
def heard() -> Any:
    """What the rooms above were told."""
    told: list[Any] = []

    def hear(**news: Any) -> None:
        told.append(news)

    authority_changed.connect(hear)
    capacity_lost.connect(hear)
    yield told
    authority_changed.disconnect(hear)
    capacity_lost.disconnect(hear)


def in_force(person: Person, kind: StopKind) -> list[Stop]:
    return list(Stop.objects.holding().filter(subject=person, kind=kind))


# What an assessment is about -------------------------------------------------------------------------------------


def test_the_question_is_built_from_what_is_to_be_decided(joan: Person, assessor: User) -> None:
    scope = {**build.a_scope("P05", ident="I2", contents=("photo", "quote")), "until": "2027-05-25"}
    assessment = build.begun(joan, by=assessor, scope=scope)
    assert assessment.decision == (
        "Whether to agree to photos of me and words I said being used in our newsletter, with my first name, until 25 May 2027"
    )


def test_an_assessment_is_about_something(joan: Person, assessor: User) -> None:
    with pytest.raises(Missing, match="Say what exactly is to be decided"):
        actions.start(joan, scope={"purposes": []}, trigger="staff_doubt", doubt="x" * 40, by=assessor)


def test_v_m_05_doubt_needs_a_reason_about_this_decision(joan: Person, assessor: User) -> None:
    with pytest.raises(Missing, match="An illness or an age alone is no reason"):
        actions.start(joan, scope=build.a_scope(), trigger="staff_doubt", doubt="Dementia.", by=assessor)


def test_v_m_05_nothing_about_a_person_says_they_lack_capacity() -> None:
    fields = {field.name for field in Person._meta.get_fields() if getattr(field, "concrete", False)}
    assert not {name for name in fields if "capac" in name or "lack" in name or "diagnos" in name}


def test_nobody_under_16_is_assessed(joan: Person, assessor: User) -> None:
    joan.born_on = timezone.localdate() - timedelta(days=15 * 365)
    with pytest.raises(Missing, match="under 16"):
        build.begun(joan, by=assessor)


def test_only_the_assessor_writes_it(joan: Person, assessor: User, appoint: Any, home: Any) -> None:
    from mediapolicy.roles import Role

    other = appoint("Una Firth", Role.CAPACITY_ASSESSOR, home)
    assessment = build.begun(joan, by=assessor)
    with pytest.raises(Refused, match="Somebody else makes this assessment"):
        actions.save_abilities(assessment, by=other, can_weigh=True)


def test_whoever_publishes_assesses_nobody(joan: Person, appoint: Any, home: Any, founder: User) -> None:
    from mediapolicy.people import actions as people
    from mediapolicy.people.standing import forget_standing
    from mediapolicy.roles import Role

    both = appoint("Una Firth", Role.CAPACITY_ASSESSOR, home)
    people.appoint(both, Role.MARKETING_MANAGER, None, by=founder)
    forget_standing(both)
    with pytest.raises(Refused, match="You publish for the organisation"):
        build.begun(joan, by=both)


# The order of the law --------------------------------------------------------------------------------------------


def test_example_12_the_cause_cannot_be_written_before_the_abilities(joan: Person, assessor: User) -> None:
    assessment = build.begun(joan, by=assessor)
    with pytest.raises(WrongState):
        actions.save_cause(assessment, by=assessor, impairment=True)
    with pytest.raises(ValueError, match="impairment"):
        actions.save_abilities(assessment, by=assessor, impairment=True)
    with pytest.raises(Missing) as refused:
        actions.go_on_to_cause(assessment, by=assessor)
    assert "Write down what help you gave them to decide. The law asks for it first." in refused.value.missing


def test_there_is_no_cause_to_look_for_where_all_four_are_there(joan: Person, assessor: User) -> None:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor, unable=False)
    with pytest.raises(Missing, match="They can do all four"):
        actions.go_on_to_cause(assessment, by=assessor)


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({"support": []}, "Write down what help you gave"),
        ({"attempts": []}, "Write down when and where"),
        ({"can_retain": None}, "Answer whether they can: keep it in mind"),
        ({"evidence": {"can_weigh": "Could not."}}, "Write what they said or did"),
        ({"other_explanation": ""}, "Write what else could explain it"),
        ({"can_understand": False, "information": {}}, "Explain these first"),
    ],
)
def test_the_abilities_are_complete_before_the_cause(
    joan: Person, assessor: User, left_out: dict[str, Any], words: str
) -> None:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    actions.save_abilities(assessment, by=assessor, **left_out)
    with pytest.raises(Missing, match=words):
        actions.go_on_to_cause(assessment, by=assessor)


def test_one_failed_try_is_not_enough(joan: Person, assessor: User) -> None:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    actions.save_abilities(assessment, by=assessor, attempts=assessment.attempts[:1])
    with pytest.raises(Missing, match="Try again at another time"):
        actions.go_on_to_cause(assessment, by=assessor)


def test_back_at_the_abilities_the_cause_is_closed_again(joan: Person, assessor: User) -> None:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    actions.go_on_to_cause(assessment, by=assessor)
    actions.go_back_to_abilities(assessment, by=assessor)
    with pytest.raises(WrongState):
        actions.save_cause(assessment, by=assessor, impairment=True)


# What may be found -----------------------------------------------------------------------------------------------


def at_the_cause(joan: Person, assessor: User, **cause: Any) -> CapacityAssessment:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    actions.go_on_to_cause(assessment, by=assessor)
    actions.save_cause(assessment, by=assessor, **cause)
    return assessment


CAUSE = {
    "impairment": True,
    "impairment_words": "Dementia, moderate.",
    "impairment_known_by": "diagnosed",
    "permanence": "permanent",
}


def test_v_m_02_unable_needs_a_cause_and_the_link_between(joan: Person, assessor: User) -> None:
    assessment = at_the_cause(joan, assessor, **CAUSE)
    with pytest.raises(Missing, match="One without the other is not enough"):
        actions.finish(assessment, by=assessor, **build.an_outcome("lacks"))
    actions.save_cause(assessment, by=assessor, causal_link=build.LINK)
    actions.finish(assessment, by=assessor, **build.an_outcome("lacks"))
    assert assessment.state == AssessmentState.AWAITING_COUNTERSIGNATURE


def test_v_m_02_the_database_keeps_it_too(joan: Person, assessor: User, manager: User) -> None:
    assessment = build.found(joan, "has", by=assessor, manager=manager)
    for outcome in ("lacks", "fluctuates"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CapacityAssessment.objects.filter(pk=assessment.pk).update(outcome=outcome)


def test_v_m_03_example_11_unable_without_a_cause_is_not_lacking(joan: Person, assessor: User) -> None:
    assessment = at_the_cause(joan, assessor, impairment=False)
    with pytest.raises(Missing, match="they keep the decision"):
        actions.finish(assessment, by=assessor, **build.an_outcome("lacks"))


def test_v_m_03_unable_with_a_cause_that_is_not_why_is_not_lacking_either(joan: Person, assessor: User) -> None:
    assessment = at_the_cause(joan, assessor, **CAUSE)
    actions.finish(assessment, by=assessor, **build.an_outcome("not_established"))
    assert assessment.outcome == "not_established"


def test_v_m_03_safeguarding_looks_before_anything_public(
    joan: Person, assessor: User, manager: User, safeguarding: User
) -> None:
    build.agreed(joan, build.SOCIAL, build.WEBSITE, build.DISPLAY, by=manager)
    assessment = build.found(joan, "not_established", by=assessor, manager=manager)
    assert [stop.found_in for stop in in_force(joan, StopKind.SAFEGUARDING)] == [assessment.reference]
    assert ("safeguarding_asked", "bea norwood") in builders.told_of(assessment)
    answer = evaluate(joan, build.a_use())
    assert (answer.row, answer.code, answer.is_allowed) == ("V-M-03", "SAFEGUARDING_FIRST", False)
    assert evaluate(joan, build.a_use(build.DISPLAY)).row == "D1"


def test_v_m_04_example_10_all_four_abilities_mean_able_whatever_the_diagnosis(joan: Person, assessor: User) -> None:
    assessment = build.looked_at(build.begun(joan, by=assessor), by=assessor, unable=False)
    with pytest.raises(Missing, match="Whatever the diagnosis, they can decide this"):
        actions.finish(assessment, by=assessor, **build.an_outcome("lacks"))
    with pytest.raises(Missing, match="All four abilities are there"):
        actions.finish(assessment, by=assessor, **build.an_outcome("fluctuates"))


def test_v_m_04_an_ability_that_failed_is_not_able(joan: Person, assessor: User) -> None:
    assessment = at_the_cause(joan, assessor, **CAUSE)
    with pytest.raises(Missing, match="The outcome must say so"):
        actions.finish(assessment, by=assessor, **build.an_outcome("has"))


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({"outcome": ""}, "Say what you found"),
        ({"persons_words": ""}, "Write what they said"),
        ({"told_how": ""}, "when and how you told them"),
        ({"likely_to_regain": ""}, "likely to be able"),
        ({"review_due": None}, "looked at again by"),
        ({"review_due": timezone.localdate() + timedelta(days=400)}, "looked at again by"),
    ],
)
def test_the_last_page_is_complete(joan: Person, assessor: User, left_out: dict[str, Any], words: str) -> None:
    assessment = at_the_cause(joan, assessor, **CAUSE, causal_link=build.LINK)
    with pytest.raises(Missing, match=words):
        actions.finish(assessment, by=assessor, **{**build.an_outcome("lacks"), **left_out})
    assessment.refresh_from_db()
    assert (assessment.outcome, assessment.state) == ("", AssessmentState.CAUSE)


def test_a_cause_that_passes_is_looked_at_again_within_28_days(joan: Person, assessor: User) -> None:
    assessment = at_the_cause(joan, assessor, **{**CAUSE, "permanence": "temporary"}, causal_link=build.LINK)
    latest = timezone.localdate(assessment.happened_at) + timedelta(days=28)
    given = {**build.an_outcome("lacks"), "review_due": latest + timedelta(days=1)}
    with pytest.raises(Missing, match="looked at again by"):
        actions.finish(assessment, by=assessor, **given)
    actions.finish(assessment, by=assessor, **{**given, "review_due": latest})


# The countersignature and what follows ---------------------------------------------------------------------------


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
