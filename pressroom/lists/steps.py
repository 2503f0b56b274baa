"""Which form belongs to which step about somebody on a press list. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from mediapolicy.people.models import User
from mediapolicy.transitions import Transition
from pressroom.lists import actions, forms, states
from pressroom.lists.models import Subscriber


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[django_forms.Form]
    act: Callable[[Subscriber, dict[str, Any], User], Any]
    done: str
    warns: str = ""


STEPS: dict[str, Step] = {
    "put-right": Step(
        states.PUT_RIGHT,
        forms.PutRightForm,
        lambda subscriber, given, by: actions.put_right(subscriber, by=by, **given),
        "Saved.",
    ),
    "no-more": Step(
        states.UNSUBSCRIBE,
        forms.UnsubscribeForm,
        lambda subscriber, given, by: actions.unsubscribe(subscriber, note=given["note"], by=by),
        "They get no more of our releases.",
    ),
    "again": Step(
        states.WELCOME_BACK,
        forms.WelcomeBackForm,
        lambda subscriber, given, by: actions.welcome_back(subscriber, told_us=given["told_us"], by=by),
        "They get our releases again.",
    ),
    "bounced": Step(
        states.NOTE_BOUNCE,
        forms.NothingForm,
        lambda subscriber, given, by: actions.note_bounces([subscriber.address], by=by),
        "Noted. They are left out until the address is put right.",
    ),
    "forget": Step(
        states.FORGET,
        forms.NothingForm,
        lambda subscriber, given, by: actions.forget(subscriber, by=by),
        "Forgotten.",
        "Their name, address and outlet go for good. We keep only a mark, so that the address isn’t added again.",
    ),
}


def open_steps(subscriber: Subscriber, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, subscriber)]
