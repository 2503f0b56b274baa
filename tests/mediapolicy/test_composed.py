"""What is composed once for a person: statements that follow from who they are and what they may do, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from enquiries import advising
from enquiries.models import Enquiry
from mediapolicy.paging import sql_of
from mediapolicy.people import actions as people
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import forget_standing, kept_for, standing_of
from mediapolicy.records import PolicyRecord
from tests import builders
from tests.conftest import Asked

pytestmark = pytest.mark.django_db


def kinds() -> list[Any]:
    found: list[Any] = [model for model in apps.get_models() if issubclass(model, PolicyRecord)]
    return [model for model in found if hasattr(model.objects, "visible_to")]


def test_what_one_may_see_depends_on_no_clock_and_asks_nothing(
    carer: User,
    manager: User,
    marketing: User,
    director: User,
    coo: User,
    queries: Callable[[], Asked],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_clock() -> None:
        raise AssertionError("visible_to asked for the time")

    for person in (carer, manager, marketing, director, coo):
        standing_of(person)
        with queries() as asked, monkeypatch.context() as without:
            without.setattr(timezone, "now", no_clock)
            without.setattr(timezone, "localdate", no_clock)
            composed = [sql_of(model.objects.visible_to(person)) for model in kinds()]
        assert len(composed) == len(kinds()) > 10
        assert len(asked.statements) == 0


def test_a_statement_is_composed_once_for_the_same_standing(manager: User, founder: User, home: Home) -> None:
    calls = []

    def compose() -> tuple[str, list[Any]]:
        calls.append(1)
        return "select 1", []

    for _ in range(3):
        assert kept_for(manager, "a test of ours", compose) == ("select 1", [])
    again = User.objects.get(pk=manager.pk)
    kept_for(again, "a test of ours", compose)
    assert len(calls) == 1, "another request of the same person"
    people.end_appointment(manager.appointments.get(), by=founder)
    forget_standing(again)
    kept_for(again, "a test of ours", compose)
    assert len(calls) == 2, "what they may do has changed"


def test_the_parts_of_a_list_are_the_whole_and_share_nothing(
    carer: User, manager: User, marketing: User, other_manager: User, stranger: User, home: Home
) -> None:
    """Of my homes, shared with me, locked, and kept from the home's own manager."""
    mine, shared, locked, about_me = (builders.an_approach(by=carer, home=home) for _ in range(4))
    Enquiry.objects.filter(pk=about_me.pk).update(kept_from_home=True)
    for enquiry in (shared, about_me, locked):
        _ask(enquiry, of=manager, by=marketing)
        _ask(enquiry, of=other_manager, by=marketing)
    Enquiry.objects.filter(pk=locked.pk).update(is_locked=True)
    for person in (carer, manager, other_manager, marketing, stranger):
        whole = set(Enquiry.objects.visible_to(person).values_list("pk", flat=True))
        parts = [list(part.values_list("pk", flat=True)) for part in Enquiry.objects.visible_parts(person)]
        assert sum(map(len, parts)) == len(whole)
        assert {pk for part in parts for pk in part} == whole
    seen = {person: set(Enquiry.objects.visible_to(person)) for person in (manager, other_manager, marketing, stranger)}
    assert seen[manager] == {mine, shared}
    assert seen[other_manager] == {shared, about_me}
    assert seen[marketing] == {mine, shared, about_me}
    assert seen[stranger] == set()


def _ask(enquiry: Enquiry, *, of: User, by: User) -> None:
    if enquiry.responsible_id is None:
        builders.taken_up(enquiry, by=by)
    advising.seek_advice(enquiry, "legal", "May we say so?", asked_of=of, by=by)
