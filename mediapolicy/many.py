"""The same step for many records at once: each checked and signed as one is, written in a few statements."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from mediapolicy.history.signing import Signature, VersionInForce
from mediapolicy.refusals import AlreadyDone
from mediapolicy.transitions import FORM_KEY, Transition

if TYPE_CHECKING:
    from mediapolicy.people.models import User
    from mediapolicy.records import SignedRecord

AT_ONCE = 500


@transaction.atomic
def starting_all(*steps: tuple[Transition, Iterable[SignedRecord]], by: User) -> None:
    """Make many new records as the table allows: all are checked before the first is written, kind after kind.

    Records that point at those of an earlier step come from a generator, for a form's key decides the keys of those.
    """
    key, made = FORM_KEY.get(), []
    for transition, records in steps:
        made.append([_checked(transition, record, number, by, key) for number, record in enumerate(records)])
    kinds = [one_kind for one_kind in made if one_kind]
    try:
        with transaction.atomic():
            for one_kind in kinds:
                type(one_kind[0])._base_manager.bulk_create(one_kind, batch_size=AT_ONCE)
                _write_history(one_kind, "+")
    except IntegrityError:
        first = type(kinds[0][0])._base_manager.filter(pk=kinds[0][0].pk).first() if key else None
        if first is None:
            raise
        raise AlreadyDone(first) from None  # the same form arrived twice: the first one counted


def _checked(transition: Transition, record: SignedRecord, number: int, by: User, key: str | None) -> SignedRecord:
    if key:  # as for one: the database refuses a second arrival
        record.pk = uuid.uuid5(uuid.UUID(key), f"{transition.verb} {number}")
    transition.check(by, record)
    _move_and_sign(transition, record, by, key)
    return record


@transaction.atomic
def making_all(transition: Transition, records: Sequence[SignedRecord], *, by: User) -> None:
    """Take one step for many records that this same transaction has made: nobody else can have touched them."""
    for record in records:
        transition.check(by, record)
        record.version += 1
        _move_and_sign(transition, record, by, FORM_KEY.get())
    if records:
        moved = {} if transition.target is None else {"state": transition.target}
        same = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records])
        same.update(version=F("version") + 1, **moved)
        _write_history(records, "~")


def _move_and_sign(transition: Transition, record: SignedRecord, by: User, key: str | None) -> None:
    if transition.target is not None:
        record.state = transition.target
    record.sign(by, transition, form_key=key)


def _write_history(records: Sequence[SignedRecord], kind: str) -> None:
    """The rows that simple-history writes for each save, in one statement for many."""
    table: Any = records[0].history.model
    now = timezone.now()
    rows = [table(**_row(table, record, kind), history_date=now, policy_version=VersionInForce()) for record in records]
    table._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    for record in records:
        record._signature = None


def _row(table: Any, record: Any, kind: str) -> dict[str, Any]:
    signature: Signature = record._signature
    tracked: Iterable[Any] = table.tracked_fields
    return {
        **{field.attname: getattr(record, field.attname) for field in tracked},
        "history_type": kind,
        "history_user": signature.by,
        "verb": signature.verb,
        "clause": signature.clause,
        "note": signature.note,
        "as_role": signature.role,
        "form_key": signature.form_key,
    }
