"""What people fill in about a story idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from consent.people.models import Person
from consent.pictures.models import Asset
from mediapolicy.fields import Words
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of

MOST_PEOPLE = 200
MOST_PICTURES = 24


class Pictures(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Pictures, by what they are called."""

    def label_from_instance(self, picture: Any) -> str:
        """What it is called, and at what it was made."""
        return f"{picture.called}, {picture.event}" if picture.event else str(picture.called)


class IdeaForm(forms.Form):
    """A good news story, told in a minute."""

    called = Words(label="What is it, in a few words?", max_length=120)
    happened = Words(label="What happened?", rows=6, max_length=4000)
    home = forms.ModelChoiceField(
        label="At which home?", queryset=Home.objects.none(), required=False, empty_label="More than one"
    )
    happened_on = forms.DateField(
        label="When?", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    people = forms.ModelMultipleChoiceField(
        label="Who is in it?",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody is shown because you pick them here: each is asked about before anything goes out.",
    )
    pictures = Pictures(
        label="Which pictures go with it?",
        queryset=Asset.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The newest of the library. Add others there first, under Pictures.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing, homes = standing_of(by), Home.objects.filter(state="open")
        if not standing.holds_everywhere("send_idea"):
            homes = homes.filter(pk__in=standing.homes_with("send_idea"))
        people = Person.objects.visible_to(by).order_by("name", "id").values("pk")[:MOST_PEOPLE]
        newest = Asset.objects.visible_to(by).order_by("-created_at", "-id").values("pk")[:MOST_PICTURES]
        offered: dict[str, Any] = {
            "home": homes,
            "people": Person.objects.filter(pk__in=people).order_by("name", "id"),
            "pictures": Asset.objects.filter(pk__in=newest).order_by("-created_at", "-id"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        # Whoever sees all homes would pick from everybody: they put people into the release itself.
        for name in ("people", "pictures") if not standing.homes_with("see_answer") else ():
            del self.fields[name]
        if len(found := list(homes[:2])) == 1:
            self.fields["home"].initial = found[0]

    def clean_happened_on(self) -> Any:
        """It has happened."""
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("That day is still to come.")
        return day


class AnswerForm(forms.Form):
    """A few words to whoever sent it in."""

    answer = Words(
        label="What do you say to them?",
        rows=3,
        max_length=2000,
        help_text="They read this. For example: Thank you. We had two gardens this month; please send the next one.",
    )


class NothingForm(forms.Form):
    """Only the button."""
