"""An enquiry with all that its page shows of what it points at and of what belongs to it, in one statement.

A join for each of six records takes the planner longer than finding them, and the ORM longer than the planner. Looked up
one by one inside the statement they cost next to nothing (docs/decisions/0017).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import JSONField, Model
from django.db.models.expressions import RawSQL

from enquiries.contacts.models import Contact
from enquiries.models import Advice, Enquiry, EnquiryQuerySet
from mediapolicy.organisation.calendar import Changed
from mediapolicy.people.models import Home, User
from pressroom.models import Statement

# What it points at, and the columns that its page shows.
POINTED_AT: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "home": (Home, ("id", "name", "nation", "opens_at", "closes_at")),
    "held_by": (User, ("id", "name")),
    "responsible": (User, ("id", "name")),
    "logged_by": (User, ("id", "name")),
    "contact": (Contact, ("id", "reference", "name")),
    "statement": (Statement, ("id", "reference", "subject", "number", "state")),
}
PEOPLE_OF_ADVICE = ("asked_of", "asked_by", "answered_by")


def with_all(enquiries: EnquiryQuerySet) -> EnquiryQuerySet:
    """These, each with its surroundings; `whole` puts them in their places."""
    found: EnquiryQuerySet = enquiries.defer("search").annotate(around=RawSQL(AROUND, (), output_field=JSONField()))  # noqa: S611
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """One enquiry, its files by name, and the days on which its home's nation works otherwise than listed."""

    enquiry: Enquiry
    files: list[dict[str, Any]]
    changed_days: Changed


def whole(enquiry: Enquiry) -> Whole:
    """The enquiry with the records it points at and its advice at hand, and what else belongs to it."""
    around: dict[str, Any] = vars(enquiry).pop("around")
    for name, (model, _) in POINTED_AT.items():
        setattr(enquiry, name, _record(model, around[name]))
    prefetched: dict[str, Any] = vars(enquiry).setdefault("_prefetched_objects_cache", {})
    prefetched["advice"] = advice = Advice.objects.none()
    advice._result_cache = [_advice(given) for given in around["advice"] or ()]
    changed = [(date.fromisoformat(day), is_worked) for day, is_worked in around["changed_days"] or ()]
    return Whole(enquiry, around["files"] or [], changed)


def _advice(given: dict[str, Any]) -> Advice:
    advice = cast("Advice", _record(Advice, given))
    for name in PEOPLE_OF_ADVICE:
        setattr(advice, name, _record(User, given[name]))
    return advice


def _record(model: type[Model], given: dict[str, Any] | None) -> Model | None:
    """A record of which these columns are known; any other would be asked for."""
    if given is None:
        return None
    fields = [field for field in model._meta.concrete_fields if field.attname in given]
    values = [field.to_python(given[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _looked_up(model: type[Model], columns: tuple[str, ...], key: str) -> str:
    shown = ", ".join(f"'{column}', {column}" for column in columns)
    return f"(select jsonb_build_object({shown}) from {model._meta.db_table} where id = {key})"  # noqa: S608


def _around() -> str:
    parts = [
        f"'{name}', {_looked_up(model, columns, f'enquiries_enquiry.{name}_id')}"
        for name, (model, columns) in POINTED_AT.items()
    ]
    people = ", ".join(f"'{name}', {_looked_up(User, ('id', 'name'), f'a.{name}_id')}" for name in PEOPLE_OF_ADVICE)
    return f"jsonb_build_object({', '.join(parts)}, {OWN.format(people=people)})"


OWN = """
'advice', (select jsonb_agg(to_jsonb(a) || jsonb_build_object({people}) order by a.asked_at)
  from enquiries_advice a where a.enquiry_id = enquiries_enquiry.id),
'files', (select jsonb_agg(jsonb_build_object('pk', f.id, 'name', f.name, 'size', f.size) order by f.at)
  from enquiries_attachment f where f.enquiry_id = enquiries_enquiry.id),
'changed_days', (select jsonb_agg(jsonb_build_array(d.day, d.is_worked)) from mediapolicy_bankholiday d
  where d.state = 'kept'
    and d.nation = coalesce((select nation from mediapolicy_home where id = enquiries_enquiry.home_id), 'ENG'))"""
AROUND = _around()
