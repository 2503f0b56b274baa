"""What stands around every page: the organisation, where one can go, how much is unread."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from mediapolicy.notices.models import MOST_SHOWN, unread_by
from mediapolicy.people.models import User
from mediapolicy.people.standing import standing_of


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Places that belong together, for whoever has many of them; without a label its places stand for themselves."""

    label: str
    places: tuple[Place, ...]

    @property
    def url(self) -> str:
        """The first of its places."""
        return self.places[0].url

    @property
    def is_current(self) -> bool:
        """Whether this page is in it."""
        return any(place.is_current for place in self.places)


# Label, address, and the permission that makes it worth showing ("" for everyone).
MENU: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("", (("My work", "/", ""),)),
    (
        "What comes in",
        (
            ("Enquiries", "/enquiries/", "open_enquiry"),
            ("Media visits", "/visits/", "open_visit"),
            ("Police", "/police/", "log_police_request"),
            ("Contacts", "/contacts/", "open_contacts"),
        ),
    ),
    (
        "What we say",
        (
            ("Statements", "/statements/", "open_statement"),
            ("Press releases", "/releases/", "open_release"),
            ("Press lists", "/press-lists/", "open_press_list"),
        ),
    ),
    (
        "Whom we show",
        (
            ("People we show", "/consent/people/", "see_answer"),
            ("Pictures", "/consent/pictures/", "see_answer"),
            ("What we show", "/consent/showings/", "keep_showing"),
            ("Changed their mind", "/consent/changed-their-mind/", "withdraw_consent"),
        ),
    ),
    ("", (("Matters", "/matters/", "handle_matter"),)),
    ("", (("History", "/history/", "review_history"),)),
    ("", (("People", "/people/", "run_organisation"), ("Settings", "/settings/", "run_organisation"))),
)
MOST_AT_ONCE = 7  # places in one row; whoever has more of them goes by section
# The same three: what is always at the foot of the page.
FOOTER = (
    ("Our policy", "/policy/", ""),
    ("What I logged", "/enquiries/mine/", ""),
    ("Good news", "/ideas/", "send_idea"),
    ("Calendar of media visits", "/visits/calendar/", ""),
    ("Raise a concern safely", "/policy/safe-concern/", ""),
    ("Worried that somebody is not who they say?", "/worries/new/", ""),
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
    def nav(self) -> tuple[Section, ...]:
        """Where this person can go: each place for itself, or, where there are many, by what belongs together."""
        if self.person is None:
            return ()
        standing = standing_of(self.person)
        found = [
            Section(label, places)
            for label, wanted in MENU
            if (places := tuple(self._place(*one) for one in wanted if not one[2] or standing.holds_anywhere(one[2])))
        ]
        if sum(len(section.places) for section in found) > MOST_AT_ONCE:
            return tuple(found)
        return tuple(Section("", (place,)) for section in found for place in section.places)

    def _place(self, label: str, url: str, _: str) -> Place:
        path = self.request.path
        return Place(label, url, path == url if url == "/" else path.startswith(url))

    @property
    def footer(self) -> tuple[Place, ...]:
        """What stands at the foot of every page of this person."""
        if self.person is None:
            return self.footer_signed_out
        standing = standing_of(self.person)
        return tuple(
            Place(label, url) for label, url, needed in FOOTER if not needed or standing.holds_anywhere(needed)
        )

    @property
    def header(self) -> SafeString:
        """The head of the page: drawn once for the same person in the same place, but for the token against forgery."""
        name = self.person.name if self.person else ""
        drawn = _header(name, self.organisation, self.place, self.inbox_count, self.report_url, self.nav)
        return SafeString(drawn.replace(PLACE_OF_TOKEN, get_token(self.request)))

    @property
    def inbox_count(self) -> str:
        """How many notices are unread, in few characters; empty when none is."""
        unread = self.facts[1]
        return f"{MOST_SHOWN}+" if unread > MOST_SHOWN else str(unread or "")

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


PLACE_OF_TOKEN = "the-token-of-this-page"  # noqa: S105 (it is put in where this stands)


@lru_cache(maxsize=1024)
def _header(
    name: str, organisation: str, place: str, inbox_count: str, report_url: str, nav: tuple[Section, ...]
) -> str:
    """The template language takes longer over it than over some whole pages, and it changes when a count does."""
    shown = {
        "name": name,
        "organisation": organisation,
        "place": place,
        "inbox_count": inbox_count,
        "report_url": report_url,
        "nav": nav,
        "beside": next((one.places for one in nav if one.label and one.is_current and len(one.places) > 1), ()),
        "inbox_url": Shell.inbox_url,
        "person_url": Shell.person_url,
        "sign_out_url": Shell.sign_out_url,
    }
    return render_to_string("_header.html", {"shell": shown, "csrf_token": PLACE_OF_TOKEN})


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame, for every template."""
    return {"shell": Shell(request)}
