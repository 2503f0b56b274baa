"""What assessments need, refuse and bring about: rules V-M by their number, and the rows of the decision table that follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.capacity import actions
from consent.capacity.models import CapacityAssessment
from consent.capacity.states import AssessmentState
from consent.gate.answering import evaluate
from consent.people.models import Person
from consent.signals import authority_changed, capacity_lost
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
