"""The parts of an assessment in the order of the law, and the steps that move it: which form, which action, what words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.urls import reverse

from consent.capacity import actions, forms, rules, states
from consent.capacity.models import CapacityAssessment
from consent.capacity.states import AssessmentState
from mediapolicy.people.models import User
from mediapolicy.permissions import may
from mediapolicy.refusals import Missing
from mediapolicy.transitions import Transition

BEING_WRITTEN = frozenset({AssessmentState.ABILITIES, AssessmentState.CAUSE})


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an assessment."""

    title: str
    lead: str
    form: Callable[..., Any]
    transition: Transition
    act: Callable[..., None]
    is_done: Callable[[CapacityAssessment], bool]
    button: str = "Save this part"


@dataclass(frozen=True, slots=True)
class Step:
    """One button of an assessment."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[CapacityAssessment, dict[str, Any], User], None]
    done: str
    lead: str = ""
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list."""

    title: str
    hint: str
    url: str
    status: str  # done, open, later


BEING_WRITTEN = frozenset({AssessmentState.ABILITIES, AssessmentState.CAUSE})
PARTS: dict[str, Part] = {
    "help": Part(
        "Help them to decide",
        "The law asks for this first: a good time, a good place, and all the help that can be given.",
        forms.HelpForm,
        states.SAVE_ABILITIES,
        actions.save_abilities,
        lambda found: bool(found.support and found.attempts),
    ),
    "information": Part(
        "Explain what it is about",
        "Use plain words, and show a real post. The main points are enough.",
        forms.InformationForm,
        states.SAVE_ABILITIES,
        actions.save_abilities,
        lambda found: bool(found.information),
    ),
    "abilities": Part(
        "Look at the four abilities",
        "They can’t decide this only if, with all that help, they can’t do one of these four.",
        forms.AbilitiesForm,
        states.SAVE_ABILITIES,
        actions.save_abilities,
        lambda found: not rules.every_ability_answered(found),
    ),
    "cause": Part(
        "Look for the cause",
        "Only now, because they could not do one of the four. An illness alone decides nothing.",
        forms.CauseForm,
        states.SAVE_CAUSE,
        actions.save_cause,
        lambda found: found.impairment is not None,
    ),
    "outcome": Part(
        "Say what you found",
        "It is about this decision and this time, and says nothing about them as a whole.",
        forms.OutcomeForm,
        states.SAVE_OUTCOME,
        actions.finish,
        lambda found: bool(found.outcome) and found.state not in BEING_WRITTEN,
        "Finish the assessment",
    ),
}
STEPS: dict[str, Step] = {
    "go-on": Step(
        states.GO_ON_TO_CAUSE,
        forms.NothingForm,
        lambda found, given, by: actions.go_on_to_cause(found, by=by),
        "Go on: look for the cause.",
        "You found that, with all help, they can’t do one of the four. The next question is why.",
    ),
    "go-back": Step(
        states.GO_BACK_TO_ABILITIES,
        forms.NothingForm,
        lambda found, given, by: actions.go_back_to_abilities(found, by=by),
        "Back at the abilities.",
        "The page about the cause closes until the abilities are saved again.",
    ),
    "countersign": Step(
        states.COUNTERSIGN,
        forms.NoteForm,
        lambda found, given, by: actions.countersign(found, by=by, note=given["note"]),
        "Countersigned. It counts from now on.",
        "Read all of it. From this moment on it decides who may agree for them.",
    ),
    "send-back": Step(
        states.SEND_ASSESSMENT_BACK,
        forms.ReasonForm,
        lambda found, given, by: actions.send_back(found, by=by, note=given["note"]),
        "Sent back. The assessor has been told.",
    ),
    "declare-void": Step(
        states.VOID_ASSESSMENT,
        forms.ReasonForm,
        lambda found, given, by: actions.declare_void(found, by=by, note=given["note"]),
        "It is not valid. What rested on it has ended.",
        "What rests on it ends with it. If it found them unable, a doubt remains until they are assessed again.",
        is_grave=True,
    ),
}


def open_steps(assessment: CapacityAssessment, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [
        (slug, step)
        for slug, step in STEPS.items()
        if step.transition.is_open_to(user, assessment) and not _comes_too_early(step, assessment)
    ]


def _comes_too_early(step: Step, assessment: CapacityAssessment) -> bool:
    return step.transition is states.GO_ON_TO_CAUSE and bool(step.transition.lacks(assessment))


def is_closed_part(slug: str, assessment: CapacityAssessment) -> bool:
    """Whether this page can't be opened yet: the cause before the abilities, the outcome before what it follows from."""
    if slug == "cause":
        return assessment.state == AssessmentState.ABILITIES
    if slug != "outcome" or assessment.state not in BEING_WRITTEN:
        return False
    if assessment.state == AssessmentState.ABILITIES:
        return assessment.is_unable or bool(rules.every_ability_answered(assessment))
    return assessment.impairment is None


def open_part(slug: str, assessment: CapacityAssessment, user: User) -> Part:
    """The part behind this address; what comes too early is refused with what comes first."""
    part = PARTS[slug]
    if is_closed_part(slug, assessment) and may(user, part.transition.permission, assessment):
        before = states.GO_ON_TO_CAUSE if assessment.state == AssessmentState.ABILITIES else states.FINISH_ASSESSMENT
        first = before.lacks(assessment) or ["Go on to the cause first."]
        raise Missing(first, transition=before, record=assessment)
    part.transition.check(user, assessment)
    return part


def tasks_of(assessment: CapacityAssessment, user: User) -> list[Task]:
    """The parts as a task list. The cause isn't on it before somebody was found unable to do one of the four."""
    writes = states.SAVE_OUTCOME.is_open_to(user, assessment)
    return [
        Task(
            part.title,
            part.lead,
            _address(slug, assessment)
            if writes and part.transition.is_open_to(user, assessment) and not closed
            else "",
            "done" if part.is_done(assessment) and not closed else "later" if closed else "open",
        )
        for slug, part in PARTS.items()
        if not (slug == "cause" and assessment.state == AssessmentState.ABILITIES)
        and not (slug == "cause" and assessment.impairment is None and not assessment.is_unable)
        for closed in [is_closed_part(slug, assessment)]
    ]


def _address(slug: str, assessment: CapacityAssessment) -> str:
    return reverse("consent:assessment_part", args=[assessment.pk, slug])
