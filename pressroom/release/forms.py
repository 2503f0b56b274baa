"""What people fill in about a press release."""

from __future__ import annotations

from typing import Any

from django import forms

from consent.vocabulary import CHANNELS_OF, Channel, IdentLevel, Purpose
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.models import Home
from pressroom.forms import NameForm
from pressroom.release.models import LONGEST_STORY, PressRelease
from pressroom.release.vocabulary import AdLabel, Kind, StoryKind

# Where a release is meant to be seen, besides our website, where every one can be read.
PLACES = [
    (f"{purpose}:{channel}", Channel(channel).label)
    for purpose in (Purpose.PRESS, Purpose.BROADCAST, Purpose.WEBSITE, Purpose.ADVERT)
    for channel in CHANNELS_OF[purpose]
    if channel not in (Channel.PAID_SOCIAL, Channel.GOOGLE_PROFILE, Channel.CARE_DIRECTORY)
]
MOST_QUOTES = 10


class StartForm(forms.Form):
    """The least that a release begins with."""

    headline = Words(label="What is the headline?", max_length=160, help_text="One sentence. It can change later.")
    story_kind = forms.ChoiceField(
        label="What kind of story is it?", choices=StoryKind.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label="What will it be?", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.RELEASE
    )
    home = forms.ModelChoiceField(
        label="Which home is it about?",
        queryset=Home.objects.none(),
        required=False,
        empty_label="The whole organisation",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = Home.objects.filter(state="open")  # type: ignore[attr-defined]


def as_lines(quotes: list[dict[str, str]]) -> str:
    """Quotes as the form shows them."""
    return "\n".join(f"{one['who']}: {one['words']}" for one in quotes)


class WordsForm(forms.Form):
    """All the words of a release."""

    all_optional = True  # a draft may be saved with gaps; what is missing is said when it is sent for approval

    correction = Words(label="What was wrong?", max_length=400, help_text="Everybody reads this, on top of it.")
    ad_label = forms.ChoiceField(
        label="Which label says that it is an advert?",
        choices=[("", "Choose"), *AdLabel.choices],
        required=False,
        help_text="“Sponsored” and “in association with” do not say it.",
    )
    publisher = Words(label="Who prints it?", max_length=160, required=False)
    headline = Words(label="Headline", max_length=160)
    subhead = Words(label="Second headline", max_length=240, required=False)
    story_kind = forms.ChoiceField(label="Kind of story", choices=StoryKind.choices)
    place = Words(label="Place", max_length=80, required=False, help_text="The town on top of the story.")
    dated = forms.DateField(
        label="Day on top of the story",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Empty: no day is printed there.",
    )
    body = Words(
        label="The story",
        rows=16,
        max_length=LONGEST_STORY,
        required=False,
        help_text="Who, what, when, where and why come first. Nobody is named who has not agreed.",
    )
    quotes = Words(
        label="Quotes",
        rows=5,
        max_length=6000,
        required=False,
        help_text="One on each line: name and role, then a colon, then the words. "
        "For example: Ana Reyes, Home Manager: We are proud of them.",
    )
    notes = Words(label="Notes to editors", rows=4, max_length=4000, required=False)
    about_us = Words(label="About us", rows=4, max_length=4000, required=False)
    contact_name = Words(label="Press contact", max_length=120, required=False)
    contact_phone = Words(label="Phone", max_length=40, required=False)
    contact_email = forms.EmailField(label="Email", required=False)
    out_of_hours = Words(label="Out of hours", max_length=120, required=False)
    embargo_until = DayAndTime(
        label="Embargo: not to be published before", required=False, help_text="Empty: it may be published at once."
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, release: PressRelease, **kwargs: Any) -> None:
        start = {**release.worded(), "quotes": as_lines(release.quotes), "read_version": release.version}
        super().__init__(*args, **{**kwargs, "initial": start})
        if not release.is_advertorial:
            del self.fields["ad_label"], self.fields["publisher"]
        if release.corrects_id is None:
            del self.fields["correction"]

    def clean_quotes(self) -> list[dict[str, str]]:
        """Each line as a quote; a line that can't be read is named."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["quotes"].split("\n")), start=1):
            who, colon, words = (part.strip() for part in line.partition(":"))
            if not (who and colon and words):
                raise forms.ValidationError(f"Line {number}: write who said it, a colon, and the words.")
            found.append({"who": who[:160], "words": words.strip("“”\"' ")})
        if len(found) > MOST_QUOTES:
            raise forms.ValidationError(f"Use at most {MOST_QUOTES} quotes.")
        return found


class FeatureForm(NameForm):
    """How somebody is in it, and where it will be seen."""

    where = forms.ChoiceField(
        label="Where will it be seen?",
        choices=[("", "Choose"), *PLACES],
        help_text="Our website is asked about as well: every release can be read there.",
    )
    goes_to = Words(
        label="Which newspaper, station or organisation?",
        max_length=160,
        required=False,
        help_text="Its name, as on their form. “The press” is not a name.",
    )
    field_order = ["ident", "content_type", "where", "goes_to", "also", "previewed"]

    @property
    def how(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        return {**super().how, "goes_to": self.cleaned_data["goes_to"]}


class PictureForm(forms.Form):
    """What is said of a picture, and how plainly people in it are told."""

    alt_text = Words(label="What can be seen?", max_length=300, help_text="For people who can’t see the picture.")
    caption = Words(label="Caption", max_length=300, required=False)
    credit = Words(label="Who took it?", max_length=160, required=False)
    ident = forms.ChoiceField(
        label="How plainly are people in it told of?",
        choices=[one for one in IdentLevel.choices if one[0] != IdentLevel.NOBODY],
        widget=forms.RadioSelect,
        initial=IdentLevel.NO_NAME,
    )
    where = forms.ChoiceField(
        label="Where will it be seen?",
        choices=[("", "Choose"), *PLACES],
        help_text="Our website is asked about as well: every release can be read there.",
    )
    goes_to = Words(label="Which newspaper, station or organisation?", max_length=160, required=False)

    @property
    def how(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        purpose, channel = self.cleaned_data["where"].split(":")
        plain = {name: self.cleaned_data[name] for name in ("alt_text", "caption", "credit", "ident", "goes_to")}
        return {**plain, "purpose": purpose, "channel": channel}


class TimeForm(forms.Form):
    """When it goes."""

    at = DayAndTime(label="When does it go out?", help_text="UK time. Who is in it is asked about again then.")


class ConfirmForm(forms.Form):
    """One last look."""

    sure = forms.BooleanField(
        label="I have read it, and it may go out",
        error_messages={"required": "Read it once more, then tick the box"},
    )


class CorrectionForm(forms.Form):
    """What was wrong with what is out."""

    correction = Words(
        label="What was wrong?",
        max_length=400,
        help_text="Everybody reads this, on top of the corrected one. For example: The sum was £1,240, not £1,420.",
    )
