"""What is filled in to sign: in somebody's presence, or by a link."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from consent.agreement.choices import SignedBy
from consent.agreement.models import MediaConsent
from consent.agreement.signing import Given, signer_of
from consent.agreement.signing_rules import NEEDS_WITNESS
from consent.vocabulary import Purpose
from mediapolicy.fields import Words

IN_PRESENCE = [
    (SignedBy.ON_SCREEN, "Draw the signature here"),
    (SignedBy.TYPED, "Type the name here"),
    (SignedBy.MARK, "A mark or thumbprint: drawn here, or a photo of it"),
    (SignedBy.SPOKEN, "They said it: write it down, or add a recording"),
    (SignedBy.AID, "With a communication aid"),
    (SignedBy.PAPER, "On paper: add the scan or photo"),
]
OTHER_WAYS = frozenset({SignedBy.SPOKEN, SignedBy.AID, SignedBy.PAPER})


class WitnessFields(forms.Form):
    """Who saw it."""

    witness = Words(
        label="Name of the witness",
        max_length=120,
        required=False,
        help_text="An adult who saw them agree, and believes that they understood and agreed freely. "
        "Not you, and nobody who gains from it.",
    )
    witness_is = Words(label="Who are they?", max_length=120, required=False, help_text="Such as nurse, neighbour.")
    witness_contact = Words(label="Their phone or email", max_length=254, required=False)


class DrawingFields(forms.Form):
    """The drawn signature; it is filled in by the page's script."""

    drawing = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60_000)


class SignForm(WitnessFields, DrawingFields):
    """A signature given here, or brought on paper."""

    all_optional = True

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)  # the fingerprint of what was read
    method = forms.ChoiceField(
        label="How do they sign?", choices=IN_PRESENCE, widget=forms.RadioSelect, initial=SignedBy.ON_SCREEN
    )
    signer = Words(label="Name of whoever signs", max_length=120)
    words = Words(label="What did they say, or show?", rows=2, max_length=2000, required=False)
    file = forms.FileField(label="Scan, photo or recording", required=False)
    signed_on = forms.DateField(
        label="If it was signed on another day, which?",
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y"),
        help_text="For paper that comes in later.",
    )
    late_because = Words(label="If that was more than a week ago, why only now?", max_length=300, required=False)
    cosigners = Words(
        label="Who else signed?",
        rows=2,
        max_length=600,
        required=False,
        help_text="One name on each line. Attorneys who decide together all sign.",
    )
    field_order = [
        "signer",
        "method",
        "drawing",
        "words",
        "file",
        "cosigners",
        "witness",
        "witness_is",
        "witness_contact",
        "signed_on",
        "late_because",
    ]

    def __init__(self, *args: Any, consent: MediaConsent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].initial, self.fields["shown"].initial = signer_of(consent), consent.shown_hash
        self.witness_needed = needs_witness(consent)
        who = consent.representative
        if who is None or who.appointment != "jointly":
            del self.fields["cosigners"]

    @property
    def shows_witness(self) -> bool:
        """Whether the part about a witness stands open: once something was sent that needs one, or names one."""
        return self.is_bound and (self.data.get("method") in NEEDS_WITNESS or self._has_errors("witness"))

    @property
    def shows_other_ways(self) -> bool:
        """Whether the part for words, aids and paper stands open."""
        return self.is_bound and (
            self.data.get("method") in OTHER_WAYS or self._has_errors("words", "file", "signed_on")
        )

    def _has_errors(self, *starts: str) -> bool:
        return any(name.startswith(starts) for name in self.errors)

    def given(self, *, device: str, address: str) -> Given:
        """What was given, as the action takes it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "shown"}
        day = kept.pop("signed_on")
        others = str(kept.pop("cosigners", "")).split("\n")
        if kept["method"] == SignedBy.TYPED:
            kept["drawing"] = ""
        moment = timezone.now()
        if day is not None and day != timezone.localdate():
            moment = timezone.make_aware(datetime.combine(day, time(12)))
        return Given(**kept, signed_at=moment, cosigners=others, device=device, address=address)


def needs_witness(consent: MediaConsent) -> bool:
    """Whether a witness is needed however it is signed (V-C-03)."""
    return consent.cannot_read or consent.given_by != "self" or Purpose.BROADCAST in consent.purposes


class CodeForm(forms.Form):
    """The second factor, told by another way."""

    code = forms.CharField(
        label="The code of six figures",
        max_length=12,
        help_text="We told you the code by phone or in person, never by email.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Spaces are how people write it."""
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "")


class RemoteSignForm(WitnessFields, DrawingFields):
    """A signature from afar: the name typed, and drawn by whoever likes."""

    all_optional = True

    signer = Words(label="Your name", max_length=120)
    agrees = forms.BooleanField(label="I have read it, and I agree to what stands above")
    cosigners = Words(
        label="Who else signs with you?",
        rows=2,
        max_length=600,
        required=False,
        help_text="One name on each line. Attorneys who decide together all sign.",
    )
    field_order = ["signer", "drawing", "cosigners", "witness", "witness_is", "witness_contact", "agrees"]

    def __init__(self, *args: Any, consent: MediaConsent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness"].help_text = "An adult who sees you sign. Not somebody who gains from it."
        who = consent.representative
        if who is None or who.appointment != "jointly":
            del self.fields["cosigners"]
        if not needs_witness(consent):
            for name in ("witness", "witness_is", "witness_contact"):
                del self.fields[name]

    def given(self, *, device: str, address: str) -> Given:
        """What was given, as the action takes it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in ("agrees", "cosigners")}
        others = str(self.cleaned_data.get("cosigners", "")).split("\n")
        return Given(method=SignedBy.REMOTE, **kept, cosigners=others, device=device, address=address)


class LinkForm(forms.Form):
    """Where a link goes, where nothing on file says it."""

    to = forms.EmailField(label="Their email address", max_length=254)

    def __init__(self, *args: Any, consent: MediaConsent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consent.given_by == "self" or (consent.representative is not None and consent.representative.email):
            del self.fields["to"]
