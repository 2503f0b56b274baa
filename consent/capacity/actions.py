"""What is done about assessments: one function per verb, in the order of the law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from consent.capacity import following, rules, states
from consent.capacity.models import CapacityAssessment, scope_hash
from consent.capacity.wording import question_of
from consent.interests.actions import end_with_its_assessment
from consent.people.models import Person
from consent.signals import authority_changed
from mediapolicy.notices.actions import tell
from mediapolicy.people.models import User
from mediapolicy.refusals import Missing
from mediapolicy.roles import Role
from mediapolicy.transitions import making, starting

# What each page of an assessment may write; the outcome apart, which is looked at as a whole.
ABOUT_HELP = frozenset({"attempts", "support", "others_present"})
ABOUT_INFORMATION = frozenset({"information"})
ABOUT_ABILITIES = frozenset({*rules.ABILITIES, "evidence", "other_explanation"})
ABOUT_CAUSE = frozenset({"impairment", "impairment_words", "impairment_known_by", "permanence", "causal_link"})
ABOUT_OUTCOME = frozenset(
    {"outcome", "persons_words", "preference", "likely_to_regain", "regain_when", "told_on", "told_how", "review_due"}
)


def start(person: Person, *, scope: dict[str, Any], trigger: str, doubt: str, by: User) -> CapacityAssessment:
    """Begin to look at whether somebody can decide exactly this, for a reason about this decision (IR-6, V-M-05)."""
    assessment = CapacityAssessment(
        home_id=person.home_id,
        is_locked=person.is_locked,
        kept_from_home=person.kept_from_home,
        subject=person,
        scope={**scope, "hash": scope_hash(scope)},
        decision=question_of(scope) if scope.get("purposes") and scope.get("contents") else "",
        trigger=trigger,
        doubt=doubt.strip(),
        assessor=by,
    )
    return starting(states.START_ASSESSMENT, assessment, by=by)


def save_abilities(assessment: CapacityAssessment, *, by: User, **found: Any) -> None:
    """Keep what help was given, what was explained, and which of the four abilities are there (IR-6)."""
    with making(states.SAVE_ABILITIES, assessment, by=by):
        _take(assessment, ABOUT_HELP | ABOUT_INFORMATION | ABOUT_ABILITIES, found)
        if assessment.attempts:
            assessment.happened_at = max(datetime.fromisoformat(one["at"]) for one in assessment.attempts)


def go_on_to_cause(assessment: CapacityAssessment, *, by: User) -> None:
    """They are unable, with all help: now, and not before, look for the cause (IR-6, acceptance example 12)."""
    with making(states.GO_ON_TO_CAUSE, assessment, by=by):
        pass


def go_back_to_abilities(assessment: CapacityAssessment, *, by: User) -> None:
    """Look at the abilities again; the cause is out of sight until that is done (IR-6)."""
    with making(states.GO_BACK_TO_ABILITIES, assessment, by=by):
        pass


def save_cause(assessment: CapacityAssessment, *, by: User, **found: Any) -> None:
    """Keep whether there is a cause in mind or brain, and how it makes them unable (IR-6)."""
    with making(states.SAVE_CAUSE, assessment, by=by):
        _take(assessment, ABOUT_CAUSE, found)


@transaction.atomic
def finish(assessment: CapacityAssessment, *, by: User, **found: Any) -> None:
    """Say what was found, where it follows from the parts before, and hand it to the Home Manager (CC-3, V-M-02 to 04)."""
    with making(states.SAVE_OUTCOME, assessment, by=by):
        _take(assessment, ABOUT_OUTCOME, found)
        needed = (*rules.ABILITIES_COMPLETE, *rules.OUTCOME_FOLLOWS)
        if missing := [words for rule in needed if (words := rule(assessment))]:
            raise Missing(missing, transition=states.FINISH_ASSESSMENT, record=assessment)
    with making(states.FINISH_ASSESSMENT, assessment, by=by):
        pass
    following.object_where_they_do_not_want_it(assessment)
    tell(_countersigners(assessment), "assessment_finished", assessment, by=by)


@transaction.atomic
def send_back(assessment: CapacityAssessment, *, by: User, note: str) -> None:
    """Give it back to the assessor with what is to be looked at again (CC-3)."""
    if not note.strip():
        raise ValidationError("Write what should be looked at again.")
    with making(states.SEND_ASSESSMENT_BACK, assessment, by=by, note=note):
        pass
    tell([assessment.assessor], "assessment_sent_back", assessment, by=by)


@transaction.atomic
def countersign(assessment: CapacityAssessment, *, by: User, note: str = "") -> None:
    """The Home Manager signs too, and from this moment the finding counts (CC-3)."""
    with making(states.COUNTERSIGN, assessment, by=by, note=note):
        assessment.countersigned_by, assessment.countersigned_at = by, timezone.now()
        assessment.unable_since = following.unable_since(assessment)
    following.follow(assessment, by=by)
    tell([assessment.assessor], "assessment_settled", assessment, by=by)


@transaction.atomic
def declare_void(assessment: CapacityAssessment, *, by: User, note: str) -> None:
    """It was not made as the law asks; what rests on it falls (CC-3)."""
    if not note.strip():
        raise ValidationError("Write why it is not valid.")
    counted = assessment.state == states.AssessmentState.IN_FORCE
    with making(states.VOID_ASSESSMENT, assessment, by=by, note=note):
        pass
    end_with_its_assessment(assessment)
    if counted and (assessment.finds_inability or following.overtook_inability(assessment)):
        following.doubt_again(assessment)
    authority_changed.send(
        sender=CapacityAssessment, people=[assessment.subject_id], by=by, why="Whether somebody may be shown changed."
    )


def copied_evidence(assessment: CapacityAssessment) -> list[str]:
    """V-M-08: evidence that stands word for word in another assessment, as warnings; nobody says the same twice."""
    written = {ability: _plain(words) for ability, words in assessment.evidence.items() if _plain(words)}
    others = CapacityAssessment.objects.filter(home=assessment.home_id).exclude(pk=assessment.pk)
    if not written:
        return []
    known = {_plain(words) for evidence in others.values_list("evidence", flat=True) for words in evidence.values()}
    return [
        f"What you wrote for “{rules.ABILITIES[ability]}” stands word for word in another assessment. "
        "Write what this person said or did, this time."
        for ability, words in written.items()
        if words in known
    ]


def _plain(words: object) -> str:
    return " ".join(str(words).casefold().split())


def _take(assessment: CapacityAssessment, allowed: Iterable[str], found: dict[str, Any]) -> None:
    """Set what was filled in; a page writes nothing but its own part."""
    if strange := set(found) - set(allowed):
        raise ValueError(f"not a part of this page: {sorted(strange)}")
    for name, value in found.items():
        setattr(assessment, name, value.strip() if isinstance(value, str) else value)


def _countersigners(assessment: CapacityAssessment) -> Iterable[User]:
    return User.objects.holding(Role.HOME_MANAGER, assessment.home) if assessment.home else ()
