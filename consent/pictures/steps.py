"""Which form belongs to which step of a picture, what is done with it, and what is said after. Rules stand in states.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from consent.pictures import actions, forms, naming, rules, states
from consent.pictures.models import Appearance, Asset
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the row of the table, the form behind it, the action, and the words when it is done."""

    transition: Transition
    form: type[forms.StepForm]
    act: Callable[[Asset, dict[str, Any], User], Any]
    done: str
    link: str  # what leads to it from the picture's page
    is_grave: bool = False


STEPS: dict[str, Step] = {
    "count": Step(
        states.COUNT_PEOPLE,
        forms.CountForm,
        lambda asset, given, by: actions.count_people(asset, given["people_seen"], by=by),
        "Saved. Next: say who they are.",
        "Say how many people can be seen",
    ),
    "who": Step(
        states.NAME_SOMEBODY,
        forms.NameForm,
        lambda asset, given, by: naming.name_somebody(
            asset, marked=given["marked"], person=given["somebody"], where=given["where"], clue=given["clue"], by=by
        ),
        "Saved.",
        "Say who somebody is",
    ),
    "describe": Step(
        states.DESCRIBE,
        forms.DescribeForm,
        lambda asset, given, by: actions.describe(asset, by=by, **given),
        "Saved.",
        "Describe it, and say whose work it is",
    ),
    "release": Step(
        states.RELEASE_PICTURE,
        forms.NothingForm,
        lambda asset, given, by: actions.release(asset, by=by),
        "It is complete. Who may be shown is asked each time it is used.",
        "Say that it is complete",
    ),
    "bring-back": Step(
        states.BRING_BACK,
        forms.NothingForm,
        lambda asset, given, by: actions.bring_back(asset, by=by),
        "It is back. Look again at who is in it.",
        "Bring it back",
    ),
    "put-away": Step(
        states.PUT_AWAY,
        forms.ReasonForm,
        lambda asset, given, by: actions.put_away(asset, given["note"], by=by),
        "Put away. It is erased when its time is up.",
        "Put it away",
        is_grave=True,
    ),
}


@dataclass(frozen=True, slots=True)
class MarkStep:
    """One button beside one face."""

    transition: Transition
    act: Callable[[Appearance, User], Any]
    done: str


MARKS: dict[str, MarkStep] = {
    "take-off": MarkStep(
        states.UNNAME_SOMEBODY, lambda one, by: naming.take_name_off(one, by=by), "Taken off. The place is open again."
    ),
    "agree": MarkStep(states.CONFIRM_NOBODY, lambda one, by: naming.confirm_nobody(one, by=by), "You agree. Saved."),
}


def open_steps(asset: Asset, user: User) -> list[tuple[str, Step]]:
    """The steps that this person may take now."""
    return [(slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, asset)]


def leading(asset: Asset, user: User) -> tuple[str, Step] | None:
    """The one filled button: what this picture needs next, as far as this person may do it."""
    may = dict(open_steps(asset, user))
    for slug, needed in _needed(asset):
        if needed and slug in may:
            return slug, may[slug]
    return None


def _needed(asset: Asset) -> list[tuple[str, bool]]:
    missing = asset.people_seen is None or asset.accounted < asset.people_seen
    return [
        ("count", asset.people_seen is None),
        ("who", missing),
        (
            "describe",
            bool(rules.rights_recorded(asset) or rules.words_for_those_who_cannot_see_it(asset)),
        ),
        ("release", not states.RELEASE_PICTURE.lacks(asset)),
    ]
