"""The record of an assessment on paper, filled from it in the order of the law."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from consent.capacity import rules
from consent.capacity.models import CapacityAssessment
from consent.capacity.states import FINISH_ASSESSMENT, AssessmentState
from consent.papers.capacity import ABILITIES, Ability, Attempt, CapacityPaper, Help, Point, capacity_record
from consent.papers.filling import day_of, head_of
from consent.papers.parts import NOT_SIGNED, Signed
from mediapolicy.clauses import Clause
from mediapolicy.history.timeline import history_of, timeline
from mediapolicy.papers.kinds import Sheet, paper

RECORD_VERSION = "CAP 2026-11"
GRASPED = {"yes": "Yes", "no": "No", "part": "Partly"}
IN_PRODUCT = "Signed in the product"
NOT_FINISHED = (AssessmentState.ABILITIES, AssessmentState.CAUSE)


@paper(
    "capacity-record",
    title="Capacity assessment",
    about="consent.CapacityAssessment",
    permission="open_capacity",
    clause=Clause.IR_6,
)
def record(assessment: CapacityAssessment) -> Sheet:
    """The whole assessment."""
    return capacity_record(paper_of(assessment))


def paper_of(assessment: CapacityAssessment) -> CapacityPaper:
    """What the assessment says. Nothing of a cause before the abilities were found wanting."""
    has_cause = assessment.impairment is not None and assessment.state != AssessmentState.ABILITIES
    return CapacityPaper(
        head=head_of(assessment.home, reference=assessment.reference, version=RECORD_VERSION),
        person=assessment.subject.name,
        decision=assessment.decision,
        trigger=assessment.get_trigger_display(),
        reason_for_doubt=assessment.doubt,
        assessor=str(assessment.assessor),
        others_present=assessment.others_present,
        attempts=tuple(
            Attempt(when=_when(one["at"]), place=one["where"], why_then=one["why"]) for one in assessment.attempts
        ),
        help_given=tuple(Help(what=rules.SUPPORT[one["step"]], helped=one["helped"]) for one in assessment.support),
        points=tuple(_point(assessment, code, words) for code, words in rules.INFORMATION.items()),
        abilities=_abilities(assessment),
        is_unable=assessment.is_unable if _was_looked_at(assessment) else None,
        impairment=assessment.impairment if has_cause else None,
        impairment_description=assessment.impairment_words if has_cause else "",
        impairment_source=assessment.get_impairment_known_by_display() if has_cause else "",
        permanence=assessment.get_permanence_display() if has_cause else "",
        causal_link=assessment.causal_link if has_cause else "",
        other_explanation=assessment.other_explanation,
        outcome=assessment.get_outcome_display(),
        persons_words=assessment.persons_words,
        persons_preference=assessment.get_preference_display(),
        may_regain=f"{assessment.get_likely_to_regain_display()} {assessment.regain_when}".strip(),
        told_on=assessment.told_on,
        told_how=assessment.told_how,
        review_on=assessment.review_due,
        signed=_signed(assessment),
        countersigned=_countersigned(assessment),
    )


def _when(at: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(at)):%-d %B %Y, %H:%M}"


def _point(assessment: CapacityAssessment, code: str, words: str) -> Point:
    said = assessment.information.get(code, {})
    return Point(words=words, was_explained=said.get("explained"), grasped=GRASPED.get(said.get("grasped", ""), ""))


def _was_looked_at(assessment: CapacityAssessment) -> bool:
    return any(getattr(assessment, name) is not None for name in rules.ABILITIES)


def _abilities(assessment: CapacityAssessment) -> tuple[Ability, ...]:
    return tuple(
        Ability(words=words, can=getattr(assessment, name), evidence=assessment.evidence.get(name, ""))
        for name, words in zip(rules.ABILITIES, ABILITIES, strict=True)
    )


def _signed(assessment: CapacityAssessment) -> Signed:
    """By whoever finished it, on the day that history says."""
    if assessment.state in NOT_FINISHED:
        return NOT_SIGNED
    rows = timeline([history_of(CapacityAssessment, "", id=assessment.pk)])
    finished = next((row.at for row in rows if row.verb == FINISH_ASSESSMENT.verb), None)
    return Signed(name=str(assessment.assessor), on=day_of(finished), way=IN_PRODUCT)


def _countersigned(assessment: CapacityAssessment) -> Signed:
    if assessment.countersigned_by is None:
        return NOT_SIGNED
    return Signed(name=str(assessment.countersigned_by), on=day_of(assessment.countersigned_at), way=IN_PRODUCT)
