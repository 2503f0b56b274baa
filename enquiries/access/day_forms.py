"""What is filled in on the day of a media visit, on a phone, and after it."""

from __future__ import annotations

from typing import Any

from django import forms

from enquiries.access.models import AccessRequest
from enquiries.access.vocabulary import Stopped
from mediapolicy.fields import Words
from mediapolicy.people.forms import Day


class BeginForm(forms.Form):
    """They are at the door."""

    identity_seen = forms.BooleanField(label="Everybody who came is on the list, and I have seen who they are")


class StopForm(forms.Form):
    """Why it is stopped, and what happened."""

    because = forms.ChoiceField(label="Why?", choices=Stopped, widget=forms.RadioSelect)
    note = Words(label="What happened?", rows=3, max_length=4000, required=False, help_text="You can write more later.")


class OutcomeForm(forms.Form):
    """How it went, filled with what stands there."""

    outcome = Words(label="How did it go?", rows=4, max_length=4000)
    may_be_published = Words(label="What may be published?", rows=3, max_length=4000, required=False)
    published_on = Day(label="From which day?", required=False)
    debrief = Words(
        label="What did people say afterwards, and what do we do otherwise next time?",
        rows=4,
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, visit: AccessRequest, **kwargs: Any) -> None:
        start = {name: getattr(visit, name) for name in self.base_fields}
        super().__init__(*args, **{**kwargs, "initial": start})
