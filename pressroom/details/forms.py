"""What stands under every press release, as it is filled in."""

from __future__ import annotations

from typing import Any

from django import forms

from mediapolicy.fields import Words
from pressroom.details.models import PressDetails

NAMES = ("about_us", "contact_name", "contact_phone", "contact_email", "out_of_hours")


class DetailsForm(forms.Form):
    """About us, and whom the press may ask."""

    about_us = Words(
        label="About us", rows=6, max_length=4000, required=False, help_text="Every release ends with these words."
    )
    contact_name = Words(label="Press contact", max_length=120)
    contact_phone = Words(label="Phone", max_length=40, required=False)
    contact_email = forms.EmailField(label="Email", required=False)
    out_of_hours = Words(label="Out of hours", max_length=120, required=False)

    def __init__(self, *args: Any, kept: PressDetails | None, **kwargs: Any) -> None:
        start = {name: getattr(kept, name) for name in NAMES} if kept else {}
        super().__init__(*args, **{**kwargs, "initial": start})
