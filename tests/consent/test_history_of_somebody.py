"""What an Administrator reads in history of somebody who may be shown: who did what and when, and nothing of the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from consent.people.models import Person
from consent.stops import actions as stops
from consent.stops.states import StopKind
from consent.takedown.withdrawing import withdraw
from mediapolicy.people.models import Home, User
from tests.consent import builders_agreement as builders

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CC-3")]
SignedIn = Callable[[User], Client]
TELLING = ("Cannot decide this", "Impairment: Yes", "Quillhaven", "3 February 1931", "Somebody else, such as family")


@pytest.fixture
def joan(home: Home, carer: User, manager: User) -> Person:
    person = builders.somebody(home=home, by=carer, name="Joan Quillhaven", born_on=date(1931, 2, 3))
    builders.in_force(person, by=carer, manager=manager)
    builders.an_assessment(person, "lacks", by=manager)
    stops.place(StopKind.CAPACITY_DOUBT, person, "Forgot it at once.", by=manager)
    withdraw(person, made_by="somebody_else", by=carer)
    return person


@pytest.mark.parametrize("address", ["/history/", "/history/export.csv"])
def test_findings_and_choices_are_for_those_who_read_words(
    joan: Person, administrator: User, auditor: User, signed_in: SignedIn, address: str
) -> None:
    def told(reader: User) -> str:
        page = b"".join(signed_in(reader).get(address)).decode()  # type: ignore[arg-type]
        return page.replace("<div>", " ")

    page = told(administrator)
    assert "Written, not shown here" in page
    assert [words for words in TELLING if words in page] == []
    assert "Cannot decide this" in told(auditor)
