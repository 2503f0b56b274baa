"""Which form belongs to which kind of stop, its words on the page, and what is said when it is placed."""

from __future__ import annotations

from dataclasses import dataclass

from consent.people.models import Person
from consent.stops import forms
from consent.stops.models import Stop
from consent.stops.states import PLACINGS, StopKind
from mediapolicy.people.models import User
from mediapolicy.transitions import Transition

K = StopKind
DONE = "Written down. From this moment it counts."


@dataclass(frozen=True, slots=True)
class Step:
    """One way of stopping: its kind, the link on the page, what it does, and the form."""

    kind: StopKind
    link: str
    means: str
    form: type[forms.PlaceForm] = forms.PlaceForm
    is_quick: bool = False  # for any carer, first on the page

    @property
    def transition(self) -> Transition:
        """The row of the table."""
        return PLACINGS[self.kind].place


STEPS: dict[str, Step] = {
    "objection": Step(
        K.OBJECTION,
        "They object",
        "Nothing new is shown of them from this moment. No reason is needed.",
        forms.ObjectionForm,
        is_quick=True,
    ),
    "doubt": Step(
        K.CAPACITY_DOUBT,
        "I doubt they can decide this",
        "Nothing is shown outside the home until somebody trained has looked at it with them.",
        is_quick=True,
    ),
    "whereabouts": Step(
        K.WHEREABOUTS,
        "Somebody must not know where they live",
        "Nothing is shown in public until the Safeguarding Lead has cleared it.",
        is_quick=True,
    ),
    "pressure": Step(
        K.UNDUE_INFLUENCE,
        "Somebody may be pressing them",
        "Nothing is shown outside the home until the Safeguarding Lead has cleared it.",
        forms.SaidForm,
    ),
    "dispute": Step(
        K.DISPUTE,
        "Those who speak for them disagree",
        "What was agreed for them is on hold until it is settled.",
        forms.SaidForm,
    ),
    "safeguarding": Step(
        K.SAFEGUARDING, "Safeguarding should look at it first", "Nothing is shown in public until they have."
    ),
    "restriction": Step(
        K.RESTRICTION,
        "A court, a law or the police forbid it",
        "Nothing that it reaches is shown while it holds.",
        forms.RestrictionForm,
    ),
    "matter": Step(
        K.MATTER,
        "Part of an ongoing matter",
        "You alone decide what is shown of them. Nobody else learns of it.",
    ),
}


def open_steps(person: Person, user: User) -> list[tuple[str, Step]]:
    """The ways of stopping that this reader has, for this person."""
    return [
        (slug, step) for slug, step in STEPS.items() if step.transition.is_open_to(user, draft_of(step.kind, person))
    ]


def draft_of(kind: StopKind, person: Person) -> Stop:
    """A stop of this kind that isn't placed yet, to ask the table about."""
    return Stop(home_id=person.home_id, is_locked=person.is_locked, subject=person, kind=kind)
