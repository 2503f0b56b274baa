"""Which form belongs to which step of a media visit, and what is done with it. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from enquiries.access import actions, day_forms, forms, states, visiting
from enquiries.access.models import AccessRequest
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: Callable[..., django_forms.Form]
    act: Callable[[AccessRequest, dict[str, Any], User], Any]
    done: str
    is_on_the_day: bool = False
    is_grave: bool = False
    fills_in: bool = False  # the form is filled with what stands there

    def form_for(self, visit: AccessRequest, given: Any) -> django_forms.Form:
        """The form, empty, filled, or as it was sent."""
        return self.form(given, **({"visit": visit} if self.fills_in else {}))


def _noted(act: Callable[..., Any]) -> Callable[[AccessRequest, dict[str, Any], User], Any]:
    """An action that takes a note and nothing else."""
    return lambda visit, given, by: act(visit, by=by, note=given["note"])


IN_ORDER = (
    Step(
        states.PREPARE,
        forms.NothingForm,
        lambda visit, given, by: actions.prepare(visit, by=by),
        "It is yours to prepare. Fill in one part after the other.",
    ),
    Step(
        states.BEGIN,
        day_forms.BeginForm,
        lambda visit, given, by: visiting.begin(visit, by=by, **given),
        "It has begun. Stay with them all the time.",
        is_on_the_day=True,
    ),
    Step(
        states.END,
        forms.NothingForm,
        lambda visit, given, by: visiting.end(visit, by=by),
        "It is over. Thank you. Whoever prepared it writes down how it went.",
        is_on_the_day=True,
    ),
    Step(
        states.GIVE_VIEW,
        forms.SafeguardingForm,
        lambda visit, given, by: actions.give_view(visit, by=by, **given),
        "Written down. Whoever prepares it has been told.",
    ),
    Step(
        states.SEND_FOR_APPROVAL,
        forms.NoteForm,
        _noted(actions.send_for_approval),
        "Sent for approval. The Directors have been told.",
    ),
    Step(
        states.ASK_SAFEGUARDING,
        forms.NoteForm,
        _noted(actions.ask_safeguarding),
        "Asked. The Safeguarding Lead has been told.",
    ),
    Step(
        states.SEND_CONSENTS,
        forms.SendConsentsForm,
        lambda visit, given, by: actions.send_consents(visit, given["to"], by=by),
        "Sent on. Who got them and when is kept.",
    ),
    Step(
        states.WRITE_OUTCOME,
        day_forms.OutcomeForm,
        lambda visit, given, by: visiting.write_outcome(visit, by=by, **given),
        "Saved.",
        fills_in=True,
    ),
    Step(states.TAKE_BACK, forms.NoteForm, _noted(actions.take_back), "Taken back. Go on preparing."),
    Step(states.REFUSE, forms.ReasonForm, _noted(actions.refuse), "Refused. They have been told.", is_grave=True),
    Step(
        states.STOP,
        day_forms.StopForm,
        lambda visit, given, by: visiting.stop(visit, by=by, **given),
        "Stopped. See them out, and look after whoever was upset. A Director has been told.",
        is_on_the_day=True,
        is_grave=True,
    ),
    Step(
        states.CALL_OFF, forms.ReasonForm, _noted(actions.call_off), "Called off. They have been told.", is_grave=True
    ),
)
STEPS = {step.transition.slug.lower(): step for step in IN_ORDER}


def open_steps(visit: AccessRequest, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now, the one that leads on first."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, visit)]
