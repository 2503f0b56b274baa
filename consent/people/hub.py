"""A person's page: every kind of record about them adds its own part, for those who may know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from consent.agreement.models import MediaConsent
from consent.agreement.showing import without_repeats
from consent.capacity.models import CapacityAssessment
from consent.interests.models import BestInterestsDecision
from consent.people import states
from consent.people.models import Person
from consent.speaking.models import Representative
from consent.stops.models import Stop
from consent.stops.states import PLACINGS, StopKind
from consent.vocabulary import SubjectType
from mediapolicy.history.timeline import Row, history_of, timeline
from mediapolicy.people.models import User
from mediapolicy.permissions import may

# The order on the page. Whoever sees the answer alone gets the last of them alone: that somebody changed their mind
# can be told to anybody (W-1).
KINDS = ("agreement", "stops", "capacity", "pictures", "takedown")
FOR_ANYBODY = ("takedown",)
TITLES = {
    states.ADD_PERSON.verb: "Put on the list",
    states.CHANGE_PERSON.verb: "Details put right",
    states.MOVE_PERSON.verb: "Moved to another home",
    states.PERSON_LEAVES.verb: "Left us",
    states.LEAVE_WITH_ACCOUNT.verb: "No longer works here",
    states.PERSON_COMES_BACK.verb: "With us again",
    states.PERSON_DIES.verb: "Died",
    states.COME_OF_AGE.verb: "Turned 16",
    states.AGREE_TOO.verb: "Turned 13",
    **{one.place.verb: f"Stopped. {StopKind(kind).label}" for kind, one in PLACINGS.items()},
    **{one.lift.verb: f"Lifted. {StopKind(kind).label}" for kind, one in PLACINGS.items()},
}
# Told on forms by the clock when something stood in the way: why is for those who may read it.
SAYS_WHY = frozenset({"put on hold", "take off hold"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: which kind of record adds it, and what it shows."""

    kind: str
    shown: Any

    @property
    def template(self) -> str:
        """Where it is drawn."""
        return f"consent/{self.kind}/_on_person.html"


def parts_of(person: Person, user: User) -> list[Part]:
    """The parts that this reader may know of."""
    kinds = KINDS if reads_forms(person, user) else FOR_ANYBODY
    found = ((kind, _part(kind, person, user)) for kind in kinds)
    parts = [Part(kind, shown) for kind, shown in found if shown is not None]
    if not reads_forms(person, user) and may(user, "handle_matter", person):
        parts += _of_the_matter(person, user)
    return parts


def reads_forms(person: Person, user: User) -> bool:
    """Whether this reader sees more than the answer and its conditions (rules 4.9)."""
    return may(user, "open_consent", person)


def may_see_herbert_form(person: Person, user: User) -> bool:
    """Whether the way to a resident's Herbert Protocol form is worth showing (PO-3)."""
    return person.kind is SubjectType.RESIDENT and any(
        may(user, permission, person) for permission in ("keep_herbert_form", "open_police_request")
    )


def _part(kind: str, person: Person, user: User) -> Any:
    """What a kind shows of this person; a kind without a part of its own shows nothing."""
    name = f"consent.{kind}.on_person"
    return import_module(name).on_person(person, user) if find_spec(name) else None


def _of_the_matter(person: Person, user: User) -> list[Part]:
    shown = _part("stops", person, user)
    return [Part("stops", shown)] if shown is not None else []


def timeline_of(person: Person, user: User) -> list[Row]:
    """Everything that happened, as far as this reader may know of it; nothing for those who see the answer alone."""
    if not reads_forms(person, user):
        return []
    histories = [history_of(Person, "person", id=person.pk), _histories_of(MediaConsent, "form", person, user)]
    if sees_why := may(user, "open_capacity", person):
        histories += [
            _histories_of(model, model.CALLED, person, user)
            for model in (Stop, CapacityAssessment, BestInterestsDecision, Representative)
        ]
    rows = [row for row in without_repeats(timeline(histories)) if sees_why or row.verb not in SAYS_WHY]
    return [replace(row, title=TITLES.get(row.verb, row.title)) for row in rows]


def _histories_of(model: Any, called: str, person: Person, user: User) -> Any:
    seen = model.objects.visible_to(user).filter(subject=person).values("pk")
    return history_of(model, called, id__in=seen)
