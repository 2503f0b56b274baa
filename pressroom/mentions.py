"""Who stands in the words of a statement and isn't named in it: seen before it goes to sign-off (SM-26)."""

from __future__ import annotations

from django.db.models import F, TextField, Value

from consent.people.models import Person
from mediapolicy.people.models import User
from pressroom.models import Statement

MOST = 20


def only_in_words(statement: Statement, reader: User) -> list[Person]:
    """People on our list whose whole name is in the words, among those this reader may know of.

    A namesake looks the same, so it is told and stops nothing; a first name alone would find half the list.
    """
    if not statement.is_open or not statement.words.strip():
        return []
    words = Value(statement.words, output_field=TextField())
    known = Person.objects.visible_to(reader).annotate(words=words).filter(words__icontains=F("name"))
    return list(
        known.exclude(pk__in=statement.named.values("person")).select_related("home").order_by("name", "id")[:MOST]
    )
