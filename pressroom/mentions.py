"""Who stands in the words of what we say and isn't named in it: seen before it goes to sign-off (SM-26)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, TextField, Value

from consent.people.models import Person
from mediapolicy.people.models import User
from pressroom.models import Statement

MOST = 20


def only_in_words(statement: Statement, reader: User) -> list[Person]:
    """People on our list whose whole name is in the words, among those this reader may know of.

    A namesake looks the same, so it is told and stops nothing; a first name alone would find half the list.
    """
    if not statement.is_open:
        return []
    return people_in_words(statement.words, statement.named.values("person"), reader)


def people_in_words(words: str, asked_about: Any, reader: User) -> list[Person]:
    """The same of any words; `asked_about` are the keys of those who are in them with our knowledge."""
    if not words.strip():
        return []
    all_of_it = Value(words, output_field=TextField())
    known = Person.objects.visible_to(reader).annotate(words=all_of_it).filter(words__icontains=F("name"))
    return list(known.exclude(pk__in=asked_about).select_related("home").order_by("name", "id")[:MOST])
