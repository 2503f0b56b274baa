"""Who stands in the words of a statement or a release and isn't named in it: settled before anybody signs it (SM-26)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import BooleanField, Case, CharField, ExpressionWrapper, F, Func, Q, TextField, Value, When

from consent.people.models import Person
from mediapolicy.people.models import User
from pressroom.models import Statement

MOST = 20
APOSTROPHE = re.compile("[’‘']")  # the database takes "Joan’s" for one word
FIRST_NAME = Case(
    When(~Q(known_as=""), then=F("known_as")),
    default=Func(F("name"), Value(" "), Value(1), function="split_part"),
    output_field=CharField(),
)


def in_the_words(statement: Statement, reader: User) -> tuple[list[Person], list[Person]]:
    """Those in the words of a statement that is still being written."""
    if not statement.is_open:
        return [], []
    settled = [statement.named.values("person"), statement.set_aside]
    return names_in(statement.words, statement.home_id, settled, reader)


def names_in(
    written: str, home: uuid.UUID | None, settled: Sequence[Any], reader: User
) -> tuple[list[Person], list[Person]]:
    """People on our list whose whole name is in these words; and those of this home of whom a first name is.

    Only those this reader may know of, and none that was settled (keys, several lots of them). One statement.
    """
    if not written.strip():
        return [], []
    words = Value(written, output_field=TextField())
    is_whole = ExpressionWrapper(Q(words__icontains=F("name")), output_field=BooleanField())
    is_first = Q(home=home, said=SearchQuery(FIRST_NAME, config="simple", search_type="phrase"))
    said = SearchVector(Value(APOSTROPHE.sub(" ", written), output_field=TextField()), config="simple")
    known = Person.objects.visible_to(reader).annotate(words=words, said=said, is_whole=is_whole)
    found = known.filter(Q(is_whole=True) | is_first if home else Q(is_whole=True))
    for lot in settled:
        found = found.exclude(pk__in=lot)
    whole, first = [], []
    for person in found.select_related("home").order_by("-is_whole", "name", "id")[: 2 * MOST]:
        if person.is_whole:
            whole.append(person)
        elif _is_said(person.first_name, written):
            first.append(person)
    return whole[:MOST], first[:MOST]


def what_is_missing(whole: list[Person]) -> str:
    """Who is still to be spoken for, in words. A first name alone stops nothing: half a list may be called Joan."""
    return " ".join(
        f"{person.name} is in the words. Say how they are told of, or that it is somebody else." for person in whole
    )


def _is_said(name: str, words: str) -> bool:
    """As a name: "Rose" and not "rose"."""
    return re.search(rf"\b{re.escape(name)}\b", words) is not None
