"""Which form belongs to which step about a person, what is done with it, and what is said after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from consent.people import actions, forms, states
from consent.people.models import Person
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a person's page: the row of the table, the form behind it, the action, the words when it is done."""

    link: str
    transition: Transition
    form: type[forms.StepForm]
    act: Callable[[Person, dict[str, Any], User], Any]
    done: str
    means: str = ""


STEPS: dict[str, Step] = {
    "change": Step(
        "Put their details right",
        states.CHANGE_PERSON,
        forms.ChangeForm,
        lambda person, given, by: actions.change(person, by=by, **given),
        "Saved.",
    ),
    "move": Step(
        "They move to another home",
        states.MOVE_PERSON,
        forms.MoveForm,
        lambda person, given, by: actions.move(person, given["home"], by=by, note=given["note"]),
        "They are on the list of their new home now.",
        "The new home sees them from now on; the old one no longer does. What they agreed to is looked at again there.",
    ),
    "leave": Step(
        "They left us",
        states.PERSON_LEAVES,
        forms.LeaveForm,
        lambda person, given, by: actions.leave(person, given["left_on"], by=by, note=given["note"]),
        "Recorded. What they chose for afterwards counts from now on.",
        "They are not shown anew. What is already shown stays only if they chose that.",
    ),
    "come-back": Step(
        "They are back",
        states.PERSON_COMES_BACK,
        forms.NoteForm,
        lambda person, given, by: actions.come_back(person, by=by, note=given["note"]),
        "They are here again. Ask them anew whether they may be shown.",
        "What they agreed to before doesn’t come back. They are asked anew.",
    ),
    "died": Step(
        "They have died",
        states.PERSON_DIES,
        forms.DeathForm,
        lambda person, given, by: actions.die(person, given["died_on"], by=by),
        "Recorded. Nothing new is shown of them. We are sorry.",
        "Nothing new is shown of them. What is already shown is looked at with their family’s wishes in mind.",
    ),
}


def open_steps(person: Person, user: User) -> list[tuple[str, Step]]:
    """The steps that this reader may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, person)]
