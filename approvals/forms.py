"""What a signer fills in."""

from __future__ import annotations

from django import forms

from mediapolicy.fields import Words


class DecisionForm(forms.Form):
    """The seal of the page that was read."""

    seal = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReasonForm(DecisionForm):
    """Why it is not signed: what they read who have to change it."""

    reason = Words(
        label="What needs to change?",
        rows=5,
        max_length=4000,
        error_messages={"required": "Say why, so that they know what to do next"},
    )
