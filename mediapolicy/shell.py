"""What stands around every page: the organisation, where one can go, how much is unread."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from mediapolicy.notices.models import Notice
from mediapolicy.organisation.models import Organisation
from mediapolicy.outbox.models import Dispatch
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool = False


# Label, address, and the permission that makes it worth showing ("" for everyone).
MENU = (
    ("My work", "/", ""),
    ("Enquiries", "/enquiries/", "open_enquiry"),
    ("Statements", "/statements/", "open_statement"),
    ("Contacts", "/contacts/", "open_contacts"),
    ("People we show", "/consent/people/", "see_answer"),
    ("History", "/history/", "review_history"),
    ("People", "/people/", "run_organisation"),
    ("Settings", "/settings/", "run_organisation"),
)
FOOTER = (
    Place("Our policy", "/policy/"),
    Place("What I logged", "/enquiries/mine/"),
    Place("Raise a concern safely", "/policy/safe-concern/"),
)

SLOW_AFTER = timedelta(minutes=5)


def _unsent() -> QuerySet[Dispatch]:
    # What nothing has tried: a reply that keeps failing is its sender's business, and may be one nobody else knows of.
    return Dispatch.objects.filter(state=Dispatch.State.OWED, tries=0).order_by("created_at")


@dataclass
class Shell:
    """The frame of a page; each part is asked for when the template shows it."""

    request: HttpRequest
    demonstration: bool = settings.DEMONSTRATION
    mail_url: str = "/demonstration/mail/"
    inbox_url: str = "/notices/"
    person_url: str = "/me/"
    sign_out_url: str = "/sign-out/"
    footer: tuple[Place, ...] = FOOTER
    footer_signed_out: tuple[Place, ...] = (Place("Raise a concern safely", "/policy/safe-concern/"),)

    @cached_property
    def facts(self) -> tuple[str, int, str, datetime | None]:
        """The care group's name, how much is unread, the one home of somebody who works at one, and since when
        the oldest e-mail has been waiting to leave: one statement."""
        unread = Notice.objects.none() if self.person is None else Notice.objects.inbox_of(self.person).unread()
        homes = Home.objects.filter(pk__in=self._one_home())
        row = Organisation.objects.values_list(
            "name",
            Coalesce(
                Subquery(unread.order_by().annotate(one=Value(1)).values("one").annotate(all=Count("*")).values("all")),
                0,
            ),
            Coalesce(Subquery(homes.values("name")[:1]), Value("")),
            Subquery(_unsent().values("created_at")[:1]),
        ).first()
        return row or ("", 0, "", None)

    def _one_home(self) -> frozenset[uuid.UUID]:
        if self.person is None:
            return frozenset()
        standing = standing_of(self.person)
        homes = standing.homes_with("log_enquiry")
        return homes if len(homes) == 1 and not standing.holds_everywhere("log_enquiry") else frozenset()

    @property
    def organisation(self) -> str:
        """The care group's name."""
        return self.facts[0]

    @property
    def report_url(self) -> str:
        """Where an approach is logged; empty for those who log none."""
        may_log = self.person is not None and standing_of(self.person).holds_anywhere("log_enquiry")
        return "/enquiries/log/" if may_log else ""

    @property
    def person(self) -> User | None:
        """Who is signed in."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @property
    def nav(self) -> list[Place]:
        """Where this person can go."""
        if self.person is None:
            return []
        standing, path = standing_of(self.person), self.request.path
        return [
            Place(label, url, path == url if url == "/" else path.startswith(url))
            for label, url, permission in MENU
            if not permission or standing.holds_anywhere(permission)
        ]

    @property
    def inbox_count(self) -> int:
        """How many notices are unread."""
        return self.facts[1]

    @property
    def place(self) -> str:
        """The one home of somebody who works at one; empty for everyone else."""
        return self.facts[2]

    @property
    def notices(self) -> list[str]:
        """What is not working just now, in words; empty on a good day."""
        waiting_since = self.facts[3]
        is_slow = waiting_since is not None and timezone.now() - waiting_since > SLOW_AFTER
        return ["E-mail is slow to leave just now. Nothing is lost."] if is_slow else []


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame, for every template."""
    return {"shell": Shell(request)}
