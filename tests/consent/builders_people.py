"""People who may be shown, by the real actions; and thousands of them, copied inside the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.people import actions
from consent.people.models import Person
from consent.vocabulary import CHANNELS_OF, Purpose, SubjectType
from mediapolicy.clauses import Clause
from mediapolicy.history.signing import Signature
from mediapolicy.people.models import Home, User


def a_person(
    name: str = "Ivy Marlowe", *, by: User, home: Home | None, kind: str = SubjectType.RESIDENT, **facts: Any
) -> Person:
    """Somebody on the list of a home."""
    return actions.add(subject_type=kind, name=name, home=home, by=by, **facts)


def an_answer(
    person: Person, *, by: User, state: str = "active", yes: tuple[str, ...] = (Purpose.WEBSITE,), **facts: Any
) -> MediaConsent:
    """A form of theirs as it stands at the end: what leads there is the business of the tests of forms."""
    today, now = timezone.localdate(), timezone.now()
    lines = [
        {"purpose": str(one), "yes": one in yes, "channels": [str(c) for c in CHANNELS_OF[one]] if one in yes else []}
        for one in (Purpose.WEBSITE, Purpose.SOCIAL, Purpose.NEWSLETTER, Purpose.PRESS)
    ]
    signed = state not in ("refused", "draft")
    consent = MediaConsent(
        subject=person,
        subject_type=person.subject_type,
        home_id=person.home_id,
        requested_by=by,
        reason="admission",
        lines=lines if state != "refused" else [],
        contents=["photo"],
        health_agreed=True,
        signed_off_by=by if signed else None,
        signed_off_at=now if signed else None,
        valid_from=today,
        expires_on=today + timedelta(days=200),
        review_due=today + timedelta(days=100),
        ended_at=now if state in ("refused", "withdrawn") else None,
        on_hold_because="capacity_doubt" if state == "suspended" else "",
    )
    for name, value in {"state": state, **facts}.items():
        setattr(consent, name, value)
    consent._signature = Signature(by, "", "sign off consent", Clause.CC_3.id)
    consent.save(force_insert=True)
    return consent


UNLIMITED: dict[str, Any] = {  # a Yes without any condition
    "most_ident": "I4",
    "may_use_age": True,
    "may_use_home_name": True,
    "may_mention_health": True,
    "may_be_tagged": True,
}


def many_people(pattern: Person, homes: list[Home], number: int, *, form: MediaConsent | None = None) -> None:
    """So many copies of this person, spread over the homes, each with a copy of this form: two statements."""
    keys = [str(home.pk) for home in homes]
    with connection.cursor() as cursor:
        cursor.execute("create temp table if not exists copies (n int, person uuid, form uuid)")
        cursor.execute("truncate copies")
        cursor.execute(
            "insert into copies select n, gen_random_uuid(), gen_random_uuid() from generate_series(1, %s) n", [number]
        )
        changed = {
            "id": "c.person",
            "reference": "'PER-' || upper(substr(md5(c.n::text), 1, 9))",
            "name": "(array['Ada','Bert','Cora','Dilys','Edwin','Flora','Gwen','Hugh','Ida','Jack'])[1 + c.n %% 10]"
            " || ' ' || initcap(translate(substr(md5((c.n * 7)::text), 1, 8), '0123456789', 'ghijklmnop'))",
            "home_id": "(%s::uuid[])[1 + c.n %% %s]",
            "subject_type": "case when c.n %% 3 = 0 then 'staff' else 'resident' end",
        }
        _copy(cursor, pattern, changed, [keys, len(keys)])
        if form is not None:
            changed = {
                "id": "c.form",
                "reference": "'MC-' || upper(substr(md5(c.n::text), 1, 9))",
                "urn": "'MC-' || upper(substr(md5(c.n::text), 1, 9))",
                "subject_id": "c.person",
                "home_id": "(%s::uuid[])[1 + c.n %% %s]",
                "signed_off_at": "t.signed_off_at - (c.n %% 360) * interval '1 day'",
                "review_due": "t.review_due - (c.n %% 130)",
            }
            _copy(cursor, form, changed, [keys, len(keys)])
        cursor.execute("drop table copies")


def _copy(cursor: Any, row: Any, changed: dict[str, str], params: list[Any]) -> None:
    columns = [field.column for field in row._meta.concrete_fields if not field.generated]
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    table = row._meta.db_table
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f'insert into "{table}" ({names}) select {values} from "{table}" t, copies c where t.id = %s',  # noqa: S608
        [*params, row.pk],
    )
