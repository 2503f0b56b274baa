"""Which form belongs to which step, what is done with it, and what is said after. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from consent.takedown import actions, forms, states
from consent.takedown.models import Showing, TakedownTask
from consent.takedown.showing import find_out_of_reach, take_down
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[Any, dict[str, Any], User], Any]
    done: str

    def form_for(self, task: TakedownTask, given: Any) -> django_forms.Form:
        """The form, which for an outcome depends on what has to be done."""
        return forms.OutcomeForm(given, task=task) if self.form is forms.OutcomeForm else self.form(given)


TASK_STEPS: dict[str, Step] = {
    "take": Step(
        states.TAKE_TASK,
        forms.NoteForm,
        lambda task, given, by: actions.take_task(task, by=by),
        "It is yours now.",
    ),
    "finish": Step(
        states.FINISH_TASK,
        forms.OutcomeForm,
        lambda task, given, by: actions.finish_task(task, given["outcome"], given["words"], by=by),
        "Kept.",
    ),
}
SHOWING_STEPS: dict[str, Step] = {
    "take-down": Step(
        states.TAKE_DOWN,
        forms.NoteForm,
        lambda showing, given, by: take_down(showing, by=by, note=given["note"]),
        "It is taken down.",
    ),
    "out-of-reach": Step(
        states.FIND_OUT_OF_REACH,
        forms.WhyForm,
        lambda showing, given, by: find_out_of_reach(showing, given["note"], by=by),
        "Kept. It stays on the list of what is out of our reach.",
    ),
}


def open_showing_steps(showing: Showing, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in SHOWING_STEPS.items() if step.transition.is_open_to(user, showing)]
