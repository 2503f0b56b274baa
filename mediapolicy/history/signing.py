"""The signature that every history row carries, and the rule that nothing is saved without one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Func, Value
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from mediapolicy.people.models import User


class Unsigned(Exception):
    """Code tried to save a record outside `making()` or `starting()`: a mistake of ours, never of a person."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes a change, in which role, by which verb, under which clause, in whose own words."""

    by: User
    role: str
    verb: str
    clause: str
    note: str = ""
    form_key: str | None = None


class SignedHistory(models.Model):
    """The columns added to each history row."""

    verb = models.CharField(max_length=60)
    clause = models.CharField(max_length=12, db_index=True)
    note = models.TextField(blank=True)
    as_role = models.CharField(max_length=30, blank=True)
    policy_version = models.CharField(max_length=40)
    form_key = models.UUIDField(null=True)
    # A second witness: who the database was told acts, whatever the application wrote beside it.
    acting = models.CharField(
        max_length=40, db_default=Func(Value("app.actor"), Value(True), function="current_setting")
    )

    class Meta:
        abstract = True


class HistoryOfARecord(HistoryManager):  # type: ignore[misc]
    """simple-history's manager. It makes a class of it each time a record's history is named: once is enough."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        """The class that joins this manager with the queryset of history."""
        return super().from_queryset(queryset_class, class_name)


class SignedRecords(HistoricalRecords):  # type: ignore[misc]
    """simple-history, refusing unsigned saves and skipping saves of columns that history leaves out (a password).

    A model names in NOT_IN_HISTORY what must be gone for good once it is erased: history can never forget.
    """

    def fields_included(self, model: Any) -> list[Any]:
        """The columns that history keeps of this model."""
        left_out: frozenset[str] = getattr(model, "NOT_IN_HISTORY", frozenset())
        return [field for field in super().fields_included(model) if field.name not in left_out]

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        """Write the history row of this save, unless it touched only columns that history doesn't keep."""
        fields = kwargs.get("update_fields")
        if fields and set(fields) <= set(self.excluded_fields):
            return
        if getattr(instance, "_signature", None) is None:
            raise Unsigned(f"{type(instance).__name__} was saved outside making() or starting()")
        super().post_save(instance, created, using=using, **kwargs)
        instance._signature = None

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        """Copy the row as the database now has it, with the signature beside it: forty columns need not travel twice."""
        signature: Signature = instance._signature
        given = {
            "key": instance.pk,
            "at": timezone.now(),
            "type": history_type,
            "by": signature.by.pk,
            "verb": signature.verb,
            "clause": signature.clause,
            "note": signature.note,
            "role": signature.role,
            "form_key": signature.form_key,
        }
        with connection.cursor() as cursor:
            cursor.execute(_copying(type(instance)._meta.label), given)
            if cursor.rowcount != 1:
                raise Unsigned(f"{instance} has no row that history could copy")


class VersionInForce(Func):
    """The policy version that decisions rest on today ("OPSR102 V1"), looked up as the row is written; empty before
    one is loaded."""

    template = "coalesce((select code || ' ' || number from mediapolicy_policyversion where state = 'in force'), '')"
    output_field = models.CharField()


@cache
def _copying(label: str) -> str:
    """The statement that writes one row of this kind's history; `acting` is the database's own default."""
    model: Any = apps.get_model(label)
    history = model.history.model
    columns = ", ".join(f'"{field.column}"' for field in history.tracked_fields)
    return (
        f'INSERT INTO "{history._meta.db_table}" ({columns}, history_date, history_type, history_user_id, '  # noqa: S608
        "verb, clause, note, as_role, form_key, policy_version) "
        f"SELECT {columns}, %(at)s, %(type)s, %(by)s, "
        f"%(verb)s, %(clause)s, %(note)s, %(role)s, %(form_key)s, {VersionInForce.template} "
        f'FROM "{model._meta.db_table}" WHERE id = %(key)s'
    )
