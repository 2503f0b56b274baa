"""The list of press releases: its tabs, its filter, one page of rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from mediapolicy.fields import Words
from mediapolicy.paging import Page, page_of
from mediapolicy.requests import SignedIn
from pressroom.release.models import PressRelease
from pressroom.release.states import OPEN, ReleaseState
from pressroom.release.vocabulary import Kind

S = ReleaseState
TABS: dict[str, tuple[str, frozenset[ReleaseState]]] = {
    "open": ("Being prepared", OPEN),
    "out": ("Released", frozenset({S.RELEASED})),
    "over": ("Corrected, withdrawn or given up", frozenset({S.CORRECTED, S.WITHDRAWN, S.DROPPED})),
}


class FilterForm(forms.Form):
    """What the list can be narrowed by. Anything forged is left out, never an error page."""

    all_optional = True

    words = Words(label="Headline or reference", required=False, max_length=100)
    kind = forms.ChoiceField(label="What it is", required=False, choices=[("", "Both"), *Kind.choices])
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def in_use(self) -> int:
        """How many filters are on."""
        given = getattr(self, "cleaned_data", {})
        return sum(bool(value) for name, value in given.items() if name != "tab")


class Listing:
    """One view of the list, for one person."""

    def __init__(self, request: SignedIn) -> None:
        self.request = request
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "open"
        self.form = FilterForm(request.GET or None)
        self.form.is_valid()
        self.given: dict[str, Any] = getattr(self.form, "cleaned_data", {})

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The tabs, without numbers: nothing is counted that nobody asked for."""
        return [
            {"url": f"?tab={key}", "label": label, "is_current": key == self.tab} for key, (label, _) in TABS.items()
        ]

    @property
    def page(self) -> Page:
        """One page, newest first."""
        found = PressRelease.objects.visible_to(self.request.user).for_list()
        found = found.filter(state__in=sorted(TABS[self.tab][1]))
        if words := self.given.get("words"):
            found = found.filter(Q(headline__icontains=words) | Q(reference=words.strip().upper()))
        if kind := self.given.get("kind"):
            found = found.filter(kind=kind)
        return page_of(self.request, found, by="created_at", descending=True)
