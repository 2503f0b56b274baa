"""What people fill in about press lists and those on them."""

from __future__ import annotations

from typing import Any

from django import forms

from mediapolicy.fields import Words
from mediapolicy.people.forms import FileForm
from pressroom.lists.models import Basis

MOST_BOUNCES = 500
WHY_HINT = "For example: phoned on 3 November; or the contacts page of their website."
__all__ = ["FileForm"]


class ListForm(forms.Form):
    """A new list."""

    name = Words(label="Name of the list", max_length=120, help_text="For example: local papers.")
    about = Words(label="Who belongs on it?", max_length=300, required=False)


class BasisFields(forms.Form):
    """Why we may write to them."""

    basis = forms.ChoiceField(label="Why may we write to them?", choices=Basis.choices, widget=forms.RadioSelect)
    basis_note = Words(label="When or where was that?", max_length=200, help_text=WHY_HINT)


class AddForm(BasisFields):
    """One address for a list."""

    name = Words(label="Name", max_length=120, help_text="A person or a desk.")
    address = forms.EmailField(label="Email", max_length=254)
    outlet = Words(label="Who they work for", max_length=120, required=False)
    field_order = ["name", "address", "outlet", "basis", "basis_note"]


class ImportForm(BasisFields):
    """Why we may write to everybody in a file."""


class PutRightForm(forms.Form):
    """A name, an address or an outlet that was wrong."""

    name = Words(label="Name", max_length=120)
    address = forms.EmailField(label="Email", max_length=254)
    outlet = Words(label="Who they work for", max_length=120, required=False)


class UnsubscribeForm(forms.Form):
    """How they told us."""

    note = Words(label="How did they tell us?", max_length=200, required=False, help_text="Kept in the history.")


class WelcomeBackForm(forms.Form):
    """How they asked."""

    told_us = Words(label="When and where did they ask?", max_length=200, help_text=WHY_HINT)


class NothingForm(forms.Form):
    """A step that asks for nothing."""


class BouncedForm(forms.Form):
    """Addresses to which mail came back."""

    addresses = Words(
        label="Addresses that mail came back from",
        rows=6,
        max_length=20_000,
        help_text=f"One on each line, at most {MOST_BOUNCES}. Your postmaster has them.",
    )

    def clean_addresses(self) -> list[str]:
        """Each line that holds something."""
        found = [line.strip() for line in self.cleaned_data["addresses"].split("\n") if line.strip()]
        if len(found) > MOST_BOUNCES:
            raise forms.ValidationError(f"Enter at most {MOST_BOUNCES} addresses at once.")
        return found


def start_of(subscriber: Any) -> dict[str, str]:
    """What the entry says now."""
    return {key: getattr(subscriber, key) for key in ("name", "address", "outlet")}
