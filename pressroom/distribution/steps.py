"""Which form belongs to which step of a mailing. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from mediapolicy.people.models import User
from mediapolicy.transitions import Transition
from pressroom.distribution import actions, forms, states
from pressroom.distribution.models import Mailing


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[Mailing, dict[str, Any], User], Any]
    done: str


STEPS: dict[str, Step] = {
    "start": Step(
        states.START,
        forms.NothingForm,
        lambda mailing, given, by: actions.start(mailing, by=by),
        "It is on its way. You can leave this page: sending goes on.",
    ),
    "pause": Step(
        states.PAUSE,
        forms.NothingForm,
        lambda mailing, given, by: actions.pause(mailing, by=by),
        "Paused. Whatever was leaving at this moment has left.",
    ),
    "go-on": Step(
        states.RESUME,
        forms.NothingForm,
        lambda mailing, given, by: actions.resume(mailing, by=by),
        "It goes on with whoever still waits.",
    ),
    "stop": Step(
        states.STOP,
        forms.ReasonForm,
        lambda mailing, given, by: actions.stop(mailing, note=given["note"], by=by),
        "Stopped. Whoever still waited gets nothing.",
    ),
}


def open_steps(mailing: Mailing, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, mailing)]
