"""What people fill in about a journalist."""

from __future__ import annotations

from typing import Any

from django import forms

from mediapolicy.fields import Words
from mediapolicy.people.models import User
from pressroom.lists.models import MailingList


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


class PressListForm(forms.Form):
    """Which press list they go on, and why we may write to them."""

    mailing_list = forms.ModelChoiceField(
        label="Which press list?", queryset=MailingList.objects.none(), empty_label="Choose a list"
    )
    basis_note = Words(
        label="When and where did they ask for our releases?",
        max_length=200,
        help_text="For example: by phone on 3 November.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailing_list"].queryset = MailingList.objects.visible_to(by).in_use()  # type: ignore[attr-defined]
