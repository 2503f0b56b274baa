"""Decisions recorded month by month, Yes and No alike, over the last twelve months."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.agreement.states import ConsentState
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month, and how many decisions were recorded in it."""

    first_day: date
    decisions: int

    @property
    def short(self) -> str:
        """As the axis says it: "Nov"."""
        return f"{self.first_day:%b}"

    @property
    def words(self) -> str:
        """As the table says it: "November 2026"."""
        return f"{self.first_day:%B %Y}"


def decisions_by_month(user: User, only: uuid.UUID | None = None) -> list[Month]:
    """The last twelve months, this one included, each with its decisions: two statements, not one for each month."""
    days = _first_days(timezone.localdate())
    since = timezone.make_aware(datetime(days[0].year, days[0].month, 1))
    found: Counter[date] = Counter()
    seen = _seen_by(user, only)
    for when, decided in (
        ("signed_off_at", seen),
        ("ended_at", seen.filter(state=ConsentState.REFUSED, signed_off_at__isnull=True)),
    ):
        found.update(_per_month(decided.filter(**{f"{when}__gte": since}), when))
    return [Month(day, found[day]) for day in days]


def _per_month(decided: QuerySet[MediaConsent], when: str) -> dict[date, int]:
    grouped = decided.order_by().annotate(month=TruncMonth(when)).values("month").annotate(number=Count("pk"))
    return {timezone.localtime(month).date(): number for month, number in grouped.values_list("month", "number")}


def _seen_by(user: User, only: uuid.UUID | None) -> QuerySet[Any]:
    """Forms that this reader may count: a number says nothing of what is on them."""
    standing, found = standing_of(user), MediaConsent.objects.all()
    if not standing.holds_anywhere("handle_matter"):
        found = found.filter(is_locked=False)
    if not standing.holds_everywhere("see_compliance"):
        found = found.filter(home__in=standing.homes_with("see_compliance"), kept_from_home=False)
    return found.filter(home=only) if only else found


def _first_days(today: date) -> list[date]:
    months = [today.year * 12 + today.month - 1 - back for back in range(MONTHS - 1, -1, -1)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]
