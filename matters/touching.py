"""Which open matters touch a record: by somebody in it, by its home, or by a watched word (rules 7.3)."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from matters.models import Matter
from matters.states import HOLDING, LinkState
from matters.vocabulary import Why
from mediapolicy.records import PolicyRecord

# One statement, for it follows every step of a record that a matter can take. A record that was given back once is not
# taken again by the same matter: the COO decided.
QUESTION = """
with words as (select to_tsvector('english', %(words)s) as found)
select m.id, case
  when p.matter_id is not null then %(by_person)s when w.matter_id is not null then %(by_words)s else %(by_home)s end
from matters_matter m
left join lateral (
  select l.matter_id from matters_matterperson l
  where l.matter_id = m.id and l.state = %(linked)s and l.person_id = any(%(people)s::uuid[]) limit 1
) p on true
left join lateral (
  select v.matter_id from matters_watchword v, words
  where v.matter_id = m.id and words.found @@ phraseto_tsquery('english', v.words) limit 1
) w on true
where m.state = any(%(holding)s)
  and (p.matter_id is not null or w.matter_id is not null or (m.reaches_home and m.home_id = %(home)s))
  and not exists (select from matters_touch t where t.matter_id = m.id and t.record_id = %(record)s)
order by m.created_at, m.id
"""


def matters_that_touch(record: PolicyRecord, *, also: str = "") -> list[tuple[Matter, Why]]:
    """The matters that reach this record and don't hold it yet, each with its reason; `also`: more words of it."""
    it = record.touching()
    given = {
        "words": plain(f"{it.words} {also}"),
        "people": [str(one) for one in it.people],
        "home": record.home_id,
        "record": record.pk,
        "holding": sorted(str(one) for one in HOLDING),
        "linked": LinkState.LINKED.value,
        "by_person": Why.PERSON.value,
        "by_words": Why.WORDS.value,
        "by_home": Why.HOME.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, given)
        found = dict(cursor.fetchall())
    if not found:
        return []
    return [(matter, Why(found[matter.pk])) for matter in Matter.objects.filter(pk__in=found).order_by("pk")]


@cache
def kinds_a_matter_can_take() -> tuple[type[PolicyRecord], ...]:
    """Every kind of record that an ongoing matter can take, lowest room first."""
    return tuple(
        model for model in apps.get_models() if issubclass(model, PolicyRecord) and model.UNDER_A_MATTER is not None
    )


def records_touched_by(matter: Matter) -> Iterator[tuple[PolicyRecord, Why]]:
    """Every record that this matter reaches now, whether it holds it already or not; by kind, then by key."""
    people = list(matter.people.filter(state=LinkState.LINKED).values_list("person_id", flat=True))
    words = list(matter.watch_words.values_list("words", flat=True))
    for model in kinds_a_matter_can_take():
        found: dict[uuid.UUID, tuple[PolicyRecord, Why]] = {}
        records: Any = model._default_manager.all()
        reached = (
            (Why.PERSON, records.touched_by_people(people) if people else ()),
            (Why.WORDS, records.touched_by_words(words) if words else ()),
            (Why.HOME, records.filter(home=matter.home) if matter.reaches_home else ()),
        )
        for why, some in reached:
            for record in some:
                found.setdefault(record.pk, (record, why))
        yield from (found[key] for key in sorted(found))


def plain(words: str) -> str:
    """Words without their accents: José and Jose are one to whoever watches for them."""
    parts = unicodedata.normalize("NFKD", words.replace("\x00", ""))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def is_too_common(words: str) -> bool:
    """Whether these words would never be looked for: "the", "and"."""
    with connection.cursor() as cursor:
        cursor.execute("select numnode(phraseto_tsquery('english', %s))", [plain(words)])
        return bool(cursor.fetchone()[0] == 0)


def record_called(reference: str) -> PolicyRecord | None:
    """The record with this reference, if it is of a kind that a matter can take."""
    wanted = reference.strip().upper()
    found = (model._base_manager.filter(reference=wanted).first() for model in kinds_a_matter_can_take())
    return next((one for one in found if one is not None), None)
