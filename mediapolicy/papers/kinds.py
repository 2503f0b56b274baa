"""Each kind of paper: of which record, for whom, under which clause, and what fills it. Other rooms declare theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from mediapolicy.clauses import Clause
from mediapolicy.people.models import User
from mediapolicy.permissions import may


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one paper is printed from: a template that extends papers/_sheet.html, and what fills it."""

    template: str
    context: dict[str, Any]


Fill = Callable[[Any], Sheet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of paper. `about` names the model of the record, as in "consent.MediaConsent"."""

    slug: str
    title: str
    about: str
    permission: str
    clause: Clause
    fill: Fill

    @property
    def model(self) -> type[models.Model]:
        """The table of the record."""
        return apps.get_model(self.about)

    def visible_to(self, person: User) -> models.QuerySet[Any]:
        """The records of which this person may know at all."""
        found: models.QuerySet[Any] = self.model._default_manager.all().visible_to(person)  # type: ignore[attr-defined]
        return found

    def is_open_to(self, person: User, record: Any) -> bool:
        """Whether this person may have this paper of a record that they see."""
        return may(person, self.permission, record)


KINDS: dict[str, Kind] = {}


def paper(slug: str, *, title: str, about: str, permission: str, clause: Clause) -> Callable[[Fill], Fill]:
    """Declare a kind of paper: the function below fills it from one record.

    Stands in a room's `papers.py` (or a folder's `documents.py`), imported when the room is made ready.
    """

    def note(fill: Fill) -> Fill:
        KINDS[slug] = Kind(slug=slug, title=title, about=about, permission=permission, clause=clause, fill=fill)
        return fill

    return note
