"""What people fill in about what we answer the police, what is given, and our share of their post."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms

from consent.pictures.models import Asset
from enquiries.police import vocabulary as v
from enquiries.police.forms import PoliceForm
from enquiries.police.parts import PoliceItem, PoliceSubject
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.models import User


class PickForm(PoliceForm):
    """One thing."""

    what = forms.ChoiceField(label="What is given?", choices=v.What, widget=forms.RadioSelect)
    subject = forms.ModelChoiceField(
        label="Whose is it?", queryset=PoliceSubject.objects.none(), required=False, empty_label="Nobody’s"
    )
    words = Words(label="Exactly what?", rows=3, max_length=1000, required=False, help_text="No more than they need.")

    def prepare(self) -> None:
        """Those in it."""
        self.fields["subject"].queryset = self.police.subjects.select_related("person")  # type: ignore[attr-defined]


class LeaveOutForm(PoliceForm):
    """One of what was picked."""

    item = forms.ModelChoiceField(
        label="What is left out?", queryset=PoliceItem.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def prepare(self) -> None:
        """What has not been given."""
        self.fields["item"].queryset = self.police.items.filter(given_at=None).select_related("subject__person")  # type: ignore[attr-defined]


class ResponseForm(PoliceForm):
    """What we answer."""

    answer = forms.ChoiceField(label="What do we answer?", choices=v.Answer, widget=forms.RadioSelect)
    answer_because = Words(label="Why?", rows=3)
    publish_by = forms.ChoiceField(label="Who says something in public?", choices=v.Publisher, widget=forms.RadioSelect)
    wording = Words(
        label="The exact words", rows=5, max_length=5000, required=False, help_text="Name nobody who is suspected."
    )
    image = forms.ModelChoiceField(
        label="With which picture?", queryset=Asset.objects.none(), required=False, empty_label="No picture"
    )
    image_because = Words(
        label="Why may this picture be used?",
        max_length=300,
        required=False,
        help_text="If they never agreed to police appeals: why it may be used all the same.",
    )
    embargo_until = DayAndTime(label="Not before", required=False)
    end_condition = Words(label="When does it end, and who takes it down?", max_length=300, required=False)

    def prepare(self) -> None:
        """Pictures of those in it."""
        people = self.police.subjects.exclude(person=None).values("person")
        theirs = (
            Asset.objects.visible_to(self.by).filter(appearances__person__in=people).distinct().order_by("-created_at")
        )
        self.fields["image"].queryset = theirs  # type: ignore[attr-defined]


class RegulatorForm(PoliceForm):
    """The notification, or why none."""

    cqc_reference = Words(label="Reference of the notification to the CQC", max_length=80, required=False)
    cqc_not_because = Words(label="If none is needed: why not?", max_length=300, required=False)


class DirectorsForm(PoliceForm):
    """Whom to tell."""

    people = forms.ModelMultipleChoiceField(
        label="Whom do you tell?", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """All of them, ticked."""
        from_here = User.objects.holding_any(["director"])
        self.fields["people"].queryset = from_here  # type: ignore[attr-defined]
        self.initial["people"] = list(from_here)


class ConfirmForm(PoliceForm):
    """Who confirmed."""

    officer = Words(label="Who at the police confirmed the words, in writing?", max_length=160)
    note = Words(label="Where is their confirmation kept?", max_length=200, required=False)


class GiveForm(PoliceForm):
    """What was given of what was agreed."""

    items = forms.ModelMultipleChoiceField(
        label="What did you give them?", queryset=PoliceItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(label="How?", choices=v.How, initial=v.How.SECURE_EMAIL, widget=forms.RadioSelect)
    to = Words(label="To whom?", max_length=160)

    def prepare(self) -> None:
        """What has not been given."""
        self.fields["items"].queryset = self.police.items.filter(given_at=None).select_related("subject__person")  # type: ignore[attr-defined]
        self.initial.pop("items", None)


class PostForm(PoliceForm):
    """The police's own post."""

    source_url = forms.URLField(
        label="The address of their post",
        max_length=500,
        assume_scheme="https",
        help_text="A post of the police, or of a charity that looks for missing people. We write none of our own.",
    )

    def clean_source_url(self) -> str:
        """On the web, and safe to open."""
        given: str = self.cleaned_data["source_url"]
        if urlsplit(given).scheme != "https":
            raise forms.ValidationError("Write an address that begins with https://")
        return given


class SpokenForm(PostForm):
    """The COO said yes on the phone."""

    said_at = DayAndTime(label="When did the COO say yes?")
    how = Words(label="How did you reach them?", max_length=160, help_text="For example: rang them at home")


class ShareForm(PoliceForm):
    """Where we shared it."""

    channel = Words(
        label="Where did we share it?", max_length=40, help_text="For example: Facebook page of Brindle Court"
    )
    url = forms.URLField(label="The address of our share", max_length=500, assume_scheme="https")
