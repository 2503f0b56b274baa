"""What stands around every page: the organisation, where one can go, how much is unread."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from mediapolicy.notices.models import Notice
from mediapolicy.organisation.models import Organisation
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
    ("History", "/history/", "review_history"),
    ("People", "/people/", "run_organisation"),
    ("Settings", "/settings/", "run_organisation"),
)
FOOTER = (Place("Our policy", "/policy/"), Place("What I logged", "/enquiries/mine/"), Place("Raise a concern safely", "/policy/safe-concern/"))


@dataclass(slots=True)
class Shell:
    """The frame of a page; each part is asked for when the template shows it."""

    request: HttpRequest
    demonstration: bool = settings.DEMONSTRATION
    mail_url: str = "/demonstration/mail/"
    inbox_url: str = "/notices/"
    person_url: str = "/me/"
    sign_out_url: str = "/sign-out/"
    report_url: str = "/enquiries/log/"
    footer: tuple[Place, ...] = FOOTER
    notices: list[str] = field(default_factory=list)

    @property
    def organisation(self) -> str:
        """The care group's name."""
        return Organisation.objects.values_list("name", flat=True).first() or "mediapolicy"

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
        return Notice.objects.inbox_of(self.person).unread().count() if self.person else 0

    @property
    def place(self) -> str:
        """The one home of somebody who works at one; empty for everyone else."""
        if self.person is None:
            return ""
        homes = standing_of(self.person).homes_with("log_enquiry")
        if len(homes) != 1 or standing_of(self.person).holds_everywhere("log_enquiry"):
            return ""
        return Home.objects.values_list("name", flat=True).get(pk__in=homes)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame, for every template."""
    return {"shell": Shell(request)}
