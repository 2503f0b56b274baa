"""What people fill in about those who speak for a person, what the person wished, and advocates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from consent.capacity.forms import YesNo, as_yes_no
from consent.speaking.models import (
    ADVOCATES,
    DECIDERS,
    Evidence,
    Jointly,
    Representative,
    RepresentativeKind,
    Wish,
)
from consent.vocabulary import OFFERED
from mediapolicy.fields import Words
from mediapolicy.people.forms import Day
from mediapolicy.rendering import BigChoice


class WhoForm(forms.Form):
    """Who it is, and as what they speak for the person."""

    kind = forms.ChoiceField(
        label="As what do they speak for them?",
        choices=RepresentativeKind.choices,
        widget=forms.RadioSelect,
        help_text="Only a welfare attorney, a welfare deputy or a court can decide about this, where the person can’t. "
        "Everybody else is asked what the person would want.",
    )
    name = Words(label="Their name", max_length=120)
    relationship = Words(label="Who are they to them?", max_length=60, required=False)
    email = forms.EmailField(label="Email", required=False)
    phone = Words(label="Phone", max_length=40, required=False)


class ContactForm(forms.Form):
    """How they are reached."""

    relationship = Words(label="Who are they to them?", max_length=60, required=False)
    email = forms.EmailField(label="Email", required=False)
    phone = Words(label="Phone", max_length=40, required=False)

    def __init__(self, *args: Any, about: Representative, **kwargs: Any) -> None:
        start = {name: getattr(about, name) for name in self.base_fields}
        super().__init__(*args, **{**kwargs, "initial": start})

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept."""
        return dict(self.cleaned_data)


class PowerForm(forms.Form):
    """What their papers say: nobody relies on a claim without seeing the document (4.7)."""

    identity_seen = Words(label="What showed you that they are who they say?", max_length=120, required=False)
    evidence = forms.ChoiceField(
        label="What did you see?", choices=Evidence.choices, widget=forms.RadioSelect, required=False
    )
    instrument = Words(label="Number of the power or the order", max_length=60, required=False)
    register_says = forms.ChoiceField(
        label="What does the register say?",
        choices=[
            ("registered", "Registered"),
            ("cancelled", "Cancelled"),
            ("revoked", "Revoked"),
            ("expired", "Expired"),
            ("not_found", "Not found"),
            ("pending", "Not registered yet"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    registered_on = Day(label="Registered, or made, on", required=False)
    order_ends_on = Day(label="Ends on, if it has an end", required=False)
    appointment = forms.ChoiceField(label="How do they decide?", choices=Jointly.choices, widget=forms.RadioSelect)
    co_attorneys = Words(
        label="Names of the others, one on each line",
        rows=2,
        required=False,
        help_text="If they decide together, all must sign.",
    )
    restrictions_exist = forms.BooleanField(label="There are limits or wishes in the document", required=False)
    restrictions = Words(
        label="What do they say?",
        rows=3,
        required=False,
        help_text="The register says only that there are some. Read the document.",
    )
    covers_media = YesNo(label="Does their power cover being shown in public?", required=False)
    covers_because = Words(label="Why do you think so?", max_length=300, required=False)
    order_allows = forms.MultipleChoiceField(
        label="A court’s order: which uses does it allow?",
        choices=[(one.value, one.label) for one in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_linked_to_us = forms.BooleanField(label="They work for us, or gain from it", required=False)
    conflict_settled = Words(
        label="If so, or if some matters need all of them: what did the Data Protection Lead decide?",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, about: Representative, **kwargs: Any) -> None:
        start = {name: getattr(about, name) for name in self.base_fields}
        start |= {"co_attorneys": "\n".join(about.co_attorneys), "covers_media": as_yes_no(about.covers_media)}
        super().__init__(*args, **{**kwargs, "initial": start})
        if about.kind != RepresentativeKind.COURT_ORDER:
            del self.fields["order_allows"]
        if about.kind not in DECIDERS:
            for name in ("covers_media", "covers_because"):
                del self.fields[name]

    def clean_co_attorneys(self) -> list[str]:
        """One name on each line."""
        return [name.strip()[:120] for name in self.cleaned_data["co_attorneys"].split("\n") if name.strip()]

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept."""
        return dict(self.cleaned_data)


class RefusalForm(forms.Form):
    """To what they say no."""

    purposes = forms.MultipleChoiceField(
        label="What do they say no to?",
        choices=[(one.value, one.label) for one in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave all empty if they no longer say no to anything.",
    )
    words = Words(label="What did they say?", max_length=300, required=False)


class WishForm(forms.Form):
    """What somebody wished, said or wrote, while they could decide."""

    wish = forms.ChoiceField(label="What did they wish?", choices=Wish.choices, widget=forms.RadioSelect)
    words = Words(label="What did they say or write, in their own words?", rows=4)
    made_on = Day(label="When?", required=False)
    able_then = forms.ChoiceField(
        label="Could they decide this then?",
        choices=[("yes", "Yes"), ("unknown", "Not known"), ("no", "No")],
        widget=BigChoice,
    )
    is_written = forms.BooleanField(label="It is in writing", required=False)
    allows_family = forms.BooleanField(label="Sharing with their own family is all right", required=False)
    witnessed_by = Words(label="Who was there?", max_length=120, required=False)

    def clean_made_on(self) -> date | None:
        """A wish was made before today, or today."""
        day: date | None = self.cleaned_data["made_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError("That day has not come yet.")
        return day


class AdvocateForm(forms.Form):
    """Whom we ask for an advocate, and why."""

    kind = forms.ChoiceField(
        label="Which advocate?",
        choices=ADVOCATES,
        widget=forms.RadioSelect,
        help_text="Showing pictures gives nobody a right to an advocate, and a home can’t appoint one. "
        "The council or a charity may help all the same.",
    )
    asked_of = Words(
        label="Whom do you ask?", max_length=160, help_text="Such as the council’s adult social care team."
    )
    reason = Words(label="Why would one help?", rows=3)


class AnswerForm(forms.Form):
    """What they say."""

    words = Words(label="What did they say?", rows=4)


class ChangedMindForm(forms.Form):
    """What the person, able to decide, says now."""

    note = Words(label="What did they say, and when?", rows=3, help_text="Kept in the history.")
