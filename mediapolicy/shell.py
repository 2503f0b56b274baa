"""What stands around every page: the organisation, where one can go, how much is unread."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from mediapolicy.notices.models import unread_by
from mediapolicy.people.models import User
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
    ("Matters", "/matters/", "handle_matter"),
    ("People we show", "/consent/people/", "see_answer"),
    ("Pictures", "/consent/pictures/", "see_answer"),
    ("What we show", "/consent/showings/", "keep_showing"),
    ("Changed their mind", "/consent/changed-their-mind/", "withdraw_consent"),
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


# Of what is owed only what nothing has tried: a reply that keeps failing is its sender's business, and may be one
# that nobody else knows of.
FACTS = """
select
  coalesce((select name from mediapolicy_organisation order by id limit 1), ''),
  {unread},
  coalesce((select name from mediapolicy_home where id = %s), ''),
  (select min(created_at) from mediapolicy_dispatch where state = 'owed' and tries = 0)"""


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
        the oldest email has been waiting to leave: one statement."""
        unread, params = unread_by(self.person) if self.person else ("0", [])
        with connection.cursor() as cursor:
            cursor.execute(FACTS.format(unread=unread), [*params, self._one_home()])
            name, number, place, waiting_since = cursor.fetchone()
        return name, number, place, waiting_since

    def _one_home(self) -> uuid.UUID | None:
        if self.person is None:
            return None
        standing = standing_of(self.person)
        homes = standing.homes_with("log_enquiry")
        return next(iter(homes)) if len(homes) == 1 and not standing.holds_everywhere("log_enquiry") else None

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
        return ["Email is slow to leave just now. Nothing is lost."] if is_slow else []


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame, for every template."""
    return {"shell": Shell(request)}
