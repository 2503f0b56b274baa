"""What people fill in about a mailing."""

from __future__ import annotations

from typing import Any

from django import forms

from mediapolicy.fields import Words
from mediapolicy.people.models import User
from pressroom.distribution.models import Mailing, MailingKind, kinds_of
from pressroom.lists.models import MailingList, Subscriber, key_of
from pressroom.release.models import PressRelease

MOST_SINGLES = 50


class WhoForm(forms.Form):
    """Lists, single addresses, and whether it goes out under embargo."""

    lists = forms.ModelMultipleChoiceField(
        label="Which press lists?",
        queryset=MailingList.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    singles = Words(
        label="Single addresses",
        rows=3,
        max_length=4000,
        required=False,
        help_text="One on each line. Each must be among the press contacts, so that we know why we may write.",
    )
    under_embargo = forms.BooleanField(
        label="Send it now, under embargo: the embargo stands on top of the text",
        required=False,
        help_text="Only to people who keep to an embargo.",
    )

    def __init__(self, *args: Any, release: PressRelease, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = MailingList.objects.visible_to(by).in_use()  # type: ignore[attr-defined]
        if not release.is_under_embargo():
            del self.fields["under_embargo"]

    def clean_singles(self) -> list[Subscriber]:
        """Those addresses as press contacts; one that we don't know is named."""
        given = [line.strip() for line in self.cleaned_data["singles"].split("\n") if line.strip()]
        if len(given) > MOST_SINGLES:
            raise forms.ValidationError(f"Enter at most {MOST_SINGLES} addresses, or make a list of them.")
        found = {one.address_key: one for one in Subscriber.objects.at(given)}
        for address in given:
            if key_of(address) not in found:
                raise forms.ValidationError(f"“{address}” is not among the press contacts. Add it to a list first.")
        return list(found.values())

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen."""
        chosen = self.cleaned_data
        return {
            "lists": chosen["lists"],
            "singles": chosen["singles"],
            "under_embargo": chosen.get("under_embargo", False),
        }


class PrepareForm(WhoForm):
    """What is sent, and to whom; what follows an earlier mailing goes to whoever had that."""

    kind = forms.ChoiceField(label="What do you send?", widget=forms.RadioSelect)
    field_order = ["kind", "lists", "singles", "under_embargo"]

    def __init__(self, *args: Any, release: PressRelease, **kwargs: Any) -> None:
        super().__init__(*args, release=release, **kwargs)
        kinds = kinds_of(release)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0] if kinds else None
        if MailingKind.RELEASE not in dict(kinds):
            for name in ("lists", "singles"):
                self.fields[name].widget = self.fields[name].hidden_widget()

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen."""
        return {**super().given, "kind": self.cleaned_data["kind"]}


def as_chosen(mailing: Mailing) -> dict[str, Any]:
    """What was chosen before, as the form shows it."""
    return {
        "lists": list(mailing.lists.values_list("pk", flat=True)),
        "singles": "\n".join(mailing.singles.values_list("address", flat=True)),
        "under_embargo": mailing.under_embargo,
    }


class NothingForm(forms.Form):
    """A step that asks for nothing."""


class ReasonForm(forms.Form):
    """Why it stops."""

    note = Words(label="Why does it stop?", rows=2, max_length=300)
