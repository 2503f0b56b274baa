"""The library: its tabs, its filter, and one page of tiles with badges."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms

from consent.gate.use import Use
from consent.pictures.models import Asset
from consent.pictures.showing import USES, USUAL, Tile, said_of, tiles, use_for
from consent.pictures.states import AssetState
from mediapolicy.fields import Words
from mediapolicy.paging import Page, page_of
from mediapolicy.people.models import Home
from mediapolicy.people.standing import standing_of
from mediapolicy.requests import SignedIn

SIZE = 24
TABS = {"ready": "Everybody named", "waiting": "People still to be named", "away": "Put away"}
STATES = {"ready": AssetState.READY, "waiting": AssetState.WAITING, "away": AssetState.QUARANTINED}


class FilterForm(forms.Form):
    """What the library can be narrowed by. Anything forged is left out, never an error page."""

    all_optional = True

    words = Words(label="Picture, person or event", required=False, max_length=120)
    use = forms.ChoiceField(label="For which use?", required=False, choices=[("", "Our website"), *USES])
    allowed = forms.BooleanField(label="Only what may be used for it", required=False)
    home = forms.ModelMultipleChoiceField(
        label="Home", required=False, queryset=Home.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["home"]
        chosen.queryset = homes

    @property
    def in_use(self) -> int:
        """How many filters are on."""
        given = getattr(self, "cleaned_data", {})
        return sum(bool(value) for name, value in given.items() if name != "tab")


class Library:
    """One view of the library, for one person."""

    def __init__(self, request: SignedIn) -> None:
        self.request = request
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "ready"
        self.form = FilterForm(request.GET or None, homes=self._homes())
        self.form.is_valid()
        self.given: dict[str, Any] = getattr(self.form, "cleaned_data", {})

    def _homes(self) -> Any:
        standing = standing_of(self.request.user)
        homes = Home.objects.all()
        if not standing.holds_everywhere("see_answer"):
            homes = homes.filter(pk__in=standing.homes_with("see_answer"))
        return homes

    @property
    def use(self) -> Use:
        """The use that the badges answer for."""
        return use_for(self.given.get("use") or USUAL)

    @property
    def said(self) -> str:
        """That use, in words."""
        return said_of(self.use)

    @cached_property
    def page(self) -> Page:
        """One page of the pictures of this tab, newest first."""
        found = Asset.objects.visible_to(self.request.user).filter(state=STATES[self.tab])
        if self.given.get("words"):
            found = found.found_by(self.given["words"], self.request.user)
        if self.given.get("home"):
            found = found.filter(home__in=self.given["home"])
        return page_of(self.request, found.for_list(), by="created_at", descending=True, size=SIZE)

    @cached_property
    def all_tiles(self) -> list[Tile]:
        """The tiles of the page, each with its badge."""
        return tiles(self.page.rows, self.use, self.request.user)

    @property
    def tiles(self) -> list[Tile]:
        """The tiles to show: all of the page, or those of it that may be used."""
        return [tile for tile in self.all_tiles if tile.is_allowed or not self.given.get("allowed")]

    @property
    def left_out(self) -> int:
        """How many of the page may not be used, and are left out."""
        return len(self.all_tiles) - len(self.tiles)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The tabs above it."""
        kept = self.request.GET.copy()
        for name in ("after", "before"):
            kept.pop(name, None)
        found = []
        for key, label in TABS.items():
            kept["tab"] = key
            found.append({"label": label, "url": f"?{kept.urlencode()}", "is_current": key == self.tab, "count": None})
        return found
