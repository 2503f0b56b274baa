"""For how many people a decision is recorded: Yes and No alike, by home, over time, and who is reminded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consent.compliance.chart import chart_of
from consent.compliance.counting import Counts, counts_by_home
from consent.compliance.models import ReviewRound
from consent.compliance.months import decisions_by_month
from consent.compliance.tasks import remind_of_reviews
from consent.people.models import Person
from mediapolicy.notices.models import Notice
from mediapolicy.people.models import Home, User
from tests.consent.builders_people import a_person, an_answer

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def counted(user: User) -> dict[str, tuple[Counts, Counts]]:
    return {one.home.name: (one.residents, one.staff) for one in counts_by_home(user)}


@pytest.mark.clause("CF-1")
@pytest.mark.parametrize("state", ["active", "review due", "refused", "withdrawn", "suspended"])
def test_example_28_every_answer_is_a_decision_yes_and_no_alike(manager: User, home: Home, state: str) -> None:
    """On hold counts too: what put it on hold must not show in a number."""
    an_answer(a_person(by=manager, home=home), by=manager, state=state)
    assert counted(manager)["Brindle Court"] == (Counts(1, 1), Counts())


@pytest.mark.parametrize("state", ["draft", "awaiting signature", "expired", "void", "superseded"])
def test_what_is_no_answer_today_is_no_decision(manager: User, home: Home, state: str) -> None:
    an_answer(a_person(by=manager, home=home), by=manager, state=state)
    assert counted(manager)["Brindle Court"] == (Counts(1, 0), Counts())


@pytest.mark.clause("CF-1")
def test_residents_and_staff_of_today_are_counted_once_each(
    manager: User, other_manager: User, marketing: User, home: Home, other_home: Home
) -> None:
    today = timezone.localdate()
    ivy = a_person("Ivy", by=manager, home=home)
    an_answer(ivy, by=manager, state="refused")
    an_answer(ivy, by=manager, review_due=today + timedelta(days=30))
    an_answer(a_person("Bert", by=manager, home=home), by=manager, review_due=today - timedelta(days=1))
    an_answer(a_person("Gone", by=manager, home=home, kind="former_resident"), by=manager)
    a_person("Sam", by=manager, home=home, kind="staff")
    a_person("Vic", by=manager, home=home, kind="visitor")
    a_person("Cora", by=other_manager, home=other_home)
    an_answer(a_person("Late", by=manager, home=home), by=manager, expires_on=today - timedelta(days=1))
    mine = (Counts(3, 2, due=1, overdue=1), Counts(1, 0))
    theirs = (Counts(1, 0), Counts())
    assert counted(manager) == {"Brindle Court": mine}
    assert counted(other_manager) == {"Alder House": theirs}
    assert counted(marketing) == {"Alder House": theirs, "Brindle Court": mine}


def test_the_page_shows_counts_and_no_share_of_yeses(
    signed_in: SignedIn, marketing: User, manager: User, home: Home
) -> None:
    an_answer(a_person("Ivy", by=manager, home=home), by=manager)
    an_answer(a_person("Bert", by=manager, home=home), by=manager, state="refused")
    a_person("Zara Last", by=manager, home=home)
    client = signed_in(marketing)
    said = client.get("/consent/recorded/").content.decode()
    assert "2 of 3" in said
    assert "%" not in said.split("<main")[1].split("</main>")[0]
    at_home = client.get(f"/consent/recorded/{home.pk}/").content.decode()
    assert "Zara Last" in at_home
    assert "Ivy" not in at_home
    assert "Nothing is due" in client.get(f"/consent/recorded/{home.pk}/?show=due").content.decode()


@time_machine.travel("2026-11-24 10:00:00+00:00", tick=False)
def test_a_year_of_decisions_by_month(manager: User, marketing: User, home: Home, other_home: Home) -> None:
    for name, state, when in (
        ("Ivy", "active", datetime(2026, 11, 1, 0, 30, tzinfo=UTC)),
        ("Bert", "withdrawn", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)),  # 1 July here
        ("Cora", "active", datetime(2025, 12, 1, tzinfo=UTC)),
        ("Dan", "active", datetime(2025, 11, 30, tzinfo=UTC)),  # more than twelve months ago
    ):
        an_answer(a_person(name, by=manager, home=home), by=manager, state=state, signed_off_at=when)
    no = a_person("Edwin", by=manager, home=home)
    an_answer(no, by=manager, state="refused", ended_at=datetime(2026, 7, 5, tzinfo=UTC))
    months = decisions_by_month(marketing)
    assert [month.first_day for month in months][::11] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert {month.short: month.decisions for month in months if month.decisions} == {"Dec": 1, "Jul": 2, "Nov": 1}
    assert chart_of(months).title == "4 decisions were recorded in 12 months, most in July"
    assert sum(month.decisions for month in decisions_by_month(marketing, other_home.pk)) == 0


def test_a_chart_of_nothing_says_so(signed_in: SignedIn, manager: User) -> None:
    said = signed_in(manager).get("/consent/recorded/").content.decode()
    assert "No decision was recorded in the last 12 months" in said
    assert said.count('class="mp-chart__bar"') == 12


def test_what_leaves_as_a_table_cannot_run(signed_in: SignedIn, manager: User, home: Home) -> None:
    a_person("=HYPERLINK(1)", by=manager, home=home)
    client = signed_in(manager)
    missing = client.get(f"/consent/recorded/{home.pk}/still-to-ask.csv")
    rows = list(csv.reader(io.StringIO(missing.content.decode("utf-8-sig"))))
    assert rows[1][0] == "'=HYPERLINK(1)"
    counts = client.get("/consent/recorded/export.csv").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(counts)))[1] == ["Brindle Court", "1", "0", "1", "0", "0", "0", "0", "0"]


TUESDAY = "2026-11-24 10:00:00+00:00"


def due(manager: User, home: Home) -> Person:
    person = a_person("Ivy Quillhaven", by=manager, home=home)
    an_answer(person, by=manager, review_due=timezone.localdate() + timedelta(days=3))
    return person


@pytest.mark.clause("CF-1")
def test_the_home_manager_is_told_once_a_week_and_no_name_is_said(
    manager: User, carer: User, other_manager: User, marketing: User, home: Home, other_home: Home
) -> None:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        due(manager, home)
        assert [remind_of_reviews() for _ in range(3)] == [1, 0, 0]
        clock.move_to("2026-11-30 08:59:00+00:00")
        assert remind_of_reviews() == 0
        clock.move_to("2026-11-30 09:00:00+00:00")
        assert [remind_of_reviews(), remind_of_reviews()] == [1, 0]
    told = Notice.objects.filter(kind="reviews_due")
    assert [one.recipient for one in told] == [manager] * 2
    assert "Quillhaven" not in " ".join(f"{one.words} {one.reference} {one.url}" for one in told)
    assert {one.url for one in told} == {f"/consent/recorded/{home.pk}/"}
    assert ReviewRound.objects.filter(home=home).count() == 2


def test_nobody_is_told_of_what_is_not_due(manager: User, home: Home) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        person = due(manager, home)
        Person.objects.filter(pk=person.pk).update(is_locked=True)
        person.consents.update(is_locked=True)
        assert remind_of_reviews() == 0
        an_answer(a_person("Bert", by=manager, home=home), by=manager, state="refused", review_due=None)
        assert remind_of_reviews() == 0


def test_two_sweeps_at_once_tell_once(manager: User, home: Home, monkeypatch: Any) -> None:
    from consent.compliance import actions

    week = date(2026, 11, 23)
    assert actions.call_for_reviews(home, week)
    assert not actions.call_for_reviews(home, week)
    assert Notice.objects.filter(kind="reviews_due").count() == 1
