"""Which form belongs to which step of a press release, and what is done with it. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from mediapolicy.people.models import User
from mediapolicy.transitions import Transition
from pressroom.forms import NoteForm, NothingForm, ReasonForm
from pressroom.release import actions, going_out, states
from pressroom.release.forms import ConfirmForm, TimeForm
from pressroom.release.models import PressRelease


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[PressRelease, dict[str, Any], User], Any]
    done: str
    is_grave: bool = False
    asks: bool = False  # what the row needs is filled in on its page


STEPS: dict[str, Step] = {
    "send-for-approval": Step(
        states.SEND_FOR_APPROVAL,
        NoteForm,
        lambda release, given, by: actions.send_for_approval(release, by=by, note=given["note"]),
        "Sent for approval. Whoever can approve it has been told.",
    ),
    "release": Step(
        states.RELEASE,
        ConfirmForm,
        lambda release, given, by: going_out.release_now(release, by=by),
        "Released.",
    ),
    "set-a-time": Step(
        states.SCHEDULE,
        TimeForm,
        lambda release, given, by: going_out.schedule(release, given["at"], by=by),
        "It goes out at that time, unless something stands in the way. Then you are told.",
        asks=True,
    ),
    "take-the-time-off": Step(
        states.UNSCHEDULE,
        NothingForm,
        lambda release, given, by: going_out.unschedule(release, by=by),
        "It does not go out at that time. It stays approved.",
    ),
    "take-back": Step(
        states.TAKE_BACK,
        NoteForm,
        lambda release, given, by: actions.take_back(release, by=by, note=given["note"]),
        "Taken back. Go on writing.",
    ),
    "lift-the-embargo": Step(
        states.LIFT_EMBARGO,
        ReasonForm,
        lambda release, given, by: going_out.lift_embargo(release, by=by, note=given["note"]),
        "The embargo is lifted. Anybody may read it now.",
        asks=True,
    ),
    "put-back": Step(
        states.LET_STAND_AGAIN,
        NothingForm,
        lambda release, given, by: going_out.let_stand_again(release, by=by),
        "It is on our pages again.",
    ),
    "withdraw": Step(
        states.WITHDRAW,
        ReasonForm,
        lambda release, given, by: going_out.withdraw(release, by=by, note=given["note"]),
        "Withdrawn. What others show of it is on the list of things to take down.",
        asks=True,
        is_grave=True,
    ),
    "give-up": Step(
        states.DROP,
        ReasonForm,
        lambda release, given, by: actions.drop(release, by=by, note=given["note"]),
        "Given up.",
        is_grave=True,
    ),
}


def open_steps(release: PressRelease, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now; lifting is offered only where an embargo holds."""
    return [
        (slug, step)
        for slug, step in STEPS.items()
        if step.transition.is_open_to(user, release)
        and not (slug == "lift-the-embargo" and not release.is_under_embargo())
    ]
