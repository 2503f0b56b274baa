"""Who stands in the words of a statement and isn't named in it: settled before it goes to sign-off (SM-26)."""

from __future__ import annotations

import re
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
    """People on our list whose whole name is in the words; and those of the statement's home of whom a first name is.

    Only those this reader may know of, and neither who is named in it nor who was said to be somebody else. One statement.
    """
    if not statement.is_open or not statement.words.strip():
        return [], []
    words = Value(statement.words, output_field=TextField())
    is_whole = ExpressionWrapper(Q(words__icontains=F("name")), output_field=BooleanField())
    is_first = Q(home=statement.home_id, said=SearchQuery(FIRST_NAME, config="simple", search_type="phrase"))
    said = SearchVector(Value(APOSTROPHE.sub(" ", statement.words), output_field=TextField()), config="simple")
    known = Person.objects.visible_to(reader).annotate(words=words, said=said, is_whole=is_whole)
    found = known.filter(Q(is_whole=True) | is_first if statement.home_id else Q(is_whole=True))
    found = found.exclude(pk__in=statement.named.values("person")).exclude(pk__in=statement.set_aside)
    whole, first = [], []
    for person in found.select_related("home").order_by("-is_whole", "name", "id")[: 2 * MOST]:
        if person.is_whole:
            whole.append(person)
        elif _is_said(person.first_name, statement.words):
            first.append(person)
    return whole[:MOST], first[:MOST]


def whole_names_in(words: str, asked_about: Any, reader: User) -> list[Person]:
    """The same of the words of a press release: whole names, but those that were asked about (their keys)."""
    if not words.strip():
        return []
    all_of_it = Value(words, output_field=TextField())
    known = Person.objects.visible_to(reader).annotate(words=all_of_it).filter(words__icontains=F("name"))
    return list(known.exclude(pk__in=asked_about).select_related("home").order_by("name", "id")[:MOST])


def what_is_missing(statement: Statement, by: User) -> str:
    """Who is still to be spoken for, in words. A first name alone stops nothing: half a list may be called Joan."""
    whole, _ = in_the_words(statement, by)
    return " ".join(
        f"{person.name} is in the words. Say how they are told of, or that it is somebody else." for person in whole
    )


def _is_said(name: str, words: str) -> bool:
    """As a name: "Rose" and not "rose"."""
    return re.search(rf"\b{re.escape(name)}\b", words) is not None
