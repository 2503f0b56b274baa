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


class ConditionsForm(DecisionForm):
    """What the signer asks for besides: part of the signature, so nobody can change it after."""

    reason = Words(
        label="Conditions",
        rows=4,
        max_length=2000,
        required=False,
        help_text="What else they must keep to. It stands on the sheet at the door. Leave it empty if there is nothing.",
    )
