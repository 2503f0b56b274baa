"""Which form belongs to which step of a matter, and what is done with it. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from matters import actions, forms, states
from matters.models import Matter
from matters.touching import record_called
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition

Act = Callable[[Matter, dict[str, Any], User], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: Callable[..., django_forms.Form]
    act: Act
    done: str
    asks_who: bool = False  # the form offers people, and needs to know who asks

    def form_for(self, matter: Matter, given: Any, by: User) -> django_forms.Form:
        """The form, filled with what stands there."""
        more = {"by": by} if self.asks_who else {}
        return self.form(given, matter=matter, **more)

    @property
    def row(self) -> Transition:
        """The row that says whose it is and when; what makes a record of its own is part of what the matter reaches."""
        return self.transition if self.transition.sources else states.CHANGE_REACH


def _bring_under(matter: Matter, given: dict[str, Any], by: User) -> None:
    record = record_called(given["reference"])
    if record is None:
        raise ValidationError(
            "There is no record with this reference that a matter can hold. Check it, letter by letter."
        )
    actions.bring_under(matter, record, given["because"], by=by)


STEPS: dict[str, Step] = {
    "what-it-is": Step(
        states.CHANGE_MATTER,
        forms.WhatItIsForm,
        lambda matter, given, by: actions.change_matter(matter, by=by, **given),
        "Saved.",
    ),
    "reach": Step(
        states.CHANGE_REACH,
        forms.ReachForm,
        lambda matter, given, by: actions.change_reach(matter, by=by, **given),
        "Saved. Whatever it reaches now has come to you.",
    ),
    "who-responds": Step(
        states.AGREE_WHO_RESPONDS,
        forms.WhoRespondsForm,
        lambda matter, given, by: actions.agree_who_responds(
            matter, lead=given["lead"], agreed_with=given["lead_agreed_with"], agreed_on=given["lead_agreed_on"], by=by
        ),
        "Saved.",
    ),
    "line": Step(
        states.AGREE_THE_LINE,
        forms.LineForm,
        lambda matter, given, by: actions.agree_the_line(matter, given["holding_line"], by=by),
        "Agreed. These words may be said.",
    ),
    "law": Step(
        states.NOTE_LAW,
        forms.LawForm,
        lambda matter, given, by: actions.note_law(
            matter, limits=given["legal_limits"], reference=given["legal_reference"], by=by
        ),
        "Saved.",
    ),
    "candour": Step(
        states.NOTE_CANDOUR,
        forms.CandourForm,
        lambda matter, given, by: actions.note_candour(
            matter,
            candour=given["candour"],
            told_on=given["person_told_on"],
            in_writing_on=given["told_in_writing_on"],
            by=by,
        ),
        "Saved.",
    ),
    "name": Step(
        states.NAME_ON_IT,
        forms.NameOnItForm,
        lambda matter, given, by: actions.name_on_it(matter, by=by, **given),
        "They can see it now, and have been told.",
        asks_who=True,
    ),
    "bring-under": Step(states.BRING_UNDER, forms.BringUnderForm, _bring_under, "It is with you alone now."),
    "quieten": Step(
        states.QUIETEN,
        forms.NoteForm,
        lambda matter, given, by: actions.quieten(matter, by=by, note=given["note"]),
        "It goes on holding what it touches.",
    ),
    "wake": Step(
        states.WAKE,
        forms.NoteForm,
        lambda matter, given, by: actions.wake(matter, by=by, note=given["note"]),
        "It is active again.",
    ),
    "close": Step(
        states.CLOSE_MATTER,
        forms.CloseForm,
        lambda matter, given, by: actions.close_matter(
            matter, given["words"], give_back=given["give_back"] == "back", by=by
        ),
        "Closed.",
    ),
    "reopen": Step(
        states.REOPEN_MATTER,
        forms.ReasonForm,
        lambda matter, given, by: actions.reopen_matter(matter, by=by, note=given["note"]),
        "Open again, with everything it held.",
    ),
}


def open_steps(matter: Matter, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.row.is_open_to(user, matter)]
