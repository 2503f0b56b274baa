"""Openings as rows of history: the same columns, the same locks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast

from mediapolicy.clauses import Clause
from mediapolicy.history.knowing import known, may_hear_of
from mediapolicy.history.openings import Opening
from mediapolicy.history.wanted import Table, Wanted, tables
from mediapolicy.people.models import User

VERB = "open"
CLAUSE = Clause.CRM_2.id


def opened(user: User, wanted: Wanted, most: int) -> list[models.QuerySet[Any, Any]]:
    """For each kind of record, its newest openings that are wanted and that this person may know of."""
    if wanted.verb or wanted.clause not in ("", CLAUSE):
        return []
    return [
        _branch(table, _condition(table, wanted), user, most)
        for table in tables()
        if table.tells_of_openings and may_hear_of(table.model, user) and wanted.kind in ("", table.slug)
    ]


def _condition(table: Table, wanted: Wanted) -> Q:
    plain = {"record_id": wanted.record, "at__gte": wanted.since, "at__lt": wanted.until}
    found = Q(kind=table.slug, **{name: value for name, value in plain.items() if value})
    if wanted.by is not None:
        found &= Q(person__in=wanted.by)
    which = {"home": wanted.home, "reference__startswith": wanted.words.upper()}
    if which := {name: value for name, value in which.items() if value}:
        found &= Q(Exists(table.model._base_manager.filter(pk=OuterRef("record_id"), **which)))
    return found & wanted.before.older_in(table) if wanted.before else found


def _branch(table: Table, condition: Q, user: User, most: int) -> models.QuerySet[Any, Any]:
    model: Any = table.model
    text, live = models.TextField(), model._base_manager.filter(pk=OuterRef("record_id"))
    may_know = Exists(known(model, user).filter(pk=OuterRef("record_id")))
    found: models.QuerySet[Any, Any] = (
        Opening.objects.filter(condition, may_know)
        .order_by("-at", "-id")
        .annotate(
            history_date=F("at"), history_id=F("id"), table=Value(table.number)
        )  # as all of history is ordered by
        .values_list(
            "history_date",
            "table",
            "history_id",
            Value(False),
            Value(VERB, output_field=text),
            Value(CLAUSE, output_field=text),
            Value("", output_field=text),
            F("as_role"),
            Value("", output_field=text),
            F("person_id"),
            F("acting"),
            F("record_id"),
            Cast(Subquery(live.values("reference")), text),
            Subquery(live.values("home_id"), output_field=UUIDField()),
            Cast(Value("{}"), JSONField()),
        )[:most]
    )
    return found
