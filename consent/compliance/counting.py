"""For how many people a decision is recorded, home by home: the same few statements, however many people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from consent.agreement.models import MediaConsent
from consent.agreement.states import LIVE
from consent.compliance.models import ReviewRound
from consent.people.answers import on_record
from consent.people.listing import homes_for
from consent.people.models import Person, PersonQuerySet
from consent.vocabulary import SubjectType
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of

SOON = timedelta(days=30)


@dataclass(slots=True)
class Counts:
    """How many people there are, of how many a decision is recorded, and whose is to be looked at again."""

    people: int = 0
    recorded: int = 0
    due: int = 0
    overdue: int = 0

    @property
    def missing(self) -> int:
        """How many are still to be asked."""
        return self.people - self.recorded

    def add(self, other: Counts) -> None:
        """Together with these."""
        self.people += other.people
        self.recorded += other.recorded
        self.due += other.due
        self.overdue += other.overdue


@dataclass(slots=True)
class AtHome:
    """One home: its residents and its staff."""

    home: Home
    residents: Counts = field(default_factory=Counts)
    staff: Counts = field(default_factory=Counts)

    @property
    def all(self) -> Counts:
        """Both together."""
        both = Counts()
        both.add(self.residents)
        both.add(self.staff)
        return both


def whose_decision_counts(user: User) -> PersonQuerySet:
    """Residents and staff of the homes whose counts this reader may see; nobody they may not know of (CF-1)."""
    found = Person.objects.visible_to(user).asked_for_a_decision()
    standing = standing_of(user)
    if standing.holds_everywhere("see_compliance"):
        return found
    return found.filter(home__in=standing.homes_with("see_compliance"))


def counts_by_home(user: User, only: uuid.UUID | None = None) -> list[AtHome]:
    """The counts of each home that this reader may see, or of this one: two statements."""
    homes = homes_for(user, "see_compliance")
    found = {home.pk: AtHome(home) for home in (homes.filter(pk=only) if only else homes)}
    people = whose_decision_counts(user)
    if only:
        people = people.filter(home=only)
    for home, kind, *numbers in _counted(people):
        if home in found:
            row = found[home]
            (row.residents if kind == SubjectType.RESIDENT else row.staff).add(Counts(*numbers))
    return list(found.values())


def _counted(people: PersonQuerySet) -> Iterable[tuple[Any, ...]]:
    today, live = timezone.localdate(), _live()
    found: Iterable[tuple[Any, ...]] = (
        people.order_by()
        .values("home", "subject_type")
        .annotate(
            people=Count("pk"),
            recorded=_how_many(MediaConsent.objects.filter(on_record())),
            due=_how_many(live.filter(review_due__gte=today, review_due__lte=today + SOON)),
            overdue=_how_many(live.filter(review_due__lt=today)),
        )
        .values_list("home", "subject_type", "people", "recorded", "due", "overdue")
    )
    return found


def _how_many(consents: QuerySet[MediaConsent]) -> Count:
    """Those of whom there is such a form; the forms are read once, not once for each person."""
    return Count("pk", filter=Q(pk__in=consents.order_by().values("subject")))


def _live() -> QuerySet[MediaConsent]:
    states = [str(one) for one in sorted(LIVE)]
    return MediaConsent.objects.filter(state__in=states, expires_on__gte=timezone.localdate())


def still_to_ask(user: User, home: Home) -> PersonQuerySet:
    """The residents and staff of this home of whom no decision is on record."""
    decided = MediaConsent.objects.filter(on_record(), subject=OuterRef("pk"))
    return whose_decision_counts(user).filter(~Exists(decided), home=home)


def to_look_at_again(user: User, home: Home) -> PersonQuerySet:
    """Those of this home whose decision is to be looked at again within the month, or should have been."""
    soon = timezone.localdate() + SOON
    theirs = _live().filter(subject=OuterRef("pk"), review_due__lte=soon)
    return whose_decision_counts(user).filter(Exists(theirs), home=home)


def homes_to_remind(week_of: date) -> QuerySet[Home]:
    """Open homes with reviews due or overdue that were not told yet this week."""
    soon = timezone.localdate() + SOON
    due = _live().filter(subject__home=OuterRef("pk"), subject__state="here", review_due__lte=soon, is_locked=False)
    told = ReviewRound.objects.filter(home=OuterRef("pk"), week_of=week_of)
    return Home.objects.filter(Exists(due), ~Exists(told), state="open")
