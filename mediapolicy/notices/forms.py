"""What the inbox asks."""

from __future__ import annotations

from typing import Any

from django import forms

from mediapolicy.notices.kinds import KINDS


def choosable() -> dict[str, str]:
    """The kinds of notice whose email can be switched off, with what each means."""
    return {code: kind.means for code, kind in KINDS.items() if not kind.always_email}


class ChoicesForm(forms.Form):
    """Which notices also come by email; the inbox has them all."""

    all_optional = True

    by_email = forms.MultipleChoiceField(
        label="Email me as well when",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what you would rather only read here.",
        error_messages={"invalid_choice": "Choose from the list."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_email"].choices = list(choosable().items())  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, bool]:
        """Yes or no for each kind that can be chosen."""
        return {code: code in self.cleaned_data["by_email"] for code in choosable()}


class UpToForm(forms.Form):
    """The newest notice that was on the page: what came after it has not been seen, and stays unread."""

    up_to = forms.DateTimeField()
