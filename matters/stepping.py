"""Steps of what belongs to a matter: somebody who is part of it, a colleague named on it, a record that it holds."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from matters import actions, forms, states
from matters.models import Matter
from mediapolicy.people.models import User
from mediapolicy.records import SignedRecord
from mediapolicy.transitions import Transition


@dataclass(frozen=True, slots=True)
class SubStep:
    """One button beside a person, a colleague or a record."""

    transition: Transition
    record: SignedRecord
    about: str
    act: Callable[[str, User], Any]
    done: str


def sub_step(matter: Matter, what: str, pk: uuid.UUID, given: Any) -> tuple[SubStep, django_forms.Form]:
    """The step that takes this out of the matter, and the form with its reason. Raises Http404 for anything else."""
    make = {"people": _person, "named": _colleague, "records": _record}.get(what)
    if make is None:
        raise Http404
    return make(matter, pk), (forms.ReasonForm if what == "records" else forms.NoteForm)(given, matter=matter)


def _person(matter: Matter, pk: uuid.UUID) -> SubStep:
    link = get_object_or_404(matter.people.select_related("person", "matter"), pk=pk)
    return SubStep(
        states.UNLINK_PERSON,
        link,
        f"{link.person}. What came to you because of them stays until you give it back.",
        lambda note, by: actions.unlink_person(link, by=by, note=note),
        "They are not part of it any more.",
    )


def _colleague(matter: Matter, pk: uuid.UUID) -> SubStep:
    clearance = get_object_or_404(matter.clearances.select_related("person", "matter"), pk=pk)
    return SubStep(
        states.END_NAMING,
        clearance,
        f"{clearance.person}. The matter and all it holds are gone for them at once.",
        lambda note, by: actions.end_naming(clearance, by=by, note=note),
        "It is closed to them.",
    )


def _record(matter: Matter, pk: uuid.UUID) -> SubStep:
    touch = get_object_or_404(matter.touches.select_related("matter"), pk=pk)
    return SubStep(
        states.SET_ASIDE,
        touch,
        f"{touch.reference}. It goes back to those whose it was, unless another matter holds it. "
        "This matter does not take it again.",
        lambda note, by: actions.give_back(touch, note, by=by),
        "It went back.",
    )
