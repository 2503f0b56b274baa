"""The list of enquiries: its tabs, its filter, its page. Every list opens on what waits for me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString

from enquiries.models import Enquiry
from enquiries.rows import rows
from enquiries.states import OPEN, EnquiryState
from mediapolicy.fields import Words
from mediapolicy.paging import Page, counted, counting, page_of
from mediapolicy.people.models import Home
from mediapolicy.people.standing import kept_for, standing_of
from mediapolicy.rendering import DrawnOnce
from mediapolicy.requests import SignedIn

DUE = [("", "Any time"), ("overdue", "Overdue"), ("today", "Today"), ("week", "In the next 7 days")]
TABS = {"mine": "Waiting for me", "open": "All open", "finished": "Closed"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab above the list."""

    label: str
    url: str
    is_current: bool
    count: str | None


class FilterForm(DrawnOnce):
    """What the list can be narrowed by. Anything forged is left out, never an error page."""

    words = Words(label="Words or reference", required=False, max_length=200)
    state = forms.MultipleChoiceField(
        label="Where it is", required=False, choices=EnquiryState.choices, widget=forms.CheckboxSelectMultiple
    )
    home = forms.MultipleChoiceField(label="Home", required=False, widget=forms.CheckboxSelectMultiple)
    due = forms.ChoiceField(label="Reply due", required=False, choices=DUE)

    def __init__(self, *args: Any, tab: str, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = homes  # type: ignore[attr-defined]
        wanted = OPEN if tab != "finished" else frozenset(EnquiryState) - OPEN
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, state.label) for state in EnquiryState if state in wanted
        ]

    def narrow(self, found: Any) -> Any:
        """Only what the person asked to see."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if given.get("words"):
            found = found.found_by(given["words"])
        if given.get("state"):
            found = found.filter(state__in=given["state"])
        if given.get("home"):
            found = found.filter(home__in=given["home"])
        return found.filter(_due(given.get("due", "")))

    @property
    def in_use(self) -> int:
        """How many filters are on."""
        return sum(bool(value) for value in getattr(self, "cleaned_data", {}).values())


def _due(chosen: str) -> Q:
    now = timezone.localtime()
    if chosen == "overdue":
        return Q(reply_due_at__lt=now)
    if chosen == "today":
        return Q(reply_due_at__lt=now.replace(hour=23, minute=59, second=59))
    if chosen == "week":
        return Q(reply_due_at__lt=now + timedelta(days=7))
    return Q()


class Listing:
    """One view of the list, for one person."""

    def __init__(self, request: SignedIn) -> None:
        self.request = request
        self.parts = Enquiry.objects.visible_parts(request.user)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "open" if any(request.GET.values()) else "mine"
        self.form = FilterForm(request.GET or None, tab=self.tab, homes=self._homes())

    def _homes(self) -> list[tuple[str, str]]:
        standing = standing_of(self.request.user)
        homes = Home.objects.all()
        if not standing.holds_everywhere("open_enquiry"):
            homes = homes.filter(pk__in=standing.homes_with("open_enquiry"))
        return [(str(pk), name) for pk, name in homes.values_list("pk", "name")]

    @property
    def is_finished(self) -> bool:
        """Whether this is the list of those that need nobody any more."""
        return self.tab == "finished"

    @cached_property
    def found(self) -> list[Any]:
        """The enquiries of this tab, narrowed, in parts."""
        of_tab: dict[str, Any] = {
            "mine": lambda part: part.waiting_for(self.request.user),
            "open": lambda part: part.open(),
            "finished": lambda part: part.finished(),
        }
        return [self.form.narrow(of_tab[self.tab](part)).for_list() for part in self.parts]

    @cached_property
    def page(self) -> Page:
        """The rows shown: open ones soonest due first, finished ones newest first."""
        if self.is_finished:
            return page_of(self.request, self.found, by="created_at", descending=True)
        return page_of(self.request, self.found, by="reply_due_at")

    @property
    def column(self) -> str:
        """The heading of the column of times."""
        return "Logged" if self.is_finished else "Reply due"

    @property
    def rows(self) -> SafeString:
        """The rows as markup."""
        return rows(self.page.rows, column=self.column, by="created_at" if self.is_finished else "reply_due_at")

    @cached_property
    def tabs(self) -> list[Tab]:
        """The tabs; what waits for me is counted, and all that is open, up to a thousand."""
        mine, every_open = counted(*kept_for(self.request.user, "tabs of enquiries", self._counting))
        counts = {"mine": mine, "open": every_open}
        return [Tab(label, f"?tab={key}", key == self.tab, counts.get(key)) for key, label in TABS.items()]

    def _counting(self) -> tuple[str, list[Any]]:
        mine = Enquiry.objects.visible_to(self.request.user).waiting_for(self.request.user)
        return counting([mine], [part.open() for part in self.parts])

    @property
    def order(self) -> str:
        """How it is ordered, in words."""
        return "Newest first" if self.is_finished else "Soonest reply first"
