"""The register: whom one may know of, by name, narrowed by what one looks for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet

from consent.people.answers import CHOICES, Listed, answered, listed
from consent.people.models import Person, PersonQuerySet
from consent.people.states import BeingState
from consent.vocabulary import SubjectType
from mediapolicy.fields import Words
from mediapolicy.paging import Page, page_of
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.requests import SignedIn


def homes_for(user: User, permission: str) -> QuerySet[Home]:
    """The homes at which somebody holds this permission."""
    standing, homes = standing_of(user), Home.objects.all()
    return homes if standing.holds_everywhere(permission) else homes.filter(pk__in=standing.homes_with(permission))


class FilterForm(forms.Form):
    """What the register can be narrowed by. Anything forged is left out, never an error page."""

    all_optional = True

    words = Words(label="Name or reference", required=False, max_length=100)
    home = forms.ModelChoiceField(label="Home", required=False, queryset=Home.objects.none(), empty_label="All homes")
    kind = forms.ChoiceField(label="Who they are", required=False, choices=[("", "Everybody"), *SubjectType.choices])
    state = forms.ChoiceField(
        label="Where they stand",
        required=False,
        choices=[("", "Here now"), *((one.value, one.label) for one in BeingState if one != BeingState.HERE)],
    )
    answer = forms.ChoiceField(label="Their answer", required=False, choices=CHOICES)

    def __init__(self, *args: Any, homes: QuerySet[Home] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if homes is None:  # nothing to choose between
            del self.fields["home"]
        else:
            self.fields["home"].queryset = homes  # type: ignore[attr-defined]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What to look for; a question that makes no sense is left out."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    @property
    def in_use(self) -> int:
        """How many filters are on."""
        return len(self.chosen)

    def narrow(self, found: PersonQuerySet) -> PersonQuerySet:
        """Only those that were asked for."""
        chosen = self.chosen
        found = found.filter(state=chosen.get("state", BeingState.HERE))
        if "words" in chosen:
            found = found.named(chosen["words"])
        if "home" in chosen:
            found = found.filter(home=chosen["home"])
        if "kind" in chosen:
            found = found.filter(subject_type=chosen["kind"])
        return answered(found, chosen.get("answer", ""))


class Listing:
    """One view of the register, for one person."""

    def __init__(self, request: SignedIn) -> None:
        self.request = request
        standing = standing_of(request.user)
        sees_many = standing.holds_everywhere("see_answer") or len(standing.homes_with("see_answer")) > 1
        self.form = FilterForm(request.GET or None, homes=homes_for(request.user, "see_answer") if sees_many else None)

    @cached_property
    def page(self) -> Page:
        """The people of this page, by name, fifty at a time."""
        found = self.form.narrow(Person.objects.visible_to(self.request.user)).select_related("home")
        return page_of(self.request, found, by="name")

    @cached_property
    def rows(self) -> list[Listed]:
        """Each with the answer for a photo without a name."""
        return listed(self.page.rows, self.request.user, self.form.chosen.get("answer", ""))
