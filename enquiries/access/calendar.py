"""The calendar of visits: a month as a list of days, and a private address that calendar programs can subscribe to."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from enquiries.access.belongings import CalendarFeed
from enquiries.access.models import AccessRequest
from enquiries.access.states import VisitState
from mediapolicy.people.models import User

A_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
MOST = 200
BEHIND = timedelta(days=60)
STANDS = {VisitState.DONE: "over", VisitState.STOPPED: "over", VisitState.UNDER_WAY: "under way"}


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its visits by day, and the months beside it."""

    first: date
    days: list[tuple[date, list[AccessRequest]]]

    @property
    def before(self) -> str:
        """The month before, for an address."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after, for an address."""
        return f"{_first_after(self.first):%Y-%m}"


def month_of(asked: str, reader: User) -> Month:
    """The month that was asked for, or this one. No date is agreed before a Director has approved, so only those stand
    in it (IR-3)."""
    first = date.fromisoformat(f"{asked}-01") if A_MONTH.fullmatch(asked) else timezone.localdate().replace(day=1)
    between = (_midnight(first), _midnight(_first_after(first)))
    found = AccessRequest.objects.visible_to(reader).agreed()
    visits = found.filter(starts_at__gte=between[0], starts_at__lt=between[1]).select_related("home", "escort")
    listed = list(visits.order_by("starts_at", "id")[:MOST])
    return Month(first, [(day, list(some)) for day, some in groupby(listed, _day_of)])


def _day_of(visit: AccessRequest) -> date:
    return timezone.localdate(visit.starts_at)


def _first_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# The private address -----------------------------------------------------------------------------------------------


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new private address, shown this once; the one before ends with it (CRM-2)."""
    User.objects.select_for_update().get(pk=by.pk)  # pressed twice at once, the second waits
    end_feed(by=by)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(person=by, token_hash=hash_of(token))
    return token


def end_feed(*, by: User) -> bool:
    """The address opens nothing any more; whether there was one."""
    ended, _ = CalendarFeed.objects.filter(person=by).delete()
    return bool(ended)


def owner_of(token: str) -> User | None:
    """Whose address this is, while they work here."""
    feed = CalendarFeed.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    return feed.person if feed and feed.person.is_active else None


def hash_of(token: str) -> str:
    """What is kept of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_for(person: User) -> bytes:
    """Their visits for a calendar program: a reference, a home and a time, for it may lie on other people's servers.

    Nothing of a matter stands in it, also for those who handle matters, and nothing that its steps would change.
    """
    found = AccessRequest.objects.visible_to(person).agreed().filter(is_locked=False)
    recent = found.filter(starts_at__gte=timezone.now() - BEHIND).select_related("home").order_by("starts_at", "id")
    calendar = Calendar()
    calendar.add("prodid", "-//mediapolicy//media visits//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Media visits")
    for visit in recent[:MOST]:
        calendar.add_component(_event(visit))
    body: bytes = calendar.to_ical()
    return body


def _event(visit: AccessRequest) -> Event:
    event = Event()
    stands = STANDS.get(VisitState(visit.state))
    event.add("uid", f"{visit.pk}@mediapolicy")
    event.add("dtstamp", visit.created_at)
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.ends_at)
    event.add("summary", f"Media visit {visit.reference}" + (f" ({stands})" if stands else ""))
    event.add("location", visit.home.name if visit.home else "Not at a home")
    event.add("url", f"{settings.SITE_URL}{visit.get_absolute_url()}")
    return event
