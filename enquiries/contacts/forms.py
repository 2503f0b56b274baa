"""What people fill in about a journalist."""

from __future__ import annotations

from django import forms

from mediapolicy.fields import Words


class ContactForm(forms.Form):
    """One entry of the book."""

    name = Words(label="Name", max_length=120)
    outlet = Words(label="Who they work for", max_length=120, required=False)
    email = forms.EmailField(label="Email", required=False, max_length=254)
    phone = Words(label="Phone", max_length=40, required=False)
    about = Words(
        label="Good to know",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Such as what they write about. Facts only: they may ask to see it.",
    )


class SearchForm(forms.Form):
    """Words to look for."""

    all_optional = True

    words = Words(label="Name, outlet or email", required=False, max_length=100)
