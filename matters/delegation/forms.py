"""What the COO fills in about who stands in."""

from typing import Any

from django import forms

from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.models import User


class StandInForm(forms.Form):
    """Who, until when, and where it stands in writing."""

    person = forms.ModelChoiceField(label="Who stands in for you?", queryset=User.objects.none())
    until = DayAndTime(label="Until when?", help_text="At most 31 days from now.")
    in_writing = Words(
        label="Where is the written appointment kept?",
        max_length=160,
        help_text="For example: letter of 3 June, in the company secretary's file.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.active().exclude(pk=by.pk).order_by("name")  # type: ignore[attr-defined]
