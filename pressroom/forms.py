"""What people fill in about a statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import EmailValidator

from consent.vocabulary import CHANNELS_OF, Channel, ContentType, IdentLevel, Purpose
from mediapolicy.fields import DayAndTime, Words
from mediapolicy.people.models import Home, User
from mediapolicy.people.standing import standing_of
from pressroom.models import LONGEST_STATEMENT, Statement, Trigger, Way

# Where a statement may be seen: it leaves for somebody outside. Each place belongs to the purpose that a consent speaks of.
PLACES = [
    *(
        (f"{purpose}:{channel}", Channel(channel).label)
        for purpose in (Purpose.PRESS, Purpose.BROADCAST)
        for channel in CHANNELS_OF[purpose]
    ),
    *(
        (f"{Purpose.AWARD}:{channel}", "With a council, a commissioner or a regulator")
        for channel in CHANNELS_OF[Purpose.AWARD]
    ),
]


class RecipientFields(forms.Form):
    """Whom it goes to: one by one, each by one way."""

    recipients = Words(
        label="Who does it go to?",
        rows=3,
        max_length=4000,
        required=False,
        help_text="One on each line: the organisation’s name; email, phone, post or in person; address. "
        "For example: Council press desk; email; press@council.example",
    )

    def clean_recipients(self) -> list[dict[str, str]]:
        """Each line as a recipient; a line that can't be read is named."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["recipients"].split("\n")), start=1):
            parts = [part.strip() for part in line.split(";")]
            way = {str(way.label).lower(): way.value for way in Way}.get(parts[1].lower()) if len(parts) == 3 else None
            if way is None or not parts[0]:
                raise forms.ValidationError(f"Line {number}: write name; email, phone, post or in person; address.")
            if way == Way.EMAIL:
                try:
                    EmailValidator()(parts[2])
                except forms.ValidationError:
                    raise forms.ValidationError(f"Line {number}: “{parts[2]}” is not an email address.") from None
            if len(parts[0]) > 160 or len(parts[2]) > 254:
                raise forms.ValidationError(f"Line {number} is too long.")
            found.append({"name": parts[0][:160], "way": way, "address": parts[2][:254]})
        return found


def as_lines(recipients: list[dict[str, str]]) -> str:
    """Recipients as the form shows them."""
    return "\n".join(
        f"{one['name']}; {Way(one['way']).label.lower()}; {one['address']}" for one in recipients if one["way"]
    )


class DraftForm(RecipientFields):
    """A statement that answers something other than an enquiry."""

    subject = Words(label="What is it about?", max_length=160)
    trigger = forms.ChoiceField(
        label="What does it answer?",
        choices=[(key, label) for key, label in Trigger.choices if key != Trigger.ENQUIRY],
        widget=forms.RadioSelect,
    )
    home = forms.ModelChoiceField(
        label="Which home is it about?",
        queryset=Home.objects.none(),
        required=False,
        empty_label="The whole organisation",
    )
    due_at = DayAndTime(label="When is it needed?", required=False)
    words = Words(label="The words", rows=10, max_length=LONGEST_STATEMENT, required=False)
    field_order = ["subject", "trigger", "home", "words", "recipients", "due_at"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = Home.objects.filter(state="open")
        if not standing_of(by).holds_everywhere("draft_statement"):
            homes = homes.filter(pk__in=standing_of(by).homes_with("draft_statement"))
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]


class WordsForm(RecipientFields):
    """The words, and for a statement of its own also whom it goes to."""

    all_optional = True  # a draft may be saved empty, but nobody is told that its words are optional

    subject = Words(label="What is it about?", max_length=160)
    words = Words(
        label="The words",
        rows=14,
        max_length=LONGEST_STATEMENT,
        required=False,
        help_text="Nobody is named who has not agreed. Never say whether somebody lives or lived with us.",
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["subject", "words", "recipients"]

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        start = {
            "subject": statement.subject,
            "words": statement.words,
            "recipients": as_lines(statement.recipients),
            "read_version": statement.version,
        }
        super().__init__(*args, **{**kwargs, "initial": start})
        if statement.answers_url:
            del self.fields["recipients"]  # they chose who and how: the enquiry says it


class FindPersonForm(forms.Form):
    """Whom to name: found by name or reference."""

    words = Words(label="Name or reference", max_length=120, required=False)


class NameForm(forms.Form):
    """How plainly somebody is told of, what of them, and where it will be seen: what the publish gate asks."""

    ident = forms.ChoiceField(
        label="How plainly?",
        choices=[one for one in IdentLevel.choices if one[0] != IdentLevel.NOBODY],
        widget=forms.RadioSelect,
    )
    content_type = forms.ChoiceField(
        label="What of them?",
        choices=[(one.value, one.label) for one in (ContentType.NAME_ONLY, ContentType.QUOTE, ContentType.STORY)],
        widget=forms.RadioSelect,
    )
    where = forms.ChoiceField(label="Where will it be seen?", choices=[("", "Choose"), *PLACES])
    also = forms.MultipleChoiceField(
        label="Does it also tell of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("mentions_health", "their health"),
            ("uses_age", "their age or birthday"),
            ("uses_home_name", "the name of their home"),
            ("uses_family", "their family"),
        ],
    )

    previewed = forms.BooleanField(
        label="Whoever wanted to see it first has seen these words, and is happy", required=False
    )

    @property
    def how(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        purpose, channel = self.cleaned_data["where"].split(":")
        plain = {name: self.cleaned_data[name] for name in ("ident", "content_type", "previewed")}
        return {**plain, "purpose": purpose, "channel": channel, **dict.fromkeys(self.cleaned_data["also"], True)}


class ReasonForm(forms.Form):
    """Why."""

    note = Words(label="Why?", rows=4, max_length=4000, help_text="This stays inside.")


class NoteForm(forms.Form):
    """A word to whoever signs."""

    note = Words(
        label="A word to whoever signs",
        rows=3,
        max_length=2000,
        required=False,
        help_text="This stays inside.",
    )


class NothingForm(forms.Form):
    """Only the button."""
