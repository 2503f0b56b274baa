"""What an administrator writes before the glass breaks."""

from django import forms

from mediapolicy.fields import Words


class BreakForm(forms.Form):
    """Which record, and why it cannot wait."""

    reference = Words(label="Reference of the record", max_length=14, help_text="For example ENQ-7K4M2.")
    because = Words(
        label="Why can it not wait for the Chief Operating Officer?",
        rows=4,
        max_length=2000,
        help_text="The Chief Operating Officer is told at once, with your name and these words.",
    )
