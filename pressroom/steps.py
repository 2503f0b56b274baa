"""Which form belongs to which step of a statement, and what is done with it. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from mediapolicy.people.models import User
from mediapolicy.transitions import Transition
from pressroom import actions, forms, states
from pressroom.models import Statement


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[Statement, dict[str, Any], User], Any]
    done: str
    shows_words: bool = True


STEPS: dict[str, Step] = {
    "send-for-sign-off": Step(
        states.SEND_FOR_SIGN_OFF,
        forms.NoteForm,
        lambda statement, given, by: actions.send_for_sign_off(statement, by=by, note=given["note"]),
        "Sent for sign-off. The Directors have been told.",
    ),
    "release": Step(
        states.RELEASE,
        forms.NothingForm,
        lambda statement, given, by: actions.release(statement, by=by),
        "Released. Emails are on their way.",
    ),
    "take-back": Step(
        states.TAKE_BACK,
        forms.NoteForm,
        lambda statement, given, by: actions.take_back(statement, by=by, note=given["note"]),
        "Taken back. Go on writing.",
    ),
    "withdraw": Step(
        states.WITHDRAW,
        forms.ReasonForm,
        lambda statement, given, by: actions.withdraw(statement, by=by, note=given["note"]),
        "Withdrawn.",
    ),
}


def open_steps(statement: Statement, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now; releasing is offered only where it isn't the enquiry's to do."""
    return [
        (slug, step)
        for slug, step in STEPS.items()
        if step.transition.is_open_to(user, statement) and not (slug == "release" and statement.answers_url)
    ]
