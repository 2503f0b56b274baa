"""Which form belongs to which step of a story idea, and what is done with it. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from mediapolicy.people.models import User
from mediapolicy.transitions import Transition
from pressroom.idea import actions, states
from pressroom.idea.forms import AnswerForm, NothingForm
from pressroom.idea.models import StoryIdea
from pressroom.release import actions as releases


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action (which may make a record), the words after it."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[StoryIdea, dict[str, Any], User], Any]
    done: str


STEPS: dict[str, Step] = {
    "take-up": Step(
        states.TAKE_UP,
        NothingForm,
        lambda idea, given, by: releases.take_up(idea, by=by),
        "Begun. Whoever sent it in has been told.",
    ),
    "decline": Step(
        states.DECLINE,
        AnswerForm,
        lambda idea, given, by: actions.decline(idea, given["answer"], by=by),
        "They have your answer.",
    ),
}


def open_steps(idea: StoryIdea, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, idea)]
