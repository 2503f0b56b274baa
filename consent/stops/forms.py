"""What people write when they stop somebody from being shown, or lift it. They clean, and save nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from consent.stops.models import RestrictionKind
from mediapolicy.fields import Words

LONGEST_UNLOOKED = 366  # days


class PlaceForm(forms.Form):
    """What happened, in a sentence: all that a carer is asked."""

    words = Words(
        label="What did you see or hear?",
        rows=3,
        max_length=2000,
        help_text="A sentence is enough. Only the home’s leads read it.",
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"words": self.cleaned_data["words"]}


class ObjectionForm(PlaceForm):
    """Words or behaviour against being shown, by the person or by somebody else."""

    words = Words(
        label="What did they say or do?",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Pulling away from the camera counts. They need no reason.",
    )
    reaches_inside = forms.BooleanField(
        label="They don’t want it inside the home either", required=False, help_text="Such as on the noticeboard."
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "words": self.cleaned_data["words"] or "They objected."}


class SaidForm(PlaceForm):
    """With whoever told us."""

    said_by = Words(label="Who told you?", max_length=120, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class RestrictionForm(PlaceForm):
    """An order or a law, how far it reaches, and until when."""

    restriction = forms.ChoiceField(label="What forbids it?", choices=[("", "Choose one"), *RestrictionKind.choices])
    words = Words(label="What does it say?", rows=3, max_length=2000)
    reaches_inside = forms.BooleanField(label="It forbids showing them inside the home, too", required=False)
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y"),
        help_text="Leave it empty if it has no end.",
        error_messages={"invalid": "Enter a real day, such as 24/11/2026"},
    )
    field_order = ["restriction", "words", "reaches_inside", "until"]

    def clean_until(self) -> date | None:
        """A day to come, within reason."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and not timezone.localdate() <= until < date(2200, 1, 1):
            raise forms.ValidationError("Enter a day that is still to come")
        return until

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class KeepForm(forms.Form):
    """What was found, and when it is looked at again."""

    words = Words(label="What did you find?", rows=3, max_length=2000, help_text="Only the home’s leads read it.")
    look_again_on = forms.DateField(
        label="When do you look at it again?",
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": "Enter a real day, such as 24/11/2026"},
    )

    def clean_look_again_on(self) -> date:
        """A day to come, within a year: nothing is stopped and forgotten."""
        day: date = self.cleaned_data["look_again_on"]
        if not timezone.localdate() < day <= timezone.localdate() + timedelta(days=LONGEST_UNLOOKED):
            raise forms.ValidationError("Enter a day that is still to come, within a year")
        return day


class LiftForm(forms.Form):
    """Why it no longer stands."""

    words = Words(label="Why does it no longer stand?", rows=3, max_length=2000, help_text="It stays in the history.")
