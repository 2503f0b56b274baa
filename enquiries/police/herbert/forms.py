"""What is written down of a Herbert Protocol form: never what it says."""

from __future__ import annotations

from typing import Any

from django import forms

from enquiries.police.herbert.models import HerbertForm, Leave
from mediapolicy.fields import Words
from mediapolicy.people.forms import Day


class ReadyForm(forms.Form):
    """That it is ready, with whose leave, and where it lies."""

    completed_on = Day(label="When was the form filled in?")
    leave = forms.ChoiceField(label="With whose leave?", choices=Leave, widget=forms.RadioSelect)
    photo_on = Day(label="From when is the picture on it?", help_text="It must be less than six months old.")
    stored_where = Words(label="Where does it lie?", max_length=200, help_text="So that anybody finds it at night.")
    review_on = Day(label="When is it looked at again?")

    def __init__(self, *args: Any, found: HerbertForm | None, **kwargs: Any) -> None:
        start = {name: getattr(found, name) for name in self.base_fields} if found else {}
        super().__init__(*args, **{**kwargs, "initial": start})
